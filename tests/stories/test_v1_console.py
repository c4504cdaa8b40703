"""V1: the Reseller Console is open to a partner's primary contact, if its level opens it, and to whom they appoint."""

from __future__ import annotations

import pytest

from kanaal.licensing.models import ConsoleAppointment
from kanaal.partners.models import Contact
from tests import world

pytestmark = pytest.mark.django_db
HOME, PEOPLE = "/reselling/", "/reselling/people/"


def id_of(who) -> int:
    return Contact.objects.get(person=who).pk


class TestTheDoor:
    def test_anna_comes_in_by_her_kind_of_contact(self):
        page = world.browser(world.anna()).get(PEOPLE)
        assert page.status_code == 200
        assert "Anna Brandsma" in page.content.decode()

    def test_bo_reads_why_not_and_whom_to_ask(self):
        refused = world.browser(world.bo()).get(HOME)
        assert refused.status_code == 403
        assert "Anna Brandsma" in refused.content.decode()

    def test_fatmas_level_does_not_open_it_and_the_page_says_which_does(self):
        refused = world.browser(world.fatma()).get(HOME)
        assert refused.status_code == 403
        assert "Certified" in refused.content.decode()

    def test_a_certified_partner_has_it(self):
        assert world.browser(world.joost()).get(PEOPLE).status_code == 200

    def test_eva_is_no_contact_and_nobody_is_nobody(self):
        assert world.browser(world.eva()).get(HOME).status_code == 403
        assert world.browser().get(HOME).status_code == 302

    def test_the_portal_leads_anna_in_and_tells_bo_the_same_as_the_door(self):
        anna, bo = world.browser(world.anna()), world.browser(world.bo())
        assert HOME in anna.get("/portal/").content.decode()
        assert anna.get("/portal/places/reseller-console/")["location"] == HOME
        assert bo.get("/portal/places/reseller-console/").status_code == 403


class TestAppointing:
    def test_anna_appoints_bo_and_the_console_opens_to_her(self):
        bo = world.bo()
        anna = world.browser(world.anna())
        anna.post(PEOPLE, {"contact": id_of(bo)})
        hers = world.browser(bo)
        assert hers.get(PEOPLE).status_code == 200
        assert hers.get("/portal/places/reseller-console/")["location"] == HOME
        assert "/reselling/invitations/" in hers.get("/portal/").content.decode()
        assert world.mails_to(bo.email)[-1].name == "console_user_appointed"

    def test_bo_can_use_it_and_appoint_nobody(self):
        bo = world.bo()
        sem = world._contact(world.lindeboom(), "sem@lindeboom-digitaal.nl", "Sem Vlam", "other")
        world.browser(world.anna()).post(PEOPLE, {"contact": id_of(bo)})
        hers = world.browser(bo)
        assert "Anna Brandsma" in hers.get(PEOPLE).content.decode()
        assert hers.post(PEOPLE, {"contact": id_of(sem)}).status_code == 403
        assert hers.post(f"{PEOPLE}{id_of(bo)}/end/").status_code == 403
        assert ConsoleAppointment.objects.count() == 1

    def test_anna_ends_it_and_it_closes_at_once(self):
        bo, anna = world.bo(), world.browser(world.anna())
        anna.post(PEOPLE, {"contact": id_of(bo)})
        hers = world.browser(bo)
        assert hers.get(PEOPLE).status_code == 200
        anna.post(f"{PEOPLE}{id_of(bo)}/end/")
        assert hers.get(PEOPLE).status_code == 403
        assert world.happened("ConsoleUserDismissed")

    def test_nobody_appoints_people_of_another_company(self):
        bo = world.bo()
        carla = world.browser(world.carla())
        assert "Bo Hendriks" not in carla.get(PEOPLE).content.decode()
        assert carla.post(PEOPLE, {"contact": id_of(bo)}).status_code == 422  # no such colleague: the form says so
        assert carla.post(f"{PEOPLE}{id_of(bo)}/end/").status_code == 404
        assert not ConsoleAppointment.objects.exists()

    def test_whoever_leaves_the_company_leaves_the_console(self):
        bo, anna = world.bo(), world.anna()
        hers = world.browser(anna)
        hers.post(PEOPLE, {"contact": id_of(bo)})
        hers.post(f"/portal/contacts/{id_of(bo)}/", {"kind": "other", "job_title": "", "heir": id_of(anna)})
        assert not ConsoleAppointment.objects.exists()
        assert [str(row) for row in hers.get(PEOPLE).context["table"].rows] == ["Anna Brandsma"]
