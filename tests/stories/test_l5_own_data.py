"""L5: a person sees, exports and erases what is held about them; the seal still verifies."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from kanaal.core import sealing
from kanaal.core.models import PersonalData
from kanaal.people.models import Person
from tests import world

pytestmark = pytest.mark.django_db


def bo_is_invited_by_anna() -> None:
    bo = world.person("bo2@lindeboom-digitaal.nl", "Bo Twee")
    anna = world.browser(world.anna())
    anna.post("/portal/contacts/invite/", {"email": bo.email, "kind": "other", "language": "nl"})
    link = world.link_in(world.mails_to(bo.email)[-1])
    world.browser(bo).post(link, {"full_name": "Bo Twee"})


def test_bo_sees_and_exports_what_is_held() -> None:
    bo_is_invited_by_anna()
    bo = world.browser(Person.objects.get(email="bo2@lindeboom-digitaal.nl"))
    pages = "".join(bo.get(f"/me/data/?part={n}").content.decode() for n in range(1, 6))
    assert "bo2@lindeboom-digitaal.nl" in pages
    assert "Lindeboom Digitaal" in pages
    export = bo.post("/me/data/export/")
    assert export.headers["Content-Type"].startswith("application/json")
    assert "bo2@lindeboom-digitaal.nl" in export.content.decode()


def test_anna_is_told_why_she_cannot_be_erased_while_she_is_primary_contact() -> None:
    anna = world.browser(world.anna())
    anna.post("/id/again/", {"password": world.PASSWORD})
    page = anna.get("/me/erase/", follow=True)
    assert page.status_code == 200
    assert "Lindeboom Digitaal" in page.content.decode()
    assert not Person.objects.get(pk=world.anna().pk).erased_at


def test_after_an_erasure_nothing_of_the_person_is_left_and_the_seal_verifies(settings, tmp_path) -> None:
    from kanaal.people.actions.erasure import erase_person

    settings.KANAAL_KEYS, settings.VAR = tmp_path / "keys", tmp_path
    bo_is_invited_by_anna()
    sealing.seal()
    bo = Person.objects.get(email="bo2@lindeboom-digitaal.nl")
    erase_person(bo, by=world.actor(bo))
    sealing.seal()
    call_command("events", "verify")
    left = [str(d) for d in PersonalData.objects.filter(person_id=bo.pk).values_list("data", flat=True)]
    assert not any("bo2@" in text or "Bo Twee" in text for text in left)
    assert "Bo Twee" not in world.browser(world.anna()).get("/portal/contacts/").content.decode()


def test_what_bo_attached_and_asked_goes_with_bo(settings, tmp_path, django_capture_on_commit_callbacks) -> None:
    """Evidence of a request, on disk, too; who it was that should authorise stays nobody's business afterwards."""
    from kanaal.helpdesk.actions.evidence import STORE
    from kanaal.helpdesk.models import Authorisation, Evidence, Request
    from kanaal.people.actions.erasure import erase_person

    settings.KANAAL_KEYS, settings.VAR = tmp_path / "keys", tmp_path
    proof = SimpleUploadedFile("verlof.pdf", b"%PDF-1.4 Bo neemt het over")
    world.browser(world.bo()).post("/requests/new/primary_swap/", {"reason": "Anna is weg", "evidence": [proof]})
    kept = STORE.path_of(Evidence.objects.get().digest)
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(world.bo(), by=world.actor(world.bo()))
    assert not Evidence.objects.exists()
    assert not kept.exists()
    asked = Request.objects.get()
    assert (asked.state, asked.reason) == ("withdrawn", "")
    assert Authorisation.objects.get().person == world.anna(), "it is Anna's, who is still here"
