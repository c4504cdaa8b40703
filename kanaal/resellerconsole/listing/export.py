"""The list of customers as a file: all that it holds, licences by what they rest on, authorisations, orders."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.catalogue.books import catalogue
from kanaal.core.spreadsheets import Cells
from kanaal.licensing.knowing import facts_of_many, terms_of
from kanaal.licensing.models import Administrator, Agreement, CustomerInvitation, Order
from kanaal.licensing.rules.authorisations import State, deadlines, open_in
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.holdings import holdings
from kanaal.licensing.rules.lists import Listed
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.shown_invitation import state_key
from kanaal.resellerconsole.listing.rows import Row, with_people
from kanaal.resellerconsole.listing.search import matching
from kanaal.resellerconsole.listing.views_of import Chosen, agreements_in, invitations_in
from kanaal.resellerconsole.listing.wording import badges, what_next
from kanaal.resellerconsole.tables_inviting import invitation_states

BATCH = 200
"""So many agreements are read whole at a time; the file may have any length."""
NOT_ORDERED = (State.PENDING, State.OVERDUE, State.SUSPENDED)


def heading() -> list[str]:
    return [
        _("Number"), _("Name"), _("State"), _("What comes next"), _("Street"), _("Postal code"), _("Town"),
        _("Country"), _("Market segment"), _("Anniversary"), _("Administrators"), _("Managed by"), _("Usable licences"),
        _("Ordered"), _("To be ordered"), _("Overdue"), _("Suspended"), _("Past due"), _("Open authorisations"),
        _("Orders"), _("Value of the renewal, indicative"), _("Currency"),
    ]  # fmt: skip


def rows(chosen: Chosen, words: str = "") -> Iterator[Cells]:
    """Every row of the list, agreements before invitations. Read in the language of whoever asked for it."""
    language = get_language() or "en"
    agreements, invitations = matching(chosen.partner, words, agreements_in(chosen), invitations_in(chosen))
    return _rows(
        with_people(agreements).order_by(*chosen.by).iterator(chunk_size=BATCH),
        invitations.select_related("contact").order_by("name_key", "pk").iterator(chunk_size=BATCH),
        chosen.today,
        language,
    )


def _rows(
    agreements: Iterable[Agreement], invitations: Iterable[CustomerInvitation], today: dt.date, language: str
) -> Iterator[Cells]:
    """A stream is read when the language of the page is forgotten already."""
    with translation.override(language):
        segments = {key: str(name) for key, name in catalogue().segments.items()}
        marks, states = badges(), invitation_states()
    left = iter(agreements)
    while some := list(islice(left, BATCH)):
        with translation.override(language):
            made = list(_of_agreements(some, segments, marks, today))
        yield from made
    for one in invitations:
        yield [
            one.number, one.name, states[state_key(one)][1], one.until.isoformat(), one.street, one.postal_code,
            one.town, one.country, segments.get(one.segment, one.segment), "", one.email, str(one.contact or ""),
            *[None] * 6, "", "", None, "",
        ]  # fmt: skip


def _of_agreements(
    some: Sequence[Agreement], segments: dict[str, str], marks: dict[Listed, str], today: dt.date
) -> Iterator[Cells]:
    known, people, orders = facts_of_many(some), _administrators(some), _orders(some)
    for one in some:
        row = Row(today, one)
        terms = terms_of(one)
        facts = known[one.pk] if known[one.pk] and one.is_live else None
        yield [
            one.number, one.name, ", ".join(marks[each] for each in row.lists), what_next(one, row.lists, today),
            one.street, one.postal_code, one.town, one.country, segments.get(one.segment, one.segment),
            one.anniversary.isoformat() if one.anniversary else "", " ".join(people[one.pk]), str(one.contact or ""),
            *_licences(facts, terms, today), " ".join(_open(facts, terms, today)), " ".join(orders[one.pk]),
            one.renewal_value, one.currency,
        ]  # fmt: skip


def _licences(facts: Facts | None, terms: Terms, today: dt.date) -> list[int]:
    """Of all products: usable, ordered, to be ordered, overdue, suspended, past due."""
    there = holdings(facts, terms, today) if facts and facts.begins <= today else ()
    parts = ("usable", "ordered", "pending", "overdue", "suspended", "past_due")
    return [sum(getattr(one, part) for one in there) for part in parts]


def _open(facts: Facts | None, terms: Terms, today: dt.date) -> Iterator[str]:
    """Authorisations that wait for an order: number, how many, ordered by."""
    for one in facts.additions if facts and facts.begins <= today else ():
        cycle = facts.cycle(terms) if facts else None
        if cycle and (left := open_in(one, cycle, terms, today, *NOT_ORDERED)):
            days = deadlines(one, cycle, terms)
            yield f"{one.number}:{left}:{days.order_by.isoformat() if days else ''}"


def _administrators(some: Sequence[Agreement]) -> dict[int, list[str]]:
    """Addresses, the primary administrator's first."""
    found: dict[int, list[str]] = defaultdict(list)
    mine = Administrator.objects.filter(agreement__in=[one.pk for one in some], active=True)
    for agreement, email in mine.order_by("-primary", "pk").values_list("agreement_id", "email"):
        found[agreement].append(email)
    return found


def _orders(some: Sequence[Agreement]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    mine = Order.objects.filter(agreement__in=[one.pk for one in some]).exclude(state="withdrawn")
    for agreement, number in mine.order_by("-pk").values_list("agreement_id", "number"):
        found[agreement].append(number)
    return found
