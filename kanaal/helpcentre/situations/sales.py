"""What is so of the asker's own opportunities and registrations (H3)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say
from kanaal.deals.models import Registration
from kanaal.helpcentre.diagnoses import Asker
from kanaal.helpcentre.situations.shown import SHOWN, Line, Situation, about, address
from kanaal.programme.policies import policy
from kanaal.sales.books import books_of
from kanaal.sales.models import Opportunity
from kanaal.sales.permissions import enter_sales
from kanaal.sales.policy import StagesPolicy
from kanaal.sales.queries import opportunities_at

LOOKED_AT = 12
"""For so many open opportunities it is looked whether a price book applies."""


def _mine(asker: Asker) -> QuerySet[Opportunity] | None:
    """The open opportunities that the asker works on; None for whoever has none to do with."""
    company = asker.company
    if company is None or not enter_sales.allows(asker.actor, company):
        return None
    return opportunities_at(company, asker.actor).filter(state="open").select_related("account", "partner")


@about("close-won")
def _to_close(asker: Asker) -> Situation | None:
    """Which of the asker's opportunities stand where a deal can be booked (D8)."""
    mine = _mine(asker)
    if mine is None:
        return None
    last = [stage.key for stage in policy(StagesPolicy).stages if stage.books]
    found = mine.filter(stage__in=last).order_by("close_on", "pk")[:SHOWN]
    lines = tuple(_line(one, say(_("can be booked")), "ok", "book-opportunity", say(_("Close it"))) for one in found)
    if not lines:
        return Situation(say(_("None of your opportunities is in the last stage yet.")))
    return Situation(say(_("These are in the last stage:")), lines)


@about("no-price-book")
def _without_book(asker: Asker) -> Situation | None:
    """Which of the asker's opportunities no price book applies to, and what stands in the way first (D4)."""
    mine = _mine(asker)
    if mine is None:
        return None
    lines = []
    for one in mine.order_by("-touched_at", "-pk")[:LOOKED_AT]:
        books = books_of(one)
        if not books.applying:
            reasons = [finding.says for closed in books.closed for finding in closed.findings]
            lines += [_bookless(one, reasons[0] if reasons else None)]
    if not lines:
        return Situation(say(_("For each of your open opportunities there is a price book.")))
    return Situation(say(_("For these there is none now:")), tuple(lines[:SHOWN]))


def _bookless(one: Opportunity, why: Text | None) -> Line:
    label = say(_("Every price book, and why not"))
    says = _called(one)
    if why is not None:
        says = say(_("%(opportunity)s: %(why)s"), opportunity=says, why=why)
    return Line(says, say(_("no price book")), "warn", address("opportunity-products", one.number), label)


@about("sales-activities")
def _asked(asker: Asker) -> Situation | None:
    """Which of the asker's registrations wait for an answer, and until when their place is kept (D6)."""
    found = _registrations(asker, "asked")
    if found is None:
        return None
    if not found:
        return Situation(say(_("Nothing is asked of you now.")))
    return Situation(say(_("More was asked for these:")), tuple(_answer(one) for one in found))


def _answer(one: Registration) -> Line:
    says = _called(one.opportunity)
    if one.place_until is not None:
        says = say(_("%(opportunity)s; your place is kept until %(day)s"), opportunity=says, day=one.place_until)
    url = address("answer-registration", one.number)
    return Line(says, say(_("waits for you")), "warn", url, say(_("Answer")))


@about("deal-taken")
def _declined(asker: Asker) -> Situation | None:
    """Which of the asker's registrations were declined; each page says by which rule (D7)."""
    found = _registrations(asker, "declined")
    if found is None:
        return None
    if not found:
        return Situation(say(_("None of your registrations was declined.")))
    lines = (
        Line(
            _called(one.opportunity), say(_("declined")), "bad", address("registration", one.number),
            say(_("Read why")),
        )
        for one in found
    )  # fmt: skip
    return Situation(say(_("These were declined:")), tuple(lines))


def _registrations(asker: Asker, state: str) -> list[Registration] | None:
    company = asker.company
    if company is None or not enter_sales.allows(asker.actor, company):
        return None
    mine = Registration.objects.filter(state=state, opportunity__in=opportunities_at(company, asker.actor))
    return list(mine.select_related("opportunity__account").order_by("-pk")[:SHOWN])


def _line(one: Opportunity, mark: Text, tone: str, page: str, label: Text) -> Line:
    return Line(_called(one), mark, tone, address(page, one.number), label)


def _called(one: Opportunity) -> Text:
    says = _("%(name)s, for %(customer)s (%(number)s)")
    return say(says, name=name(one.name), customer=name(one.account.name), number=name(one.number))
