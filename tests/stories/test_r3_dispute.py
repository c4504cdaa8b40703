"""R3 · A line is disputed with the helpdesk; granted, the next cycle gives the difference: whole or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kanaal.helpdesk.models import Request
from kanaal.rebates.models import Correction, Entry, Match, Statement
from tests import world, world_rebates

pytestmark = pytest.mark.django_db
ASK, MISSING = "/requests/new/rebate_dispute/", "/requests/new/rebate_missing/"


def closed() -> Entry:
    """20,000 of the cycle before the last gave 600; Anna thinks that the deal was registered: 1,000."""
    world.vera()
    world_rebates.won()
    world_rebates.line(20_000, on=world_rebates.cycle(1).starts)
    world_rebates.approved(world_rebates.cycle(1))
    return Entry.objects.get(kind="earned")


def ask(entry: Entry, expected: str = "1000", who=None, reason: str = "Geregistreerd als DR-1"):
    values = {"line": str(entry.pk), "expected": expected, "reason": reason}
    return world.browser(who or world.anna()).post(ASK, values, follow=True)


def approve(request: Request):
    return world.browser(world.vera()).post(f"/requests/{request.pk}/approval/", {"answer": ""}, follow=True)


def test_anna_disputes_a_line_and_the_next_statement_has_the_difference() -> None:
    entry = closed()
    page = world.browser(world.anna()).get(f"/rebates/lines/{entry.pk}/")
    assert f"{ASK}?line={entry.pk}" in page.content.decode()
    form = world.browser(world.anna()).get(f"{ASK}?line={entry.pk}")
    assert form.context["form"].initial["line"] == str(entry.pk)
    ask(entry)
    request = Request.objects.get()
    desk = world.browser(world.vera()).get(f"/requests/{request.pk}/").content.decode()
    assert "400,00" in desk  # what approval would do
    approve(request)
    assert Correction.objects.get().amount == Decimal("400.00")
    told = [mail.name for mail in world.mails_to(world.anna().email)]
    assert "entry_amended" in told
    world_rebates.approved()
    made = Statement.objects.get(cycle=world_rebates.cycle())
    assert made.earned == Decimal("400.00")
    seen = world.browser(world.anna()).get(f"/rebates/statements/{made.number}/")
    amended = next(e for e in seen.context["lines"].rows if e.kind == "amended")
    why = world.browser(world.anna()).get(f"/rebates/lines/{amended.pk}/")
    assert "400,00" in why.content.decode()


def test_declined_nothing_changes() -> None:
    entry = closed()
    ask(entry)
    world.browser(world.vera()).post(
        f"/requests/{Request.objects.get().pk}/refusal/", {"answer": "Niet geregistreerd."}
    )
    assert Request.objects.get().state == "declined"
    assert not Correction.objects.exists()


def test_what_can_not_be_is_refused_at_its_field_with_all_that_was_typed() -> None:
    entry = closed()
    for expected, words in (("600", "600"), ("50000", "50000")):
        page = ask(entry, expected)
        assert page.context["form"].errors.keys() == {"expected"}
        assert words in page.content.decode()
    assert ask(entry, "x").context["form"].errors.keys() == {"expected"}
    assert ask(entry, reason="").context["form"].errors.keys() == {"reason"}
    assert not Request.objects.exists()


def test_nobody_disputes_for_others() -> None:
    entry = closed()
    world_rebates.won("DN-2001", who=world.carla())
    world_rebates.line(9_000, "DN-2001", partner=world.maasveld())
    world_rebates.approved()
    page = ask(entry, who=world.carla())
    assert page.context["form"].errors.keys() == {"line"}
    assert "Waterrijk" not in page.content.decode()
    assert ask(entry, who=world.bo()).status_code == 403
    assert not Request.objects.exists()


def test_asked_twice_it_is_one_request_and_granted_once() -> None:
    entry = closed()
    ask(entry)
    ask(entry, "900")
    assert Request.objects.count() == 1
    approve(Request.objects.get())
    page = ask(entry, "900")
    assert page.context["form"].errors.keys() == {"line"}
    assert Correction.objects.count() == 1


def test_a_missing_sale_is_found_by_the_number_on_the_invoice() -> None:
    world.vera()
    deal = world_rebates.won("DN-1001")
    world_rebates.line(20_000, "DN-9999")
    world_rebates.computed()
    anna = world.browser(world.anna())
    wrong = anna.post(MISSING, {"deal": deal.number, "order": "DN-1234", "reason": ""})
    assert wrong.context["form"].errors.keys() == {"order"}
    anna.post(MISSING, {"deal": deal.number, "order": "DN 9999", "reason": "Factuur bijgevoegd"}, follow=True)
    approve(Request.objects.get())
    assert Match.objects.get().how == "person"
    world_rebates.approved()
    assert Statement.objects.get().earned == Decimal("600.00")
    assert "missing_line_settled" in [mail.name for mail in world.mails_to(world.anna().email)]


def test_approved_after_somebody_else_settled_it_is_refused_whole() -> None:
    world.vera()
    deal = world_rebates.won("DN-1001")
    world_rebates.line(20_000, "DN-9999")
    world_rebates.computed()
    world.browser(world.anna()).post(MISSING, {"deal": deal.number, "order": "DN-9999", "reason": ""})
    Match.objects.update(how="dismissed", decided_by=world.vera(), decided_at=deal.made_at)
    approve(Request.objects.get())
    assert Request.objects.get().state not in ("approved", "done")
    assert Match.objects.get().how == "dismissed"
