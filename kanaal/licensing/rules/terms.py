"""What a programme says of a kind of agreement. Every number of this package stands here, and comes from the pack.

A check that fails raises ValueError with what is wrong and, after a bar, what to do: the words of `kanaal programme`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kanaal.licensing.rules.kinds import Kind

LosesFirst = Literal["last-assigned", "first-assigned"]
Proration = Literal["monthly", "daily"]


def _refuse(wrong: bool, says: str, remedy: str) -> None:
    if wrong:
        raise ValueError(f"{says} | {remedy}")


@dataclass(frozen=True)
class Authorising:
    """Licences used before they are ordered (V4–V6). Days are counted from the day they were added, which is day 0.

    Ordered at the latest on day `order_days`; after day `suspend_after_days` what is not ordered can't be used. Until
    day `removal_days` it may be removed.
    """

    order_days: int
    suspend_after_days: int
    removal_days: int

    def __post_init__(self) -> None:
        _refuse(self.order_days < 1, "order_days is too short to order in", "Give one day at least.")
        _refuse(
            self.suspend_after_days < self.order_days,
            "suspend_after_days ends before order_days",
            "Suspend no licence that can still be ordered in time.",
        )
        _refuse(self.removal_days < 0, "removal_days is below 0", "Write 0 where only the same day counts.")


@dataclass(frozen=True)
class Renewing:
    """How a term is followed by the next (V7). Ordered from `before_days` before to `after_days` after the anniversary.

    `usable_after`: what is not renewed is still usable while it can be renewed; otherwise it ends with its term.
    `automatic`: all renews by itself, unless it was switched off. `date_waits`: the console shows the new date only
    `after_days` after the old one. `upcoming_days` before the window opens a renewal is shown as upcoming.
    `settings_days` before the anniversary the settings of automatic renewal should be final. `mixes`: a renewal's order
    may add more than there was; otherwise more is ordered only when all is renewed, and before the anniversary.
    """

    before_days: int
    after_days: int
    usable_after: bool
    automatic: bool
    date_waits: bool
    upcoming_days: int
    mixes: bool
    settings_days: int = 0

    def __post_init__(self) -> None:
        numbers = (self.before_days, self.after_days, self.upcoming_days, self.settings_days)
        _refuse(min(numbers) < 0, "a number of days is below 0", "Write 0 where there is no such time.")


@dataclass(frozen=True)
class Returning:
    """Until when an order goes back: `order_days` after it was placed; a renewal until `renewal_days` after its
    anniversary, if that is later.

    `whole_order`: only all of it, not a part of a line. `revert_days`: so long a switch can be undone.
    """

    order_days: int
    whole_order: bool
    renewal_days: int | None = None
    revert_days: int | None = None

    def __post_init__(self) -> None:
        numbers = (self.order_days, self.renewal_days or 0, self.revert_days or 0)
        _refuse(min(numbers) < 0, "a number of days is below 0", "Leave out what can't go back.")


@dataclass(frozen=True)
class Step:
    """A discount level by its key, and from how many on. `committed`: its key for who has committed, if it differs."""

    key: str
    at_least: int
    committed: str = ""


@dataclass(frozen=True)
class Ladder:
    """The discount levels of one kind of product. Licences have theirs, consumables another; neither for both."""

    kind: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        least = [step.at_least for step in self.steps]
        _refuse(not least, f'the ladder of "{self.kind}" has no step', "Give one that begins at 1.")
        _refuse(
            least != sorted(set(least)), f'the ladder of "{self.kind}" does not rise', "Let each step begin higher."
        )


@dataclass(frozen=True)
class Committing:
    """A commitment for years at one price: from level `min_level` and `min_quantity` licences on.

    It lasts until the day before the anniversary number `anniversaries` to come; one more when it was accepted
    within `late_join_days` before one. Asked for, it is accepted within `accept_days`; accepted, the quantity is there
    within `fulfil_days`. It can be made again in its last `again_days`.
    """

    min_level: str
    min_quantity: int
    anniversaries: int
    late_join_days: int
    accept_days: int
    fulfil_days: int
    again_days: int

    def __post_init__(self) -> None:
        _refuse(self.anniversaries < 1, "anniversaries is below 1", "A commitment lasts a term at least.")


@dataclass(frozen=True)
class Notice:
    """`days_before` something happens, `to` (roles: reseller, customer, desk) are told. 0: on the day itself."""

    about: Kind
    days_before: int
    to: tuple[str, ...]

    def __post_init__(self) -> None:
        _refuse(self.days_before < 0, "days_before is below 0", "What has happened is announced no more.")
        _refuse(not self.to, f'the notice of "{self.about}" is for nobody', "Say to whom it goes.")


@dataclass(frozen=True)
class Terms:
    """All that a programme says of one kind of agreement. Without `authorising`, what is added is ordered at once.

    `loses_first`: who of the users loses access when fewer licences can be used than were given out.
    `look_back_days` before the anniversary the term's purchases are counted for the next level; None: only the renewal
    itself counts. `invitation_days` a customer's invitation lasts, `approval_days` its word that it changes reseller.
    """

    key: str
    term_months: int
    proration: Proration
    authorising: Authorising | None
    loses_first: LosesFirst
    renewing: Renewing
    returning: Returning
    ladders: tuple[Ladder, ...]
    look_back_days: int | None
    committing: Committing | None
    invitation_days: int
    approval_days: int
    notices: tuple[Notice, ...]

    def __post_init__(self) -> None:
        kinds = [ladder.kind for ladder in self.ladders]
        _refuse(len(set(kinds)) < len(kinds), "two ladders are for one kind", "Give each kind one.")
        for kind in self.announced:
            told = any(notice.about == kind and notice.days_before for notice in self.notices)
            _refuse(not told, f'nobody is told before "{kind}"', "Add a notice: nothing happens unannounced.")

    def notices_of(self, kind: Kind) -> tuple[Notice, ...]:
        """Who is told of a kind of happening, the earliest notice first: the last is the most pressing."""
        return self._notices.get(kind, ())

    @cached_property
    def _notices(self) -> Mapping[Kind, tuple[Notice, ...]]:
        in_time = sorted(self.notices, key=lambda notice: notice.days_before, reverse=True)
        return {kind: tuple(one for one in in_time if one.about == kind) for kind in Kind}

    @cached_property
    def announced(self) -> tuple[Kind, ...]:
        """What may happen under these terms though nobody does anything, and so has to be announced."""
        asked = (
            (self.authorising and self.authorising.order_days < self.authorising.suspend_after_days, Kind.OVERDUE),
            (self.authorising, Kind.SUSPENDED),
            (self.authorising, Kind.LAPSES),
            (self.renewing.usable_after, Kind.PAST_DUE),
            (True, Kind.GOES),
            (self.renewing.automatic, Kind.RENEWS_ITSELF),
            (self.committing, Kind.COMMITMENT_ENDS),
        )
        return tuple(kind for possible, kind in asked if possible)

    def ladder(self, kind: str) -> Ladder | None:
        """The ladder of a kind of product; None for one that has no levels."""
        return next((ladder for ladder in self.ladders if ladder.kind == kind), None)
