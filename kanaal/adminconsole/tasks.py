"""Doors for the clock."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every
from kanaal.licensing.actions.administrator_invitations import expire_administrator_invitation
from kanaal.licensing.actions.groups import settle_groups
from kanaal.licensing.models import AdministratorInvitation, Agreement


@every(days=1, at=dt.time(0, 45))
def expire_administrator_invitations(tick: dt.datetime) -> None:
    """Those whose days are over; the action looks at the agreement's own date. Their links stopped by themselves."""
    tomorrow = clock.today() + dt.timedelta(days=2)
    waiting = AdministratorInvitation.objects.filter(state="open", until__lt=tomorrow).select_related("agreement")
    for invitation in waiting.iterator(chunk_size=500):
        expire_administrator_invitation(invitation)


@every(minutes=30)
def give_to_those_who_wait(tick: dt.datetime) -> None:
    """Licences that came since the last look go to those who wait for one in a group."""
    for agreement in Agreement.objects.filter(state="live", licence_groups__members__isnull=False).distinct():
        settle_groups(agreement)
