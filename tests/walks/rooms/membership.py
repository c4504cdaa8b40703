"""Membership, contacts who leave, requests that somebody must authorise."""

from __future__ import annotations

from kanaal.helpdesk.actions import ask_request
from kanaal.helpdesk.models import Request
from kanaal.partners.models import Contact
from tests import world

PAGES = [
    ("anna", "/portal/membership/"), ("bo", "/portal/membership/"), ("anna", "/portal/contacts/{bo_contact}/"),
    ("bo", "/requests/new/primary_swap/"), ("anna", "/requests/new/primary_swap/"), ("bo", "/requests/{swap}/"),
    ("anna", "/requests/{swap}/"), ("vera", "/requests/{swap}/"), ("vera", "/requests/queue/?state=awaiting"),
    ("vera", "/desk/memberships/{partner}/end/"),
]  # fmt: skip
PUBLIC = ("authorise-by-link",)


def make_world() -> dict[str, int]:
    bo = world.bo()
    found = Request.objects.filter(kind="primary_swap").first()
    swap = found or ask_request("primary_swap", values={}, reason="Verlof", by=world.actor(bo))
    return {"swap": swap.pk, "bo_contact": Contact.objects.get(person=bo).pk}
