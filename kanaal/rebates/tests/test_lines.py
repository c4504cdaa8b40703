"""Lines that found no deal: a person says which it is, dismisses it, takes it back, or asks the partner."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.rebates.actions.lines import (
    AskedToday,
    DealNotWon,
    NoReason,
    NoSuchDeal,
    SaidAlready,
    ask_partner,
    choose_deal,
    dismiss_line,
    undo_choice,
)
from kanaal.rebates.mending import candidates
from kanaal.rebates.models import Entry, Match
from tests import world, world_sales
from tests.world_rebates import approved, computed, cycle, line, reading, won

pytestmark = pytest.mark.django_db


def waiting(**fields: Any) -> Match:
    """A line whose number no deal has."""
    sold = line(1000, "DN-9", **fields)
    computed()
    return Match.objects.select_related("line", "partner").get(line=sold)


class TestCandidates:
    def test_a_customer_whose_name_is_written_otherwise_stands_before_any_other_deal_of_those_days(self) -> None:
        theirs = world_sales.customer("Omroep Waterrijk")
        meant = won("DN-1", account=theirs)
        other = won("DN-2", account=world_sales.customer("Rijnmond Havens"), name="Another")
        one = waiting(customer="Omroep Waterijk B.V.")
        found = candidates(one)
        assert [each.deal for each in found] == [meant, other]
        assert [str(each.why) for each in found] == [
            "with a customer of a like name",
            "closed near the day of the sale",
        ]


class TestChooseDeal:
    def test_counts_when_the_cycle_is_computed_next(self) -> None:
        deal, one = won(), waiting()
        choose_deal(one, number=f" {deal.number.lower()} ", by=world.actor(world.agent()))
        assert not Entry.objects.exists()
        computed()
        entry = Entry.objects.get()
        assert (entry.opportunity, entry.how, entry.amount) == (deal, "person", Decimal(27))
        assert Match.objects.get().decided_by == world.agent()

    def test_in_a_closed_cycle_it_counts_in_the_next(self) -> None:
        deal, one = won(), waiting()
        approved()
        choose_deal(one, number=deal.number, by=world.actor(world.agent()))
        running = computed(cycle(-1))
        assert Entry.objects.get(kind="earned").cycle == running

    def test_only_a_deal_of_this_partner(self) -> None:
        theirs, one = won(who=world.carla()), waiting()
        for number in (theirs.number, "OPP-999", ""):
            with pytest.raises(NoSuchDeal):
                choose_deal(one, number=number, by=world.actor(world.agent()))
        assert Match.objects.get().how == "none"

    def test_only_one_that_was_won(self) -> None:
        deal, one = won(state="open"), waiting()
        with pytest.raises(DealNotWon):
            choose_deal(one, number=deal.number, by=world.actor(world.agent()))

    def test_a_deal_that_is_reopened_holds_no_longer(self) -> None:
        deal, one = won(), waiting()
        choose_deal(one, number=deal.number, by=world.actor(world.agent()))
        deal.state, deal.closed_at = "open", None
        deal.save()
        computed()
        found = Match.objects.get()
        assert (found.how, found.reason, found.proposed) == ("none", "chosen-fits-no-longer", deal)

    def test_not_by_a_partner(self) -> None:
        deal, one = won(), waiting()
        with pytest.raises(NotAllowed):
            choose_deal(one, number=deal.number, by=world.actor(world.anna()))


class TestDismissLine:
    def test_it_waits_no_more_however_often_it_is_computed(self) -> None:
        one = waiting()
        dismiss_line(one, why="A test order of the distributor.", by=world.actor(world.agent()))
        won("DN-9")
        again = computed()
        assert (Match.objects.get().how, again.totals["waiting"]) == ("dismissed", 0)
        assert not Entry.objects.exists()

    def test_with_a_reason_and_once(self) -> None:
        one = waiting()
        with pytest.raises(NoReason):
            dismiss_line(one, why="", by=world.actor(world.agent()))
        dismiss_line(one, why="Twice", by=world.actor(world.agent()))
        with pytest.raises(SaidAlready):
            dismiss_line(one, why="Twice", by=world.actor(world.agent()))


class TestUndoChoice:
    def test_the_line_waits_again(self) -> None:
        one = waiting()
        dismiss_line(one, why="A mistake", by=world.actor(world.agent()))
        undo_choice(one, by=world.actor(world.vera()))
        found = Match.objects.get()
        assert (found.how, found.note, found.decided_by) == ("none", "", None)

    def test_not_once_it_has_counted(self) -> None:
        deal, one = won(), waiting()
        choose_deal(one, number=deal.number, by=world.actor(world.agent()))
        approved()
        with pytest.raises(NotAllowed):
            undo_choice(one, by=world.actor(world.agent()))
        assert Match.objects.get().how == "person"


class TestAskPartner:
    def test_the_primary_contact_gets_a_mail(self) -> None:
        anna, one = world.anna(), waiting()
        ask_partner(one, question="Which deal is it?", by=world.actor(world.agent()))
        mail = world.mails_to(anna.email)[-1]
        assert mail.name == "rebate_line_question"
        assert "Which deal is it?" in mail.text
        assert Match.objects.get().asked_by == world.agent()

    def test_the_same_question_once_a_day_and_another_one_at_once(self) -> None:
        anna, one, by = world.anna(), waiting(), world.actor(world.agent())
        ask_partner(one, question="Which deal is it?", by=by)
        with pytest.raises(AskedToday) as refused:
            ask_partner(one, question=" Which  deal is it? ", by=by)
        assert refused.value.remedy
        ask_partner(one, question="Whose order is it?", by=by)
        with pytest.raises(AskedToday):
            ask_partner(one, question="Which deal is it?", by=by)
        clock.forward(dt.timedelta(days=1))
        ask_partner(one, question="Which deal is it?", by=by)
        asked = [mail for mail in world.mails_to(anna.email) if mail.name == "rebate_line_question"]
        assert len(asked) == 3

    def test_each_action_says_what_it_did_and_a_question_that_was_asked_stays_in_its_field(self) -> None:
        world.anna()
        browser, one = reading(world.agent()), waiting()
        url = reverse("ask-about-rebate-line", args=[one.pk])
        sent = browser.post(url, {"question": "Which deal is it?"}, follow=True)
        assert "The question was sent. The line goes on waiting for its deal." in sent.content.decode()
        again = browser.post(url, {"question": "Which deal is it?"}).content.decode()
        assert "The partner was asked just this today" in again
        assert "Which deal is it?" in again
        gone = browser.post(reverse("dismiss-rebate-line", args=[one.pk]), {"why": "A test"}, follow=True)
        assert "The line earns nothing, and waits no longer." in gone.content.decode()

    def test_nobody_is_asked_while_nobody_is_known(self) -> None:
        sold = line(1000, "DN-9", nobody=True)
        computed()
        with pytest.raises(NotAllowed):
            ask_partner(Match.objects.get(line=sold), question="", by=world.actor(world.agent()))
