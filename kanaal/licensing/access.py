"""Who of a customer's users can use what on a day: how many licences there are, given out, free, and who is without
(V4, V13). Computed, never stored: with every licence more, whoever lost access last has it back first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, QuerySet

from kanaal.core.texts import Text, Words
from kanaal.licensing import knowing
from kanaal.licensing import waiting as orders
from kanaal.licensing.models import Agreement, Assignment, GroupMember
from kanaal.licensing.rules import access, facts
from kanaal.licensing.rules.days import DAY, Span, day_of
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.holdings import Holding, holding
from kanaal.licensing.rules.renewal import as_it_goes
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.sound import called

NOTHING = (0, 0, 0, 0, 0)
NAMED = ("user__name", "user__email", "user__user_name")


@dataclass(frozen=True)
class Without:
    """A user who was given a licence and can't use it, and the first day on which it was so."""

    user_id: int
    assigned: dt.datetime
    since: dt.date


@dataclass(frozen=True)
class Access:
    """A product on a day: `holding` is what there is, `given` how many were given to users."""

    sku: str
    name: Words | Text
    holding: Holding
    given: int
    without: tuple[Without, ...] = ()

    @property
    def usable(self) -> int:
        return self.holding.usable

    @property
    def suspended(self) -> int:
        return self.holding.suspended

    @property
    def free(self) -> int:
        """How many can still be given to somebody."""
        return max(0, self.usable - self.given)


@dataclass(frozen=True)
class Known:
    """An agreement with its facts and terms, read once for several questions.

    `rows`: SKU → who has it, as the rules take them, where all of it was read; `names` of those users.
    """

    agreement: Agreement
    facts: facts.Agreement | None
    terms: Terms
    today: dt.date
    rows: Mapping[str, list[access.Assignment]] | None = None
    names: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def as_is(self) -> Facts:
        """Its facts; of one to which nothing was added, as they are if it begins today."""
        return self.facts or Facts(begins=self.today, first_anniversary=self.agreement.first_anniversary)

    @property
    def anniversary(self) -> dt.date:
        """The one that comes next."""
        return self.as_is.cycle(self.terms).next_anniversary(self.today)

    @cached_property
    def waiting(self) -> orders.Waiting:
        """What is asked of a distributor and not answered."""
        return orders.waiting_of(self.agreement)

    def holding(self, sku: str, day: dt.date) -> Holding:
        """What there is of a product on a day; on one to come, as it will be if nobody does anything."""
        if self.facts is None or day < self.facts.begins:
            return Holding(sku, *NOTHING)
        seen = self.facts if day <= self.today else as_it_goes(self.facts, self.terms, Span(self.today, day))
        return holding(seen, self.terms, sku, day)

    def current(self, sku: str) -> list[access.Assignment]:
        """The licences of a product that are given out."""
        return current(self.agreement, sku) if self.rows is None else self.rows.get(sku, [])

    def given(self) -> Mapping[str, int]:
        """SKU → how many licences of it were given to users."""
        if self.rows is None:
            return given_out(self.agreement)
        return {sku: len(rows) for sku, rows in self.rows.items()}

    @property
    def skus(self) -> tuple[str, ...]:
        return tuple(sorted({one.product for one in self.facts.additions})) if self.facts else ()


def known_of(agreement: Agreement, *, users: bool = False) -> Known:
    """`users`: who has what is read, too, for whoever asks of several products."""
    known = knowing.facts_of(agreement)
    terms, today = knowing.terms_of(agreement), knowing.today_of(agreement)
    if not users:
        return Known(agreement, known, terms, today)
    rows: dict[str, list[access.Assignment]] = defaultdict(list)
    names = {}
    found = Assignment.objects.filter(agreement=agreement, until=None)
    for sku, user, since, *called_by in found.values_list("sku", "user_id", "since", *NAMED):
        rows[sku].append(access.Assignment(f"{user:012}", since))
        names[user] = next((one for one in called_by if one), "")
    return Known(agreement, known, terms, today, rows, names)


def access_of(
    agreement: Agreement, known: Known | None = None, given: Mapping[str, int] | None = None
) -> tuple[Access, ...]:
    """Every product of which there is something, or of which something was given out."""
    known = known or known_of(agreement)
    given = known.given() if given is None else given
    found = (_access(known, sku, given.get(sku, 0)) for sku in sorted({*known.skus, *given}))
    return tuple(one for one in found if one.holding.all or one.given)


