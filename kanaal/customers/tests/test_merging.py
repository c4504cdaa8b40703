"""Two accounts become one and two again: nothing that hung on either is lost, in whatever order it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps

from kanaal.core.decisions import NotAllowed
from kanaal.core.texts import Text
from kanaal.customers import finding
from kanaal.customers.actions.accounts import change_account
from kanaal.customers.actions.merging import (
    KeptIsMergedItself,
    MergedAlready,
    MergedWithItself,
    MergeForbidden,
    NotMerged,
    merge_accounts,
    part_accounts,
)
from kanaal.customers.hanging import HANGING, Hanging, hanging_of, hangs
from kanaal.customers.keeping import given_of, snapshot
from kanaal.customers.models import Account, AccountIdentifier, DuplicatePair, Merge
from kanaal.customers.queries import account_called, branches_of, counted, standing
from tests import world, world_accounts
from tests.world_accounts import account

pytestmark = pytest.mark.django_db


def ivo() -> Any:
    return world.actor(world.agent(), "staff")


def one(**more: Any) -> Account:
    given = {
        "name": "Gemeente Waterrijk", "country": "NL", "town": "Waterrijk", "trading_names": ["Waterrijk"],
        "domains": ["waterrijk.example"], "vat_numbers": ["NL815881399B74"],
    }  # fmt: skip
    return account(given, **more)


def other(**more: Any) -> Account:
    given = {
        "name": "Waterrijk, gemeente", "country": "NL", "town": "Waterrijk", "former_names": ["Polderdorp"],
        "trading_names": ["Waterrijk"], "domains": ["waterrijk.example", "polderdorp.example"],
    }  # fmt: skip
    return account(given, **more)


def third() -> Account:
    return account({"name": "Hoogheemraadschap Zuid", "country": "NL", "town": "Breda"})


def look(*accounts: Account) -> list[Any]:
    return [snapshot(Account.objects.get(pk=a.pk)) for a in accounts]


class TestMergeAccounts:
    def test_all_that_hung_on_one_hangs_on_the_other(self) -> None:
        gone, kept = other(), one()
        branch = account({"name": "Filiaal", "country": "NL", "town": "Leiden"}, parent=gone)
        merge = merge_accounts(gone, kept, reason="Dezelfde", by=ivo())
        gone.refresh_from_db()
        assert (gone.state, gone.merged_into, merge.reason) == ("merged", kept, "Dezelfde")
        assert set(kept.names.values_list("name", flat=True)) == {
            "Gemeente Waterrijk", "Waterrijk", "Waterrijk, gemeente", "Polderdorp",
        }  # fmt: skip
        assert set(kept.domains.values_list("domain", flat=True)) == {"waterrijk.example", "polderdorp.example"}
        assert list(branches_of(kept)) == [branch]
        assert gone.names.get().name == "Waterrijk"  # what both have stays where it is
        assert len(world.happened("AccountsMerged")) == 2

    def test_it_is_found_by_every_name_and_number(self) -> None:
        gone, kept = other(), one()
        merge_accounts(gone, kept, by=ivo())
        for query in ("Polderdorp", "gemeente Waterrijk", "polderdorp.example", "NL815881399B74"):
            assert [hit.account_id for hit in finding.find(query, owner=None)] == [kept.pk], query
        assert account_called(ivo(), gone.number) == kept

    def test_of_two_owners_it_becomes_shared(self) -> None:
        gone, kept = other(owner=world.maasveld()), one(owner=world.lindeboom())
        merge_accounts(gone, kept, by=ivo())
        kept.refresh_from_db()
        assert kept.is_shared
        assert finding.find("Polderdorp", owner=world.maasveld().pk)

    def test_of_one_owner_it_stays_theirs(self) -> None:
        gone, kept = other(owner=world.lindeboom()), one(owner=world.lindeboom())
        merge_accounts(gone, kept, by=ivo())
        kept.refresh_from_db()
        assert kept.owner == world.lindeboom()

    def test_a_branch_takes_in_the_company_above_it(self) -> None:
        top = third()
        gone = other(parent=top)
        middle = account({"name": "Tussenlaag", "country": "NL", "town": "Leiden"}, parent=gone)
        kept = one(parent=middle)
        before = look(gone, middle, kept)
        merge_accounts(gone, kept, by=ivo())
        kept.refresh_from_db()
        middle.refresh_from_db()
        assert (kept.parent, middle.parent) == (top, kept)
        part_accounts(gone, by=ivo())
        assert look(gone, middle, kept) == before

    def test_the_question_about_them_is_answered(self) -> None:
        gone, kept = other(), one()
        first, second = sorted((gone, kept), key=lambda a: a.pk)
        pair = DuplicatePair.objects.create(
            first=first, second=second, score=90, found_by="finding", found_at=gone.made_at
        )
        merge_accounts(gone, kept, by=ivo())
        pair.refresh_from_db()
        assert (pair.state, pair.judged_by) == ("merged", world.agent())
        part_accounts(gone, by=ivo())
        pair.refresh_from_db()
        assert (pair.state, pair.judged_by) == ("open", None)

    def test_with_itself(self) -> None:
        with pytest.raises(MergedWithItself):
            merge_accounts(one(), one(), by=ivo())

    def test_one_that_went_already(self) -> None:
        gone, kept = other(), one()
        merge_accounts(gone, kept, by=ivo())
        for pair in ((gone, third()), (third(), gone)):
            with pytest.raises(MergedAlready) as no:
                merge_accounts(*pair, by=ivo())
            assert kept.number in no.value.link

    def test_only_the_desk(self) -> None:
        for who in (world.actor(world_accounts.bo(), "contact"), world.actor(world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                merge_accounts(other(), one(), by=who)
        assert not Merge.objects.exists()


class TestWhatHangs:
    @pytest.fixture
    def strict(self) -> Iterator[Hanging]:
        """Numbers of authorities, as if they were another module's rows of which an account has each but once."""
        known = next(h for h in HANGING if h.model is AccountIdentifier)
        place = HANGING.index(known)
        HANGING[place] = Hanging(AccountIdentifier, "account", "numbers")
        yield HANGING[place]
        HANGING[place] = known

    def test_what_an_account_can_have_but_once_forbids_the_merge(self, strict: Hanging) -> None:
        gone, kept = other(), one()
        gone.identifiers.create(kind="vat", country="NL", value="NL815881399B74")
        before = look(gone, kept)
        with pytest.raises(MergeForbidden):
            merge_accounts(gone, kept, by=ivo())
        assert look(gone, kept) == before
        assert not Merge.objects.exists()

    def test_it_is_counted_for_people(self) -> None:
        kept = one()
        account({"name": "Filiaal", "country": "NL", "town": "Leiden"}, parent=kept)
        found = {str(label): count for label, count in hanging_of(counted(kept).get())}
        assert found == {"names": 2, "domains": 1, "VAT and register numbers": 1, "branches": 1}

    def test_every_row_that_points_to_an_account_is_taken_along(self) -> None:
        """A new table with a key to accounts is declared, or a merge would leave its rows behind."""
        known = {hanging.key for hanging in HANGING}
        found = {
            f"{model._meta.label_lower}.{field.name}"
            for model in apps.get_models()
            if model._meta.app_label != "customers"
            for field in model._meta.get_fields()
            if field.many_to_one and field.related_model is Account
        }
        assert found <= known

    def test_declared_twice_is_once(self) -> None:
        before = len(HANGING)
        hangs(Account, "parent", label="x")
        assert len(HANGING) == before
        assert all(str(Text(h.label)) for h in HANGING)


