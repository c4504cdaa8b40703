"""Every action of this module: what it does, whom it refuses, and that a refusal leaves nothing behind."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command

from kanaal.core import sealing
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import Finding, NotAllowed, unmet
from kanaal.core.events import digest_of
from kanaal.core.models import Event, Mail, PersonalData
from kanaal.core.refusals import WrongState
from kanaal.people import erasure
from kanaal.people.actions.erasure import ErasedAlready, erase_person, export_my_data
from kanaal.people.actions.profile import LanguageNotOffered, TimeZoneUnknown, change_profile, choose_language
from kanaal.people.actions.sessions import SessionOver, end_sessions
from kanaal.people.actions.staff import (
    AddressNotProved,
    LastManager,
    StaffRoleHeld,
    StaffRoleUnknown,
    end_staff_role,
    grant_staff_role,
)
from kanaal.people.actions.viewing import ReasonMissing, RoleNotHeld, stop_viewing, view_as
from kanaal.people.models import Person, StaffRole
from kanaal.people.tests.people import PASSWORD, acting, browser, make_person, make_staff, newest_mail

pytestmark = pytest.mark.django_db


def events(name: str) -> int:
    return Event.objects.filter(name=name).count()


class TestChangeProfile:
    def test_name_and_zone(self):
        anna = make_person()
        change_profile(anna, full_name=" Anna Kroon ", time_zone="Europe/Lisbon", by=acting(anna))
        anna.refresh_from_db()
        assert (anna.name, anna.time_zone, events("ProfileChanged")) == ("Anna Kroon", "Europe/Lisbon", 1)

    def test_nobody_elses(self):
        anna, carla = make_person(), make_person("carla@other.example", "Carla")
        with pytest.raises(NotAllowed):
            change_profile(anna, full_name="X", time_zone="", by=acting(carla))
        assert events("ProfileChanged") == 0

    def test_a_zone_that_is_none(self):
        anna = make_person()
        with pytest.raises(TimeZoneUnknown):
            change_profile(anna, full_name="A", time_zone="Europe/Atlantis", by=acting(anna))


class TestChooseLanguage:
    def test_is_kept_and_recorded_once(self):
        anna = make_person()
        for _ in range(2):
            choose_language(anna, language="nl", by=acting(anna))
        anna.refresh_from_db()
        assert (anna.language, events("LanguageChosen")) == ("nl", 1)

    def test_a_language_that_is_not_offered(self):
        anna = make_person()
        with pytest.raises(LanguageNotOffered):
            choose_language(anna, language="xx", by=acting(anna))


class TestGrantStaffRole:
    def test_a_manager_gives_it_and_the_person_is_told(self):
        vera, anna = make_staff(), make_person()
        role = grant_staff_role(anna, kind="agent", by=acting(vera))
        assert role.active
        assert events("StaffRoleGranted") == 1
        assert newest_mail(anna.email).name == "staff_role_granted"

    @pytest.mark.parametrize("kind", ["agent", "finance", "auditor"])
    def test_other_staff_do_not(self, kind):
        other, anna = make_staff("x@vendor.example", kind), make_person()
        with pytest.raises(NotAllowed):
            grant_staff_role(anna, kind="manager", by=acting(other))
        assert not anna.staff_roles.exists()

    def test_not_twice_and_no_kind_that_is_none(self):
        vera, anna = make_staff(), make_person()
        grant_staff_role(anna, kind="agent", by=acting(vera))
        with pytest.raises(StaffRoleHeld):
            grant_staff_role(anna, kind="agent", by=acting(vera))
        with pytest.raises(StaffRoleUnknown):
            grant_staff_role(anna, kind="emperor", by=acting(vera))
        assert events("StaffRoleGranted") == 1

    def test_not_to_an_address_that_nobody_has_proved(self):
        vera, anna = make_staff(), make_person()
        EmailAddress.objects.update(verified=False)
        with pytest.raises(AddressNotProved):
            grant_staff_role(anna, kind="agent", by=acting(vera))

    def test_the_first_one_from_the_command_line(self, capsys):
        call_command("staff", "add", "Vera@Vendor.example", "--name", "Vera")
        vera = Person.objects.get(email="vera@vendor.example")
        assert vera.staff_roles.get().kind == "manager"
        assert not vera.has_usable_password()
        with pytest.raises(CommandError, match="already"):
            call_command("staff", "add", "vera@vendor.example")


class TestEndStaffRole:
    def test_ends_at_the_next_click(self):
        vera, ben = make_staff(), make_staff("ben@vendor.example", "agent", "Ben")
        client = browser(ben)
        assert client.get("/staff/").status_code == 200
        end_staff_role(ben.staff_roles.get(), by=acting(vera))
        assert client.get("/staff/").status_code == 404
        assert events("StaffRoleEnded") == 1

    def test_there_is_always_a_manager(self):
        vera = make_staff()
        with pytest.raises(LastManager):
            end_staff_role(vera.staff_roles.get(), by=acting(vera))
        assert vera.staff_roles.get().active

    def test_not_twice(self):
        vera, ben = make_staff(), make_staff("ben@vendor.example", "agent", "Ben")
        role = ben.staff_roles.get()
        end_staff_role(role, by=acting(vera))
        with pytest.raises(WrongState):
            end_staff_role(role, by=acting(vera))

    def test_by_managers_only(self):
        vera, ben = make_staff(), make_staff("ben@vendor.example", "agent", "Ben")
        with pytest.raises(NotAllowed):
            end_staff_role(vera.staff_roles.get(), by=acting(ben))


class TestEndSessions:
    def test_one_of_them_and_the_others(self):
        anna = make_person()
        for key in ("a", "b", "c"):
            UserSession.objects.create(user=anna, ip="10.0.0.1", session_key=key, user_agent="x")
        one = UserSession.objects.get(session_key="b")
        assert end_sessions(anna, only=one.pk, by=acting(anna)) == 1
        assert end_sessions(anna, keep="a", by=acting(anna)) == 1
        assert UserSession.objects.get().session_key == "a"
        assert events("SessionsEnded") == 2

    def test_nobody_elses(self):
        anna, carla = make_person(), make_person("carla@other.example", "Carla")
        mine = UserSession.objects.create(user=anna, ip="10.0.0.1", session_key="a", user_agent="x")
        with pytest.raises(NotAllowed):
            end_sessions(anna, only=mine.pk, by=acting(carla))
        with pytest.raises(SessionOver):
            end_sessions(carla, only=mine.pk, by=acting(carla))
        assert UserSession.objects.count() == 1


class TestViewAs:
    def test_with_a_reason_that_the_person_can_read(self, guest):
        vera = make_staff()
        role = view_as(guest, role_key="guest:7", reason="She can't find the prices", by=acting(vera))
        assert role.label == "Guest house"
        event = Event.objects.get(name="ViewingStarted")
        assert (event.person_id, event.actor_id) == (guest.pk, vera.pk)
        page = browser(guest).get("/me/data/").content.decode()
        assert "She can&#x27;t find the prices" in page
        assert "Vera Jansen" in page

    @pytest.mark.parametrize("kind", ["finance", "auditor"])
    def test_not_by_every_staff(self, guest, kind):
        with pytest.raises(NotAllowed):
            view_as(guest, role_key="guest:7", reason="curious", by=acting(make_staff("x@vendor.example", kind)))
        assert events("ViewingStarted") == 0

    def test_not_without_a_reason_nor_in_a_role_that_is_not_held(self, guest):
        vera = make_staff()
        with pytest.raises(ReasonMissing):
            view_as(guest, role_key="guest:7", reason="  ", by=acting(vera))
        with pytest.raises(RoleNotHeld):
            view_as(guest, role_key="guest:8", reason="She asked me to", by=acting(vera))

    def test_not_of_colleagues(self):
        vera, ben = make_staff(), make_staff("ben@vendor.example", "agent", "Ben")
        with pytest.raises(NotAllowed):
            view_as(ben, role_key=f"staff:{ben.staff_roles.get().pk}", reason="What does he do?", by=acting(vera))


class TestStopViewing:
    def test_is_recorded_with_the_person(self, guest):
        vera = make_staff()
        stop_viewing(guest, by=acting(vera))
        assert Event.objects.get(name="ViewingStopped").person_id == guest.pk


class TestExportMyData:
    def test_has_all_of_it(self):
        anna = make_person()
        browser().post("/id/password/forgotten/", {"email": anna.email})
        change_profile(anna, full_name="Anna Kroon", time_zone="Europe/Lisbon", by=acting(anna))
        exported = export_my_data(anna, by=acting(anna))
        text = json.dumps(exported)
        assert exported["id"][0]["email"] == anna.email
        assert exported["mails"][0]["subject"] == "Choose a new password"
        assert {e["name"] for e in exported["events"]} == {"ProfileChanged", "DataExported"}
        assert "Europe/Lisbon" in text

    def test_nobody_elses(self):
        anna, carla = make_person(), make_person("carla@other.example", "Carla")
        with pytest.raises(NotAllowed):
            export_my_data(anna, by=acting(carla))
        assert events("DataExported") == 0


class TestErasePerson:
    def test_nothing_is_left_that_says_who_it_was(self):
        anna = make_person("anna@kroon.example", "Anna de Vries")
        browser().post("/id/password/forgotten/", {"email": anna.email})
        client = browser()
        client.post(
            "/id/sign-in/", {"login": anna.email, "password": PASSWORD}, headers={"user-agent": "Annas browser"}
        )
        change_profile(anna, full_name="Anna Kroon", time_zone="", by=acting(anna))
        erase_person(anna, by=acting(anna))
        anna.refresh_from_db()
        assert (anna.name, anna.is_active, anna.has_usable_password()) == ("", False, False)
        assert client.get("/me/").status_code == 302
        left = dump_without(farewell=newest_mail("anna@kroon.example").pk)
        for trace in ("anna@kroon.example", "Anna", "Kroon", "Annas browser"):
            assert trace not in left, trace

    def test_the_digests_of_events_stay_as_they_were(self):
        """What was sealed still verifies: the event's own row does not change (L4, L5)."""
        anna = make_person()
        change_profile(anna, full_name="Anna Kroon", time_zone="", by=acting(anna))
        kept = PersonalData.objects.get()
        assert digest_of(kept.salt, kept.data) == kept.event.digest
        sealing.seal()
        before = list(Event.objects.order_by("id").values())
        erase_person(anna, by=acting(anna))
        sealing.seal()
        assert list(sealing.verify()) == []
        assert list(Event.objects.filter(pk__in=[e["id"] for e in before]).order_by("id").values()) == before
        kept.refresh_from_db()
        assert kept.data == {}
        assert kept.erased_at is not None

    def test_a_last_mail_confirms_it(self):
        anna = make_person(language="nl")
        erase_person(anna, by=acting(anna))
        mail = newest_mail("anna@kroon.example")
        assert (mail.name, mail.language, mail.person_id) == ("id_erased", "nl", None)

    def test_then_its_address_is_forgotten_too(self):
        anna = make_person()
        erase_person(anna, by=acting(anna))
        assert erasure.forget_farewells() == 0
        Mail.objects.update(state=Mail.State.SENT)
        assert erasure.forget_farewells() == 1
        assert not Mail.objects.filter(to="anna@kroon.example").exists()

    def test_nobody_elses_and_not_twice(self):
        anna, carla = make_person(), make_person("carla@other.example", "Carla")
        with pytest.raises(NotAllowed):
            erase_person(anna, by=acting(carla))
        by = acting(anna)
        erase_person(anna, by=by)
        with pytest.raises(ErasedAlready):
            erase_person(anna, by=by)

    def test_not_the_only_manager(self):
        vera = make_staff()
        with pytest.raises(NotAllowed) as refused:
            erase_person(vera, by=acting(vera))
        assert "only programme manager" in str(refused.value.decision.reasons[0].says)
        assert Person.objects.get(pk=vera.pk).erased_at is None
        make_staff("ben@vendor.example", name="Ben")
        erase_person(vera, by=acting(vera))
        assert not StaffRole.objects.filter(person=vera, active=True).exists()

    def test_what_other_modules_object_to(self, monkeypatch):
        def is_needed(person: Person) -> list[Finding]:
            return [unmet("you are needed")]

        monkeypatch.setattr(erasure, "OBJECTIONS", [is_needed])
        anna = make_person()
        with pytest.raises(NotAllowed):
            erase_person(anna, by=acting(anna))
        assert events("PersonErased") == 0

    def test_the_address_is_free_again(self):
        anna = make_person()
        erase_person(anna, by=acting(anna))
        again = make_person("anna@kroon.example", "Anna again")
        assert again.pk != anna.pk

    def test_the_clock_erases_nobody(self):
        with pytest.raises(NotAllowed):
            erase_person(make_person(), by=CLOCK)


def dump_without(farewell: int) -> str:
    """Every row of every table as text, without the last mail, which is emptied once it is sent."""
    from django.apps import apps

    rows: list[str] = []
    for model in apps.get_models():
        found = model._default_manager.all()
        if model is Mail:
            found = found.exclude(pk=farewell)
        rows.extend(str(row) for row in found.values())
    return "\n".join(rows)
