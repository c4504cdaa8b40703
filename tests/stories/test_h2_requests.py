"""H2 · Structured requests: who may ask, what proves it, who authorises, what happens on approval."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kanaal.core import clock
from kanaal.helpdesk.actions.evidence import STORE
from kanaal.helpdesk.models import Evidence, Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.VAR = tmp_path


def ask(*files):
    world.bo()
    data = {"reason": "", "evidence": list(files)} if files else {"reason": ""}
    return world.browser(world.bo()).post("/requests/new/primary_swap/", data)


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    shot = Image.new("RGB", (4, 4), "red")
    exif = shot.getexif()
    exif[0x010E] = "waar en wanneer"
    shot.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("foto.png", out.getvalue(), "text/html")


def test_evidence_is_judged_by_content_written_anew_and_only_saved() -> None:
    ask(picture())
    kept = Evidence.objects.get()
    assert (kept.name, kept.kind) == ("foto.jpg", "image/jpeg")
    assert b"waar en wanneer" not in STORE.path_of(kept.digest).read_bytes()
    url = f"/requests/{kept.request_id}/evidence/{kept.pk}/"
    answer: Any = world.browser(world.vera()).get(url)
    for close in answer._resource_closers:  # closing the answer itself would close the test's database, too
        close()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert world.browser(world.carla()).get(url).status_code == 404
    assert world.browser(world.anna()).get(url).status_code == 404  # whoever authorises reads no evidence


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("brief.pdf", b"<html>geen pdf</html>"),
        SimpleUploadedFile("foto.png", b"\x89PNG\r\n\x1a\n kapot"),
        SimpleUploadedFile("groot.pdf", b"%PDF-" + b"x" * (11 * 1024 * 1024)),
    ],
)
def test_what_is_no_evidence_is_refused_and_nothing_is_asked(file) -> None:
    assert ask(file).status_code == 422
    assert not Request.objects.exists()
    assert not Evidence.objects.exists()


def test_the_queue_tells_kinds_and_states_apart() -> None:
    ask()
    vera = world.browser(world.vera())
    assert Request.objects.get().number not in vera.get("/requests/queue/").content.decode()
    shown = vera.get("/requests/queue/?state=awaiting&kind=primary_swap").content.decode()
    assert Request.objects.get().number in shown
    assert Request.objects.get().number not in vera.get("/requests/queue/?state=awaiting&kind=x").content.decode()


def test_anna_finds_from_inside_what_waits_for_her() -> None:
    ask()
    page = world.browser(world.anna()).get("/requests/")
    assert Request.objects.get().number in page.content.decode()
    shown = world.browser(world.anna()).get(f"/requests/{Request.objects.get().pk}/")
    assert 'value="authorise"' in shown.content.decode()


def test_bo_withdraws_while_it_waits_and_the_link_is_dead() -> None:
    ask()
    asked = Request.objects.get()
    link = world.link_in(world.mails_to(world.anna().email)[-1])
    world.browser(world.bo()).post(f"/requests/{asked.pk}/withdrawal/")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert world.browser(world.anna()).post(link, {"answer": "authorise"}).status_code == 410


def test_an_answer_is_promised_in_the_helpdesks_working_hours():
    """Friday evening's request is promised for Monday, and the mail and the page say so (H2)."""
    world.anna()
    friday = clock.today() + dt.timedelta(days=(4 - clock.today().weekday()) % 7 + 7)
    evening = dt.datetime.combine(friday, dt.time(20), ZoneInfo("Europe/Amsterdam"))
    clock.forward(evening - clock.now())
    world.browser(world.anna()).post("/requests/new/branch_domain/", {"domain": "lindeboom.be", "reason": "Gent"})
    made = Request.objects.get()
    assert made.promised_at is not None
    hours = policy(HelpdeskPolicy).answer_hours
    assert made.promised_at - made.asked_at > dt.timedelta(hours=hours + 48), "the weekend does not count"
    assert made.promised_at.weekday() < 5
    mail = world.mails_to("anna@lindeboom-digitaal.nl")[-1]
    assert "Uiterlijk" in mail.text
    assert "Toegezegd" in world.browser(world.anna()).get(f"/requests/{made.pk}/").content.decode()