def access_to(agreement: Agreement, sku: str, known: Known | None = None) -> Access:
    """The same of one product."""
    return _access(known or known_of(agreement), sku, given_out(agreement).get(sku, 0))


def given_out(agreement: Agreement) -> dict[str, int]:
    """SKU → how many licences of it were given to users."""
    rows = Assignment.objects.filter(agreement=agreement, until=None).values_list("sku").annotate(Count("pk"))
    return dict(rows.order_by())


def free_of(agreement: Agreement) -> dict[str, int]:
    """SKU → how many licences nobody uses: what goes back is out of use first (V6)."""
    return {one.sku: one.free for one in access_of(agreement)}


def without_on(known: Known, sku: str, day: dt.date) -> list[int]:
    """The ids of the users who can't use a product on a day (also one to come), whoever loses it first at the front."""
    usable = known.holding(sku, day).usable
    return [int(one.user) for one in access.without_access(known.current(sku), usable, known.terms.loses_first)]


def current(agreement: Agreement, sku: str) -> list[access.Assignment]:
    """The licences of a product that are given out, as the rules take them. Ids are padded, so that they sort."""
    rows = Assignment.objects.filter(agreement=agreement, sku=sku, until=None).values_list("user_id", "since")
    return [access.Assignment(f"{user:012}", since) for user, since in rows]


def waiting_counts(agreement: Agreement) -> dict[str, int]:
    """SKU → how many wait for it in a group; one question."""
    has = Assignment.objects.filter(user=OuterRef("user"), sku=OuterRef("group__sku"), until=None)
    rows = _in_groups(agreement).filter(~Exists(has)).values_list("group__sku")
    return dict(rows.annotate(Count("user", distinct=True)).order_by("group__sku"))


def waiting_of(agreement: Agreement) -> dict[str, list[int]]:
    """SKU → the ids of active users who are in a group that gives it and have no licence, whoever came first at the
    front: there are none free.
    """
    given = set(Assignment.objects.filter(agreement=agreement, until=None).values_list("sku", "user_id"))
    found: dict[str, list[int]] = {}
    for sku, user in members_by_sku(agreement):
        if (sku, user) not in given and user not in found.setdefault(sku, []):
            found[sku].append(user)
    return {sku: users for sku, users in found.items() if users}


def members_by_sku(agreement: Agreement) -> list[tuple[str, int]]:
    """Who is to have what because of a group, in the order in which they came."""
    return list(_in_groups(agreement).order_by("since", "pk").values_list("group__sku", "user_id"))


def _in_groups(agreement: Agreement) -> QuerySet[GroupMember]:
    return GroupMember.objects.filter(group__agreement=agreement, user__active=True).exclude(group__sku="")


def _access(known: Known, sku: str, given: int) -> Access:
    there = known.holding(sku, known.today)
    lost = _without(known, sku, there.usable) if given > there.usable else ()
    return Access(sku, called(sku), there, given, lost)


def _without(known: Known, sku: str, usable: int) -> tuple[Without, ...]:
    given = known.current(sku)
    lost = access.without_access(given, usable, known.terms.loses_first)
    past = _usable_by_day(known, sku)
    return tuple(
        Without(int(one.user), one.since, _since(one, place, len(given), past, known))
        for place, one in enumerate(lost)
    )  # fmt: skip


def _usable_by_day(known: Known, sku: str) -> Sequence[tuple[dt.date, int]]:
    """Every past day on which something happened, the latest first, and how many could be used from then on."""
    if known.facts is None:
        return ()
    seen = timeline(known.facts, known.terms, known.today, known.today)
    days = {one.on for one in seen.happenings} | {known.today}
    days |= {one.on + DAY for one in seen.happenings if one.on < known.today}  # last days end with the day itself
    return [(day, known.holding(sku, day).usable) for day in sorted(days, reverse=True) if day <= known.today]


def _since(
    one: access.Assignment, place: int, given: int, past: Sequence[tuple[dt.date, int]], known: Known
) -> dt.date:
    """The first day of those up to today on which so few could be used that this user was among those without."""
    first = known.today
    for day, usable in past:
        if given - usable <= place:
            break
        first = day
    return max(first, day_of(one.since, known.agreement.zone))
