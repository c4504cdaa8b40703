"""The pages that people see, with somebody of the cast who may: for the walks over languages, queries and looks."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from kanaal.helpdesk.actions import ask_request
from kanaal.helpdesk.models import Request
from kanaal.partners.actions.invitations import invite_contact
from kanaal.partners.models import Enrolment, Invitation
from kanaal.people.held import AT_ONCE, SECTIONS
from kanaal.people.models import Person
from tests import world
from tests.walks.rooms import rooms

PAGES: list[tuple[str, str]] = [
    # (who, address); who is a function of the cast, or nobody
    ("nobody", "/"), ("nobody", "/levels/"), ("nobody", "/welcome-kit/"), ("nobody", "/terms/registration/"),
    ("nobody", "/enrol/place/"), ("nobody", "/id/sign-in/"), ("nobody", "/id/new/"),
    ("nobody", "/id/password/forgotten/"), ("nobody", "/invitations/lost/"), ("nobody", "/no-such-page/"),
    ("anna", "/portal/"), ("anna", "/portal/contacts/"), ("anna", "/portal/contacts/invite/"),
    ("anna", "/portal/company/"), ("anna", "/portal/company/change/"), ("anna", "/portal/timeline/"),
    ("anna", "/portal/places/sales-center/"), ("anna", "/requests/"), ("anna", "/requests/new/branch_domain/"),
    ("anna", "/requests/{request}/"), ("anna", "/me/"), ("anna", "/me/data/"),
    *(("anna", f"/me/data/?part={n}") for n in range(2, -(-len(SECTIONS) // AT_ONCE) + 1)),
    ("anna", "/me/erase/"), ("anna", "/id/security/"), ("anna", "/id/addresses/"),
    ("bo", "/portal/places/sales-center/"), ("bo", "/portal/contacts/invite/"), ("fatma", "/portal/"),
    ("fatma", "/portal/places/sales-center/"), ("dirk", "/home/"), ("dirk", "/portal/"), ("gerda", "/enrol/mine/"),
    ("vera", "/desk/"), ("vera", "/desk/enrolments/"), ("vera", "/desk/enrolments/{enrolment}/"),
    ("vera", "/desk/partners/"), ("vera", "/desk/work/"), ("vera", "/desk/partners/{partner}/"),
    ("vera", "/requests/queue/"),
    ("vera", "/requests/{request}/"), ("vera", "/staff/"), ("auditor", "/desk/"),
    ("auditor", "/requests/{request}/"),
    *(found for room in rooms() for found in getattr(room, "PAGES", ())),
]  # fmt: skip


def make_world() -> dict[str, int]:
    """Something on every page; answers the ids that addresses need."""
    anna = world.actor(world.anna())
    world.bo()
    if not Invitation.objects.exists():
        invite_contact(world.lindeboom(), email="cees@lindeboom-digitaal.nl", kind="other", by=anna)
        ask_request("branch_domain", values={"domain": "lindeboom.at"}, reason="Wenen", by=anna)
        world.submitted()
    more: dict[str, int] = {}
    for room in rooms():
        if hasattr(room, "make_world"):
            more |= room.make_world()
    return more | {
        "request": Request.objects.earliest("pk").pk,
        "enrolment": Enrolment.objects.earliest("pk").pk,
        "partner": world.lindeboom().pk,
    }


def reader(who: str, language: str) -> Client:
    """A browser of somebody of the cast, in a language."""
    cast: dict[str, Callable[[], Person]] = {k: v for k, v in vars(world).items() if callable(v)}
    person = cast[who]() if who != "nobody" else None
    if person is not None:
        Person.objects.filter(pk=person.pk).update(language=language)
    browser = world.browser(person)
    browser.cookies["kanaal_language"] = language
    return browser
