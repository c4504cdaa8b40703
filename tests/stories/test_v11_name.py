"""V11 · The account name is changed by a form with evidence, handed in to the helpdesk."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.helpdesk.models import Request
from kanaal.licensing.models import Agreement
from tests import world, world_licences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.VAR = tmp_path


def form(name: str = "Gemeente Waterland", *, proof: bool = True, **more: object) -> dict[str, object]:
    made = world_licences.agreement()
    evidence = [SimpleUploadedFile("acon.pdf", b"%PDF-1.4\n", "application/pdf")] if proof else []
    return {"number": made.number, "name": name, "evidence": evidence, **more}


def ask(who, **fields: object):
    return world.browser(who).post("/requests/new/agreement_name/", form(**fields), follow=True)  # type: ignore[arg-type]


def approve() -> None:
    world.browser(world.agent()).post(f"/requests/{Request.objects.get().pk}/approval/", {"answer": ""})


def test_anna_hands_the_form_in_and_the_agreement_has_its_new_name() -> None:
    ask(world.anna())
    page = world.browser(world.agent()).get(f"/requests/{Request.objects.get().pk}/").content.decode()
    assert "Gemeente Waterrijk" in page
    assert "acon.pdf" in page
    approve()
    made = Agreement.objects.select_related("account").get()
    assert (made.name, made.account.name) == ("Gemeente Waterland", "Gemeente Waterland")
    former = set(made.account.names.filter(kind="former").values_list("name", flat=True))
    assert former == {"Gemeente Waterrijk"}
    assert "agreement_renamed" in [mail.name for mail in world.mails_to(world.anna().email)]


def test_a_record_with_another_name_keeps_it() -> None:
    made = world_licences.agreement()
    type(made.account).objects.update(name="Waterrijk (gemeentehuis)")
    ask(world.anna())
    approve()
    made = Agreement.objects.select_related("account").get()
    assert (made.name, made.account.name) == ("Gemeente Waterland", "Waterrijk (gemeentehuis)")


def test_without_evidence_nothing_is_asked_and_nothing_typed_is_lost() -> None:
    page = ask(world.anna(), proof=False).content.decode()
    assert not Request.objects.exists()
    assert "Gemeente Waterland" in page


def test_a_name_that_is_taken_is_refused_with_names_that_are_free() -> None:
    world_licences.agreement("Gemeente Waterland")
    text = ask(world.anna()).content.decode()
    assert not Request.objects.exists()
    assert "Gemeente Waterland Hilversum" in text


def test_a_name_taken_meanwhile_refuses_the_approval_whole() -> None:
    ask(world.anna())
    world_licences.agreement("Gemeente Waterland")
    approve()
    assert Request.objects.get().state == "open"
    assert Agreement.objects.filter(name="Gemeente Waterrijk").exists()
    assert not world.happened("AgreementRenamed")


def test_nobody_renames_anothers_customer() -> None:
    page = ask(world.carla())
    assert not Request.objects.exists()
    assert "Gemeente Waterrijk" not in page.content.decode()
