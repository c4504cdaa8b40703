"""Who pays rebates: the vendor's finance, and nobody else (R3)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.people.models import StaffRole
from kanaal.people.permissions import is_staff, staff_is
from kanaal.rebates.models import Cycle

FINANCE: Condition[Any] = staff_is(StaffRole.Kind.FINANCE)


@condition
def cycle_is_approved(actor: Actor, cycle: Cycle) -> Finding:
    """Nothing is paid before finance has approved it (R2)."""
    if cycle.state in Cycle.FROZEN:
        return met(_("the cycle %(key)s was approved"), key=cycle.key)
    return unmet(
        _("the cycle %(key)s is %(state)s"),
        key=cycle.key,
        state=cycle.state_label,
        remedy=say(_("It is proposed first, and then approved by somebody else.")),
    )


make_payment_file = permission(_("make a payment file"), FINANCE, cycle_is_approved)
download_payment_file = permission(_("download a payment file"), FINANCE)
settle_payment_file = permission(_("say that the bank has paid"), FINANCE)
return_payment = permission(_("say that the bank sent a payment back"), FINANCE)
see_payments = door(_("see what is paid for a cycle"), is_staff)
