"""H1: a question with a number, a promise and screenshots; answered, solved, rated; and read by nobody else."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kanaal.cases.links import new_case
from kanaal.cases.models import Attachment, Case, Message
from kanaal.cases.policy import CasesPolicy
from kanaal.cases.tasks import watch_promises
from kanaal.core import clock
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def screenshot(name: str = "scherm.png", size: tuple[int, int] = (40, 20)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def asked(who: Any = None, **changed: Any) -> Case:
    values = {"category": "prices", "subject": "CSV klopt niet", "body": "Kolom drie is leeg.", **changed}
    answer = world.browser(who or world.bo()).post("/cases/new/", values)
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.latest("pk")


def test_bo_asks_with_two_screenshots_and_gets_a_number_and_a_promise() -> None:
    case = asked(files=[screenshot("een.png"), screenshot("twee.png", (30, 30))])
    page = world.browser(world.bo()).get(f"/cases/{case.pk}/").content.decode()
    assert case.number in page
    assert page.count("<img") == 2
    assert case.state == "new"
    assert case.partner == world.lindeboom()
    assert case.due_at == case.answer_by > case.asked_at
    mail = world.mails_to(world.bo().email)[-1]
    assert case.number in mail.subject
    assert len(world.happened("CaseOpened")) == 2


def test_another_page_fills_the_form_in() -> None:
    address = new_case("training", "Certificaat", "Ik mis mijn certificaat van vorige week.")
    page = world.browser(world.bo()).get(address).content.decode()
    assert "Ik mis mijn certificaat van vorige week." in page
    assert '<option value="training" selected>' in page


def test_it_is_answered_asked_about_solved_opened_again_and_rated_once() -> None:
    case, ivo, bo = asked(), world.browser(world.agent()), world.browser(world.bo())
    ivo.post(f"/cases/{case.pk}/take/")
    ivo.post(f"/cases/{case.pk}/question/", {"body": "Welke lijst bedoelt u?"})
    case.refresh_from_db()
    assert (case.state, case.due_at) == ("waiting", None)
    assert "Welke lijst" in world.mails_to(world.bo().email)[-1].text

    bo.post(f"/cases/{case.pk}/messages/", {"body": "Die van maart."})
    case.refresh_from_db()
    assert case.state == "open"
    assert case.due_at == case.solve_by
    assert world.mails_to(world.agent().email)[-1].name == "case_added_to"

    ivo.post(f"/cases/{case.pk}/solution/", {"body": "Hersteld; haal de lijst opnieuw op."})
    case.refresh_from_db()
    assert case.state == "solved"
    bo.post(f"/cases/{case.pk}/messages/", {"body": "Nog niet."})
    case.refresh_from_db()
    assert case.state == "open"

    ivo.post(f"/cases/{case.pk}/solution/", {"body": "Nu wel."})
    assert bo.post(f"/cases/{case.pk}/rating/", {"rating": "4", "words": "Snel."}).status_code == 302
    again = bo.post(f"/cases/{case.pk}/rating/", {"rating": "1"})
    assert again.status_code == 422
    case.refresh_from_db()
    assert (case.rating, case.rating_words) == (4, "Snel.")


def test_too_late_to_open_again_and_the_page_says_so() -> None:
    case = asked()
    world.browser(world.agent()).post(f"/cases/{case.pk}/solution/", {"body": "Klaar."})
    long_ago = clock.now() - dt.timedelta(days=policy(CasesPolicy).reopen_days + 1)
    Case.objects.filter(pk=case.pk).update(solved_at=long_ago)
    answer = world.browser(world.bo()).post(f"/cases/{case.pk}/messages/", {"body": "Toch niet."})
    assert answer.status_code == 403
    assert "/cases/new/" in answer.content.decode()
    assert Message.objects.filter(case=case).count() == 2


def test_the_primary_contact_sees_a_colleagues_case_and_another_company_nothing() -> None:
    case = asked(files=[screenshot()])
    file = Attachment.objects.get()
    world.browser(world.agent()).post(f"/cases/{case.pk}/note/", {"body": "Alleen voor ons."})
    for address in (f"/cases/{case.pk}/", f"/cases/files/{file.pk}/"):
        assert world.browser(world.anna()).get(address).status_code == 200
        assert world.browser(world.carla()).get(address).status_code == 404
        assert world.browser(world.dirk()).get(address).status_code == 404
    assert "Alleen voor ons." not in world.browser(world.anna()).get(f"/cases/{case.pk}/").content.decode()
    assert case.number not in world.browser(world.carla()).get("/cases/").content.decode()
    theirs = asked(world.anna())
    assert world.browser(world.bo()).get(f"/cases/{theirs.pk}/").status_code == 404


def test_a_refused_file_loses_no_word_and_opens_nothing() -> None:
    values = {"category": "prices", "subject": "Kijk", "body": "Dit typte ik."}
    for name, data, says in (
        ("kijk.svg", b"<svg onload='x'>", "SVG"),
        ("factuur.pdf", b"MZ\x90\0", "application/x-msdownload"),
        ("leeg.png", b"", "leeg.png"),
    ):
        answer = world.browser(world.bo()).post("/cases/new/", values | {"files": SimpleUploadedFile(name, data)})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Dit typte ik." in page
        assert says.lower() in page.lower() or name in page
    assert not Case.objects.exists()


def test_a_file_is_for_saving_and_a_picture_is_drawn_anew() -> None:
    pdf = SimpleUploadedFile("../../etc/passwd<b>.pdf", b"%PDF-1.4 x")
    asked(files=[pdf, screenshot()])
    browser = world.browser(world.bo())
    saved, shown = (browser.get(f"/cases/files/{a.pk}/") for a in Attachment.objects.order_by("pk"))
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved["Content-Type"] == "application/octet-stream"
    assert "sandbox" in saved["Content-Security-Policy"]
    assert saved["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Type"] == "image/png"
    assert Attachment.objects.order_by("pk")[0].original_name == "passwd<b>.pdf"


def test_the_helpdesk_is_warned_before_a_promise_breaks_and_told_once_when_it_does() -> None:
    world.agent()
    case = asked()
    before = len(world.mails_to(world.agent().email))
    watch_promises(clock.now())
    assert case.due_at
    Case.objects.update(due_at=clock.now() + dt.timedelta(minutes=5))
    watch_promises(clock.now())
    watch_promises(clock.now())
    assert [m.name for m in world.mails_to(world.agent().email)][before:] == ["case_promise_warned"]
    Case.objects.update(due_at=clock.now() - dt.timedelta(minutes=5))
    watch_promises(clock.now())
    watch_promises(clock.now())
    assert world.mails_to(world.agent().email)[-1].name == "case_promise_broken"
    assert len(world.happened("CasePromiseBroken")) == 1


def test_two_cases_become_one_and_two_again() -> None:
    one, two = asked(), asked(world.anna(), subject="Ook de CSV")
    ivo = world.browser(world.agent())
    assert ivo.post(f"/cases/{one.pk}/merge/", {"number": two.number}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.merged_into) == ("merged", two)
    assert Message.objects.filter(case=one).count() == 1
    assert world.mails_to(world.bo().email)[-1].name == "case_merged"
    assert world.mails_to(world.anna().email)[-1].name == "case_merged"
    assert two.number not in world.mails_to(world.bo().email)[-1].text
    ivo.post(f"/cases/{one.pk}/part/")
    one.refresh_from_db()
    assert (one.state, one.merged_into) == ("open", None)


def test_cases_of_two_companies_are_never_merged() -> None:
    one, two = asked(), asked(world.carla())
    answer = world.browser(world.agent()).post(f"/cases/{one.pk}/merge/", {"number": two.number})
    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.state == "new"
    assert not world.happened("CasesMerged")


def test_a_ready_made_answer_speaks_the_askers_language() -> None:
    case = asked()
    page = world.browser(world.auditor()).get(f"/cases/{case.pk}/answer/?macro=looking")
    assert page.status_code == 403
    page = world.browser(world.agent()).get(f"/cases/{case.pk}/answer/?macro=looking")
    assert "Beste Bo Hendriks" in page.content.decode()


def test_the_queue_is_narrowed_and_the_first_promised_stands_first() -> None:
    one, two = asked(), asked(world.carla(), category="portal", subject="Scherm blijft wit")
    Case.objects.filter(pk=two.pk).update(due_at=clock.now() - dt.timedelta(hours=1))
    vera = world.browser(world.vera())
    page = vera.get("/cases/queue/").content.decode()
    assert page.index(two.number) < page.index(one.number)
    for query in (
        "?queue=technical",
        "?only=overdue",
        "?q=Maasveld",
        f"?q={two.number}",
        "?q=carla@maasveld-grafisch.nl",
    ):
        page = vera.get(f"/cases/queue/{query}").content.decode()
        assert two.number in page, query
        assert one.number not in page, query
    vera.post(f"/cases/{two.pk}/close/")
    vera.get("/cases/queue/")  # which says once that it is closed
    assert two.number not in vera.get("/cases/queue/").content.decode()
    assert two.number in vera.get(f"/cases/queue/?q={two.number.lower()[:9]}").content.decode()
    assert world.browser(world.anna()).get("/cases/queue/").status_code == 403
