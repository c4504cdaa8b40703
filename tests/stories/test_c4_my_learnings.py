"""C4: My Learnings lists what one has completed; each certificate is shown, downloaded, and checked by others."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from kanaal.core import clock
from kanaal.partners.models import Partner
from kanaal.training.models import Certificate
from kanaal.training.tasks import expire_certificates, remind_of_certificates
from kanaal.training.tests.learning import COURSE, certified, course, form, right, wrong
from tests import world

pytestmark = pytest.mark.django_db


def test_anna_takes_the_course_from_beginning_to_certificate() -> None:
    anna = world.browser(world.anna())
    anna.post("/training/registration/emea/")
    page = anna.post(f"/training/courses/{COURSE}/start/", follow=True)
    for part in course().modules:
        assert str(part.title.in_("nl")) in page.content.decode()
        page = anna.post(f"/training/courses/{COURSE}/modules/{part.key}/read/", follow=True)
    assert page.redirect_chain[-1][0] == f"/training/courses/{COURSE}/quiz/"
    assert not any(str(q.why.in_("nl")) in page.content.decode() for q in course().questions)

    failed = anna.post(f"/training/courses/{COURSE}/quiz/", form(wrong()), follow=True)
    assert "0 van 8" in failed.content.decode()
    assert not any(str(q.why.in_("nl")) in failed.content.decode() for q in course().questions)
    assert not Certificate.objects.exists()

    passed = anna.post(f"/training/courses/{COURSE}/quiz/", form(right(), attempt=2), follow=True)
    assert all(str(q.why.in_("nl")) in passed.content.decode() for q in course().questions)
    certificate = Certificate.objects.get()
    assert certificate.number in anna.get("/training/mine/").content.decode()
    assert "certificate_issued" in [m.name for m in world.mails_to(world.anna().email)]


def test_she_downloads_it_and_somebody_in_a_private_window_checks_it() -> None:
    certificate = certified(world.anna())
    anna = world.browser(world.anna())
    pdf = anna.get(f"/training/certificates/{certificate.public_id}/pdf/")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content.count(b"/FontFile") >= 1 or b"FontDescriptor" in pdf.content
    badge = anna.get(f"/training/certificates/{certificate.public_id}/badge/")
    assert badge.headers["Content-Type"] == "application/vc+jwt"

    page = world.browser().get(f"/training/check/{certificate.public_id}/")
    text = page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Anna Brandsma" in text
    assert certificate.number in text
    assert "lindeboom" not in text.lower()  # neither address nor company
    sent = world.browser().post("/training/check/", {"credential": badge.content.decode()})
    assert sent.headers["Location"] == f"/training/check/{certificate.public_id}/"


def test_nobody_else_gets_her_papers_and_guessing_leads_nowhere() -> None:
    certificate = certified(world.anna())
    for who in (world.bo(), world.carla(), world.vera()):
        for paper in ("pdf", "badge"):
            assert world.browser(who).get(f"/training/certificates/{certificate.public_id}/{paper}/").status_code == 404
    for guess in (str(certificate.pk), certificate.number, certificate.public_id[:-1], "../mine", "x" * 300):
        assert world.browser().get(f"/training/check/{guess}/").status_code == 404


def test_she_is_reminded_before_it_ends_each_time_once_and_renews_it() -> None:
    certificate = certified(world.anna())
    until = certificate.valid_until
    assert until is not None
    Partner.objects.update(term_ends=until + dt.timedelta(days=90))
    clock.forward(dt.timedelta(days=(until - clock.today()).days - 60))
    for _ in range(3):
        remind_of_certificates(clock.now())
    clock.forward(dt.timedelta(days=57))  # over the second one, to the third
    remind_of_certificates(clock.now())
    reminders = [m for m in world.mails_to(world.anna().email) if m.name == "certificate_expires"]
    assert len(reminders) == 2

    renewed = certified(world.anna())
    clock.forward(dt.timedelta(days=10))
    remind_of_certificates(clock.now())
    expire_certificates(clock.now())
    certificate.refresh_from_db()
    assert (certificate.state, renewed.state) == ("expired", "valid")
    old = world.browser().get(f"/training/check/{certificate.public_id}/", headers={"accept-language": "en"})
    assert "This certificate has expired" in old.content.decode()
    listed = world.browser(world.anna()).get("/training/mine/").content.decode()
    assert len(re.findall(r"CC-\d+-\d", re.sub(r'href="[^"]*"', "", listed))) == 2


def test_the_api_answers_the_same_to_herself_alone() -> None:
    certificate = certified(world.anna())
    mine = world.browser(world.anna()).get("/api/v1/training/certificates").json()
    assert [(c["number"], c["standing"]) for c in mine] == [(certificate.number, "valid")]
    assert world.browser(world.anna()).get("/api/v1/training/learnings").json()[0]["state"] == "passed"
    assert world.browser(world.carla()).get("/api/v1/training/certificates").json() == []
    assert world.browser().get("/api/v1/training/certificates").status_code == 401
