"""Making, changing and sharing accounts: what they do, and each of their refusals."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.core.actors import STRANGER
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.customers import finding
from kanaal.customers.actions.accounts import (
    AccountUnsound,
    LooksAlike,
    ParentUnsuitable,
    change_account,
    make_account,
    share_account,
)
from kanaal.customers.actions.merging import merge_accounts
from kanaal.customers.keeping import given_of
from kanaal.customers.models import Account, DuplicatePair
from kanaal.customers.queries import account_called, accounts_seen_by
from tests import world, world_accounts
from tests.world_accounts import BROADCASTER, account, made

pytestmark = pytest.mark.django_db


def bo() -> Any:
    return world.actor(world_accounts.bo(), "contact")


def ivo() -> Any:
    return world.actor(world.agent(), "staff")


def odette() -> Any:
    return world.actor(world.auditor(), "staff")


class TestMakeAccount:
    GIVEN = {
        "name": "  Kwarteldonk   Media B.V. ", "country": "nl", "town": "Utrecht", "website": "https://www.kwarteldonk.nl/x",
        "trading_names": ["Kwartel", "Kwartel"], "former_names": "Donk\nDonk & Zn", "vat_numbers": ["8158.81.399.B74"],
        "register_numbers": ["30 12 34 56"],
    }  # fmt: skip

    def test_all_that_is_said_is_kept_tidily(self) -> None:
        one = made(self.GIVEN)
        assert (one.name, one.country, one.owner) == ("Kwarteldonk Media B.V.", "NL", world.lindeboom())
        assert list(one.names.order_by("pk").values_list("name", "kind")) == [
            ("Kwarteldonk Media B.V.", "legal"),
            ("Kwartel", "trading"),
            ("Donk", "former"),
            ("Donk & Zn", "former"),
        ]
        assert list(one.domains.values_list("domain", flat=True)) == ["kwarteldonk.nl"]
        assert list(one.identifiers.order_by("pk").values_list("kind", "country", "value")) == [
            ("vat", "NL", "NL815881399B74"),
            ("register", "NL", "30123456"),
        ]
        assert [hit.account_id for hit in finding.find("kwartel", owner=one.owner_id)] == [one.pk]

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"name": " "}, "name"),
            ({"name": "—"}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"country": "XX"}, "country"),
            ({"town": "x" * 81}, "town"),
            ({"postal_code": "12"}, "postal_code"),
            ({"website": "javascript:alert(1)"}, "website"),
            ({"domains": ["gmail.com"]}, "domains"),
            ({"domains": ["geen domein"]}, "domains"),
            ({"vat_numbers": ["NL815881399B75"]}, "vat_numbers"),
            ({"register_numbers": ["12"]}, "register_numbers"),
            ({"segment": "weather"}, "segment"),
            ({"trading_names": [f"Naam {n}" for n in range(30)]}, "trading_names"),
        ],
    )
    def test_what_can_not_be_so_is_refused_at_its_field(self, changed: dict[str, Any], field: str) -> None:
        with pytest.raises(AccountUnsound) as no:
            made(self.GIVEN | changed)
        assert no.value.field == field
        assert not Account.objects.exists()

    @pytest.mark.parametrize("name", ["X", "B.V.", "Газпромбанк", "شركة النور", "東京電力", "H&M", "3M"])
    def test_short_and_foreign_names_are_names(self, name: str) -> None:
        one = made({"name": name, "country": "NL", "town": "Leiden"})
        assert one.names.get().name == name

    def test_what_looks_like_it_is_shown_before(self) -> None:
        there = world_accounts.broadcaster()
        with pytest.raises(LooksAlike) as no:
            made(BROADCASTER)
        assert no.value.stops
        assert [one.account_id for one in no.value.lookalikes] == [there.pk]

    def test_a_reason_is_asked_where_it_may_be_the_same(self) -> None:
        there = world_accounts.broadcaster()
        with pytest.raises(LooksAlike):
            made(BROADCASTER, seen=[there.number], reason="  ")
        one = made(BROADCASTER, seen=[there.number], reason="Een andere")
        assert one.made_anyway == "Een andere"
        assert DuplicatePair.objects.get().found_by == "made"
        assert world.happened("AccountMade")[-1].data["anyway"] is True

    def test_what_is_only_near_asks_no_reason_but_is_shown(self) -> None:
        there = account(
            {"name": "Waterrijk Holding", "country": "NL", "town": "Breda", "domains": ["waterrijk.example"]}
        )
        given = {"name": "Zuiderpoort", "country": "NL", "town": "Leiden", "domains": ["waterrijk.example"]}
        with pytest.raises(LooksAlike) as no:
            made(given)
        if not no.value.stops:
            assert made(given, seen=[there.number]).made_anyway == ""

    def test_a_foreign_account_is_not_told_of_but_the_desk_is_asked(self) -> None:
        theirs = account(BROADCASTER, world.maasveld())
        one = made(BROADCASTER)
        assert one.made_anyway == ""
        pair = DuplicatePair.objects.get()
        assert (pair.first, pair.second) == (theirs, one)

    def test_the_desk_makes_one_that_all_share(self) -> None:
        one = make_account(None, given=self.GIVEN, by=ivo())
        assert one.is_shared

    def test_a_parent_stands_above(self) -> None:
        above = world_accounts.waterrijk()
        assert made(self.GIVEN, parent=above).parent == above

    def test_nobody_else_makes_any(self) -> None:
        world.published()
        with pytest.raises(NotAllowed):
            make_account(world.lindeboom(), given=self.GIVEN, by=STRANGER)
        with pytest.raises(NotAllowed):
            make_account(None, given=self.GIVEN, by=odette())
        with pytest.raises(NotAllowed):  # for a company that is not theirs
            make_account(world.maasveld(), given=self.GIVEN, by=bo())
        assert not Account.objects.exists()


class TestChangeAccount:
    def test_only_what_differs_is_told_and_rows_stay_the_same_rows(self) -> None:
        one = made(TestMakeAccount.GIVEN)
        before = set(one.names.values_list("pk", flat=True))
        given = given_of(one) | {"town": "Zeist", "trading_names": ["Kwartel", "KM"]}
        change_account(one, given=given, by=bo())
        one = Account.objects.get(pk=one.pk)
        assert one.town == "Zeist"
        assert before < set(one.names.values_list("pk", flat=True))
        assert set(world.happened("AccountChanged")[-1].data["changes"]) == {"town", "names"}
        assert finding.find("KM", owner=one.owner_id)

    def test_nothing_new_is_no_change(self) -> None:
        one = made(TestMakeAccount.GIVEN)
        change_account(one, given=given_of(one), by=bo())
        assert not world.happened("AccountChanged")

    def test_what_is_struck_out_is_not_found_any_more(self) -> None:
        one = made(TestMakeAccount.GIVEN)
        change_account(one, given=given_of(one) | {"former_names": []}, by=bo())
        assert one.names.count() == 2

    def test_a_number_that_was_kept_is_not_judged_again(self) -> None:
        one = account({"name": "Rheinblick", "country": "DE", "town": "Köln", "register_numbers": ["Köln HRB 42243"]})
        change_account(one, given=given_of(one) | {"town": "Bonn"}, by=ivo())
        assert one.identifiers.get().kind == "register"

    def test_a_shared_one_is_the_desks(self) -> None:
        one = world_accounts.waterrijk()
        with pytest.raises(NotAllowed) as no:
            change_account(one, given=given_of(one) | {"town": "Zeist"}, by=bo())
        assert any("account_change" in finding.link for finding in no.value.decision.reasons)
        change_account(one, given=given_of(one) | {"town": "Zeist"}, by=ivo())
        with pytest.raises(NotAllowed):
            change_account(one, given=given_of(one) | {"town": "Breda"}, by=odette())

    def test_nothing_belongs_to_itself(self) -> None:
        above, below = world_accounts.waterrijk(), account({"name": "Filiaal", "country": "NL", "town": "Leiden"})
        change_account(below, given=given_of(below), parent=above, by=ivo())
        for parent in (above, below):
            with pytest.raises(ParentUnsuitable):
                change_account(above, given=given_of(above), parent=parent, by=ivo())

    def test_a_merged_one_is_past_changing(self) -> None:
        one, other = world_accounts.waterrijk(), world_accounts.broadcaster()
        merge_accounts(one, other, by=ivo())
        with pytest.raises(WrongState):
            change_account(one, given=given_of(other), by=ivo())


class TestShareAccount:
    def test_all_find_it_from_now_on(self) -> None:
        one = world_accounts.brugwachter()
        assert not finding.find("Brugwachter", owner=world.maasveld().pk)
        share_account(one, by=ivo())
        assert finding.find("Brugwachter", owner=world.maasveld().pk)
        assert [event.data["owner_id"] for event in world.happened("AccountShared")] == [world.lindeboom().pk]
        share_account(one, by=ivo())
        assert len(world.happened("AccountShared")) == 1

    def test_only_the_desk_shares(self) -> None:
        one = world_accounts.brugwachter()
        for who in (bo(), odette()):
            with pytest.raises(NotAllowed):
                share_account(one, by=who)


class TestWhoSees:
    def test_own_and_shared_and_nothing_else(self) -> None:
        own, shared = world_accounts.brugwachter(), world_accounts.waterrijk()
        carla = world.actor(world.carla(), "contact")
        assert set(accounts_seen_by(bo())) == {own, shared}
        assert set(accounts_seen_by(carla)) == {shared}
        assert set(accounts_seen_by(ivo())) == {own, shared}
        assert not accounts_seen_by(STRANGER)
        assert account_called(carla, own.number) is None
        assert account_called(bo(), f" {own.number.lower()} ") == own
