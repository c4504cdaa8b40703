"""No address answers somebody it should not: strangers are turned away, Carla gets nothing of Lindeboom's, contacts
get nothing of the desk's, and somebody who views as another changes nothing. A new address is in here by existing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from kanaal.core.models import Event
from kanaal.helpdesk.actions import ask_request
from kanaal.partners.actions.invitations import invite_contact
from kanaal.partners.models import Contact, Enrolment
from kanaal.people.models import StaffRole
from tests import world
from tests.standing import standing
from tests.walks.doors import Door, doors

pytestmark = pytest.mark.django_db
TURNED_AWAY = {302, 401, 403, 404, 405, 410, 415}
SECRETS = ("Lindeboom", "lindeboom", "Anna Brandsma", "Bo Hendriks", "cees@")
OURS = [d for d in doors() if not d.public]


class Lindeboom:
    """Something of Lindeboom's behind every address that names a thing: parameter → value, for each address."""

    def __init__(self) -> None:
        anna = world.actor(world.anna())
        world.bo()
        self.invitation = invite_contact(world.lindeboom(), email="cees@lindeboom-digitaal.nl", kind="other", by=anna)
        self.request = ask_request("branch_domain", values={"domain": "lindeboom.at"}, reason="", by=anna)
        self.enrolment: Enrolment = world.submitted()
        self.event = Event.objects.order_by("pk").last()
        self.event.receipt = {"permission": "x", "does": {"text": "Lindeboom"}, "findings": []}  # type: ignore[union-attr]
        self.event.save()  # type: ignore[union-attr]

    def values(self, door: Door) -> dict[str, Any]:
        known: dict[str, Callable[[], Any]] = {
            "send-invitation-again": lambda: self.invitation.pk,
            "withdraw-invitation": lambda: self.invitation.pk,
            "accept-my-invitation": lambda: self.invitation.pk,
            "request": lambda: self.request.pk,
            "approve-request": lambda: self.request.pk,
            "decline-request": lambda: self.request.pk,
            "withdraw-request": lambda: self.request.pk,
            "add-evidence": lambda: self.request.pk,
            "authorise-request": lambda: self.request.pk,
            "send-authorisation-again": lambda: self.request.pk,
            "edit-contact": lambda: Contact.objects.get(person=world.bo()).pk,
            "receipt": lambda: self.event.pk,  # type: ignore[union-attr]
            "end-staff-role": lambda: StaffRole.objects.get(person=world.vera()).pk,
            "me-terms": lambda: 1,
            "api:list_invitations": lambda: world.lindeboom().pk,
            "api:send_invitation_again": lambda: self.invitation.pk,
            "api:withdraw_invitation": lambda: self.invitation.pk,
        }
        if not door.parameters:
            return {}
        if door.name.startswith("desk-enrolment"):
            return {door.parameters[0]: self.enrolment.pk}
        if door.name.startswith("desk-partner"):
            return {door.parameters[0]: world.lindeboom().pk}
        if door.name in known:
            return {door.parameters[0]: known[door.name]()}
        return {p: SAMPLES[p] for p in door.parameters}


@pytest.fixture(scope="module")
def theirs(django_db_setup: None, django_db_blocker: Any) -> Iterator[Lindeboom]:
    with standing(django_db_blocker):
        yield Lindeboom()


# For addresses whose parameters name nothing of anybody's in particular.
SAMPLES: dict[str, Any] = {
    "partner_number": "CP-200001",
    "key": "sales-center",
    "kind": "branch_domain",
    "level": "gold",
    "pk": 1,
    "file": 1,
    "secret": "x" * 40,
    "provider_id": "company",
    "provider": "company",
    "uidb36": "1",
    "path": "x",
    "partner_id": 1,
    "invitation_id": 1,
    "book": "emea-gold",
    "publication": "q4-2026",
    "format": "csv",
    "region": "emea",
    "part": "honest",
    "public_id": "x" * 32,
    "position": 1,
    "dashboard": "partners",
    "block": "by-level",
    "person": 1,
    "token": "x" * 32,
    "account_number": "AC-100001-7",
    "opportunity_number": "OPP-100001-7",
    "registration_number": "DR-100001-7",
    "distributor_number": "DI-700001",
    "return_number": "RR-100001-7",
    "order_number": "VO-100001-7",
    "addition_number": "PA-100001-7",
    "invitation_number": "VI-100001-7",
    "agreement_number": "VIP-100001-7",
    "contact_id": 1,
    "number": "VI-100001-7",
    "sku": "AC-03-PERP",
    "report_number": "SR-100001-7",
    "period": "2026-10",
}


def answers(browser: Client, url: str) -> list[Any]:
    return [browser.get(url), browser.post(url, {}), browser.post(url, "{}", content_type="application/json")]


@pytest.mark.parametrize("door", OURS, ids=lambda d: d.name)
def test_a_stranger_is_turned_away(door: Door, theirs: Lindeboom) -> None:
    url = door.url(**theirs.values(door))
    before = Event.objects.count()
    for answer in answers(world.browser(), url):
        assert answer.status_code in TURNED_AWAY, f"{url} answers a stranger with {answer.status_code}"
        assert not any(s in answer.content.decode(errors="ignore") for s in SECRETS), f"{url} tells a stranger"
    assert Event.objects.count() == before


@pytest.mark.parametrize("door", OURS, ids=lambda d: d.name)
def test_carla_gets_nothing_of_lindeboom(door: Door, theirs: Lindeboom) -> None:
    url = door.url(**theirs.values(door))
    for answer in answers(world.browser(world.carla()), url):
        text = b"".join(answer).decode(errors="ignore")  # a file is streamed
        assert answer.status_code < 500, f"{url} breaks for Carla"
        assert not any(s in text for s in SECRETS), f"{url} shows Carla something of Lindeboom's"
    assert not Event.objects.filter(
        actor_id=world.carla().pk, about_id=world.lindeboom().pk, about_kind="partners.partner"
    ).exists()


@pytest.mark.parametrize(
    "door",
    [d for d in OURS if d.name.startswith(("desk", "staff", "request-queue", "approve-", "decline-"))],
    ids=lambda d: d.name,
)
def test_the_desk_is_closed_to_contacts(door: Door, theirs: Lindeboom) -> None:
    url = door.url(**theirs.values(door))
    for who in (world.carla(), world.dirk()):
        for answer in answers(world.browser(who), url):
            assert answer.status_code in (403, 404, 405, 415), f"{url} answers {who} with {answer.status_code}"


@pytest.mark.parametrize("door", OURS, ids=lambda d: d.name)
def test_the_auditor_changes_nothing(door: Door, theirs: Lindeboom) -> None:
    url = door.url(**theirs.values(door))
    odette = world.auditor()
    about_others = Event.objects.exclude(person_id=odette.pk).exclude(about_kind="people.person")
    before = about_others.count()
    for answer in answers(world.browser(odette), url):
        assert answer.status_code < 500, f"{url} breaks for the auditor"
    assert about_others.count() == before, f"{url} let the auditor change something"


def test_every_address_is_walked() -> None:
    assert len(OURS) >= 40
    assert all(d.name for d in OURS)
