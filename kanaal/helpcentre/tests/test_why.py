"""Looking at somebody else's situation: by the command, by the page, and on the record."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from kanaal.core.decisions import NotAllowed
from kanaal.helpcentre import why
from kanaal.helpcentre.actions import look_into_why
from tests import world

pytestmark = pytest.mark.django_db


def ask(*arguments: str) -> tuple[int, str, str]:
    """The exit code, and what was printed."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("why", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, out.getvalue(), err.getvalue()


class TestWhyCommand:
    def test_it_prints_each_finding_and_ends_with_one_for_a_no(self) -> None:
        world.anna()
        code, said, _ = ask(world.bo().email, "sales-center")
        assert code == 1
        assert "✗ you hold no sales seat" in said
        assert "✓ your company's membership is in force" in said
        assert said.index("✗") < said.index("✓")

    def test_it_ends_with_nought_for_a_yes(self) -> None:
        code, said, _ = ask(world.anna().email, "partners.invite_contact")
        assert code == 0
        assert "✗" not in said

    def test_the_last_part_of_a_permission_is_enough(self) -> None:
        assert ask(world.anna().email, "invite_contact")[0] == 0

    def test_in_another_language(self) -> None:
        said = ask(world.fatma().email, "sales-center", "--language", "nl")[1]
        assert "uw niveau" in said

    def test_before_the_first_release_it_says_so(self) -> None:
        assert ask(world.dirk().email, "sales-center")[0] == 2

    def test_who_is_nobodys_contact_reads_that(self) -> None:
        world.published()
        code, said, _ = ask(world.dirk().email, "sales-center")
        assert code == 1
        assert "no partner has registered this address" in said

    def test_each_role_is_told_apart(self) -> None:
        anna = world.anna()
        world._contact(world.zonnehof(), "anna@zonnehof-media.nl", "Anna", "other")
        world.staff(anna.email, "Anna", "auditor")
        said = ask(anna.email, "partners.see_enrolments")[1]
        assert "Lindeboom" in said
        assert "auditor" in said.lower()

    @pytest.mark.parametrize(
        ("email", "permission", "meant"),
        [
            ("ana@lindeboom-digitaal.nl", "sales-center", "anna@lindeboom-digitaal.nl"),
            ("anna@lindeboom-digitaal.nl", "sales-centre", "sales-center"),
            ("anna@lindeboom-digitaal.nl", "partners.invite_contacts", "partners.invite_contact"),
            ("nobody@nowhere.example", "sales-center", ""),
            ("anna@lindeboom-digitaal.nl", "zzzzzz", ""),
            ("", "", ""),
        ],
    )
    def test_what_is_not_known_asks_what_was_meant(self, email: str, permission: str, meant: str) -> None:
        world.anna()
        code, said, err = ask(email, permission)
        assert code == 2
        assert said == ""
        assert (f"Did you mean {meant}?" if meant else "Look for a slip") in err

    def test_what_depends_on_a_thing_says_so(self) -> None:
        code, said, _ = ask(world.anna().email, "cases.add_to_case")
        assert code == 2
        assert "It depends on which one" in said


class TestLookIntoWhy:
    def test_it_is_recorded_who_looked_at_whom(self) -> None:
        ivo, fatma = world.agent(), world.fatma()
        seen = look_into_why(fatma, why.target_called("sales-center"), by=world.actor(ivo))
        assert seen[0].decision is not None
        assert not seen[0].decision.allowed
        event = world.happened("WhyLookedInto")[0]
        assert (event.actor_id, event.about_id, event.data["permission"]) == (ivo.pk, fatma.pk, "sales-center")

    @pytest.mark.parametrize("who", ["auditor", "anna", "dirk"])
    def test_nobody_else_may(self, who: str) -> None:
        fatma, by = world.fatma(), world.actor(getattr(world, who)())
        with pytest.raises(NotAllowed):
            look_into_why(fatma, why.target_called("sales-center"), by=by)
        assert not world.happened("WhyLookedInto")


class TestWhyPage:
    def test_an_agent_reads_the_decision(self) -> None:
        fatma = world.fatma()
        answer = world.browser(world.agent()).post("/help/why/", {"email": fatma.email, "permission": "sales-center"})
        assert answer.status_code == 200
        assert "Zonnehof Media" in answer.content.decode()
        assert len(world.happened("WhyLookedInto")) == 1

    def test_a_slip_loses_nothing_that_was_typed(self) -> None:
        answer = world.browser(world.agent()).post("/help/why/", {"email": "x@y.example", "permission": "sales-center"})
        assert answer.status_code == 422
        assert 'value="x@y.example"' in answer.content.decode()
        assert not world.happened("WhyLookedInto")

    @pytest.mark.parametrize(("who", "status"), [("anna", 403), ("auditor", 403), ("vera", 200)])
    def test_who_comes_in(self, who: str, status: int) -> None:
        assert world.browser(getattr(world, who)()).get("/help/why/").status_code == status
