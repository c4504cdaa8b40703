"""N2 · Perpetual products are on the portal itself: serial number and download link."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.nfr.models import SerialNumber
from kanaal.people.models import StaffRole
from tests import world, world_nfr

pytestmark = pytest.mark.django_db
URL, SKU = "/own-licences/", world_nfr.SKU
DOWNLOAD = "https://downloads.adobe.example/nfr/acrobat-pro-dc"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def load(*numbers: str, who=None):
    file = SimpleUploadedFile("serials.txt", "\n".join(numbers).encode(), "text/plain")
    return world.browser(who or world.agent()).post("/desk/nfr/", {"product": SKU, "file": file}, follow=True)


def test_anna_asks_gets_one_and_looks_at_it_whenever_she_needs_it() -> None:
    load("1118-1037-0001", "1118-1037-0002")
    anna = world.browser(world.anna())
    page = anna.post(f"{URL}serials/{SKU}/", follow=True).content.decode()
    assert DOWNLOAD in page
    assert "1118-1037-0001" not in page  # not before she wants to see it
    one = SerialNumber.objects.get(partner=world.lindeboom())
    for _turn in range(2):
        shown = anna.post(f"{URL}serials/{one.pk}/look/")
        assert "1118-1037-0001" in shown.content.decode()
        assert "no-store" in shown.headers["Cache-Control"]
    assert anna.get(f"{URL}serials/{one.pk}/look/").status_code == 405  # no link shows it
    assert len(world.happened("SerialShown")) == 2


def test_an_empty_pool_says_so_and_she_gets_hers_when_the_desk_loads_more() -> None:
    world.vera()
    anna = world.browser(world.anna())
    anna.post(f"{URL}serials/{SKU}/")
    page = anna.get(URL)
    assert page.context["perpetual"][0].wish is not None
    assert "pool_low" in [mail.name for mail in world.mails_to(world.vera().email)]
    desk = world.browser(world.agent()).get("/desk/nfr/").context["pools"]
    assert [pool.waiting for pool in desk.rows] == [1]

    load("1118-1037-0001")
    assert world.mails_to(world.anna().email)[-1].name == "serial_arrived"
    assert anna.get(URL).context["perpetual"][0].serials


def test_nobody_else_sees_it_not_even_through_her_eyes() -> None:
    load("1118-1037-0001")
    world.browser(world.anna()).post(f"{URL}serials/{SKU}/")
    one = SerialNumber.objects.get()
    for who in (world.bo(), world.carla(), world.vera(), world.eva()):
        answer = world.browser(who).post(f"{URL}serials/{one.pk}/look/")
        assert answer.status_code in (403, 404)
        assert "1118-1037" not in answer.content.decode()
    vera = world.browser(world.vera())
    vera.post(f"/people/{world.anna().pk}/view/", follow=True)
    assert "1118-1037" not in vera.post(f"{URL}serials/{one.pk}/look/").content.decode()
    assert StaffRole.objects.filter(person=world.vera()).exists()
    assert not world.happened("SerialShown")


def test_a_file_with_a_duplicate_is_refused_whole_and_names_lines_never_numbers() -> None:
    page = load("1118-1037-0001", "1118-1037-0001")
    assert page.status_code == 422
    text = page.content.decode()
    assert "1118" not in text
    assert "2" in text
    assert not SerialNumber.objects.exists()


def test_a_file_that_is_no_text_is_refused() -> None:
    file = SimpleUploadedFile("serials.txt", b"\xff\xfe\x00\x01\x80", "text/plain")
    page = world.browser(world.agent()).post("/desk/nfr/", {"product": SKU, "file": file})
    assert page.status_code == 422
    assert not SerialNumber.objects.exists()


def test_the_desk_sees_who_has_which_and_never_the_numbers() -> None:
    load("1118-1037-0001")
    world.browser(world.anna()).post(f"{URL}serials/{SKU}/")
    page = world.browser(world.agent()).get("/desk/nfr/partners/").content.decode()
    assert "Lindeboom Digitaal" in page
    assert "1118-1037" not in page
