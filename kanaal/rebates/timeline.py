"""Rebates in a partner's story: the approval of cycles in which it has a statement. That it was paid is recorded of
the partner itself.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.partners.belonging import strand
from kanaal.rebates import permissions
from kanaal.rebates.events import (
    ComputingAsked,
    CycleComputed,
    CycleOpened,
    CyclePaid,
    CycleProposed,
    CycleSentBack,
)
from kanaal.rebates.events_paying import PaymentFileDownloaded, PaymentFileMade, PaymentFileSettled
from kanaal.rebates.models import Cycle, Statement

# How the vendor comes to its cycle is no affair of one partner.
ON_THE_WAY = (
    CycleOpened, ComputingAsked, CycleComputed, CycleProposed, CycleSentBack, CyclePaid,
    PaymentFileMade, PaymentFileDownloaded, PaymentFileSettled,
)  # fmt: skip

REBATES = strand("rebates", _("Rebates"), permissions.see_rebates)
REBATES.takes(
    Cycle,
    lambda partner: Cycle.objects.filter(pk__in=Statement.objects.filter(partner=partner).values("cycle")),
    name="key",
    url=lambda pk, _key: reverse("rebate-cycle", args=[pk]),
    without=ON_THE_WAY,
)
