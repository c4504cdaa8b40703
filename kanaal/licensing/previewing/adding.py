"""Before licences are added by an authorisation, and before they are removed (V4, V5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say, say_many
from kanaal.licensing.access import Known, current, known_of
from kanaal.licensing.actions.authorising import sound_authorisation, sound_removal
from kanaal.licensing.models import Addition, Agreement, LicenceUser
from kanaal.licensing.previewing.foreseen import (
    Foreseen,
    Row,
    if_ordered,
    level_note,
    level_rows,
    renewal_row,
)
from kanaal.licensing.prices import kind_of_product
from kanaal.licensing.rules import facts as rule_facts
from kanaal.licensing.rules.access import without_access
from kanaal.licensing.rules.authorisations import Deadlines, deadlines
from kanaal.licensing.rules.facts import Part
from kanaal.licensing.rules.holdings import holding

NAMED = 12
"""So many users are named; of more, how many more there are."""


def foresee_authorisation(agreement: Agreement, *, wanted: Mapping[str, int], known: Known | None = None) -> Foreseen:
    """Licences that are used from today on: what they cost once they are ordered, and until when that is done."""
    known = known or known_of(agreement)
    found = sound_authorisation(agreement, known.facts, known.terms, known.today, wanted)
    asked = [one.asked for one in found]
    ordered = if_ordered(known, asked)
    days = _days_of(known, ordered)
    rows: list[Row] = [(say(_("Can be used")), say(_("from today on, %(day)s"), day=known.today))]
    if days is not None:
        rows += [
            (say(_("To be ordered")), _order_by(known, days)),
            (say(_("Can be removed")), say(_("until %(day)s, free of charge"), day=min(days.remove_by, days.order_by))),
        ]
    rows += [*level_rows(known, asked), renewal_row(known, ordered)]
    if known.facts is None:
        rows.append((say(_("Anniversary")), say(_("%(day)s: today becomes day 0"), day=known.anniversary)))
    return Foreseen(known, found, tuple(rows), tuple(level_note(known, asked)))


def _days_of(known: Known, ordered: rule_facts.Agreement) -> Deadlines | None:
    """The days of what is added today."""
    one = rule_facts.Addition("new", "new", 1, known.today)
    return deadlines(one, ordered.cycle(known.terms), known.terms)


def _order_by(known: Known, days: Deadlines) -> Text:
    left = (days.order_by - known.today).days
    if days.suspended_on <= days.overdue_on or days.suspended_on >= days.lapses_on:
        gone = min(days.suspended_on, days.lapses_on)
        return say(
            _("by %(day)s, %(left)s days from now; from %(gone)s on they can't be used"),
            day=days.order_by, left=left, gone=gone,
        )  # fmt: skip
    return say(
        _("by %(day)s, %(left)s days from now; overdue from %(overdue)s on, and from %(gone)s on they can't be used"),
        day=days.order_by, left=left, overdue=days.overdue_on, gone=days.suspended_on,
    )  # fmt: skip


# --- removing


def foresee_removal(agreement: Agreement, addition: Addition, *, quantity: int, known: Known | None = None) -> Foreseen:
    """Licences that are taken away: they cost nothing, and who of the users does without them."""
    known = known or known_of(agreement)
    sound_removal(agreement, addition, known.facts, known.terms, known.today, quantity)
    without = if_removed(known, addition, quantity)
    rows: list[Row] = [
        (say(_("Costs")), say(_("nothing: they were not ordered"))),
        (say(_("Gone from")), say(_("today, %(day)s"), day=known.today)),
    ]
    if kind_of_product(addition.sku) == rule_facts.LICENCE:
        there = holding(without, known.terms, addition.sku, known.today)
        rows.append((say(_("Licences left")), say(_("%(count)s of this product"), count=there.usable)))
    lost = losing_access(known, addition.sku, without)
    notes = [("warn", _users(lost))] if lost else [("ok", say(_("No user loses access.")))]
    return Foreseen(known, (), tuple(rows), tuple(notes))


def if_removed(known: Known, addition: Addition, quantity: int) -> rule_facts.Agreement:
    part = Part(known.today, quantity)
    facts = tuple(
        replace(one, removals=(*one.removals, part)) if one.number == addition.number else one
        for one in known.as_is.additions
    )
    return replace(known.as_is, additions=facts)


def losing_access(known: Known, sku: str, after: rule_facts.Agreement) -> list[str]:
    """Names of the users who can use a product now and could not afterwards, whoever loses it first at the front."""
    given = current(known.agreement, sku)
    usable = holding(after, known.terms, sku, known.today).usable
    now = holding(known.as_is, known.terms, sku, known.today).usable
    first = known.terms.loses_first
    already = {one.user for one in without_access(given, now, first)}
    ids = [int(one.user) for one in without_access(given, usable, first) if one.user not in already]
    names = {row.pk: str(row) for row in LicenceUser.objects.filter(pk__in=ids)}
    return [names[pk] for pk in ids if pk in names]


def _users(lost: list[str]) -> Text:
    named = name(", ".join(lost[:NAMED]))
    more = len(lost) - NAMED
    if more > 0:
        return say(_("%(names)s and %(more)s more users can't use the product any more."), names=named, more=more)
    return say_many(
        "%(names)s can't use the product any more: more users have it than licences are left.",
        "%(names)s can't use the product any more: more users have it than licences are left.",
        len(lost),
        names=named,
    )
