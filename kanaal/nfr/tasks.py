"""Doors for the clock: own licences follow the level although nobody reported a change, as with a new release (N5)."""

from __future__ import annotations

import datetime as dt

from kanaal.core.jobs import every
from kanaal.nfr.actions.licences import follow_level
from kanaal.nfr.queries import has_kit, own_agreements
from kanaal.programme import releases


@every(days=1, at=dt.time(4, 30))
def follow_levels(tick: dt.datetime) -> None:
    """All own agreements in force. Late or twice is no harm."""
    if not releases.exists() or not has_kit():
        return
    for agreement in own_agreements().iterator(chunk_size=500):
        follow_level(agreement.partner)
