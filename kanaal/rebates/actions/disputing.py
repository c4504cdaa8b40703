"""What a dispute that the desk grants does: a correction in the next cycle, or a missing sale finds its deal (R3)."""

from __future__ import annotations

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners.models import Partner
from kanaal.rebates import mails_partner, permissions, queries_partner
from kanaal.rebates.actions.lines import choose_deal
from kanaal.rebates.events_disputes import EntryAmended, MissingLineSettled
from kanaal.rebates.models import Correction, Entry, Match, Statement
from kanaal.rebates.payment.gathering import unit_of
from kanaal.sales.models import Opportunity, order_key

MOST_LINES = 50


class EntryUnknown(Refusal):
    status = 422
    field = "line"

    def __init__(self) -> None:
        super().__init__(
            say(_("None of your statements has this line.")),
            remedy=say(_("Look the line up on the statement, and begin from its page.")),
        )


class CorrectedAlready(Refusal):
    field = "line"

    def __init__(self) -> None:
        super().__init__(
            say(_("This line was corrected once already.")),
            remedy=say(_("If it is still wrong, write to the helpdesk and name the statement.")),
            link=reverse_lazy("new-case"),
            label=say(_("Ask the helpdesk")),
        )


class NoDifference(Refusal):
    status = 422
    field = "expected"

    def __init__(self) -> None:
        super().__init__(
            say(_("That is what the line gave.")), remedy=say(_("Write what it should have given, held back or not."))
        )


class MoreThanTheSale(Refusal):
    status = 422
    field = "expected"

    def __init__(self) -> None:
        super().__init__(
            say(_("A rebate is never more than the sale, nor less than nothing.")),
            remedy=say(_("Write the rebate of this line, not the amount of the sale.")),
        )


class DealUnknown(Refusal):
    status = 422
    field = "deal"

    def __init__(self) -> None:
        super().__init__(
            say(_("Your company has no deal with this number that is closed as booked.")),
            remedy=say(_("Close the deal as booked first; then ask for its sale.")),
        )


class NothingReported(Refusal):
    """Nothing waits with this number: the desk can't invent a sale."""

    status = 422
    field = "order"

    def __init__(self, order: str) -> None:
        super().__init__(
            say(_("No reported sale with the number %(order)s waits for its deal."), order=name(order)),
            remedy=say(_("Ask the distributor whether it was reported, and under which number.")),
        )


@transaction.atomic
def amend_entry(partner: Partner, *, line: int, expected: Decimal, why: str, by: Actor) -> Correction:
    """Let the next cycle give what a line of a closed one should have given: the whole difference, or nothing.

    Raises EntryUnknown, CorrectedAlready, NoDifference, MoreThanTheSale.
    """
    partner = Partner.locked(partner.pk)
    receipt = permissions.amend_entry.check(by, partner)
    entry, difference = sound_dispute(partner, line, expected)

    try:
        with transaction.atomic():
            made = Correction.objects.create(
                entry=entry, partner=partner, amount=difference, why=why[:500], decided_at=clock.now(),
                decided_by_id=by.person_id,
            )  # fmt: skip
    except IntegrityError as twice:
        raise CorrectedAlready from twice
    statement = Statement.objects.get(cycle=entry.cycle_id, partner=partner)
    fact = EntryAmended(entry.pk, statement.number, str(difference), entry.currency)
    record(fact, about=partner, by=by, receipt=receipt)
    mails_partner.entry_amended(made, statement)
    return made


@transaction.atomic
def settle_missing_line(partner: Partner, *, deal: str, order: str, by: Actor) -> list[Match]:
    """Let all reported sales with an order number that found no deal count for one that was won; all or none of them.

    They count in the cycle that is computed next. Raises DealUnknown, NothingReported, and what choose_deal refuses.
    """
    partner = Partner.locked(partner.pk)
    receipt = permissions.settle_missing_line.check(by, partner)
    found, matches = sound_missing(partner, deal, order)

    for match in matches:
        choose_deal(match, number=found.number, by=by)
    record(MissingLineSettled(found.number, order.strip(), len(matches)), about=partner, by=by, receipt=receipt)
    mails_partner.missing_line_settled(partner, found, order.strip())
    return matches


def sound_dispute(partner: Partner, line: int, expected: Decimal) -> tuple[Entry, Decimal]:
    """The disputed entry, and the difference; raises what amend_entry does."""
    entry = queries_partner.entry_of(partner, line)
    if entry is None or entry.kind == "released":
        raise EntryUnknown
    if Correction.objects.filter(entry=entry).exists() or entry.kind == "amended":
        raise CorrectedAlready
    unit = unit_of(entry.currency)
    difference = (expected - entry.given).quantize(unit)
    if not difference:
        raise NoDifference
    if entry.kind == "earned" and not 0 <= expected <= abs(entry.base):
        raise MoreThanTheSale
    if entry.kind == "clawback" and not entry.given * 2 <= expected <= 0:
        raise MoreThanTheSale
    return entry, difference


def sound_missing(partner: Partner, deal: str, order: str) -> tuple[Opportunity, list[Match]]:
    """The won deal, and the lines that wait with the number; raises what settle_missing_line does."""
    found = Opportunity.objects.filter(partner=partner, number=deal.strip().upper(), state="booked").first()
    if found is None:
        raise DealUnknown
    matches = waiting_with(partner, order)
    if not matches:
        raise NothingReported(order.strip())
    return found, matches


def waiting_with(partner: Partner, order: str) -> list[Match]:
    """The partner's lines without a deal that carry an order number, the distributor's or the customer's."""
    key = order_key(order)
    rows = Match.objects.filter(partner=partner, how="none").select_related("line", "partner")
    both = rows.filter(line__order_key=key) | rows.filter(line__po_key=key)
    return list(both.order_by("pk")[:MOST_LINES]) if key else []
