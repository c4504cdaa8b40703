"""K5 · It manages orders, serial numbers and the accounts they belong to: search, show, download, certificates."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.core.jobs.worker import drain
from kanaal.licensingwebsite.models import LicenceCertificate, Serial
from tests import world, world_licences, world_lws

pytestmark = pytest.mark.django_db
PRO, ELEMENTS = world_lws.PRO, world_lws.ELEMENTS
NUMBER = world_lws.numbers(1, product=PRO)[0]


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def page_of(order) -> str:
    return f"/licences/orders/{order.number}/"


def load(who, url: str, sku: str, *numbers: str):
    file = SimpleUploadedFile("serials.txt", "\n".join(numbers).encode(), "text/plain")
    answer = world.browser(who).post(url, {"product": sku, "file": file}, follow=True)
    drain()
    return answer


def test_eva_finds_her_serial_number_and_each_look_stands_in_the_record() -> None:
    world_lws.load()
    order = world_lws.served()
    eva = world.browser(world.eva())
    page = eva.get(page_of(order)).content.decode()
    assert NUMBER not in page  # not before she wants to see it
    assert f"••••-{PRO[-4:]}" in page
    (one,) = world_lws.given_to(order)
    for _turn in range(2):
        shown = eva.post(f"{page_of(order)}serials/{one.pk}/")
        assert NUMBER in shown.content.decode()
        assert "no-store" in shown.headers["Cache-Control"]
    assert eva.get(f"{page_of(order)}serials/{one.pk}/").status_code == 405  # no link shows it
    titles = [str(entry.title) for entry in eva.get(page_of(order)).context["timeline"]]
    assert titles.count(f"Eva van Rijn looked at serial number 1 of {PRO}") == 2


def test_downloads_stand_with_version_platform_and_checksum() -> None:
    world_lws.served()
    eva = world.browser(world.eva())
    page = eva.get("/licences/downloads/").content.decode()
    assert "macOS 14" in page
    assert "https://downloads.adobe.example/licences/acrobat-pro-2026.1-mac.dmg" in page
    assert "SHA-256" in page
    assert "Captivate" not in page  # nobody ordered it
    assert "acrobat-pro" not in world.browser(world.anna()).get("/licences/downloads/").content.decode()


def test_an_order_waits_for_numbers_says_so_and_is_served_when_a_distributor_sends_some() -> None:
    world.vera()
    order = world_lws.served((ELEMENTS, 3))
    eva = world.browser(world.eva())
    assert "Er worden serienummers verwacht" in eva.get(page_of(order)).content.decode()
    assert [one.number for one in eva.get("/licences/?state=waiting").context["found"].rows] == [order.number]
    assert "order_serials_awaited" in [mail.name for mail in world.mails_to(world.vera().email)]
    waiting = world.browser(world.vera()).get("/desk/licences/waiting/")
    assert [need.missing for need in waiting.context["rows"].rows] == [3]

    dirk = world_licences.dirk()
    sent = load(dirk, "/distribution/serials/", ELEMENTS, *world_lws.numbers(2, product="EL"))
    assert sent.context["loads"].rows[0].count == 2
    assert len(world_lws.given_to(order)) == 2
    mail = world.mails_to(world.eva().email)[-1]
    assert mail.name == "order_serials_arrived"
    assert "1325" not in mail.text
    load(world.agent(), "/desk/licences/", ELEMENTS, *world_lws.numbers(2, first=3, product="EL"))
    assert "Er worden serienummers verwacht" not in eva.get(page_of(order)).content.decode()
    assert Serial.objects.filter(state="free").count() == 1


def test_a_file_with_a_fault_is_refused_whole_and_names_lines_never_numbers() -> None:
    world.published()
    page = load(world.agent(), "/desk/licences/", PRO, NUMBER, NUMBER)
    assert page.status_code == 422
    assert "2" in str(page.context["form"].errors["file"])
    assert NUMBER not in page.content.decode()
    strange = SimpleUploadedFile("serials.txt", b"\xff\xfe\x00\x80", "text/plain")
    page = world.browser(world.agent()).post("/desk/licences/", {"product": PRO, "file": strange})
    assert page.status_code == 422
    assert not Serial.objects.exists()


def test_her_certificate_is_checked_by_a_third_party_who_sees_what_stands_on_it() -> None:
    world_lws.load()
    order = world_lws.served((PRO, 10), po_number="INK-SECRET")
    eva = world.browser(world.eva())
    assert eva.get(f"{page_of(order)}certificate.pdf").status_code == 404
    eva.post(f"{page_of(order)}certificate/")
    eva.post(f"{page_of(order)}certificate/")
    made = LicenceCertificate.objects.get()  # asked twice, it is one
    pdf = eva.get(f"{page_of(order)}certificate.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert made.number in pdf.headers["Content-Disposition"]
    assert made.public_id in eva.get(page_of(order)).content.decode()

    check = world.browser().get(f"/licences/check/{made.public_id}/")
    text = check.content.decode()
    assert "is valid" in text
    for said in ("Gemeente Waterrijk", made.number, order.number, "10 ×"):
        assert said in text
    for secret in ("INK-SECRET", "Eva", world.eva().email, "Lindeboom", "1325", "1.000", "1,000"):
        assert secret not in text
    assert check.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert world.browser().get("/licences/check/abcdefghijklmnop/").status_code == 404


def test_what_became_of_the_order_shows_on_old_certificates_only_as_that_they_count_no_longer() -> None:
    order = world_lws.served((PRO, 10))
    eva = world.browser(world.eva())
    eva.post(f"{page_of(order)}certificate/")
    first = LicenceCertificate.objects.get()
    order.lines.update(quantity=25)
    eva.post(f"{page_of(order)}certificate/")
    old = world.browser().get(f"/licences/check/{first.public_id}/").content.decode()
    assert "replaced by a newer one" in old
    assert "10 ×" in old
    assert "25" not in old.split("10 ×")[1][:80]
    world_lws.cancelled(order, why="creditworthiness")
    second = LicenceCertificate.objects.get(state="withdrawn")
    gone = world.browser().get(f"/licences/check/{second.public_id}/").content.decode()
    assert "counts no longer" in gone
    assert "creditworthiness" not in gone
    page = eva.get(page_of(order)).content.decode()
    assert "de order is geannuleerd" in page


def test_the_desk_finds_the_order_by_any_number_and_mends_a_serial_number() -> None:
    world_lws.load()
    order = world_lws.served(po_number="INK-2026-14")
    (old,) = world_lws.given_to(order)
    ivo = world.browser(world.agent())
    for words in (order.number, "ink2026 14", order.distributor_number, NUMBER, world.eva().email.upper()):
        rows = ivo.get("/desk/licences/orders/", {"q": words}).context["rows"].rows
        assert [one.number for one in rows] == [order.number], words
    desk = f"/desk/licences/orders/{order.number}/"
    page = ivo.get(desk).content.decode()
    assert NUMBER not in page
    assert world.eva().email in page
    ivo.post(f"{desk}serials/{old.pk}/replace/", {"why": ""})
    assert world_lws.given_to(order) == [old]  # not without a reason
    ivo.post(f"{desk}serials/{old.pk}/replace/", {"why": "Installeert niet"})
    (new,) = world_lws.given_to(order)
    assert new.replaces == old
    eva = world.browser(world.eva())
    assert "Installeert niet" in eva.get(page_of(order)).content.decode()
    assert eva.post(f"{page_of(order)}serials/{old.pk}/").status_code == 403
    shown = eva.post(f"{page_of(order)}serials/{new.pk}/").content.decode()
    assert world_lws.numbers(2, product=PRO)[1] in shown
    ivo.post(f"{desk}serials/{new.pk}/revoke/", {"why": "Op het web gevonden"})
    assert world_lws.given_to(order) == []


def test_pools_and_files_are_for_the_desk_and_for_distributors() -> None:
    world_lws.served()
    for who in (world.eva(), world.anna(), world_licences.dirk()):
        assert world.browser(who).get("/desk/licences/").status_code == 404
    assert world.browser(world.anna()).get("/distribution/serials/").status_code == 403
    auditor = world.browser(world.auditor())
    page = auditor.get("/desk/licences/").content.decode()
    assert "auditors only read" in page or "this is for staff who act as" in page
    assert load(world.auditor(), "/desk/licences/", PRO, NUMBER).status_code == 403
    assert not Serial.objects.exists()
