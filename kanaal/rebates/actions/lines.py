"""Lines that found no deal: a person says which it is, dismisses it, or asks the partner (R2)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.rebates import mails, permissions, queries
from kanaal.rebates.events import ChoiceUndone, DealChosen, LineDismissed, PartnerAsked
from kanaal.rebates.models import Match
from kanaal.sales.models import Opportunity

LONGEST = 1000


class NoSuchDeal(Refusal):
    status = 422
    field = "number"

    def __init__(self, number: str) -> None:
        super().__init__(
            say(_("This partner has no deal with the number %(number)s."), number=name(number)),
            remedy=say(_("Give the number of one of the partner's opportunities, as it stands in the Sales Center.")),
        )


class DealNotWon(Refusal):
    status = 409
    field = "number"

    def __init__(self, deal: Opportunity) -> None:
        super().__init__(
            say(_("%(number)s is %(state)s."), number=name(deal.number), state=deal.state_label),
            remedy=say(_("Only deals that are closed as booked earn a rebate. Ask the partner to close it.")),
        )


class NoReason(Refusal):
    status = 422
    field = "why"

    def __init__(self) -> None:
        super().__init__(
            say(_("It does not say why.")), remedy=say(_("Write why the line earns nothing; the partner may ask."))
        )


class SaidAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("Somebody has dealt with this line already.")),
            remedy=say(_("Look at it as it is now. What was said can be taken back.")),
        )


class AskedToday(Refusal):
    """The partner has this very question since today: once more is one mail too many."""

    field = "question"

    def __init__(self, asked_at: dt.datetime) -> None:
        super().__init__(
            say(_("The partner was asked just this today (%(when)s)."), when=asked_at),
            remedy=say(_("Wait for the answer until tomorrow, or ask something else.")),
        )


@transaction.atomic
def choose_deal(match: Match, *, number: str, by: Actor) -> Match:
    """It belongs to this deal, which counts when the cycle is computed next. Raises NoSuchDeal, DealNotWon."""
    match = _held(match)
    receipt = permissions.choose_deal.check(by, match)
    _still_waits(match)
    deal = Opportunity.objects.filter(number=number.strip().upper(), partner_id=match.partner_id or 0).first()
    if deal is None:
        raise NoSuchDeal(number.strip())
    if deal.state != "booked":
        raise DealNotWon(deal)

    match.how, match.opportunity = "person", deal
    _decided(match, "", by)
    fact = DealChosen(line_id=match.pk, opportunity_id=deal.pk, number=deal.number, reason=match.reason)
    record(fact, about=match, by=by, receipt=receipt)
    return match


@transaction.atomic
def dismiss_line(match: Match, *, why: str, by: Actor) -> Match:
    """It earns nothing, and no one need look at it again. Raises NoReason."""
    match = _held(match)
    receipt = permissions.dismiss_line.check(by, match)
    _still_waits(match)
    if not why.strip():
        raise NoReason

    match.how = "dismissed"
    _decided(match, why.strip()[:LONGEST], by)
    fact = LineDismissed(line_id=match.pk, reason=match.reason, why=match.note)
    record(fact, about=match, by=by, receipt=receipt, person_id=by.person_id)
    return match


@transaction.atomic
def undo_choice(match: Match, *, by: Actor) -> Match:
    """What was said of it holds no longer; it waits again."""
    match = _held(match)
    receipt = permissions.undo_choice.check(by, match)
    before = match.how
    if before == "none":
        return match

    match.how, match.opportunity, match.note = "none", None, ""
    match.decided_by, match.decided_at = None, None
    match.save()
    record(ChoiceUndone(line_id=match.pk, before=before), about=match, by=by, receipt=receipt)
    return match


@transaction.atomic
def ask_partner(match: Match, *, question: str, by: Actor) -> Match:
    """Write to the partner's primary contact. The line goes on waiting, and shows when it was asked.

    Raises AskedToday for the same question once more.
    """
    match = _held(match)
    receipt = permissions.ask_partner.check(by, match)
    _still_waits(match)
    question = question.strip()[:LONGEST]
    _not_asked_today(match, question)

    match.asked_at, match.asked_by_id = clock.now(), by.person_id
    match.save(update_fields=["asked_at", "asked_by"])
    fact = PartnerAsked(line_id=match.pk, partner_id=match.partner_id or 0, question=question)
    record(fact, about=match, by=by, receipt=receipt, person_id=by.person_id)
    mails.rebate_line_question(match, question)
    return match


def _held(match: Match) -> Match:
    held = Match.locked(match.pk)
    held.line, held.partner = match.line, match.partner
    return held


def _still_waits(match: Match) -> None:
    if match.how != "none":
        raise SaidAlready


def _not_asked_today(match: Match, question: str) -> None:
    """However its words are spaced. Raises AskedToday."""
    for asked in queries.questions(match, clock.today()):
        if asked.data.get("question", "").split() == question.split():
            raise AskedToday(asked.event.at)


def _decided(match: Match, note: str, by: Actor) -> None:
    match.note, match.decided_by_id, match.decided_at = note, by.person_id, clock.now()
    match.save()
