"""Going through all accounts, and the desk's judgement: asked once, again only when something is new, in steps."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.worker import drain
from kanaal.core.refusals import WrongState
from kanaal.customers.actions.accounts import change_account
from kanaal.customers.actions.duplicates import (
    NoteMissing,
    keep_accounts_apart,
    look_for_duplicates,
    note_duplicates,
)
from kanaal.customers.actions.merging import merge_accounts
from kanaal.customers.asking import start
from kanaal.customers.duplicates import looking, splink
from kanaal.customers.duplicates.looking import go_through
from kanaal.customers.keeping import given_of
from kanaal.customers.looking import kept_reasons
from kanaal.customers.models import Account, DuplicatePair, DuplicateSearch, FindPosting
from kanaal.customers.queries import next_pair, pairs_to_judge
from tests import world, world_accounts
from tests.world_accounts import BROADCASTER, account

pytestmark = pytest.mark.django_db


def ivo() -> Any:
    return world.actor(world.agent(), "staff")


def alike(owner: Any = None) -> tuple[Account, Account]:
    """The broadcaster twice, and somebody else."""
    world_accounts.waterrijk()
    return account(BROADCASTER), account(BROADCASTER | {"name": "Bayrischer Rundfunk"}, owner or world.maasveld())


def through(found_by: str = "finding") -> DuplicateSearch:
    return go_through(look_for_duplicates(found_by=found_by, by=CLOCK))


class TestLookForDuplicates:
    def test_the_whole_table_whoever_they_belong_to(self) -> None:
        one, other = alike()
        search = through()
        pair = DuplicatePair.objects.get()
        assert (pair.first, pair.second, pair.found_by, pair.state) == (one, other, "finding", "open")
        assert (search.done, search.total, search.pairs) == (3, 3, 1)
        assert all(str(text) for text in kept_reasons(pair.reasons))
        assert [event.data["pairs"] for event in world.happened("DuplicatesLookedFor")] == [1]

    def test_again_finds_nothing_new(self) -> None:
        alike()
        through()
        assert through().pairs == 0
        assert DuplicatePair.objects.count() == 1
        assert len(world.happened("DuplicateFound")) == 1

    def test_while_one_goes_on_it_is_that_one(self) -> None:
        alike()
        first = look_for_duplicates(found_by="finding", by=ivo())
        assert look_for_duplicates(found_by="finding", by=ivo()) == first
        assert len(world.happened("DuplicatesAskedFor")) == 1

    def test_in_the_background(self) -> None:
        alike()
        search = start("finding", by=ivo())
        start("finding", by=ivo())
        assert Job.objects.filter(task__endswith="find_duplicates").count() == 1
        drain()
        search.refresh_from_db()
        assert search.ended_at is not None
        job = Job.objects.get(task__endswith="find_duplicates")
        assert (job.state, job.done, job.total) == ("SUCCESSFUL", 3, 3)

    def test_a_killed_one_goes_on_where_it_was(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one, other = alike()
        monkeypatch.setattr(looking, "STEP", 1)
        search = look_for_duplicates(found_by="finding", by=CLOCK)
        steps = looking._by_finding(0)
        for step in (next(steps), next(steps)):
            note_duplicates(search, step.found, after_id=step.after_id, looked_at=step.looked_at, over=False, by=CLOCK)
        search.refresh_from_db()
        assert (search.done, search.ended_at) == (2, None)
        assert go_through(search).done == 3
        assert DuplicatePair.objects.get().second == other
        assert one.pk < other.pk

    def test_only_the_desk_and_the_installation(self) -> None:
        for who in (world.actor(world_accounts.bo(), "contact"), world.actor(world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                look_for_duplicates(found_by="finding", by=who)


class TestNoteDuplicates:
    def test_a_step_that_was_noted_changes_nothing(self) -> None:
        alike()
        search = look_for_duplicates(found_by="finding", by=CLOCK)
        [step] = looking._by_finding(0)
        values: dict[str, Any] = {"after_id": step.after_id, "looked_at": step.looked_at, "over": False, "by": CLOCK}
        note_duplicates(search, step.found, **values)
        search = note_duplicates(search, step.found, **values)
        assert (search.done, search.pairs) == (3, 1)

    def test_nobody_else_notes(self) -> None:
        search = look_for_duplicates(found_by="finding", by=ivo())
        with pytest.raises(NotAllowed):
            note_duplicates(search, [], after_id=1, looked_at=1, over=True, by=world.actor(world.auditor(), "staff"))


class TestKeepAccountsApart:
    def test_it_is_not_asked_again(self) -> None:
        alike()
        through()
        pair = keep_accounts_apart(DuplicatePair.objects.get(), note="Een naamgenoot", by=ivo())
        assert (pair.state, pair.note, pair.judged_by) == ("different", "Een naamgenoot", world.agent())
        assert through().pairs == 0
        assert not pairs_to_judge()
        assert len(world.happened("AccountsKeptApart")) == 2

    def test_unless_one_of_them_changes(self) -> None:
        one, _other = alike()
        through()
        keep_accounts_apart(DuplicatePair.objects.get(), note="Een naamgenoot", by=ivo())
        change_account(one, given=given_of(one) | {"trading_names": ["Bayerisches Radio"]}, by=ivo())
        assert DuplicatePair.objects.get().state == "open"  # the change itself asks
        assert next_pair() == DuplicatePair.objects.get()

    def test_a_change_that_says_nothing_new_asks_nothing(self) -> None:
        one, _other = alike()
        through()
        keep_accounts_apart(DuplicatePair.objects.get(), note="Een naamgenoot", by=ivo())
        change_account(one, given=given_of(one) | {"street": "Rundfunkplatz 2"}, by=ivo())
        through()
        assert DuplicatePair.objects.get().state == "different"

    def test_a_word_is_asked(self) -> None:
        alike()
        through()
        with pytest.raises(NoteMissing):
            keep_accounts_apart(DuplicatePair.objects.get(), note=" ", by=ivo())

    def test_what_is_merged_is_judged(self) -> None:
        one, other = alike()
        through()
        merge_accounts(other, one, by=ivo())
        with pytest.raises(WrongState):
            keep_accounts_apart(DuplicatePair.objects.get(), note="Toch niet", by=ivo())

    def test_two_companies_that_turn_out_to_be_one_can_be_merged_all_the_same(self) -> None:
        one, other = alike()
        through()
        keep_accounts_apart(DuplicatePair.objects.get(), note="Een naamgenoot", by=ivo())
        merge_accounts(other, one, by=ivo())
        assert DuplicatePair.objects.get().state == "merged"

    def test_only_the_desk(self) -> None:
        alike()
        through()
        with pytest.raises(NotAllowed):
            keep_accounts_apart(DuplicatePair.objects.get(), note="x", by=world.actor(world.auditor(), "staff"))


class TestTheCommand:
    def test_it_goes_through_and_says_how_many(self, capsys: pytest.CaptureFixture[str]) -> None:
        alike()
        call_command("accounts", "duplicates")
        assert "3 accounts looked at; 1 new questions" in capsys.readouterr().out

    def test_in_the_background_it_returns_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        alike()
        call_command("accounts", "duplicates", "--background")
        assert not DuplicatePair.objects.exists()
        drain()
        assert DuplicatePair.objects.exists()

    def test_the_index_is_built_anew(self) -> None:
        alike()
        FindPosting.objects.all().delete()
        call_command("accounts", "index")
        assert FindPosting.objects.values("account").distinct().count() == Account.objects.count()

    @pytest.mark.skipif(splink.installed(), reason="it is installed here")
    def test_without_splink_it_says_how_to_get_it(self) -> None:
        with pytest.raises(CommandError, match="kanaal\\[splink\\]"):
            call_command("accounts", "duplicates", "--with", "splink")
        assert not DuplicateSearch.objects.exists()


class TestSplink:
    """With the extra (pip install "kanaal[splink]"): the same queue."""

    @pytest.fixture(autouse=True)
    def extra(self) -> None:
        pytest.importorskip("splink")
        pytest.importorskip("duckdb")

    def test_it_fills_the_same_queue(self) -> None:
        one, other = alike()
        search = through("splink")
        pair = DuplicatePair.objects.get()
        assert (pair.first, pair.second, pair.found_by) == (one, other, "splink")
        assert (search.done, search.pairs) == (3, 1)
        assert through("splink").pairs == 0

    def test_what_was_judged_stays_judged(self) -> None:
        alike()
        through()
        keep_accounts_apart(DuplicatePair.objects.get(), note="Een naamgenoot", by=ivo())
        assert through("splink").pairs == 0

    def test_it_learns_from_a_larger_table(self) -> None:
        one, other = alike()
        words = "Eik Beuk Linde Wilg Berk Es Iep Populier Esdoorn Kastanje Den Spar Els Hazelaar Meidoorn".split()
        trades = "Bouw Media Ontwerp Logistiek Zorg Advies Techniek Druk Verf Groen Staal Glas Hout Textiel".split()
        for place, word in enumerate(words):
            for trade in trades:
                account({"name": f"{word} {trade}", "country": "NL", "town": f"Plaats {place}"})
        through("splink")
        found = DuplicatePair.objects.get(first=one, second=other)
        assert found.score >= 90

    def test_an_empty_table(self) -> None:
        world.published()
        assert through("splink").pairs == 0
