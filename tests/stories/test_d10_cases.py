"""D10: a case about a deal is filed in the Sales Center, with what the page knows filled in, and with attachments."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kanaal.cases.models import Attachment, Case
from tests import world, world_sales

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def screenshot() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "PNG")
    return SimpleUploadedFile("scherm.png", out.getvalue(), "image/png")


def test_bo_asks_about_his_opportunity_and_types_none_of_what_its_page_knows() -> None:
    opportunity = world_sales.opportunity()
    bo = world.browser(world.bo())
    page = bo.get(f"/sales/opportunities/{opportunity.number}/").content.decode()
    link = unescape(re.findall(r'href="(/cases/new/\?[^"]+)"', page)[0])
    form = bo.get(link).content.decode()
    assert '<option value="sales" selected>' in form
    assert f'value="{opportunity.number}"' in form
    assert opportunity.account.number in form

    values = {"category": "sales", "subject": opportunity.number, "body": "Kan de registratie op de dochter?"}
    assert bo.post("/cases/new/", values | {"files": [screenshot()]}).status_code == 302
    case = Case.objects.get()
    assert (case.category, case.asked_by, case.partner) == ("sales", world.bo(), world.lindeboom())
    assert Attachment.objects.get(message__case=case).original_name == "scherm.png"


def test_his_cases_about_deals_stand_in_the_sales_center_and_no_others_do() -> None:
    world_sales.opportunity()
    bo = world.browser(world.bo())
    for category, subject in (("sales", "Registratie vast"), ("training", "Certificaat kwijt")):
        bo.post("/cases/new/", {"category": category, "subject": subject, "body": "Zie boven."})
    page = bo.get("/sales/cases/").content.decode()
    assert "Registratie vast" in page
    assert "Certificaat kwijt" not in page
    assert "/cases/new/?category=sales" in page


def test_carla_sees_none_of_them_and_fatma_reads_why_the_place_is_closed() -> None:
    world_sales.opportunity()
    world.browser(world.bo()).post(
        "/cases/new/", {"category": "sales", "subject": "Registratie vast", "body": "Zie boven."}
    )
    world_sales.seated(world.carla())
    assert "Registratie vast" not in world.browser(world.carla()).get("/sales/cases/").content.decode()
    assert world.browser(world.fatma()).get("/sales/cases/").status_code == 403
