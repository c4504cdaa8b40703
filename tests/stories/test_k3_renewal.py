"""K3 · Points make a level, at once and never backwards; a contract is renewed before its end, and after it."""

from __future__ import annotations

import pytest

from kanaal.contracts.models import Contract, ContractOrder
from tests import world
from tests.world_contracts import (
    ADMIN,
    PRO,
    administrator,
    affiliate,
    contract,
    days,
    group,
    joined,
    mails_named,
    ordered,
)
from tests.world_licences import dirk

pytestmark = pytest.mark.django_db
TERM = 730


def lines(*rows: tuple[str, int, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for at, (sku, quantity, amount) in enumerate(rows, 1):
        found |= {f"sku_{at}": sku, f"quantity_{at}": str(quantity), f"amount_{at}": amount}
    return found


def entered(mine: Contract, number: str, quantity: int, **more):
    said = {
        "contract": mine.number, "ordered_by": ADMIN, "ordered_on": days(0).isoformat(), "distributor_number": number,
        **lines((PRO, quantity, f"{quantity * 100}.00")),
    }  # fmt: skip
    return world.browser(dirk()).post("/distribution/licence-orders/new/", said | more)


def fresh(mine: Contract) -> Contract:
    return Contract.objects.get(pk=mine.pk)


def test_dirk_opens_a_contract_and_an_affiliates_order_lifts_it_to_the_next_level() -> None:
    group(), world.anna()
    said = {
        "account": group().number, "segment": "com", "partner": world.lindeboom().number, "admin_email": ADMIN,
        "admin_name": "Wim Verhagen", "payment": "at-once", "distributor_number": "DN-1",
        "ordered_on": days(0).isoformat(), **lines((PRO, 376, "37600.00")),
    }  # fmt: skip
    dirks = world.browser(dirk())
    small = dirks.post("/distribution/contracts/new/", said | {"quantity_1": "39"})
    assert small.status_code == 422
    assert "37600.00" in small.content.decode()  # nothing typed is lost
    assert not Contract.objects.exists()
    assert dirks.post("/distribution/contracts/new/", said).status_code == 302
    mine = Contract.objects.get()
    assert (mine.points, mine.level) == (94_000, "level-1")

    anna = world.browser(world.anna())
    assert entered(mine, "DN-2", 24, account=affiliate().number).status_code == 422  # not a member yet
    assert fresh(mine).points == 94_000
    anna.post(f"/contracts/{mine.number}/affiliates/", {"account": affiliate().number})
    assert entered(mine, "DN-2", 24, account=affiliate().number).status_code == 302
    assert (fresh(mine).points, fresh(mine).level) == (100_000, "level-2")
    assert entered(mine, "dn 2", 24, account=affiliate().number).status_code == 422  # the same order once more
    assert fresh(mine).points == 100_000

    order = ContractOrder.objects.get(distributor_number="DN-2")
    assert order.level == "level-1"
    said = {"on": days(0).isoformat(), "why": "Verkeerd besteld."}
    world.days_pass(1)
    assert dirks.post(f"/licence-orders/{order.number}/cancel/", said | {"on": days(0).isoformat()}).status_code == 302
    assert (fresh(mine).points, fresh(mine).level) == (94_000, "level-2")
    assert "94" in anna.get(f"/contracts/{mine.number}/").content.decode()


def test_before_its_end_it_is_asked_for_and_renewed_without_a_gap() -> None:
    wim, mine = administrator(), contract(400, ago=TERM - 30)
    page = world.browser(wim).get("/contract/").content.decode()
    assert "/renewal/ask/" in page
    world.browser(wim).post(f"/contracts/{mine.number}/renewal/ask/")
    assert fresh(mine).renewal_asked_at is not None
    assert "contract_renewal_asked" in {mail.name for mail in world.mails_to(dirk().email)}
    again = world.browser(wim).post(f"/contracts/{mine.number}/renewal/ask/")
    assert again.status_code == 403  # once is enough, and it says so

    dirks = world.browser(dirk())
    shown = dirks.get(f"/contracts/{mine.number}/renewal/")
    assert fresh(mine).terms.count() == 1
    dirks.post(f"/contracts/{mine.number}/renewal/", {"seen": shown.context["renewal"]["digest"]})
    now = fresh(mine)
    assert now.terms.count() == 2
    assert (now.starts - mine.ends).days == 1
    assert now.renewal_asked_at is None
    assert {mail.to for mail in mails_named("contract_renewed")} == {ADMIN, world.anna().email}


def test_after_its_end_the_gap_counts_for_the_new_term_and_the_page_says_what_differs() -> None:
    wim, mine = administrator(), contract(400, ago=TERM + 30)
    late = ordered(mine, 40, "DN-5", ago=10)
    assert (late.term, late.level) == (None, "")
    assert fresh(mine).points == 100_000  # the term before is what it was
    anna = world.browser(world.anna()).get(f"/contracts/{mine.number}/")
    assert anna.context["renewal"]["found"].without_level in (29, 30)
    assert anna.context["renewal"]["found"].gap_points == 10_000

    world.browser(wim).post(f"/contracts/{mine.number}/renewal/ask/")
    dirks = world.browser(dirk())
    shown = dirks.get(f"/contracts/{mine.number}/renewal/")
    dirks.post(f"/contracts/{mine.number}/renewal/", {"seen": shown.context["renewal"]["digest"]})
    now, late = fresh(mine), ContractOrder.objects.get(pk=late.pk)
    assert (now.starts, now.points, now.level) == (days(0), 10_000, "level-2")
    assert late.term is not None
    assert late.term.position == 2
    assert late.level == ""  # it was priced without a level, and stays so


def test_what_was_shown_has_changed_meanwhile_so_it_is_read_again() -> None:
    mine = contract(400, ago=TERM + 30)
    dirks = world.browser(dirk())
    seen = dirks.get(f"/contracts/{mine.number}/renewal/").context["renewal"]["digest"]
    ordered(mine, 40, "DN-5", ago=10)
    page = dirks.post(f"/contracts/{mine.number}/renewal/", {"seen": seen})
    assert page.status_code == 422
    assert fresh(mine).terms.count() == 1


def test_too_early_and_too_late_say_when() -> None:
    mine = contract(400, ago=300)
    dirks = world.browser(dirk())
    assert dirks.get(f"/contracts/{mine.number}/renewal/").status_code == 403
    world.days_pass(TERM - 300 + 56)
    assert dirks.get(f"/contracts/{mine.number}/renewal/").status_code == 200
    world.days_pass(7)
    assert dirks.get(f"/contracts/{mine.number}/renewal/").status_code == 403
    assert fresh(mine).state == "closed"
    assert "contract_closed" in {mail.name for mail in world.mails_to(ADMIN)}


def test_another_reseller_and_another_customer_see_nothing_of_it() -> None:
    mine = contract()
    joined(mine)
    order = mine.orders.get()
    for who in (world.carla(), world.eva()):
        one = world.browser(who)
        for url in (f"/contracts/{mine.number}/", f"/licence-orders/{order.number}/"):
            assert one.get(url).status_code in (403, 404)
        assert one.post(f"/contracts/{mine.number}/affiliates/", {"account": affiliate().number}).status_code in (
            403, 404,
        )  # fmt: skip


def test_a_registered_partner_reads_why_the_door_is_closed() -> None:
    page = world.browser(world.fatma()).get("/contracts/")
    assert page.status_code == 403


def test_the_desk_finds_it_by_any_number() -> None:
    mine = contract()
    ordered(mine, 1, "DN-77", po_number="PO 2026/31")
    desk = world.browser(world.agent())
    for words in (mine.number, "dn77", "po2026-31", "Sluiswerk", ADMIN, group().number):
        assert mine.number in desk.get("/desk/contracts/", {"q": words}).content.decode(), words
    assert mine.number not in desk.get("/desk/contracts/", {"q": "niets"}).content.decode()
