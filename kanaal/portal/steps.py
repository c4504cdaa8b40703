"""What a contact should do next: computed from how things are, the most pressing first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.texts import Text, say, say_many
from kanaal.partners import permissions, rules
from kanaal.partners.actions.company import missing_fields
from kanaal.partners.models import Invitation, Partner
from kanaal.partners.policy import ContactsPolicy, LevelsPolicy, MembershipPolicy
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class NextStep:
    """One card of 'what to do next'."""

    title: Text
    text: Text
    url: str
    button: Text
    icon: str = "arrow-right"
    tone: str = "info"


SOON = 0.25
"""An invitation is mentioned when no more than this part of its time is left."""


def next_steps(actor: Actor, partner: Partner, waiting: list[Invitation], colleagues: int) -> Iterator[NextStep]:
    """The cards for one contact. `waiting` are the open invitations, `colleagues` the number of active contacts."""
    yield from _renewal(partner)
    yield from _profile(actor, partner)
    yield from _invitations(actor, partner, waiting, colleagues)
    yield from _next_level(partner)


def _renewal(partner: Partner) -> Iterator[NextStep]:
    rule, today = policy(MembershipPolicy), clock.today()
    opens, closes = rules.renewal_window(partner.term_ends, rule.window_before_days, rule.window_after_days)
    if opens <= today <= closes:
        title = (
            _("Your membership ends on %(day)s")
            if today <= partner.term_ends
            else _("Your membership ended on %(day)s")
        )
        yield NextStep(
            say(title, day=partner.term_ends),
            say(_("It can be renewed until %(day)s; your access lasts until then."), day=closes),
            reverse("membership"),
            say(_("Renew the membership")),
            "calendar-clock",
            "warn",
        )


def _profile(actor: Actor, partner: Partner) -> Iterator[NextStep]:
    missing = missing_fields(partner)
    if missing and permissions.change_company_profile.allows(actor, partner):
        yield NextStep(
            say(_("Complete your company profile")),
            say_many("%(count)s detail is still missing.", "%(count)s details are still missing.", len(missing)),
            reverse("change-company"),
            say(_("Complete it")),
            "building-2",
        )


def _invitations(actor: Actor, partner: Partner, waiting: list[Invitation], colleagues: int) -> Iterator[NextStep]:
    if not permissions.invite_contact.allows(actor, partner):
        return
    soon = dt.timedelta(days=round(policy(ContactsPolicy).invitation_lasts_days * SOON))
    if ending := [i for i in waiting if i.until <= clock.today() + soon]:
        yield NextStep(
            say_many(
                "%(count)s invitation is about to expire", "%(count)s invitations are about to expire", len(ending)
            ),
            say(_("Send it again, or ask your colleague whether the mail has arrived.")),
            reverse("contacts"),
            say(_("See the invitations")),
            "mail",
            "warn",
        )
    elif colleagues < 2 and not waiting:
        yield NextStep(
            say(_("Invite a colleague")),
            say(_("You are the only contact of your company. Somebody should be able to stand in for you.")),
            reverse("invite-contact"),
            say(_("Invite a contact")),
            "users",
        )


def _next_level(partner: Partner) -> Iterator[NextStep]:
    levels = policy(LevelsPolicy)
    mine = levels.get(partner.level)
    if mine is None:
        return
    for level in levels.above(mine)[:1]:
        count = len([need for need in levels.needs_of(level) if need not in levels.needs_of(mine)])
        yield NextStep(
            say(_("Your next level: %(level)s"), level=level.name),
            say_many("It asks %(count)s thing more of you.", "It asks %(count)s things more of you.", count),
            reverse("my-level"),
            say(_("See what it needs and opens")),
            "trending-up",
            "neutral",
        )
