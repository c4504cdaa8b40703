"""Agreements that move, end or are renamed, on the walks: the forms, and each request as the desk sees it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.helpdesk.actions import ask_request
from kanaal.helpdesk.models import Request
from kanaal.licensing.actions.consenting import give_switch_consent
from tests import world
from tests import world_licences as licences

WRONG, NAMED, MOVES = "Hogeschool Waterland", "Drukkerij Vecht", "Bureau Vaart"
PAGES = [
    ("anna", "/reselling/customers/{wrong}/segment/"), ("anna", "/requests/new/segment_change/?number={wrong}"),
    ("anna", "/requests/new/agreement_name/?number={wrong}"), ("carla", "/requests/new/reseller_switch/"),
    ("fatma", "/requests/new/reseller_switch/"), ("carla", "/requests/{switch}/"), ("vera", "/requests/{switch}/"),
    ("anna", "/requests/{renaming}/"), ("vera", "/requests/{renaming}/"), ("anna", "/requests/{segment}/"),
    ("vera", "/requests/{segment}/"),
]  # fmt: skip
NAMES = {
    "hogeschool", "waterland", "drukkerij", "vecht", "bureau", "vaart", "daphne", "willem", "acon", "pdf", "register",
}  # fmt: skip


def make_world() -> dict[str, object]:
    """A university set up as a company, a printer with another name, an agency that goes to Carla."""
    wrong = licences.agreement(WRONG)
    if not wrong.additions.exists():
        anna, carla = world.actor(world.anna(), "contact"), world.actor(world.carla(), "contact")
        licences.add(wrong, 12, ago=40, ordered=12)
        licences.add(wrong, 2, ordered=2)
        licences.eva(wrong)
        moves = licences.agreement(MOVES)
        licences.add(moves, 8, ago=90, ordered=8)
        licences.eva(moves)
        code = give_switch_consent(moves, by=licences.administrator(world.eva(), moves))
        ask_request("reseller_switch", values={"code": code}, reason="", by=carla)
        values = {"number": licences.agreement(NAMED).number, "name": "Drukkerij Vecht en Vaart"}
        ask_request("agreement_name", values=values, reason="", by=anna, files=[_proof()])
        asked = {"number": wrong.number, "segment": "edu", "email": "willem@waterland.example", "understood": True}
        ask_request("segment_change", values=asked, reason="", by=anna, files=[_proof()])
    kinds = dict(Request.objects.values_list("kind", "pk"))
    return {
        "wrong": wrong.number,
        "switch": kinds["reseller_switch"],
        "renaming": kinds["agreement_name"],
        "segment": kinds["segment_change"],
    }


def _proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("register.pdf", b"%PDF-1.4\n", "application/pdf")
