"""Who may do what at a partner: every permission is a list of named conditions, each of which explains itself."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import Text, name, say
from kanaal.partners.models import Partner
from kanaal.partners.policy import ContactsPolicy, LevelsPolicy, MembershipPolicy
from kanaal.partners.queries import contact_of, primary_of
from kanaal.people.permissions import staff_is
from kanaal.programme.policies import policy


@condition
def knows_the_address(actor: Actor, partner: Partner) -> Finding:
    """Only somebody who has proved to own an address can take up what was sent to it."""
    if actor.signed_in and actor.email:
        return met(_("you are signed in as %(email)s"), email=name(actor.email))
    return unmet(
        _("you are not signed in"),
        remedy=say(_("Sign in, or make an ID, with the address at which you were invited.")),
        link=reverse_lazy("account_login"),
        label=say(_("Sign in")),
    )


@condition
def is_the_clock(actor: Actor, partner: Partner) -> Finding:
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    return unmet(_("this happens by itself when the time has come"))


@condition
def membership_in_force(actor: Actor, partner: Partner) -> Finding:
    rule = policy(MembershipPolicy)
    if partner.in_force_on(clock.today(), rule.window_after_days):
        return met(_("your company's membership is in force until %(day)s"), day=partner.term_ends)
    return unmet(
        _("your company's membership ended on %(day)s"),
        day=partner.term_ends,
        remedy=say(_("Nothing is lost. The partner helpdesk can reinstate the membership.")),
    )


@condition
def contact_active(actor: Actor, partner: Partner) -> Finding:
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    mine = contact_of(actor, partner)
    if mine is not None and mine.active:
        return met(_("you are a contact of %(partner)s"), partner=name(partner.name))
    return unmet(
        _("you are not a contact of %(partner)s"),
        partner=name(partner.name),
        remedy=say(_("Ask the company's primary contact to invite you.")),
    )


def kind_may(what: str) -> Condition[Partner]:
    """Is the actor's kind of contact one that the programme lets do this? (`[contacts] may_…` of the pack)"""

    def ask(actor: Actor, partner: Partner) -> Finding:
        if actor.kind == "clock":
            return met(_("Kanaal does this at the set time"))
        rule = policy(ContactsPolicy)
        mine = contact_of(actor, partner)
        if mine is not None and mine.kind in rule.may(what):
            return met(_("you are its %(kind)s"), kind=rule.kind_name(mine.kind))
        return unmet(
            _("only its %(kinds)s can do this"),
            kinds=rule.kind_name(rule.may(what)[0]),
            remedy=_ask_primary(actor, partner),
        )

    return Condition(f"kind_may_{what}", ask)


def _ask_primary(actor: Actor, partner: Partner) -> Text:
    """Whom to ask, by name; a stranger to the company does not learn who works there."""
    primary = primary_of(partner) if contact_of(actor, partner) else None
    if primary is None:
        return say(_("Ask the company's primary contact."))
    return say(_("Ask %(name)s, your primary contact."), name=name(str(primary)))


def level_opens(place: str) -> Condition[Partner]:
    """Does the company's level open a place of the programme? If not: which level does, and what it needs."""

    def ask(actor: Actor, partner: Partner) -> Finding:
        levels = policy(LevelsPolicy)
        mine = levels.level(partner.level)
        if place in mine.opens:
            return met(_("your level, %(level)s, opens it"), level=mine.name)
        lowest = levels.lowest_that_opens(place)
        if lowest is None:
            return unmet(_("no level of this programme opens it"))
        return unmet(
            _("your level, %(level)s, does not open it; %(needed)s does"),
            level=mine.name,
            needed=lowest.name,
            remedy=say(_("Read what %(needed)s needs of you."), needed=lowest.name),
            link=f"{reverse_lazy('levels')}#{lowest.key}",
            label=say(_("What %(needed)s needs"), needed=lowest.name),
        )

    return Condition(f"level_opens_{place}".replace("-", "_"), ask)


@condition
def has_no_own_domain(actor: Actor, partner: Partner) -> Finding:
    """Only a company without a domain of its own needs the desk to let people in one by one (D1)."""
    known = partner.domains.order_by("domain").values_list("domain", flat=True).first()
    if known is None:
        return met(_("your company has no e-mail domain of its own"))
    return unmet(
        _("your company has a domain of its own, %(domain)s"),
        domain=name(known),
        remedy=say(_("Invite the person at their address there.")),
        link=reverse_lazy("invite-contact"),
        label=say(_("Invite a contact")),
    )


invite_contact = permission(_("invite a contact"), membership_in_force, contact_active, kind_may("invite"))
send_invitation_again = permission(
    _("send an invitation again"), membership_in_force, contact_active, kind_may("invite")
)
withdraw_invitation = permission(_("withdraw an invitation"), contact_active, kind_may("invite"))
accept_invitation = permission(_("accept this invitation"), knows_the_address, membership_in_force)
let_in_contact = permission(_("let in somebody whose address is not the company's"), staff_is("manager", "agent"))
add_branch_domain = permission(_("add a domain to a company"), staff_is("manager", "agent"))
ask_for_branch_domain = permission(
    _("ask for the domain of a branch"), membership_in_force, contact_active, kind_may("ask_for_company")
)
ask_to_let_in = permission(
    _("ask to let somebody in"), membership_in_force, contact_active, kind_may("invite"), has_no_own_domain
)
expire_invitation = permission(_("let an invitation expire"), is_the_clock)
enter_portal = door(_("open the partner portal"), contact_active, membership_in_force)
