"""Training's pages: registering, a course under way, a quiz, My Learnings, the company's certificates, the check."""

from __future__ import annotations

from kanaal.partners.models import Contact
from kanaal.training.models import Certificate
from tests import world

PAGES: list[tuple[str, str]] = [
    ("anna", "/training/"), ("anna", "/training/registration/"), ("anna", "/training/registration/emea/"),
    ("anna", "/training/courses/code-of-conduct/"), ("anna", "/training/courses/code-of-conduct/result/"),
    ("anna", "/training/courses/technical-exam/"), ("anna", "/training/mine/"), ("anna", "/training/company/"),
    ("bo", "/training/courses/vip-essentials/"), ("bo", "/training/courses/vip-essentials/modules/anniversary/"),
    ("bo", "/training/courses/code-of-conduct/quiz/"), ("bo", "/training/courses/code-of-conduct/modules/honest/"),
    ("bo", "/training/mine/"), ("bo", "/training/company/"), ("fatma", "/training/"), ("dirk", "/training/mine/"),
    ("nobody", "/training/check/"), ("nobody", "/training/check/{certificate}/"),
    ("vera", "/training/check/{certificate}/"),
]  # fmt: skip
PUBLIC = {"badge-status", "check-certificate", "check-credential", "issuer-did"}


def make_world() -> dict[str, str]:
    """Anna holds a certificate and failed once before; Bo is halfway through one course and before another's quiz."""
    from kanaal.training.actions.colleagues import ask_colleague
    from kanaal.training.actions.courses import read_module
    from kanaal.training.tests.learning import began, certified, hand_in, has_read, wrong

    if not Certificate.objects.exists():
        bo, anna = world.bo(), world.anna()
        hand_in(has_read(anna), wrong(), world.actor(anna))
        certified(anna)
        learning = began(bo, "vip-essentials")
        read_module(learning, "agreement", by=world.actor(bo))
        has_read(bo)
        contact = Contact.objects.get(person=bo)
        ask_colleague(world.lindeboom(), contact, "code-of-conduct", by=world.actor(anna))
    return {"certificate": Certificate.objects.get().public_id}
