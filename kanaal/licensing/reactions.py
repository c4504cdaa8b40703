"""What licensing does when something is reported."""

from __future__ import annotations

from typing import Any

from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.levels import measuring
from kanaal.licensing.events.licences import LicencesOrdered, LicencesRenewed
from kanaal.licensing.models import Agreement


def weigh_the_seller(fact: Any, event: Event) -> None:
    """What a distributor confirmed counts for the reseller's level from this moment on (P14)."""
    partner = Agreement.objects.filter(pk=event.about_id).values_list("partner", flat=True).first()
    if partner is not None:
        measuring.changed(partner)


for sold in (LicencesOrdered, LicencesRenewed):
    on(sold)(weigh_the_seller)
