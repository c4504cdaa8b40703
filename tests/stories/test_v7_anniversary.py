"""V7: licences end together on the anniversary; a part is renewed; the date that the console shows moves thirty days
later, as the console had said.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.core import formats
from kanaal.licensing.actions.clearing import clear_line
from kanaal.licensing.models import Agreement, Order, Renewal, RenewalSetting
from tests import world, world_domes
from tests import world_licences as licences
from tests.stories.test_v4_authorisations import at, dirk, reader, seen_in, text
from tests.world_licences import SKU

pytestmark = pytest.mark.django_db


def with_25(ahead: int) -> tuple[Agreement, dt.date]:
    """An agreement with 25 licences whose anniversary lies so many days ahead."""
    made = licences.agreement()
    made.first_anniversary = licences.day(-ahead)
    made.save()
    licences.add(made, 25, ago=300, ordered=25)
    return made, made.first_anniversary


def day(value: dt.date, **later: int) -> str:
    return formats.date(value + dt.timedelta(**later))


def renew(anna: Any, made: Agreement, quantity: int) -> Order:
    shown = anna.get(at(made, f"renew/?q-{SKU}={quantity}"))
    data = {f"q-{SKU}": quantity, "distributor": licences.distributor().pk, "reference": "", "seen": seen_in(shown)}
    assert anna.post(at(made, "renew/"), data).status_code == 302
    return Order.objects.latest("pk")


def test_eighteen_of_25_are_renewed_and_the_date_moves_thirty_days_later_as_it_was_said():
    made, anniversary = with_25(10)
    anna = reader(world.anna())
    licences.distributor()
    said = text(anna.get(at(made, f"renew/?q-{SKU}=18")))
    moves = day(anniversary, days=30)
    assert "7 licences are not renewed by this, and go on" in said
    assert f"until {moves}, with" in said, "the page says before which date will be shown until when"
    assert not Order.objects.filter(kind="renewal").exists()

    order = renew(anna, made, 18)
    assert "counts for nothing yet" in text(anna.get(at(made)))
    assert not Renewal.objects.exists()
    clear_line(order.lines.get(), quantity=18, order_number="DN-9", by=dirk())

    shown = text(anna.get(at(made)))
    after = anniversary.replace(year=anniversary.year + 1) if (anniversary.month, anniversary.day) != (2, 29) else None
    assert day(anniversary) in shown
    assert f"moves on only on {moves}" in shown
    assert after is None or f"renewed until {day(after)}" in shown

    world.days_pass(10 + 29)
    assert f"moves on only on {moves}" in text(anna.get(at(made)))
    world.days_pass(1)
    shown = text(anna.get(at(made)))
    assert "moves on only on" not in shown
    assert after is None or day(after) in shown
    world.days_pass(1)
    table = text(anna.get(at(made)))
    assert "Past due" not in table, "what was not renewed is gone"


@pytest.mark.parametrize(("ahead", "status"), [(31, 409), (30, 200), (0, 200), (-30, 200), (-31, 409)])
def test_it_can_be_ordered_from_thirty_days_before_to_thirty_after(ahead: int, status: int):
    made, _anniversary = with_25(ahead)
    answer = reader(world.anna()).get(at(made, "renew/"))
    assert answer.status_code == status
    assert status == 200 or "It can be ordered from" in text(answer)


def test_no_button_leads_to_a_no_before_it_can_be_ordered():
    made, _anniversary = with_25(40)
    page = reader(world.anna()).get(at(made))
    assert "They can be renewed from" in text(page)
    renew = f'class="btn small" href="{at(made, "renew/")}"'
    assert renew not in page.content.decode()
    world.days_pass(10)
    assert renew in reader(world.anna()).get(at(made)).content.decode()


def test_more_than_there_was_is_said_to_be_new():
    made, _anniversary = with_25(10)
    anna = reader(world.anna())
    licences.distributor()
    assert "25 licences, and 5 new ones on top" in text(anna.get(at(made, f"renew/?q-{SKU}=30")))


def test_what_was_added_later_ends_with_the_others():
    made, anniversary = with_25(100)
    anna = reader(world.anna())
    said = text(anna.get(at(made, f"add/?new-{SKU}=1")))
    assert f"They end with all others on {day(anniversary)}, in 100 days: then 26 licences" in said


class TestUnderOtherTerms:
    def test_domes_renew_by_themselves_unless_it_is_set_otherwise(self, monkeypatch: pytest.MonkeyPatch):
        world_domes.in_force(monkeypatch)
        made, iris = world_domes.agreement(), reader(world_domes.iris())
        made.first_anniversary = licences.day(-60)
        made.save()
        licences.add(made, 3, ago=300, ordered=3, sku=world_domes.SKU)
        assert "all renew by themselves" in text(iris.get(at(made, "renewal-settings/")))
        where = at(made, f"renewal-settings/{world_domes.SKU}/")
        assert iris.get(where).status_code == 200
        assert iris.post(where, {"how": "some", "quantity": ""}).status_code == 422
        assert not RenewalSetting.objects.exists()
        assert iris.post(where, {"how": "some", "quantity": "2"}).status_code == 302
        assert "2 renew by themselves" in text(iris.get(at(made, "renewal-settings/")))
        assert iris.post(where, {"how": "none"}).status_code == 302
        assert "none renews; all end" in text(iris.get(at(made, "renewal-settings/")))

    def test_and_can_be_renewed_by_order_ninety_days_before(self, monkeypatch: pytest.MonkeyPatch):
        world_domes.in_force(monkeypatch)
        made, iris = world_domes.agreement(), reader(world_domes.iris())
        made.first_anniversary = licences.day(-90)
        made.save()
        licences.add(made, 3, ago=300, ordered=3, sku=world_domes.SKU)
        world_domes.distributor()
        assert "3 licences" in text(iris.get(at(made, f"renew/?q-{world_domes.SKU}=3")))


def test_by_hand_terms_say_that_nothing_renews_by_itself():
    made, _anniversary = with_25(10)
    assert "Nothing renews by itself" in text(reader(world.anna()).get(at(made, "renewal-settings/")))
