"""Of licences that are owed: who of the users does without them, and who was told of it when (V4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.texts import Text, name, say, say_many
from kanaal.licensing import wordings
from kanaal.licensing.access import Known
from kanaal.licensing.models import Assignment, Notice
from kanaal.licensing.payment_ways import Piece
from kanaal.licensing.rules import access
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.sound import called

NAMED = 20
"""So many users are named; of more, how many more there are."""


@dataclass(frozen=True)
class Without:
    """Users of a product who can't use it: since when they can't, or from when on they won't."""

    product: object
    names: tuple[str, ...]
    more: int
    since: dt.date
    coming: bool

    @property
    def count(self) -> int:
        return len(self.names) + self.more


@dataclass(frozen=True)
class Told:
    """Who was told of one of these licences, on which day, of what."""

    on: dt.date
    what: Text
    who: str
    late: bool


@dataclass(frozen=True)
class Given:
    """Licences of a product that are given out, and what their users are called."""

    assignments: tuple[access.Assignment, ...]
    names: dict[str, str]


def _given(known: Known, skus: Iterable[str]) -> dict[str, Given]:
    found = {sku: Given((), {}) for sku in skus}
    rows = Assignment.objects.filter(agreement=known.agreement, sku__in=found, until=None)
    for sku, user, since, called_, email in rows.values_list("sku", "user", "since", "user__name", "user__email"):
        before, key = found[sku], f"{user:012}"
        assigned = (*before.assignments, access.Assignment(key, since))
        found[sku] = Given(assigned, before.names | {key: called_ or email})
    return found


def without_of(known: Known, pieces: Sequence[Piece]) -> Iterable[Without]:
    """Who can't use a product now; and who will not be able to, from the day on which more of it is suspended."""
    for sku, given in _given(known, dict.fromkeys(one.owed.product for one in pieces)).items():
        mine = [one for one in pieces if one.owed.product == sku]
        now = _lost(known, sku, given, known.today)
        gone = [one.days.suspended_on for one in mine if one.suspended]
        if now:
            yield _named(sku, now, max(gone, default=known.today), coming=False)
        coming = min((one.days.suspended_on for one in mine if not one.suspended), default=None)
        if coming is not None and (more := [who for who in _lost(known, sku, given, coming) if who not in now]):
            yield _named(sku, more, coming, coming=True)


def _lost(known: Known, sku: str, given: Given, day: dt.date) -> list[str]:
    """What they are called who can't use a product on a day, whoever loses it first at the front."""
    lost = access.without_access(given.assignments, known.holding(sku, day).usable, known.terms.loses_first)
    return [given.names[one.user] for one in lost]


def _named(sku: str, names: list[str], since: dt.date, *, coming: bool) -> Without:
    return Without(called(sku), tuple(names[:NAMED]), max(0, len(names) - NAMED), since, coming)


ABOUT = (Kind.OVERDUE, Kind.SUSPENDED, Kind.LAPSES)


TOLD = ("pk", "on", "about", "key", "quantity", "happens_on", "late", "to__role", "to__name", "to__email")


def told_of(known: Known, pieces: Sequence[Piece], for_role: str) -> Iterable[Told]:
    """Every announcement of these licences, the first one first, with all whom it reached."""
    numbers = {one.owed.number for one in pieces}
    rows = Notice.objects.filter(agreement=known.agreement, about__in=ABOUT).order_by("on", "pk", "to__pk")
    for _pk, several in groupby(rows.values_list(*TOLD), key=lambda row: row[0]):
        found = list(several)
        _pk, on, about, key, quantity, happens_on, late = found[0][:7]
        if key.split(":")[1] in numbers:
            who = dict.fromkeys(_whom(*row[7:], for_role=for_role) for row in found if row[7])
            yield Told(on, _what(Kind(about), quantity, happens_on), formats.together(tuple(who)), late)


def _what(about: Kind, count: int, day: dt.date) -> Text:
    if about is Kind.OVERDUE:
        return say_many(
            "%(count)s licence overdue from %(day)s on", "%(count)s licences overdue from %(day)s on", count, day=day
        )
    if about is Kind.SUSPENDED:
        return say_many(
            "%(count)s licence not usable from %(day)s on",
            "%(count)s licences not usable from %(day)s on",
            count,
            day=day,
        )
    return say_many("%(count)s licence goes on %(day)s", "%(count)s licences go on %(day)s", count, day=day)


def _whom(role: str, called_: str, email: str, *, for_role: str) -> str:
    """A name with what it is here. A customer reads of its own people by name; of others, what they are."""
    label = str(wordings.role_name(role))
    own = for_role != "customer" or role in ("customer", "administrators")
    if not email:
        return str(say(_("%(role)s, who could not be reached"), role=name(label)))
    return f"{called_ or email} ({label})" if own else label
