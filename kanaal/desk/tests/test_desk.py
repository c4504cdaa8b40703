"""The desk's lists and pages: what is found, what it costs, who comes in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.desk import queries
from kanaal.partners.actions import enrolment_decisions
from tests import world

pytestmark = pytest.mark.django_db


def found(words: str) -> set[str]:
    return {p.name for p in queries.partners(world.actor(world.vera()), words)}


class TestFindingAPartner:
    @pytest.fixture(autouse=True)
    def _partners(self) -> None:
        world.lindeboom(), world.maasveld(), world.zonnehof()

    @pytest.mark.parametrize(
        "words",
        [
            "lindeboom",
            "LINDEBOOM DIGITAAL",
            "linde",
            "lindebom",
            "lindeboon",
            "digitaal",
            "lindeboom-digitaal.nl",
            "x@lindeboom-digitaal.nl",
        ],
    )
    def test_by_name_a_letter_wrong_part_of_a_word_or_domain(self, words: str) -> None:
        assert found(words) == {"Lindeboom Digitaal"}

    def test_by_membership_id(self) -> None:
        assert found(world.maasveld().number.lower()) == {"Maasveld Grafisch"}

    @pytest.mark.parametrize("words", ["nobody-at-all", "%", "_", "'; drop table", "💥", "a@b@c"])
    def test_nothing_is_found_for_nonsense_and_nothing_breaks(self, words: str) -> None:
        assert found(words) == set()
        assert world.browser(world.vera()).get("/desk/partners/", {"q": words}).status_code == 200

    @pytest.mark.parametrize("path", ["/desk/partners/", "/desk/enrolments/"])
    @pytest.mark.parametrize("name", ["q", "after", "before", "state", "region", "mark"])
    @pytest.mark.parametrize("value", ["WyJhYmMiLCAxXQ", "WyIyMDI2LTAxLTAxIiwgIngiXQ", "W10", "%00", "e30"])
    def test_forged_addresses_are_harmless(self, path: str, name: str, value: str) -> None:
        assert world.browser(world.vera()).get(path, {name: value}).status_code == 200

    def test_without_words_all_are_there(self) -> None:
        assert len(found("")) == 3

    def test_nobody_but_staff_finds_others(self) -> None:
        assert {p.name for p in queries.partners(world.actor(world.anna()), "")} == {"Lindeboom Digitaal"}


class TestFigures:
    def test_they_say_what_waits(self) -> None:
        world.submitted()
        actor = world.actor(world.vera())
        assert [f.number for f in queries.counted_together(queries.waiting(actor), queries.late(actor))] == [1, 0]
        clock.forward(dt.timedelta(days=1))
        assert [f.number for f in queries.counted_together(queries.waiting(actor), queries.late(actor))] == [1, 1]

    def test_they_stop_counting(self) -> None:
        assert str(queries.Figure(7)) == "7"
        assert str(queries.Figure(queries.AT_MOST + 1)) == f"{queries.AT_MOST}+"


class TestPages:
    def test_a_partners_page_tells_of_its_enrolment_too(self) -> None:
        enrolment = enrolment_decisions.approve_enrolment(world.submitted(), by=world.actor(world.vera()))
        page = world.browser(world.vera()).get(f"/desk/partners/{enrolment.partner_id}/").content.decode()
        assert f"/desk/enrolments/{enrolment.pk}/" in page
        assert "Gerda Wilgenhof handed in the enrolment" in page or "Gerda Wilgenhof" in page
        assert 'name="role" value="contact:' in page

    @pytest.mark.parametrize(
        "path", ["/desk/", "/desk/enrolments/", "/desk/partners/", "/desk/partners/{}/", "/desk/enrolments/{}/"]
    )
    def test_no_page_asks_the_database_more_than_it_should(self, path: str, django_assert_max_num_queries: Any) -> None:
        world.lindeboom(), world.anna(), world.bo()
        enrolment = world.submitted(legal_name="Lindebom Digitaal")
        agent = world.browser(world.agent())
        url = path.format(enrolment.pk if "enrolments" in path else world.lindeboom().pk)
        agent.get(url)
        with django_assert_max_num_queries(11):  # one of them asks how far the clock was moved: never in production
            agent.get(url)

    def test_words_of_an_applicant_stay_words(self) -> None:
        world.submitted(legal_name="<script>alert(1)</script> B.V.", full_name="{{ 7|add:7 }} <b>G</b>")
        agent = world.browser(world.agent())
        for url in (
            "/desk/",
            "/desk/enrolments/",
            f"/desk/enrolments/{queries.waiting(world.actor(world.agent())).get().pk}/",
        ):
            page = agent.get(url).content.decode()
            assert "<script>alert" not in page
            assert "<b>G</b>" not in page
        mail = world.mails_to(world.gerda().email)[-1]
        assert "<script>" not in mail.html

    def test_staff_who_act_in_another_role_read_how_to_come_in(self) -> None:
        anna = world.anna()
        world.staff(anna.email, "Anna", "agent")
        client = world.browser(anna)
        session = client.session
        client.get("/desk/")
        client.post("/role/", {"role": f"contact:{anna.contacts.get().pk}"})
        answer = client.get("/desk/")
        assert session is not None
        assert answer.status_code == 403