class TestPartAccounts:
    def test_all_is_as_it_was(self) -> None:
        gone, kept = other(owner=world.maasveld()), one(owner=world.lindeboom())
        account({"name": "Filiaal", "country": "NL", "town": "Leiden"}, parent=gone)
        before = look(gone, kept)
        merge_accounts(gone, kept, by=ivo())
        part_accounts(gone, by=ivo())
        assert look(gone, kept) == before
        assert Account.objects.get(pk=gone.pk).state == "active"
        assert branches_of(gone).count() == 1
        assert [hit.account_id for hit in finding.find("Polderdorp", owner=world.maasveld().pk)] == [gone.pk]
        assert not finding.find("Polderdorp", owner=world.lindeboom().pk)
        assert len(world.happened("AccountsParted")) == 2

    def test_what_was_added_since_stays_with_the_one_that_was_kept(self) -> None:
        gone, kept = other(), one()
        merge_accounts(gone, kept, by=ivo())
        branch = account({"name": "Nieuw filiaal", "country": "NL", "town": "Leiden"}, parent=kept)
        kept = Account.objects.get(pk=kept.pk)
        change_account(kept, given=given_of(kept) | {"register_numbers": ["30123456"]}, by=ivo())
        part_accounts(gone, by=ivo())
        assert list(branches_of(kept)) == [branch]
        assert kept.identifiers.filter(value="30123456").exists()
        assert not gone.identifiers.exists()

    def test_what_was_struck_out_since_comes_back_to_whose_it_was(self) -> None:
        gone, kept = other(), one()
        before = look(gone)
        merge_accounts(gone, kept, by=ivo())
        kept = Account.objects.get(pk=kept.pk)
        change_account(kept, given=given_of(kept) | {"former_names": [], "legal_names": [], "domains": []}, by=ivo())
        part_accounts(gone, by=ivo())
        [now] = look(gone)
        assert sorted(now["names"]) == sorted(before[0]["names"])
        assert sorted(now["domains"]) == sorted(before[0]["domains"])

    def test_whoever_uses_the_shared_one_since_keeps_it(self) -> None:
        gone, kept = other(owner=world.maasveld()), one(owner=world.lindeboom())
        own = Hanging(Account, "parent", "branches", partner="owner")
        place = next(i for i, h in enumerate(HANGING) if h.key == own.key)
        HANGING[place], known = own, HANGING[place]
        try:
            merge_accounts(gone, kept, by=ivo())
            account({"name": "Van Carla", "country": "NL", "town": "Leiden"}, world.maasveld(), parent=kept)
            part_accounts(gone, by=ivo())
        finally:
            HANGING[place] = known
        kept.refresh_from_db()
        assert kept.is_shared

    def test_chains_are_undone_from_their_end(self) -> None:
        a, b, c = other(), one(), third()
        before = look(a, b, c)
        merge_accounts(a, b, by=ivo())
        merge_accounts(b, c, by=ivo())
        assert standing(Account.objects.get(pk=a.pk)) == c
        assert [hit.account_id for hit in finding.find("Polderdorp", owner=None)] == [c.pk]
        with pytest.raises(KeptIsMergedItself) as no:
            part_accounts(a, by=ivo())
        assert c.number in no.value.link
        part_accounts(b, by=ivo())
        part_accounts(a, by=ivo())
        assert look(a, b, c) == before

    def test_two_that_went_into_one_come_back_in_any_order(self) -> None:
        a, b, c = other(), one(), third()
        before = look(a, b, c)
        merge_accounts(a, c, by=ivo())
        merge_accounts(b, c, by=ivo())
        part_accounts(a, by=ivo())
        part_accounts(b, by=ivo())
        now = look(a, b, c)
        for was, is_now in zip(before, now, strict=True):
            for key in ("plain", "owner", "parent"):
                assert is_now[key] == was[key]
            assert {n[0] for n in is_now["names"]} == {n[0] for n in was["names"]}
            assert set(is_now["domains"]) == set(was["domains"])

    def test_no_ring_comes_of_it(self) -> None:
        top = third()
        gone, kept = other(parent=top), one()
        branch = account({"name": "Filiaal", "country": "NL", "town": "Leiden"}, parent=gone)
        merge_accounts(gone, kept, by=ivo())
        top = Account.objects.get(pk=top.pk)
        change_account(top, given=given_of(top), parent=Account.objects.get(pk=branch.pk), by=ivo())
        part_accounts(gone, by=ivo())
        gone.refresh_from_db()
        branch.refresh_from_db()
        assert gone.parent is None
        assert branch.parent == gone

    def test_again_and_once_more(self) -> None:
        gone, kept = other(), one()
        for _time in range(2):
            merge_accounts(gone, kept, by=ivo())
            part_accounts(gone, by=ivo())
        assert Merge.objects.filter(undone_at=None).count() == 0

    def test_what_was_not_merged(self) -> None:
        with pytest.raises(NotMerged):
            part_accounts(one(), by=ivo())

    def test_only_the_desk(self) -> None:
        merge_accounts(other(), one(), by=ivo())
        with pytest.raises(NotAllowed):
            part_accounts(other(), by=world.actor(world.auditor(), "staff"))
