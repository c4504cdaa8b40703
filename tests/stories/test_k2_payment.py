"""K2 · Another way of paying a contract: the same way, with finance's word; it changes what is still to come."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.contracts.models import Contract
from kanaal.helpdesk.models import Request
from tests import world
from tests.world_contracts import ADMIN, administrator, contract, days, mails_named, ordered

pytestmark = pytest.mark.django_db
ASK = "/requests/new/contract_payment/"


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.VAR = tmp_path


def letter() -> SimpleUploadedFile:
    return SimpleUploadedFile("financien.pdf", b"%PDF-1.4 akkoord", "application/pdf")


def asked(**more):
    said = {"number": contract().number, "payment": "at-once", "reason": ""} | more
    return world.browser(world.anna()).post(ASK, said)


def planned(mine: Contract):
    rows = mine.instalments.filter(replaced_at=None).order_by("due_on")
    return [(one.due_on, one.amount, one.option) for one in rows]


def test_authorised_with_finances_word_only_what_is_to_come_changes() -> None:
    wim, mine = administrator(), contract(ago=200, payment="quarterly")
    before = planned(mine)
    due = [one for one in before if one[0] <= days(0)]
    assert 0 < len(due) < len(before)
    asked(evidence=letter())
    request = Request.objects.get()
    assert (request.state, planned(mine)) == ("awaiting", before)
    world.browser(wim).post(world.link_in(world.mails_to(ADMIN)[-1]), {"answer": "authorise"})
    assert planned(mine) == before
    page = world.browser(world.vera()).get(f"/requests/{request.pk}/").content.decode()
    assert "financien.pdf" in page
    world.browser(world.vera()).post(f"/requests/{request.pk}/approval/", {"answer": ""})

    after = planned(mine)
    assert after[: len(due)] == due
    assert [one[2] for one in after[len(due) :]] == ["at-once"]
    assert after[len(due)][0] == before[len(due)][0]
    assert sum(one[1] for one in after) == sum(one[1] for one in before)
    mine.refresh_from_db()
    assert mine.payment == "at-once"
    assert {mail.to for mail in mails_named("contract_payment_changed")} == {ADMIN, world.anna().email}
    ordered(mine, 4, "DN-9")
    assert planned(mine)[-1][2] == "at-once" or len(planned(mine)) == len(after) + 1


def test_without_finances_word_it_is_not_even_asked() -> None:
    contract(payment="yearly")
    page = asked()
    assert "evidence" in page.context["form"].errors
    assert not Request.objects.exists()


def test_what_it_is_already_is_said() -> None:
    contract(payment="at-once")
    page = asked(evidence=letter())
    assert "payment" in page.context["form"].errors
    assert not Request.objects.exists()


def test_the_administrator_asks_themselves() -> None:
    wim = administrator()
    mine = contract(payment="at-once")
    said = {"payment": "yearly", "evidence": letter()}
    assert world.browser(wim).post("/requests/new/own_contract_payment/", said).status_code == 302
    world.browser(world.vera()).post(f"/requests/{Request.objects.get().pk}/approval/", {"answer": ""})
    assert {one[2] for one in planned(mine)} == {"yearly"}


def test_wim_refuses_and_nothing_changes() -> None:
    wim, mine = administrator(), contract(payment="yearly")
    before = planned(mine)
    asked(evidence=letter())
    world.browser(wim).post(world.link_in(world.mails_to(ADMIN)[-1]), {"answer": "refuse", "word": "Nee."})
    assert Request.objects.get().state == "refused"
    assert planned(mine) == before
