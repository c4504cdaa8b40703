"""Who speaks for a partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator

from kanaal.programme.fields import Positive, Words, once
from kanaal.programme.sections import section

ContactKind = Literal["primary", "secondary", "other"]


@dataclass(frozen=True)
class KindOfContact:
    """`may_invite`: the kinds of contact that this kind may invite; nobody invites a primary contact (P12)."""

    key: Annotated[ContactKind, once("kind of contact")]
    name: Words
    summary: Words
    may_invite: tuple[Literal["secondary", "other"], ...]


def _all_kinds(kinds: tuple[KindOfContact, ...]) -> tuple[KindOfContact, ...]:
    if {kind.key for kind in kinds} != {"primary", "secondary", "other"}:
        raise ValueError("must name the three kinds of contact | Describe primary, secondary and other, each once.")
    return kinds


@section("contacts")
@dataclass(frozen=True)
class ContactsPolicy:
    """Who speaks for a partner (P8). An invitation that isn't accepted lapses after `invitation_lasts_days`."""

    invitation_lasts_days: Positive
    kinds: Annotated[tuple[KindOfContact, ...], AfterValidator(_all_kinds)]

    def kind(self, key: str) -> KindOfContact:
        return next(kind for kind in self.kinds if kind.key == key)
