"""One search through all accounts, step by step: by our own finding, or by a library that is run beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kanaal.core.actors import CLOCK
from kanaal.core.jobs.progress import progress
from kanaal.customers import finding, rules
from kanaal.customers.actions.duplicates import ASKED, Alike, note_duplicates
from kanaal.customers.duplicates import splink
from kanaal.customers.keeping import digest_of
from kanaal.customers.models import Account, DuplicateSearch

STEP = 200
"""Accounts looked at in one step; a killed search does at most these again."""


@dataclass(frozen=True)
class Step:
    """`looked_at` accounts up to `after_id`, and the pairs among all accounts in which they stand."""

    found: list[Alike]
    after_id: int
    looked_at: int


def _by_finding(after_id: int) -> Iterator[Step]:
    """Each account beside those that share a rare word, a number or a domain with it."""
    while ids := _next_ids(after_id):
        pairs = list(finding.candidate_pairs(after_id, STEP))
        companies = finding.companies_of({pk for pair in pairs for pk in pair})
        after_id = ids[-1]
        yield Step([alike for one, other in pairs if (alike := _weighed(companies, one, other))], after_id, len(ids))


def _next_ids(after_id: int) -> list[int]:
    found = Account.objects.filter(state="active", pk__gt=after_id).order_by("pk")
    return list(found.values_list("pk", flat=True)[:STEP])


def _weighed(companies: dict[int, rules.Company], one: int, other: int) -> Alike | None:
    """The pair, if it is worth the desk's time. One of them may be gone by now."""
    if one not in companies or other not in companies:
        return None
    likeness = rules.compare(companies[one], companies[other])
    if likeness.verdict not in ASKED:
        return None
    reasons = [reason.to_data() for reason in likeness.reasons]
    return Alike(one, other, likeness.score, reasons, digest_of(companies[one], companies[other]))


def _by_splink(after_id: int) -> Iterator[Step]:
    """The whole table at once; then noted in steps. One that was killed computes anew and notes only the rest."""
    found = [alike for alike in splink.alike() if min(alike.one, alike.other) > after_id]
    found.sort(key=lambda alike: min(alike.one, alike.other))
    ids = list(Account.objects.filter(state="active", pk__gt=after_id).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), STEP):
        some = ids[start : start + STEP]
        inside = [alike for alike in found if some[0] <= min(alike.one, alike.other) <= some[-1]]
        yield Step(inside, some[-1], len(some))


WAYS: dict[str, Callable[[int], Iterator[Step]]] = {"finding": _by_finding, "splink": _by_splink}
"""How duplicates can be looked for: what `found_by` says."""


def go_through(search: DuplicateSearch) -> DuplicateSearch:
    """Go on with a search to its end."""
    for step in WAYS[search.found_by](search.after_id):
        search = note_duplicates(
            search, step.found, after_id=step.after_id, looked_at=step.looked_at, over=False, by=CLOCK
        )
        progress(search.done, search.total, f"{search.pairs:,} pairs")
        if search.ended_at is not None:
            return search
    return note_duplicates(search, [], after_id=search.after_id, looked_at=0, over=True, by=CLOCK)
