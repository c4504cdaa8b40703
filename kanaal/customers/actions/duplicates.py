"""The desk's questions about accounts that look alike: asked once, and again only when the two look otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.customers import finding, permissions
from kanaal.customers.events import AccountsKeptApart, DuplicateFound, DuplicatesAskedFor, DuplicatesLookedFor
from kanaal.customers.finding import EVERYONE
from kanaal.customers.keeping import digest_of
from kanaal.customers.models import Account, DuplicatePair, DuplicateSearch

ASKED = ("same", "likely")
"""Verdicts that are worth the desk's time; branches of one company are no duplicates."""
MOST_FOR_ONE = 20
"""So many accounts that look like one are asked about at once."""


class NoteMissing(Refusal):
    code = "duplicate-note-missing"
    status = 422
    field = "note"

    def __init__(self) -> None:
        super().__init__(
            say(_("Say by what you know that these are two companies.")),
            remedy=say(_("A word will do. Whoever meets the two again reads it.")),
        )


@dataclass(frozen=True)
class Alike:
    """Two accounts that look alike. `reasons` are data of `rules.Reason`; `digest` is of what both look like now."""

    one: int
    other: int
    score: int
    reasons: list[Any]
    digest: str


def put_look_alikes_in_queue(account: Account, *, found_by: str, by: Actor) -> int:
    """Ask the desk about all accounts that look like one, whoever they belong to; in the caller's transaction."""
    return put_in_queue(alike_to(account), found_by=found_by, by=by)


def alike_to(account: Account) -> list[Alike]:
    """The accounts that may be the same company, over all partners."""
    mine = finding.company_of(account)
    found = finding.lookalikes(mine, owner=EVERYONE, but=frozenset({account.pk}), limit=MOST_FOR_ONE)
    wanted = [one for one in found if one.likeness.verdict in ASKED]
    others = {other.pk: other for other in Account.objects.filter(pk__in=[one.account_id for one in wanted])}
    return [
        Alike(
            account.pk,
            one.account_id,
            one.likeness.score,
            [reason.to_data() for reason in one.likeness.reasons],
            digest_of_two(account, others[one.account_id]),
        )
        for one in wanted
    ]


def digest_of_two(one: Account, other: Account) -> str:
    first, second = sorted((one, other), key=lambda account: account.pk)
    return digest_of(finding.company_of(first), finding.company_of(second))


def put_in_queue(found: Iterable[Alike], *, found_by: str, by: Actor) -> int:
    """Ask the desk about pairs; answers how many questions are new, or are asked again."""
    return sum(_ask(one, found_by, by) for one in found)


def _ask(alike: Alike, found_by: str, by: Actor) -> bool:
    first, second = sorted((alike.one, alike.other))
    said = {"score": min(100, max(0, alike.score)), "reasons": alike.reasons, "found_by": found_by}
    pair, new = DuplicatePair.objects.select_for_update(of=("self",)).get_or_create(
        first_id=first, second_id=second, defaults=said | {"found_at": clock.now()}
    )
    again = not new and pair.state == "different" and pair.judged_on != alike.digest
    if again:
        pair.step("judge_again")
        pair.found_at = clock.now()
    if again or (not new and pair.state == "open" and pair.score != said["score"]):
        for key, value in said.items():
            setattr(pair, key, value)
        pair.save()
    if new or again:
        fact = DuplicateFound(pair.first.number, pair.second.number, pair.score, found_by)
        record(fact, about=pair.first, by=by)
    return new or again


@transaction.atomic
def keep_accounts_apart(pair: DuplicatePair, *, note: str, by: Actor) -> DuplicatePair:
    """Two companies: the desk is not asked again, unless one of them changes."""
    pair = DuplicatePair.locked(pair.pk)
    permissions.keep_accounts_apart.check(by, pair)

    if not note.strip():
        raise NoteMissing
    pair.step("keep_apart")
    pair.note, pair.judged_at, pair.judged_by_id = note.strip(), clock.now(), by.person_id
    pair.judged_on = digest_of_two(pair.first, pair.second)
    pair.save()
    fact = AccountsKeptApart(pair.first.number, pair.second.number, pair.score)
    record(fact, about=pair.first, by=by)
    record(fact, about=pair.second, by=by)
    return pair


@transaction.atomic
def look_for_duplicates(*, found_by: str, by: Actor) -> DuplicateSearch:
    """Have all accounts looked through; while that goes on already, it is that search that one gets."""
    permissions.look_for_duplicates.check(by, None)

    search, new = DuplicateSearch.objects.get_or_create(
        found_by=found_by,
        ended_at=None,
        defaults={
            "asked_at": clock.now(),
            "asked_by_id": by.person_id,
            "total": Account.objects.filter(state="active").count(),
        },
    )
    if new:
        record(DuplicatesAskedFor(found_by), about=search, by=by)
    return search


@transaction.atomic
def note_duplicates(
    search: DuplicateSearch, found: Sequence[Alike], *, after_id: int, looked_at: int, over: bool, by: Actor
) -> DuplicateSearch:
    """One step of a search: what it found, and how far it has come. A step that was noted before changes nothing.

    `after_id` is the last account that was looked at, `looked_at` how many this step had.
    """
    search = DuplicateSearch.locked(search.pk)
    permissions.note_duplicates.check(by, None)

    if search.ended_at is not None or (after_id <= search.after_id and not over):
        return search
    search.pairs += put_in_queue(found, found_by=search.found_by, by=by)
    search.after_id, search.done = max(after_id, search.after_id), search.done + looked_at
    search.total = max(search.total, search.done)
    search.ended_at = clock.now() if over else None
    search.save()
    if over:
        record(DuplicatesLookedFor(search.found_by, search.done, search.pairs), about=search, by=by)
    return search
