"""A partner's rebates and finance's payments on the walks: a statement that was paid, one that waits, a forecast."""

from __future__ import annotations

from kanaal.rebates.actions.cycles import compute_cycle
from kanaal.rebates.actions.paying import make_payment_file
from kanaal.rebates.models import Entry, Payment, PaymentFile, Statement
from tests import world, world_bank, world_rebates

PAGES = [
    ("anna", "/rebates/"), ("carla", "/rebates/"), ("bo", "/rebates/"), ("fatma", "/rebates/"),
    ("anna", "/rebates/statements/{statement}/"), ("anna", "/rebates/lines/{rebate_entry}/"),
    ("anna", "/requests/new/rebate_dispute/?line={rebate_entry}"), ("anna", "/requests/new/rebate_missing/"),
    ("vera", "/desk/rebates/cycles/{paid_cycle}/payments/"), ("auditor", "/desk/rebates/cycles/{paid_cycle}/payments/"),
    ("finn", "/desk/rebates/payment-files/{payment_file}/"), ("finn", "/desk/rebates/payments/{payment}/"),
    ("finn", "/desk/rebates/cycles/{paid_cycle}/payments/"), ("vera", "/desk/rebates/payments/{payment}/"),
]  # fmt: skip
NAMES = {"waterrijk", "omroep", "rb", "pay", "q1", "q2", "q3", "q4"}


def make_world() -> dict[str, object]:
    """Anna's statement is in a payment file; Carla has no bank details for hers; the running cycle has a forecast."""
    if not Payment.objects.exists():
        world_bank.in_force()
        closed = world_rebates.cycle(1)
        for number, who, partner in (
            ("DN-8001", world.bo(), world.lindeboom()), ("DN-8002", world.carla(), world.maasveld())
        ):  # fmt: skip
            world_rebates.won(number, who=who)
            world_rebates.line(20_000, number, partner=partner, on=closed.starts)
        world_rebates.approved(closed)
        finn = world.actor(world.finn(), "staff")
        make_payment_file(closed, on=world_rebates.bank_day(), by=finn)
        running = world_rebates.cycle(-1)
        world_rebates.line(30_000, "DN-8001", on=running.starts)
        compute_cycle(running, by=finn)
    payment = Payment.objects.select_related("statement__cycle", "file").earliest("pk")
    mine = Statement.objects.get(partner=world.lindeboom(), cycle=payment.statement.cycle)
    entry = Entry.objects.filter(cycle=mine.cycle, partner=mine.partner, kind="earned").earliest("pk")
    return {
        "statement": mine.number, "rebate_entry": entry.pk, "paid_cycle": mine.cycle_id, "payment": payment.pk,
        "payment_file": PaymentFile.objects.earliest("pk").number,
    }  # fmt: skip
