"""D9 · After each rebate cycle, what was paid, with the analysis per customer, stands on the opportunity."""

from __future__ import annotations

import pytest

from kanaal.rebates.actions import paying
from tests import world, world_bank, world_rebates

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def test_bo_sees_on_his_deal_what_it_was_paid_and_what_its_customer_gave() -> None:
    deal = world_rebates.won()
    other = world_rebates.won("DN-1002", name="Second newsroom")
    before = world.browser(world.bo()).get(f"/sales/opportunities/{deal.number}/").content.decode()
    assert "600,00" not in before
    world_rebates.line(20_000)
    world_rebates.line(10_000, "DN-1002")
    world_bank.in_force()
    one = world_rebates.approved()
    seen = world.browser(world.bo()).get(f"/sales/opportunities/{deal.number}/").content.decode()
    assert "600,00" in seen
    assert "60,00" in seen  # held back of it
    assert "900,00" in seen  # the customer, both deals together
    assert "300,00" in world.browser(world.bo()).get(f"/sales/opportunities/{other.number}/").content.decode()
    finn = world.actor(world.finn(), "staff")
    paying.settle_payment_file(paying.make_payment_file(one, on=world_rebates.bank_day(), by=finn), by=finn)
    statement = one.statements.get().number
    assert f"/rebates/statements/{statement}/" not in seen  # which is for the primary contact
    again = world.browser(world.bo()).get(f"/sales/opportunities/{deal.number}/").content.decode()
    assert ">paid<" in again or ">betaald<" in again


def test_anna_comes_from_her_own_deal_to_the_statement() -> None:
    deal = world_rebates.won(who=world.anna())
    world_rebates.line(20_000)
    number = world_rebates.approved().statements.get().number
    page = world.browser(world.anna()).get(f"/sales/opportunities/{deal.number}/")
    assert f"/rebates/statements/{number}/" in page.content.decode()


def test_what_is_only_computed_is_not_on_it() -> None:
    deal = world_rebates.won()
    world_rebates.line(20_000)
    world_rebates.computed()
    assert "600,00" not in world.browser(world.bo()).get(f"/sales/opportunities/{deal.number}/").content.decode()


def test_an_open_deal_has_no_such_card_and_others_see_none() -> None:
    deal = world_rebates.won("", state="open")
    page = world.browser(world.bo()).get(f"/sales/opportunities/{deal.number}/").content.decode()
    assert "rebates/deal_card" not in page
    assert world.browser(world.carla()).get(f"/sales/opportunities/{deal.number}/").status_code in (403, 404)
