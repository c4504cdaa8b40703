"""V6: a file of many answers: a template with what waits, a preview with every fault, and nothing done twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kanaal.distribution.models import DistributorFile
from kanaal.licensing.models import ReportedHolding
from tests import world
from tests.world_licences import SKU, agreement, day
from tests.world_licences import dirk as dirk_the_person
from tests.world_orders import asked, greta

pytestmark = pytest.mark.django_db


def dirk() -> Client:
    return world.browser(dirk_the_person())


def send(rows: Sequence[Sequence[object]], kind: str = "answers", browser: Client | None = None) -> str:
    """Send a table; answers the page of the file."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    file = SimpleUploadedFile(f"{kind}.csv", out.getvalue().encode(), "text/csv")
    page = (browser or dirk()).post(f"/distribution/files/send/{kind}/", {"file": file}, follow=True)
    return page.content.decode()


def template(kind: str = "answers") -> list[list[str]]:
    answer = dirk().get(f"/distribution/files/templates/{kind}.csv")
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


def test_dirk_fills_in_the_template_and_two_orders_are_answered() -> None:
    one, two, three = asked(), asked(agreement("Omroep Brasil")), asked(agreement("Provincie Zeebos"))
    rows = template()
    assert [row[0] for row in rows] == ["order", one.number, two.number, three.number, "END"]
    rows[1][3:5] = ["confirm", "DN-1"]
    rows[2][3:6] = ["refuse", "", "credit"]
    text = send(rows)
    assert "2 rows can be carried out" in text or "2 rijen" in text
    assert "1 row says nothing" in text or "1 rij" in text
    file = DistributorFile.objects.get()
    assert not one.lines.filter(confirmed__gt=0).exists()
    dirk().post(f"/distribution/files/{file.pk}/carry-out/")
    assert one.lines.get().confirmed == 12
    assert two.lines.get().refused == 12
    assert three.lines.get().open == 12
    assert world.mails_to("anna@lindeboom-digitaal.nl")[-1].name == "lines_refused"


def test_the_same_file_twice_leads_to_what_became_of_it() -> None:
    order = asked()
    rows = template()
    rows[1][3:5] = ["confirm", "DN-1"]
    send(rows)
    text = send(rows)
    assert "Just this file was sent" in text or "Precies dit bestand" in text
    assert DistributorFile.objects.count() == 1
    assert order.lines.get().confirmed == 0


def test_faults_are_told_by_row_and_column_and_can_be_taken_away() -> None:
    order = asked()
    text = send(
        [
            ["order", "order_line", "quantity", "answer", "order_number"],
            [order.number, 1, 99, "confirm", "DN-1"],
            ["END", 1],
        ]
    )
    assert "Only 12 of this line wait" in text or "Van deze regel wachten er 12" in text
    file = DistributorFile.objects.get()
    answer = dirk().get(f"/distribution/files/{file.pk}/faulty.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert rows[1][:4] == [order.number, "1", "99", "confirm"]
    assert rows[-1][:2] == ["END", "1"]


def test_half_a_file_is_no_file() -> None:
    order = asked()
    text = send([["order", "order_line", "quantity", "answer", "order_number"], [order.number, 1, 5]])
    assert "breaks off" in text or "breekt" in text
    assert DistributorFile.objects.get().state == "unreadable"


def test_without_an_end_dirk_says_that_it_is_whole() -> None:
    order = asked()
    send([["order", "order_line", "quantity", "answer", "order_number"], [order.number, 1, 5, "confirm", "DN-1"]])
    file = DistributorFile.objects.get()
    page = dirk().post(f"/distribution/files/{file.pk}/carry-out/")
    assert page.status_code == 422
    assert order.lines.get().confirmed == 0
    dirk().post(f"/distribution/files/{file.pk}/carry-out/", {"sure": "on"})
    assert order.lines.get().confirmed == 5


def test_a_stock_report_is_kept_to_be_compared() -> None:
    order = asked()
    text = send(
        [["agreement", "sku", "quantity", "reported_on"], [order.agreement.number, SKU, 9, day(0)], ["END", 1]], "stock"
    )
    assert "Carry out" in text or "Uitvoeren" in text
    dirk().post(f"/distribution/files/{DistributorFile.objects.get().pk}/carry-out/")
    assert ReportedHolding.objects.get().quantity == 9


def test_a_dropped_file_does_nothing_and_others_see_none_of_it() -> None:
    order = asked()
    rows = template()
    rows[1][3:5] = ["confirm", "DN-1"]
    send(rows)
    file = DistributorFile.objects.get()
    other = world.browser(greta())
    for url in ("", "faulty.csv"):
        assert other.get(f"/distribution/files/{file.pk}/{url}").status_code == 404
    assert other.post(f"/distribution/files/{file.pk}/carry-out/").status_code == 404
    dirk().post(f"/distribution/files/{file.pk}/drop/")
    file.refresh_from_db()
    assert file.state == "dropped"
    assert order.lines.get().confirmed == 0


@pytest.mark.parametrize("kind", ["answers", "returns", "stock"])
def test_each_kind_has_its_template(kind: str) -> None:
    asked()
    rows = template(kind)
    assert rows[-1][0] == "END"
