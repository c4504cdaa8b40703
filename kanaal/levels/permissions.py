"""Who may ask for a level, decide about it, attest, and lower it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Finding, condition, door, met, permission, unmet
from kanaal.core.texts import name, say, say_many
from kanaal.levels import queries
from kanaal.levels.models import Proposal, Upgrade
from kanaal.partners.models import Partner
from kanaal.partners.permissions import contact_active, is_primary_contact, is_the_clock, membership_in_force
from kanaal.partners.policy import Level, LevelsPolicy
from kanaal.partners.queries import contact_of
from kanaal.people import roles
from kanaal.people.models import StaffRole
from kanaal.people.permissions import is_staff, staff_is
from kanaal.programme.permissions import PUBLISHERS
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class Wish:
    """A partner, and the level that it would like to have."""

    partner: Partner
    level: Level


@condition
def acts_for_the_company(actor: Actor, wish: Wish) -> Finding:
    return contact_active.ask(actor, wish.partner)


@condition
def speaks_for_the_company(actor: Actor, wish: Wish) -> Finding:
    return is_primary_contact.ask(actor, wish.partner)


@condition
def company_in_force(actor: Actor, wish: Wish) -> Finding:
    return membership_in_force.ask(actor, wish.partner)


@condition
def level_is_higher(actor: Actor, wish: Wish) -> Finding:
    if wish.level.rank > queries.rank_of(wish.partner.level):
        return met(_("%(level)s is a higher level than yours"), level=wish.level.name)
    return unmet(
        _("%(level)s is not higher than your level, %(mine)s"),
        level=wish.level.name,
        mine=wish.partner.level_name,
        remedy=say(_("Choose a level above your own.")),
        link=reverse("my-level"),
        label=say(_("Your level")),
    )


@condition
def nothing_asked_yet(actor: Actor, wish: Wish) -> Finding:
    waiting = queries.open_upgrade(wish.partner)
    if waiting is None:
        return met(_("no other application of yours waits for an answer"))
    return unmet(
        _("your application %(number)s waits for an answer"),
        number=name(waiting.number),
        remedy=say(_("Wait for it, or withdraw it first.")),
        link=reverse("upgrade", args=[waiting.pk]),
        label=say(_("Look at %(number)s"), number=name(waiting.number)),
    )


@condition
def figures_suffice(actor: Actor, wish: Wish) -> Finding:
    """What the house itself measures must be met before one asks; what is attested is what the form is for."""
    short = [s for s in queries.standing_for(wish.partner, wish.level).unmet if s.measurable and not _by_asking(s)]
    if not short:
        return met(_("your company meets all that can be measured"))
    first = short[0].closing
    says = say_many(
        "one thing that is measured is not met yet: %(first)s",
        "%(count)s things that are measured are not met yet; the first: %(first)s",
        len(short),
        first=short[0].need.shown,
    )
    remedy = first.says if first else say(_("Look at what is missing, and how to close the gap."))
    if first is None or not first.link:
        return Finding(False, says, remedy, reverse("my-level"), say(_("What is missing")))
    return Finding(False, says, remedy, first.link, first.label)


def _by_asking(standing: queries.NeedStanding) -> bool:
    """Is it the application itself that is needed?"""
    return standing.need.fact == "levels.applied"


@condition
def all_needs_met(actor: Actor, upgrade: Upgrade) -> Finding:
    """A level is given only to whoever meets all of it; what can't be measured, the desk attests first."""
    level = policy(LevelsPolicy).get(upgrade.level)
    if level is None:
        return unmet(_("the programme has this level no longer"), remedy=say(_("Decline the application, and say so.")))
    short = queries.standing_for(upgrade.partner, level, upgrade.weights_then).unmet
    if not short:
        return met(_("the company meets all that %(level)s needs"), level=level.name)
    says = say_many(
        "one need of %(level)s is not met: %(first)s",
        "%(count)s needs of %(level)s are not met; the first: %(first)s",
        len(short),
        level=level.name,
        first=short[0].need.shown,
    )
    remedy = say(_("Attest with evidence what you know to be so, or decline with the reason."))
    return Finding(False, says, remedy)


@condition
def of_my_company(actor: Actor, upgrade: Upgrade) -> Finding:
    mine = contact_of(actor, upgrade.partner)
    if mine is not None and mine.active:
        return is_primary_contact.ask(actor, upgrade.partner)
    return unmet(
        _("another company asked for this"),
        remedy=say(_("Look at your own company's level, and what it asked for.")),
        link=reverse("my-level"),
        label=say(_("Your level")),
    )


@condition
def still_a_draft(actor: Actor, proposal: Proposal) -> Finding:
    if proposal.state == "draft":
        return met(_("it has not been published yet"))
    return unmet(_("it is not a draft any more"), remedy=say(_("Begin a new proposal from the programme as it is.")))


@condition
def impact_seen(actor: Actor, proposal: Proposal) -> Finding:
    """Nobody changes the programme without having seen what that does to the partners (C5)."""
    if proposal.impact is not None and proposal.impact_digest == proposal.pack.digest:
        return met(_("its impact has been weighed as it stands"))
    return unmet(
        _("its impact has not been weighed as it stands now"),
        remedy=say(_("Weigh the impact first, and look at who would fall.")),
    )


request_upgrade = permission(
    _("apply for this level"), company_in_force, acts_for_the_company, speaks_for_the_company, level_is_higher,
    nothing_asked_yet, figures_suffice,
)  # fmt: skip
withdraw_upgrade = permission(_("withdraw this application"), of_my_company)
approve_upgrade = permission(_("approve this application"), staff_is("manager", "agent"), all_needs_met)
decline_upgrade = permission(_("decline this application"), staff_is("manager", "agent"))
attest_need = permission(_("attest a need"), staff_is("manager", "agent"))
withdraw_attestation = permission(_("withdraw an attestation"), staff_is("manager", "agent"))
weigh_level = permission(_("weigh a level"), is_the_clock)
warn_of_release = permission(_("warn of a release"), is_the_clock)
lower_level = permission(_("lower a level"), is_the_clock)
remind_of_risk = permission(_("remind a company of its level"), is_the_clock)
contest_fact = permission(_("contest a figure"), membership_in_force, contact_active, is_primary_contact)
PUBLISHERS.append(lambda actor: roles.staff_kind(actor) == StaffRole.Kind.MANAGER)
propose_change = permission(_("propose a change of the programme"), staff_is("manager"))
edit_proposal = permission(_("edit this proposal"), staff_is("manager"), still_a_draft)
ask_for_impact = permission(_("weigh this proposal"), staff_is("manager"), still_a_draft)
drop_proposal = permission(_("drop this proposal"), staff_is("manager"), still_a_draft)
weigh_proposal = permission(_("weigh this proposal"), is_the_clock)
publish_proposal = permission(_("publish this proposal"), staff_is("manager"), still_a_draft, impact_seen)
see_levels = door(_("see the levels of partners"), is_staff)
see_own_level = door(_("see the level of this company"), contact_active, membership_in_force)
