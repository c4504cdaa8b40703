"""What is so of the asker's own rebates, bank details and sales reports (H3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from kanaal.bankdetails.queries import details_of, has_bank_details, open_change_of
from kanaal.core import clock, formats
from kanaal.core.texts import name, say, say_many
from kanaal.helpcentre.diagnoses import Asker
from kanaal.helpcentre.situations.shown import SHOWN, Line, Situation, about, address
from kanaal.partners.models import Partner
from kanaal.rebates.models.matches import REASONS
from kanaal.rebates.permissions_partner import see_own_rebates
from kanaal.rebates.queries_partner import statements_and_forecasts, unmatched_of
from kanaal.sellthrough.queries import reports_seen_by


@about("rebate-not-paid")
def _not_paid(asker: Asker) -> Situation | None:
    """What of the asker's company stands between it and its money (R3, R4)."""
    company = asker.company
    if company is None or not see_own_rebates.allows(asker.actor, company):
        return None
    lines = [*_bank(company), *_statements(company), *_unmatched(company)]
    if not lines:
        return Situation(say(_("Nothing is known that keeps a rebate from you; there was none to pay yet.")))
    return Situation(say(_("This is known of your company's rebates:")), tuple(lines[:SHOWN]))


def _bank(company: Partner) -> Iterator[Line]:
    if not has_bank_details() or details_of(company, clock.today()) is not None:
        return
    waits = open_change_of(company)
    says = _("Your bank details wait to be confirmed, or for their day.") if waits else _("No bank details count yet.")
    yield Line(say(says), say(_("nothing can be paid")), "bad", address("bank-details"), say(_("Your bank details")))


def _statements(company: Partner) -> Iterator[Line]:
    """The cycles that are not approved yet, and what the last statement came to."""
    every = list(statements_and_forecasts(company).order_by("-cycle__starts")[:SHOWN])
    for one in (one for one in every if one.state == "made"):
        says = say(_("The cycle %(cycle)s is not approved yet."), cycle=name(one.cycle.key))
        yield Line(says, say(_("forecast")), "info", address("rebates-home"), say(_("What you earn")))
    last = next((one for one in every if one.state != "made"), None)
    if last is None:
        return
    to, label, cycle = address("my-statement", last.number), say(_("Open the statement")), name(last.cycle.key)
    if last.state == "approved" and last.payable:
        amount = name(formats.money(last.payable, last.currency))
        says = say(_("%(amount)s of %(cycle)s is approved, and waits to be paid."), amount=amount, cycle=cycle)
        yield Line(says, say(_("on its way")), "info", to, label)
    if last.carried_out:
        amount = name(formats.money(last.carried_out, last.currency))
        says = say(_("%(amount)s of %(cycle)s is carried over."), amount=amount, cycle=cycle)
        yield Line(says, say(_("carried over")), "info", to, label)


@about("rebate-missing")
def _missing(asker: Asker) -> Situation | None:
    """Which reported sales found no deal, and why (R2)."""
    company = asker.company
    if company is None or not see_own_rebates.allows(asker.actor, company):
        return None
    lines = tuple(_unmatched(company))
    if not lines:
        return Situation(say(_("Every sale that was reported for you found its deal.")))
    return Situation(say(_("These reported sales count for nothing yet:")), lines)


def _unmatched(company: Partner) -> Iterator[Line]:
    for one in unmatched_of(company)[:SHOWN]:
        says = say_many("%(count)s sale: %(why)s", "%(count)s sales: %(why)s", one.count, why=say(REASONS[one.reason]))
        yield Line(says, say(_("no deal")), "warn", address("opportunities"), say(_("Your opportunities")))


@about("bank-details")
def _details(asker: Asker) -> Situation | None:
    """Whether details count, and whether a change waits (R4)."""
    company = asker.company
    if company is None or not has_bank_details():
        return None
    waits = open_change_of(company)
    if waits is not None:
        line = Line(waits.state_label, say(_("a change")), "warn", address("bank-details"), say(_("Your bank details")))
        return Situation(say(_("A change of your bank details is under way:")), (line,))
    if details_of(company, clock.today()) is None:
        return Situation(say(_("Your company has no bank details that count, so nothing can be paid.")))
    return Situation(say(_("Your company's bank details count.")))


@about("sales-reports")
def _refused(asker: Asker) -> Situation | None:
    """Which of the last reports have lines that were refused (R1)."""
    if not asker.actor.acts_as("distributor") and not asker.actor.acts_as("contact"):
        return None
    found = reports_seen_by(asker.actor).order_by("-pk")[:20]
    lines = [
        Line(
            say_many(
                "%(number)s of %(month)s: %(count)s line was refused",
                "%(number)s of %(month)s: %(count)s lines were refused",
                one.refused, number=name(one.number), month=name(one.month),
            ),
            say(_("to be mended")), "warn", address("sales-report", one.number), say(_("Every line, and why")),
        )
        for one in found if one.refused
    ]  # fmt: skip
    if not lines:
        return None
    return Situation(say(_("These reports have lines that were refused:")), tuple(lines[:SHOWN]))
