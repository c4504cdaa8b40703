"""Doors for the clock: what a day brings for agreements, and the proof that nothing will come as a surprise (V7)."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every, job, task
from kanaal.levels import measuring
from kanaal.licensing import columns, keeping
from kanaal.licensing.actions.inviting import expire_customer_invitation, remind_customer_invitation
from kanaal.licensing.actions.inviting_many import send_waiting
from kanaal.licensing.actions.seeing_to import see_to_agreement
from kanaal.licensing.actions.telling_desk import tell_desk
from kanaal.licensing.foresight import prove
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.licensing.nightly import BEGINS, go_round
from kanaal.licensing.policy import AgreementTermsPolicy
from kanaal.licensing.weighing import partners_to_weigh
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy


@every(hours=1)
def see_to_agreements(tick: dt.datetime) -> None:
    """Wherever it has become morning: what renewed by itself is written down, what is due is told, lists are moved.

    What runs late does it all, what runs twice does it once.
    """
    if releases.exists():
        try:
            go_round(clock.now() - BEGINS)
        finally:  # of what could be seen to, the desk hears, whatever could not
            tell_desk()


@job(max_attempts=8)
@task()
def see_to_it(agreement_id: int) -> None:
    """After an act that may have to be told of today: whoever is concerned hears of it at once."""
    if releases.exists() and Agreement.objects.filter(pk=agreement_id).exists():
        see_to_agreement(Agreement(pk=agreement_id))


keeping.WHEN_DUE.append(see_to_it.enqueue)


@job(max_attempts=8, unique=lambda release_id: f"other-prices:{release_id}")
@task()
def look_at_other_prices(release_id: int) -> None:
    """A release has begun: if it has other prices, every agreement with something to renew is seen to anew."""
    columns.look_at_other_prices(Release.objects.get(pk=release_id))


@every(days=1, at=dt.time(7))
def prove_foresight(tick: dt.datetime) -> None:
    """All that comes is announced in time to somebody who can be reached; whoever can't be is listed for the desk."""
    if releases.exists():
        prove()


# --- invitations of customers (V2)


@every(days=1, at=dt.time(0, 40))
def look_after_customer_invitations(tick: dt.datetime) -> None:
    """Those whose days are over expire; their links have said so since midnight. Of what ends soon both sides are
    reminded, and what was not sent yet is sent.
    """
    for invitation in CustomerInvitation.objects.filter(state="open", until__lt=clock.today()).order_by("pk"):
        expire_customer_invitation(invitation)
    for kind in policy(AgreementTermsPolicy).agreement_terms if releases.exists() else ():
        ends = clock.today() + dt.timedelta(days=kind.invitation_reminder_days)
        soon = CustomerInvitation.objects.filter(state="open", terms=kind.key, until__lte=ends, reminded_at=None)
        for invitation in soon.order_by("pk"):
            remind_customer_invitation(invitation)
    unsent = CustomerInvitation.objects.filter(state="open", sent_count=0).order_by("partner", "batch")
    for partner_id, batch in unsent.values_list("partner", "batch").distinct():
        send_customer_invitations.enqueue(partner_id, batch)  # whoever handed the file in was cut off before this


@job(max_attempts=8, unique=lambda partner_id, batch: f"customer-invitations:{partner_id}:{batch}")
@task()
def send_customer_invitations(partner_id: int, batch: str) -> None:
    """The mails of a file of customers, some at a time."""
    send_waiting(partner_id, batch)


# --- levels (P14)


@every(days=1, at=dt.time(0, 50), catch_up="each")
def weigh_sales_of_yesterday(tick: dt.datetime) -> None:
    """Sales that count no longer, and quarters that are over: whoever is concerned is weighed again."""
    if releases.exists():
        for pk in sorted(partners_to_weigh(clock.date_of(tick))):
            measuring.changed(pk)
