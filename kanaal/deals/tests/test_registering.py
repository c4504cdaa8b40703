from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.events import FACTS
from kanaal.deals import snapshot
from kanaal.deals.actions import registering
from kanaal.deals.models import Registration, RegistrationFamily
from kanaal.sales.models import Opportunity
from tests import world, world_deals, world_sales

pytestmark = pytest.mark.django_db


class TestBeginRegistration:
    def test_a_draft_is_made_and_the_opportunity_says_so(self) -> None:
        deal = world_sales.opportunity()
        made = registering.begin_registration(deal, by=world.actor(world.bo()))
        deal.refresh_from_db()
        assert (made.state, deal.registration, deal.protected_until) == ("draft", "draft", None)
        assert world.happened("RegistrationBegan")[0].about_id == made.pk

    def test_one_at_a_time(self) -> None:
        draft = world_deals.draft()
        with pytest.raises(NotAllowed):
            registering.begin_registration(draft.opportunity, by=world.actor(world.bo()))

    def test_only_its_owner_with_a_seat(self) -> None:
        deal = world_sales.opportunity()
        for who in (world.anna(), world_sales.seated(world.carla())):
            with pytest.raises(NotAllowed):
                registering.begin_registration(deal, by=world.actor(who))
        assert Registration.objects.count() == 0


class TestFillInRegistration:
    def test_it_is_kept_with_the_deal_however_thin(self) -> None:
        draft = world_deals.draft(found="Gebeld.", unknown="x")
        evidence = Opportunity.objects.get().evidence
        assert evidence["found"] == "Gebeld."
        assert "unknown" not in evidence
        assert world.happened("RegistrationFilledIn")[-1].data["marks"] == 2
        assert draft.state == "draft"

    def test_more_than_can_be_kept_is_refused_whole(self) -> None:
        draft = world_deals.draft()
        with pytest.raises(registering.AnswerTooLong):
            registering.fill_in_registration(
                draft, answers={"found": "Nieuw.", "done": "x" * (snapshot.LONGEST + 1)}, by=world.actor(world.bo())
            )
        assert Opportunity.objects.get().evidence["found"] == world_deals.ANSWERS["found"]

    def test_after_handing_in_it_is_as_it_was(self) -> None:
        one = world_deals.with_the_desk()
        with pytest.raises(NotAllowed):
            registering.fill_in_registration(one, answers={}, by=world.actor(world.bo()))


class TestSubmitRegistration:
    def test_everything_is_kept_as_it_was_and_hashed(self) -> None:
        one = world_deals.handed_in()
        assert one.content["customer"]["name"] == "Omroep Waterrijk"
        assert one.content["answers"]["done"] == world_deals.ANSWERS["done"]
        assert one.content_hash == snapshot.hash_of(one.content)
        Opportunity.objects.update(evidence={}, amount=1)
        one.refresh_from_db()
        assert one.content_hash == snapshot.hash_of(one.content)
        assert one.content["amount"] == "24000.00"

    def test_what_it_protects_is_claimed_in_the_database(self) -> None:
        one = world_deals.handed_in(families=("acrobat", "stock"))
        claims = set(RegistrationFamily.objects.values_list("claim", flat=True))
        assert claims == {f"{one.account_id}/{family}/new-users" for family in ("acrobat", "stock")}

    def test_what_is_missing_is_refused_with_every_mark(self) -> None:
        draft = world_deals.draft(value="", done="")
        with pytest.raises(registering.NotComplete) as refused:
            registering.submit_registration(draft, by=world.actor(world.bo()))
        assert {mark.field for mark in refused.value.marks} == {"value", "done"}
        draft.refresh_from_db()
        assert (draft.state, draft.submitted_at) == ("draft", None)

    def test_without_a_family_there_is_nothing_to_protect(self) -> None:
        draft = world_deals.draft()
        Opportunity.objects.update(families=[])
        with pytest.raises(registering.NothingToProtect):
            registering.submit_registration(draft, by=world.actor(world.bo()))

    def test_twice_is_once(self) -> None:
        one = world_deals.handed_in()
        with pytest.raises(NotAllowed):
            registering.submit_registration(one, by=world.actor(world.bo()))
        assert one.receipts.count() == 1

    def test_the_membership_is_over(self) -> None:
        draft = world_deals.draft()
        partner = world.lindeboom()
        type(partner).objects.filter(pk=partner.pk).update(term_ends=clock.today() - dt.timedelta(days=60))
        fresh = Registration.objects.get(pk=draft.pk)
        with pytest.raises(NotAllowed):
            registering.submit_registration(fresh, by=world.actor(world.bo()))

    def test_its_facts_are_known(self) -> None:
        assert {"RegistrationSubmitted", "RegistrationApproved", "RegistrationDeclined"} <= set(FACTS)


class TestAnswerRegistration:
    def test_only_what_was_asked_is_taken(self) -> None:
        from kanaal.deals.actions.desk import ask_about_registration

        by = world.actor(world.bo())
        one = world_deals.with_the_desk()
        ask_about_registration(one, fields=["event"], question="Welke?", by=world.actor(world.agent(), "staff"))
        answers = {"event": "Op 3 mei verhuist de hele redactie naar het nieuwe gebouw in Hilversum.", "found": "x"}
        one = registering.answer_registration(one, answers=answers, by=by)
        assert one.state == "submitted"
        assert one.content["answers"]["event"] == answers["event"]
        assert one.content["answers"]["found"] == world_deals.ANSWERS["found"]
        assert world.happened("RegistrationAnswered")[-1].data["kept"] is True
        assert "registration_answered" in [mail.name for mail in world.mails_to(world.agent().email)]

    def test_nobody_asked(self) -> None:
        with pytest.raises(NotAllowed):
            registering.answer_registration(world_deals.with_the_desk(), answers={}, by=world.actor(world.bo()))


class TestWithdrawRegistration:
    def test_what_it_protected_is_free(self) -> None:
        one = world_deals.handed_in()
        registering.withdraw_registration(one, by=world.actor(world.bo()))
        one.refresh_from_db()
        deal = Opportunity.objects.get()
        assert (one.state, one.protected_until, deal.registration, deal.protected_until) == (
            "withdrawn",
            None,
            "",
            None,
        )
        assert not RegistrationFamily.objects.exclude(claim="").exists()
        assert world_deals.handed_in(world.carla()).state == "approved"

    def test_a_declined_one_has_nothing_to_withdraw(self) -> None:
        one = world_deals.handed_in(deal_type="renewal")
        with pytest.raises(NotAllowed):
            registering.withdraw_registration(one, by=world.actor(world.bo()))
