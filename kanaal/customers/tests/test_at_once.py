"""The same thing at the same moment by two: one of them does it (PostgreSQL; SQLite has one writer at a time)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from kanaal.core.actors import CLOCK
from kanaal.customers.actions.accounts import LooksAlike, ParentUnsuitable, change_account
from kanaal.customers.actions.duplicates import look_for_duplicates
from kanaal.customers.actions.merging import MergedAlready, NotMerged, merge_accounts, part_accounts
from kanaal.customers.duplicates.looking import go_through
from kanaal.customers.keeping import ancestors, given_of
from kanaal.customers.models import Account, DuplicatePair, DuplicateSearch, Merge
from tests import world, world_accounts
from tests.threads import kinds, together
from tests.world_accounts import BROADCASTER, account, made

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two writers at once"),
]


def at_once(*acts: Callable[[], object]) -> list[type[BaseException]]:
    return kinds(together(*acts))


def ivo() -> Any:
    return world.actor(world.agent(), "staff")


def test_two_colleagues_make_the_same_customer() -> None:
    world_accounts.bo()
    given = {"name": "Kwarteldonk", "country": "NL", "town": "Utrecht", "vat_numbers": ["NL815881399B74"]}
    again = given | {"name": "Quarteldonck Media"}  # the number alone says it
    raised = at_once(lambda: made(given), lambda: made(again))
    assert raised == [LooksAlike]
    assert Account.objects.count() == 1


def test_a_merge_and_its_opposite() -> None:
    one, other, by = world_accounts.broadcaster(), account(BROADCASTER | {"name": "Bayern Funk"}), ivo()
    raised = at_once(lambda: merge_accounts(one, other, by=by), lambda: merge_accounts(other, one, by=by))
    assert raised == [MergedAlready]
    assert Account.objects.filter(state="active").count() == 1


def test_a_merge_is_undone_once() -> None:
    one, other, by = world_accounts.broadcaster(), account(BROADCASTER | {"name": "Bayern Funk"}), ivo()
    merge_accounts(one, other, by=by)
    raised = at_once(*[lambda: part_accounts(one, by=by)] * 2)
    assert raised == [NotMerged]
    assert Merge.objects.filter(undone_at=None).count() == 0


def test_three_that_merge_in_a_circle_end_as_one_or_refuse() -> None:
    a, b, c = (account({"name": f"Firma {letter}", "country": "NL", "town": "Ede"}) for letter in "PQR")
    by = ivo()
    raised = at_once(
        lambda: merge_accounts(a, b, by=by), lambda: merge_accounts(b, c, by=by), lambda: merge_accounts(c, a, by=by)
    )
    assert set(raised) <= {MergedAlready}
    assert Account.objects.filter(state="active").exists()


def test_no_ring_of_parents() -> None:
    one, other = (account({"name": f"Firma {letter}", "country": "NL", "town": "Ede"}) for letter in "PQ")
    by = ivo()
    raised = at_once(
        lambda: change_account(one, given=given_of(one), parent=other, by=by),
        lambda: change_account(other, given=given_of(other), parent=one, by=by),
    )
    assert raised == [ParentUnsuitable]
    assert all(row.pk not in ancestors(row) for row in Account.objects.all())


def test_two_searches_at_once_are_one() -> None:
    account(BROADCASTER)
    account(BROADCASTER | {"name": "Bayrischer Rundfunk"}, world.maasveld())

    def search() -> DuplicateSearch:
        return go_through(look_for_duplicates(found_by="finding", by=CLOCK))

    assert at_once(search, search) == []
    assert DuplicatePair.objects.count() == 1
    assert sum(DuplicateSearch.objects.values_list("pairs", flat=True)) == 1
