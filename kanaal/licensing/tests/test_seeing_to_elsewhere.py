"""Another vendor's terms: licences that go dark when they are not ordered, and renew by themselves; English only."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.models import Mail
from kanaal.licensing import nightly
from kanaal.licensing.foresight import prove, surprises
from kanaal.licensing.models import Agreement, Notice, Renewal
from tests import world, world_licences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nordkuppel(monkeypatch: pytest.MonkeyPatch) -> None:
    release = world.published("nordkuppel")
    monkeypatch.setattr(world, "published", lambda folder="": release)


def dome() -> Agreement:
    made = world_licences.agreement("Sternwarte", terms="dome-years", number="DOME-1", segment="dome", language="en")
    world_licences.eva(made)
    return made


def days(number: int) -> None:
    for _day in range(number):
        clock.forward(dt.timedelta(days=1))
        nightly.go_round()


def test_what_is_not_ordered_goes_dark_announced_four_days_before() -> None:
    made = dome()
    world_licences.add(made, 2, sku="SKY-1")
    days(15)
    assert list(Notice.objects.order_by("pk").values_list("about", "days_before")) == [("suspended", 4)]
    assert surprises([made], world_licences.day(15), world_licences.day(0)) == []
    assert Mail.objects.filter(name="happenings_announced").count() == 2, "the reseller's and the customer's"


def test_after_two_years_it_renews_by_itself_and_was_announced() -> None:
    made = dome()
    world_licences.add(made, 2, ordered=2, sku="SKY-1")
    assert made.begins is not None
    ends = made.begins.replace(year=made.begins.year + 2)
    clock.forward(dt.timedelta(days=(ends - clock.today(made.zone)).days - 46))
    nightly.go_round()
    proof = prove(ends)
    assert (proof.happenings, proof.alone) == (1, 0)
    days(46)
    (renewal,) = Renewal.objects.all()
    assert (renewal.quantity, renewal.automatic, renewal.anniversary) == (2, True, ends)
    assert list(Notice.objects.values_list("about", "days_before", "late")) == [("renews-itself", 45, False)]
    assert surprises([made], ends, ends) == []
