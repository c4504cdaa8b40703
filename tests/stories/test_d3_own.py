"""D3: one sees only one's own opportunities, hands them over to colleagues, copies them, moves them along."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest

from kanaal.partners.models import Contact
from kanaal.sales.models import Opportunity
from tests import world, world_sales

pytestmark = pytest.mark.django_db
LIST = "/sales/opportunities/"


def form(**changed: Any) -> dict[str, Any]:
    details = world_sales.details()
    values = {name: getattr(details, name) for name in ("name", "deal_type", "need", "segment", "amount", "currency")}
    values |= {"families": list(details.families), "close_on": details.close_on.isoformat(), "stage": "identify"}
    return values | {"account": world_sales.customer().number, "token": "one-form"} | changed


def test_bo_opens_one_with_a_customer_and_the_form_sent_twice_makes_one() -> None:
    bo, account = world.browser(world_sales.seated(world.bo())), world_sales.customer()
    page = bo.get(f"{LIST}new/", {"account": account.number}).content.decode()
    assert account.name in page
    bo.post(f"{LIST}new/", form())
    answer = bo.post(f"{LIST}new/", form())
    assert answer.status_code == 302
    one = Opportunity.objects.get()
    assert answer.headers["Location"] == f"{LIST}{one.number}/"
    assert one.number in bo.get(LIST).content.decode()


def test_what_is_missing_is_said_and_nothing_typed_is_lost() -> None:
    bo = world.browser(world_sales.seated(world.bo()))
    answer = bo.post(f"{LIST}new/", form(name="Nieuwsredactie", account="AC-000000"))
    assert answer.status_code == 422
    assert "Nieuwsredactie" in answer.content.decode()
    assert not Opportunity.objects.exists()


def test_a_colleagues_and_another_companys_number_in_the_address_is_not_there() -> None:
    made = world_sales.opportunity()
    for who in (world.anna(), world.carla()):
        browser = world.browser(world_sales.seated(who))
        for page in ("", "change/", "products/", "close/", "close/lost/", "hand-over/"):
            assert browser.get(f"{LIST}{made.number}/{page}").status_code == 404
        for page in ("stage/", "copy/", "products/add/", "products/1/", "products/1/take-off/", "close/"):
            assert browser.post(f"{LIST}{made.number}/{page}", {"stage": "propose"}).status_code == 404
        assert made.number not in browser.get(LIST).content.decode()
        assert browser.get(f"/api/v1/opportunities/{made.number}").status_code == 404
    made.refresh_from_db()
    assert (made.stage, made.owner) == ("identify", world.bo())


def test_where_the_programme_says_so_the_primary_contact_sees_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    files = dict(world._pack("adobe").files)
    files["sales.toml"] = files["sales.toml"].replace("primary_sees_all = false", "primary_sees_all = true")
    made = world_sales.opportunity()
    world._changed(files)
    anna = world.browser(world.anna())
    assert made.number in anna.get(LIST).content.decode()
    page = anna.get(f"{LIST}{made.number}/")
    assert page.status_code == 200
    assert anna.post(f"{LIST}{made.number}/stage/", {"stage": "propose"}).status_code == 403


def test_handing_over_one_several_and_all() -> None:
    made = [world_sales.opportunity(name=f"Deal {n}") for n in range(4)]
    anna = Contact.objects.get(person=world_sales.seated(world.anna()))
    bo = world.browser(world.bo())
    bo.post(f"{LIST}{made[0].number}/hand-over/", {"heir": anna.pk})
    asked = bo.post(f"{LIST}hand-over/", {"opportunity": [made[1].number, made[2].number]}).content.decode()
    assert made[1].number in asked
    assert made[3].number not in asked
    bo.post(f"{LIST}hand-over/these/", {"opportunity": [made[1].number, made[2].number], "heir": anna.pk})
    assert Opportunity.objects.filter(owner=world.anna()).count() == 3
    bo.post(f"{LIST}hand-over/all/", {"heir": anna.pk})
    assert Opportunity.objects.filter(owner=world.anna()).count() == 4
    assert bo.get(f"{LIST}{made[0].number}/").status_code == 404


def test_nobody_to_hand_over_to_is_said() -> None:
    made = world_sales.opportunity()
    page = world.browser(world.bo()).get(f"{LIST}{made.number}/hand-over/")
    assert page.status_code == 200
    assert "/sales/profile/" in page.content.decode()


def test_moving_along_copying_and_changing() -> None:
    made = world_sales.opportunity()
    bo = world.browser(world.bo())
    bo.post(f"{LIST}{made.number}/stage/", {"stage": "propose"})
    made.refresh_from_db()
    assert made.stage == "propose"
    bo.post(f"{LIST}{made.number}/copy/", {"token": "t"})
    answer = bo.post(f"{LIST}{made.number}/copy/", {"token": "t"})
    assert Opportunity.objects.count() == 2
    assert bo.get(answer.headers["Location"]).status_code == 200
    shown = bo.get(f"{LIST}{made.number}/change/").context["form"]
    answer = bo.post(f"{LIST}{made.number}/change/", form(name="Anders", seen=shown["seen"].value()))
    assert answer.status_code == 302
    answer = bo.post(f"{LIST}{made.number}/change/", form(name="Te laat", seen=shown["seen"].value()))
    assert answer.status_code == 422
    assert Opportunity.objects.get(pk=made.pk).name == "Anders"


def test_the_list_is_narrowed_sorted_and_exported() -> None:
    world_sales.opportunity(name="=cmd", amount=Decimal(10))
    soon = world_sales.opportunity(name="Zonnepark", amount=Decimal(99))
    bo = world.browser(world.bo())
    assert "Zonnepark" in bo.get(LIST, {"q": "zonne"}).content.decode()
    assert "=cmd" not in bo.get(LIST, {"q": "zonne"}).content.decode()
    assert soon.number in bo.get(LIST, {"q": soon.number}).content.decode()
    page = bo.get(LIST, {"sort": "-amount"}).content.decode()
    assert page.index("Zonnepark") < page.index("=cmd")
    for odd in ({"state": "moon"}, {"sort": "owner__password"}, {"after": "x"}, {"only": "soon"}, {"only": "passed"}):
        assert bo.get(LIST, odd).status_code == 200
    file = b"".join(bo.get(f"{LIST}export.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(file)))
    assert len(rows) == 3
    assert any(cell == "'=cmd" for row in rows for cell in row)


def test_the_api_has_the_same() -> None:
    bo = world.browser(world_sales.seated(world.bo()))
    body = {key: value for key, value in form().items() if key != "stage"} | {"amount": "12.50"}
    made = bo.post("/api/v1/opportunities", body, content_type="application/json")
    assert made.status_code == 201, made.content
    again = bo.post("/api/v1/opportunities", body, content_type="application/json")
    assert again.json()["number"] == made.json()["number"]
    assert bo.get("/api/v1/opportunities").json()["count"] == 1
    one = bo.get(f"/api/v1/opportunities/{made.json()['number']}").json()
    assert (one["account"], one["lines"]) == (world_sales.customer().number, [])
    refused = bo.post("/api/v1/opportunities", body | {"need": "x", "token": "y"}, content_type="application/json")
    assert (refused.status_code, refused.json()["field"]) == (422, "need")
    assert world.browser(world.fatma()).get("/api/v1/opportunities").status_code == 403
