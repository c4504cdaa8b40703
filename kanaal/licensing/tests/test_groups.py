"""A directory's groups, what they give, and the tokens with which it comes in (V13)."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.actors import Actor, Role
from kanaal.core.decisions import NotAllowed
from kanaal.licensing.actions import assignments, provisioning
from kanaal.licensing.actions.assignments import assign_licence, take_licence_back
from kanaal.licensing.actions.groups import (
    change_group_members,
    change_licence_group,
    make_licence_group,
    map_licence_group,
    remove_licence_group,
    settle_groups,
)
from kanaal.licensing.actions.provisioning import come_in, make_provisioning_token, revoke_provisioning_token
from kanaal.licensing.actions.users import UserDetails, add_licence_user, change_licence_user, remove_licence_user
from kanaal.licensing.models import Agreement, Assignment, LicenceGroup, LicenceUser, ProvisioningToken
from kanaal.licensing.queries import DIRECTORY
from kanaal.licensing.sound import called
from tests import world
from tests import world_licences as licences

pytestmark = pytest.mark.django_db
SKU = licences.SKU


@pytest.fixture
def mine() -> Agreement:
    made = licences.agreement()
    licences.eva(made)
    licences.add(made, 2, ago=5, ordered=2)
    return made


def eva(mine: Agreement) -> Actor:
    return licences.administrator(licences.eva(mine), mine)


def directory(mine: Agreement) -> Actor:
    token, _secret = make_provisioning_token(mine, name="Entra ID", days=90, by=eva(mine))
    return Actor("client", name=token.name, role=Role(DIRECTORY, token.pk, mine.name))


def user(mine: Agreement, name: str) -> LicenceUser:
    return add_licence_user(mine, details=UserDetails(f"{name}@waterrijk.example", name), by=eva(mine))


def have(mine: Agreement) -> set[str]:
    return set(Assignment.objects.filter(agreement=mine, until=None).values_list("user__name", flat=True))


def group(mine: Agreement, *members: LicenceUser, name: str = "") -> LicenceGroup:
    named = name or str(called(SKU))
    return make_licence_group(mine, name=named, members=[one.pk for one in members], by=eva(mine))


class TestMakeLicenceGroup:
    def test_one_called_like_a_product_gives_it_in_the_order_of_coming(self, mine: Agreement) -> None:
        jan, mia, bas = user(mine, "jan"), user(mine, "mia"), user(mine, "bas")
        made = group(mine, bas, jan, mia)
        assert made.sku == SKU
        assert have(mine) == {"bas", "jan"}

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_in_any_language_or_by_its_sku(self, mine: Agreement, language: str) -> None:
        name = called(SKU)
        assert group(mine, name=name.in_(language).upper()).sku == SKU  # type: ignore[union-attr]
        assert group(mine, name=SKU.lower()).sku == SKU

    def test_another_name_gives_nothing_yet(self, mine: Agreement) -> None:
        made = group(mine, user(mine, "jan"), name="Afdeling Communicatie")
        assert made.sku == ""
        assert have(mine) == set()

    def test_a_directory_may_and_a_reseller_not(self, mine: Agreement) -> None:
        assert make_licence_group(mine, name="Team", by=directory(mine)).pk
        with pytest.raises(NotAllowed):
            make_licence_group(mine, name="Team", by=world.actor(world.anna()))


class TestChangeLicenceGroup:
    def test_who_comes_is_given_one_and_who_goes_loses_it(self, mine: Agreement) -> None:
        jan, mia, bas = user(mine, "jan"), user(mine, "mia"), user(mine, "bas")
        made = group(mine, jan, mia, bas)
        change_licence_group(made, name=made.name, external_id="", members=[mia.pk, bas.pk], by=directory(mine))
        assert have(mine) == {"mia", "bas"}

    def test_a_licence_given_by_hand_stays(self, mine: Agreement) -> None:
        jan = user(mine, "jan")
        assign_licence(jan, sku=SKU, by=eva(mine))
        made = group(mine, jan)
        change_licence_group(made, name=made.name, external_id="", members=[], by=directory(mine))
        assert have(mine) == {"jan"}

    def test_another_customers_directory_cannot(self, mine: Agreement) -> None:
        other = licences.agreement("Hogeschool Delta")
        licences.eva(other)
        made = group(mine)
        with pytest.raises(NotAllowed):
            change_licence_group(made, name="X", external_id="", members=[], by=directory(other))


class TestChangeGroupMembers:
    def test_some_come_and_some_go_and_the_others_are_not_touched(self, mine: Agreement) -> None:
        jan, mia, bas = user(mine, "jan"), user(mine, "mia"), user(mine, "bas")
        made = group(mine, jan, mia)
        changed = change_group_members(made, joined=[bas.pk, mia.pk], left=[jan.pk], by=directory(mine))
        assert have(mine) == {"mia", "bas"}
        assert changed.version == 2
        assert change_group_members(made, joined=[mia.pk], left=[jan.pk], by=directory(mine)).version == 2

    def test_another_customers_user_never_comes_in(self, mine: Agreement) -> None:
        other = licences.agreement("Hogeschool Delta")
        licences.eva(other)
        made, ruud = group(mine), user(other, "ruud")
        change_group_members(made, joined=[ruud.pk], left=[], by=directory(mine))
        assert not made.members.exists()
        with pytest.raises(NotAllowed):
            change_group_members(made, joined=[], left=[], by=directory(other))


class TestMapLicenceGroup:
    def test_what_it_gives_is_chosen_and_taken_back_again(self, mine: Agreement) -> None:
        made = group(mine, user(mine, "jan"), name="Team")
        map_licence_group(made, sku=SKU, by=eva(mine))
        assert have(mine) == {"jan"}
        map_licence_group(made, sku="", by=eva(mine))
        assert have(mine) == set()

    def test_not_what_the_customer_has_not_and_not_by_the_directory(self, mine: Agreement) -> None:
        made = group(mine, name="Team")
        with pytest.raises(assignments.NotYours):
            map_licence_group(made, sku=licences.OTHER, by=eva(mine))
        with pytest.raises(NotAllowed):
            map_licence_group(made, sku=SKU, by=directory(mine))


class TestRemoveLicenceGroup:
    def test_what_it_gave_goes_and_its_users_stay(self, mine: Agreement) -> None:
        made = group(mine, user(mine, "jan"))
        remove_licence_group(made, by=directory(mine))
        assert have(mine) == set()
        assert LicenceUser.objects.count() == 1


class TestSettleGroups:
    def test_whoever_waits_gets_the_next_one(self, mine: Agreement) -> None:
        group(mine, user(mine, "jan"), user(mine, "mia"), user(mine, "bas"))
        assert have(mine) == {"jan", "mia"}
        licences.add(mine, 1, ago=0)
        assert settle_groups(mine) == 1
        assert settle_groups(mine) == 0
        assert have(mine) == {"jan", "mia", "bas"}

    def test_what_is_taken_back_goes_to_whoever_waits(self, mine: Agreement) -> None:
        ans = user(mine, "ans")
        assign_licence(ans, sku=SKU, by=eva(mine))
        group(mine, user(mine, "jan"), user(mine, "mia"))
        assert have(mine) == {"ans", "jan"}
        take_licence_back(ans, sku=SKU, by=eva(mine))
        assert have(mine) == {"jan", "mia"}

    def test_who_is_inactive_waits_for_nothing_and_comes_back_in_turn(self, mine: Agreement) -> None:
        jan = user(mine, "jan")
        group(mine, jan)
        change_licence_user(jan, details=UserDetails(jan.email, "jan", active=False), by=eva(mine))
        assert have(mine) == set()
        change_licence_user(jan, details=UserDetails(jan.email, "jan"), by=eva(mine))
        assert have(mine) == {"jan"}

    def test_by_hand_it_is_not_taken_from_who_is_in_the_group(self, mine: Agreement) -> None:
        jan = user(mine, "jan")
        group(mine, jan)
        with pytest.raises(assignments.GivenByGroup):
            take_licence_back(jan, sku=SKU, by=eva(mine))
        assert have(mine) == {"jan"}
        remove_licence_user(jan, by=eva(mine))
        assert have(mine) == set()


class TestMakeProvisioningToken:
    def test_the_secret_is_kept_nowhere(self, mine: Agreement) -> None:
        token, secret = make_provisioning_token(mine, name="Okta", days=30, by=eva(mine))
        assert secret not in str(ProvisioningToken.objects.values())
        assert token.hint == secret[-4:]
        assert come_in(secret) == token
        assert come_in(secret + "x") is None
        assert ProvisioningToken.objects.get().used_at is not None

    def test_its_days_end(self, mine: Agreement) -> None:
        _token, secret = make_provisioning_token(mine, name="Okta", days=30, by=eva(mine))
        clock.forward(dt.timedelta(days=31))
        assert come_in(secret) is None

    def test_not_for_a_cancelled_agreement_nor_without_end(self, mine: Agreement) -> None:
        _token, secret = make_provisioning_token(mine, name="Okta", days=30, by=eva(mine))
        for _n in range(provisioning.MOST - 1):
            make_provisioning_token(mine, name="Okta", days=30, by=eva(mine))
        with pytest.raises(provisioning.TooManyTokens):
            make_provisioning_token(mine, name="Okta", days=30, by=eva(mine))
        Agreement.objects.filter(pk=mine.pk).update(state="cancelled")
        assert come_in(secret) is None

    def test_a_directory_makes_none(self, mine: Agreement) -> None:
        with pytest.raises(NotAllowed):
            make_provisioning_token(mine, name="Okta", days=30, by=directory(mine))


class TestRevokeProvisioningToken:
    def test_it_is_shut_out_at_once(self, mine: Agreement) -> None:
        token, secret = make_provisioning_token(mine, name="Okta", days=30, by=eva(mine))
        by = Actor("client", name="Okta", role=Role(DIRECTORY, token.pk, mine.name))
        for _again in range(2):
            revoke_provisioning_token(token, by=eva(mine))
        assert come_in(secret) is None
        with pytest.raises(NotAllowed):
            add_licence_user(mine, details=UserDetails("jan@x.example"), by=by)
        assert len(world.happened("ProvisioningTokenRevoked")) == 1
