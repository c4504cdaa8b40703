"""Doors for the clock."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every, job, task
from kanaal.partners.actions.enrolment_decisions import forget_enrolment, remind_enrolment
from kanaal.partners.actions.invitations import ask_for_invitation_again, expire_invitation
from kanaal.partners.actions.membership import end_membership, remind_of_renewal
from kanaal.partners.models import Enrolment, Invitation, Partner
from kanaal.partners.policy import EnrolmentPolicy, MembershipPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy

# --- invitations


@job(max_attempts=5)
@task()
def look_for_lost_invitations(email: str) -> None:
    ask_for_invitation_again(email)


@every(days=1, at=dt.time(0, 30))
def expire_invitations(tick: dt.datetime) -> None:
    """Those whose days are over (P8). Their links stopped working at midnight already."""
    for invitation in Invitation.objects.filter(state="open", until__lt=clock.today()).iterator():
        expire_invitation(invitation)


# --- membership


@every(days=1, at=dt.time(7))
def look_after_memberships(tick: dt.datetime) -> None:
    """Reminders before a term ends; the end itself, once the renewal window is over (P15)."""
    if not releases.exists():
        return
    rule, today = policy(MembershipPolicy), clock.today()
    active = Partner.objects.filter(state="active")
    over = active.filter(term_ends__lt=today - dt.timedelta(days=rule.window_after_days))
    for partner in over.order_by("term_ends", "pk").iterator():
        end_membership(partner)
    first = today + dt.timedelta(days=max(rule.reminder_days, default=0))
    for partner in active.filter(term_ends__lte=first).order_by("term_ends", "pk").iterator():
        remind_of_renewal(partner)


# --- enrolment


@every(days=1, at=dt.time(9))
def remind_of_drafts(tick: dt.datetime) -> None:
    """Half-filled enrolments that were left lying are recalled by mail, as often as the programme says (P2)."""
    if not releases.exists():
        return
    days = policy(EnrolmentPolicy).draft_reminder_days
    lying = Enrolment.objects.filter(state="draft", person__isnull=False, reminders__lt=len(days))
    if days:
        for enrolment in lying.filter(touched_at__lte=clock.now() - dt.timedelta(days=min(days))).iterator():
            remind_enrolment(enrolment)


@every(days=1, at=dt.time(3))
def forget_drafts(tick: dt.datetime) -> None:
    """Those that nobody went on with are forgotten (L5)."""
    if not releases.exists():
        return
    kept = dt.timedelta(days=policy(EnrolmentPolicy).draft_kept_days)
    for enrolment in Enrolment.objects.filter(state="draft", touched_at__lte=clock.now() - kept).iterator():
        forget_enrolment(enrolment)
