"""The desk makes, changes and ends distributors."""

from __future__ import annotations

import pytest

from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.distributors.actions import companies
from kanaal.distributors.actions.companies import Details, change_distributor, end_distributor, make_distributor
from kanaal.distributors.models import Distributor
from kanaal.distributors.queries import distributor_of, distributors_for
from tests import world
from tests.world_licences import dirk
from tests.world_orders import asked, return_requested

pytestmark = pytest.mark.django_db
OOST = Details("Distri Oost", "NL", ("emea",), "nl", "D-1")


def vera() -> Actor:
    return world.actor(world.vera())


class TestMakeDistributor:
    def test_resellers_of_its_regions_find_it(self) -> None:
        made = make_distributor(details=OOST, by=vera())
        assert made.number.startswith("DI-")
        assert list(distributors_for("emea")) == [made]
        assert not distributors_for("japan")

    def test_not_twice(self) -> None:
        make_distributor(details=OOST, by=vera())
        with pytest.raises(companies.NameTaken):
            make_distributor(details=Details("distri oost", "NL", ("emea",), "nl"), by=vera())
        with pytest.raises(companies.ExternalIdTaken):
            make_distributor(details=Details("Distri West", "NL", ("emea",), "nl", "D-1"), by=vera())
        assert Distributor.objects.count() == 1

    def test_in_a_region_of_the_programme(self) -> None:
        vera()
        with pytest.raises(companies.NoRegion):
            make_distributor(details=Details("Distri West", "NL", ("moon",), "nl"), by=vera())

    def test_by_the_desk_alone(self) -> None:
        for somebody in (world.actor(world.anna()), world.actor(world.auditor()), world.actor(dirk(), "distributor")):
            with pytest.raises(NotAllowed):
                make_distributor(details=OOST, by=somebody)


class TestChangeDistributor:
    def test_what_changed_is_recorded(self) -> None:
        made = make_distributor(details=OOST, by=vera())
        change_distributor(made, details=Details("Distri Oost", "NL", ("emea", "apac"), "nl", "D-1"), by=vera())
        assert world.happened("DistributorChanged")[-1].data == {"fields": ["regions"]}
        change_distributor(made, details=Details("Distri Oost", "NL", ("emea", "apac"), "nl", "D-1"), by=vera())
        assert len(world.happened("DistributorChanged")) == 1

    def test_by_the_desk_alone(self) -> None:
        made = make_distributor(details=OOST, by=vera())
        with pytest.raises(NotAllowed):
            change_distributor(made, details=OOST, by=world.actor(dirk(), "distributor"))


class TestEndDistributor:
    def test_nobody_acts_for_it_any_more(self) -> None:
        mine = world.actor(dirk(), "distributor")
        one = distributor_of(mine)
        assert one is not None
        end_distributor(one, by=vera())
        assert distributor_of(mine) is None
        assert not distributors_for("emea")

    def test_not_while_somebody_waits_for_it(self) -> None:
        order = asked()
        with pytest.raises(NotAllowed) as no:
            end_distributor(order.distributor, by=vera())
        assert "wait for it" in str(no.value.decision.reasons[0].says)

    def test_returns_wait_too(self) -> None:
        made = return_requested()
        made.state, made.promised_at = "credited", None
        made.save()
        with pytest.raises(NotAllowed):
            end_distributor(made.order.distributor, by=vera())
