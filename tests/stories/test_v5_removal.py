"""V5: licences can be removed while they are pending, until the last day; then not any more, and what else there is."""

from __future__ import annotations

import pytest

from kanaal.core import clock
from kanaal.licensing.models import AdditionPart, Assignment, LicenceUser
from tests import world, world_domes
from tests import world_licences as licences
from tests.stories.test_v4_authorisations import at, reader, text

pytestmark = pytest.mark.django_db


def test_anna_sees_who_does_without_them_and_removes_three():
    made, anna = licences.agreement(), reader(world.anna())
    one = licences.add(made, 5, ago=29)
    for place, name in enumerate(("Sanne", "Joris", "Femke", "Daan")):
        user = LicenceUser.objects.create(
            agreement=made, email=f"u{place}@x.example", user_name=f"u{place}", name=name, made_at=clock.now(),
            changed_at=clock.now(),
        )  # fmt: skip
        Assignment.objects.create(user=user, agreement=made, sku=one.sku, since=clock.now())
    where = at(made, f"remove/{one.number}/")
    shown = text(anna.get(where, {"quantity": "3"}))
    assert "nothing: they were not ordered" in shown
    assert "Daan, Femke can't use the product any more" in shown, "whoever had it last does without it first"
    assert not AdditionPart.objects.exists()
    assert anna.post(where, {"quantity": "3"})["location"] == at(made)
    assert AdditionPart.objects.get().quantity == 3
    assert "2 ×" in text(anna.get(at(made)))


def test_the_last_day_is_in_time_and_the_day_after_is_not():
    made, anna = licences.agreement(), reader(world.anna())
    one = licences.add(made, 5, ago=30)
    assert "Remove, until" in text(anna.get(at(made)))
    assert anna.post(at(made, f"remove/{one.number}/"), {"quantity": "1"}).status_code == 302
    world.days_pass(1)
    answer = anna.post(at(made, f"remove/{one.number}/"), {"quantity": "1"})
    assert answer.status_code == 422
    assert "could be removed until" in text(answer)
    assert "too late" in text(anna.get(at(made, "remove/")))
    assert AdditionPart.objects.count() == 1


@pytest.mark.parametrize("typed", ["0", "6", "-2", "x", ""])
def test_not_more_than_there_are_and_no_nonsense(typed: str):
    made, anna = licences.agreement(), reader(world.anna())
    one = licences.add(made, 5, ago=3)
    assert anna.post(at(made, f"remove/{one.number}/"), {"quantity": typed}).status_code == 422
    assert not AdditionPart.objects.exists()


def test_under_other_terms_there_are_three_days(monkeypatch: pytest.MonkeyPatch):
    world_domes.in_force(monkeypatch)
    made, iris = world_domes.agreement(), reader(world_domes.iris())
    one = licences.add(made, 2, ago=3, sku=world_domes.SKU)
    assert iris.post(at(made, f"remove/{one.number}/"), {"quantity": "1"}).status_code == 302
    world.days_pass(1)
    assert "could be removed until" in text(iris.post(at(made, f"remove/{one.number}/"), {"quantity": "1"}))
