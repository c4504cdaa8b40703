"""V6 and the moment of day 61: the page names four licences, three users, two ways out with what they cost, and who was
told when. Calm; no surprise.
"""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.licensing.actions.authorising import authorise_licences
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.models import Agreement, Assignment, LicenceUser
from kanaal.licensing.payment import payment_of
from tests import world
from tests import world_licences as licences
from tests.stories.test_v4_authorisations import at, reader, text
from tests.world_licences import SKU

pytestmark = pytest.mark.django_db


def with_users(made: Agreement, names: list[str]) -> None:
    for place, name in enumerate(names):
        user = LicenceUser.objects.create(
            agreement=made, email=f"u{place}@waterrijk.example", user_name=f"u{place}", name=name,
            made_at=clock.now(), changed_at=clock.now(),
        )  # fmt: skip
        since = clock.now() - dt.timedelta(minutes=len(names) - place)
        Assignment.objects.create(user=user, agreement=made, sku=SKU, since=since)


def at_day(days: list[int]) -> None:
    """Day by day as far as announcements go, so that each is made on its day."""
    passed = 0
    for day in days:
        world.days_pass(day - passed)
        passed = day


def test_day_61_is_no_surprise():
    made, anna = licences.agreement(), reader(world.anna())
    licences.eva(made)
    licences.add(made, 12, ago=90, ordered=12)
    (one,) = authorise_licences(made, wanted={SKU: 4}, by=world.actor(world.anna()))
    with_users(made, [*(f"Medewerker {n}" for n in range(12)), "Sanne", "Joris", "Femke"])

    at_day([24, 30, 31, 47, 58, 60])
    before = text(anna.get(at(made)))
    assert "All licences can still be used" in before
    assert "3 users of" in before, "who will be without is named before they are"
    world.days_pass(1)
    said = text(anna.get(at(made)))
    assert "4 licences were not ordered in time" in said
    assert one.number in said
    assert "3 users of" in said
    for name in ("Femke", "Joris", "Sanne"):
        assert name in said
    assert "Medewerker 3" not in said
    assert "Leave them until the end of the term" in said
    assert "Order them, and have them returned at once" in said
    assert "€0.00 in the end" in said
    told = said.split("Who was told, and when")[1].split("What happens next")[0]
    assert "Anna Brandsma (the reseller)" in told
    assert "Eva van Rijn (the customer)" in told
    assert told.count("not usable from") >= 2, "before it happened, and when it did"
    assert f"/reselling/customers/{made.number}/return-at-once/" in anna.get(at(made)).content.decode()


def test_the_customer_reads_of_its_own_users_and_of_no_price():
    made = licences.agreement()
    licences.add(made, 12, ago=90, ordered=12)
    licences.add(made, 4, ago=64)
    with_users(made, [*(f"Medewerker {n}" for n in range(12)), "Sanne"])
    seen = payment_of(made, for_role="customer")
    assert seen is not None
    assert seen.amount is None
    assert [one.names for one in seen.without] == [("Sanne",)]
    assert all("€" not in str(way.costs) and not way.url for way in seen.ways)
    assert [way.key for way in seen.ways] == ["order", "leave", "order-and-return"]


def test_what_is_ordered_already_waits_and_need_not_be_ordered_again():
    made, by = licences.agreement(), world.actor(world.anna())
    one = licences.add(made, 4, ago=33)
    before = payment_of(made, for_role="reseller")
    assert before is not None
    assert "they can't be used" in str(before.ways[1].text), "what is overdue can be used until its day, which is said"
    assert before.ways[0].url.endswith(f"/order/?q-{one.number}=4")
    order_licences(made, wanted={one.number: 4}, distributor=licences.distributor(), reference="", by=by)
    seen = payment_of(made, for_role="reseller")
    assert seen is not None
    assert str(seen.ways[0].title) == "They are asked of the distributor"
    assert seen.ways[0].url == f"/reselling/customers/{made.number}/orders/"


def test_without_a_price_it_says_so_and_the_free_way_stays():
    made, anna = licences.agreement(region="japan", currency="JPY"), reader(world.anna())
    licences.add(made, 4, ago=64)
    said = text(anna.get(at(made)))
    assert "There is no price for them at the moment" in said
    assert "Leave them until the end of the term" in said


def test_left_until_the_end_of_the_term_they_cost_nothing_and_are_gone():
    made, anna = licences.agreement(), reader(world.anna())
    licences.add(made, 4, ago=300)
    assert "Payment required" in text(anna.get(at(made)))
    world.days_pass(98)  # the anniversary, and thirty days in which the others could be renewed
    said = text(anna.get(at(made)))
    assert "Payment required" not in said
    assert anna.get(at(made, "add/")).status_code == 200
