"""Who may do what at a partner: every permission is a list of named conditions, each of which explains itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import Text, name, say
from kanaal.partners import rules
from kanaal.partners.models import Contact, Enrolment, Partner
from kanaal.partners.policy import ContactsPolicy, EnrolmentPolicy, LevelsPolicy, MembershipPolicy
from kanaal.partners.queries import address_belongs_to_a_partner, contact_of, primary_of
from kanaal.people.models import Person
from kanaal.people.permissions import is_signed_in, is_staff, staff_is
from kanaal.people.queries import has_proved_address
from kanaal.programme.lacking import lacking
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
        remedy=say(_("Nothing is lost. The primary contact can ask the helpdesk to reinstate the membership.")),
        link=reverse_lazy("ask-request", args=["reinstatement"]),
        label=say(_("Ask to reinstate it")),
    )


@condition
def contact_active(actor: Actor, partner: Partner) -> Finding:
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    mine = contact_of(actor, partner)
    if mine is not None and mine.active and actor.email.lower() != mine.email.lower():
        return unmet(
            _("you are registered with %(partner)s at another address than the one of your ID now"),
            partner=name(partner.name),
            remedy=say(_("Make that address your ID's main address again, or let yourself be invited at the new one.")),
            link=reverse_lazy("account_email"),
            label=say(_("Your addresses")),
        )
    if mine is not None and mine.active:
        return met(_("you are a contact of %(partner)s"), partner=name(partner.name))
    return unmet(
        _("you are not a contact of %(partner)s"),
        partner=name(partner.name),
        remedy=say(_("Ask the company's primary contact to invite you.")),
    )


@condition
def may_invite(actor: Actor, partner: Partner) -> Finding:
    """Is the actor's kind of contact one that the programme lets invite others? (`may_invite` of the pack)"""
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    rule, mine = policy(ContactsPolicy), contact_of(actor, partner)
    if mine is not None and rule.kind(mine.kind).may_invite:
        return met(_("you are its %(kind)s, who may invite others"), kind=rule.kind(mine.kind).name)
    allowed = next(kind for kind in rule.kinds if kind.may_invite)
    return unmet(_("inviting is for its %(kind)s"), kind=allowed.name, **via_primary(actor, partner))


@condition
def is_primary_contact(actor: Actor, partner: Partner) -> Finding:
    mine = contact_of(actor, partner)
    kind = policy(ContactsPolicy).kind(Contact.Kind.PRIMARY).name
    if mine is not None and mine.active and mine.kind == Contact.Kind.PRIMARY:
        return met(_("you are its %(kind)s"), kind=kind)
    return unmet(_("only its %(kind)s can do this"), kind=kind, **via_primary(actor, partner))


def ask_primary(actor: Actor, partner: Partner) -> Text:
    """Whom to ask, by name; a stranger to the company does not learn who works there."""
    told: Text = via_primary(actor, partner)["remedy"]
    return told


def via_primary(actor: Actor, partner: Partner) -> Mapping[str, Any]:
    """The way out of a finding: whom to ask, by name, and where their address stands. Where nobody speaks for the
    company, one asks to do so oneself.
    """
    return _asking(actor, partner, _("Ask the company's primary contact."), _("Ask %(name)s, your primary contact."))


def to_be_appointed(actor: Actor, partner: Partner) -> Mapping[str, Any]:
    """The same for a place to which the primary contact appoints others (V1)."""
    stranger = _("Ask the company's primary contact to appoint you.")
    return _asking(actor, partner, stranger, _("Ask %(name)s, your primary contact, to appoint you."))


def _asking(actor: Actor, partner: Partner, stranger: str, colleague: str) -> Mapping[str, Any]:
    mine = contact_of(actor, partner)
    if mine is None or not mine.active:
        return {"remedy": say(stranger)}
    primary = primary_of(partner)
    if primary is None:
        remedy, label = _("Your company has none now. Ask to become it, or name a colleague."), _("Ask for it")
        return {"remedy": say(remedy), "link": reverse_lazy("ask-request", args=["primary_swap"]), "label": say(label)}
    link, label = reverse_lazy("contacts"), _("Find the address")
    return {"remedy": say(colleague, name=name(str(primary))), "link": link, "label": say(label)}


def level_opens(place: str) -> Condition[Partner]:
    """Does the company's level open a place of the programme? If not: which level does, and what it needs."""

    def ask(actor: Actor, partner: Partner) -> Finding:
        levels = policy(LevelsPolicy)
        mine, opening = levels.get(partner.level), levels.opening(place)
        if mine in opening:
            return met(_("your level, %(level)s, opens it"), level=partner.level_name)
        if not opening:
            return lacking(_("no level of this programme opens it"))
        lowest = opening[0].name
        return unmet(
            _("your level, %(level)s, does not open it; %(needed)s does"),
            level=partner.level_name,
            needed=lowest,
            remedy=say(_("Read what %(needed)s needs of you."), needed=lowest),
            link=f"{reverse_lazy('levels')}#level-{opening[0].key}",
            label=say(_("What %(needed)s needs"), needed=lowest),
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


invite_contact = permission(_("invite a contact"), membership_in_force, contact_active, may_invite)
send_invitation_again = permission(_("send an invitation again"), membership_in_force, contact_active, may_invite)
withdraw_invitation = permission(_("withdraw an invitation"), contact_active, may_invite)
accept_invitation = permission(_("accept this invitation"), knows_the_address, membership_in_force)
let_in_contact = permission(_("let in somebody whose address is not the company's"), staff_is("manager", "agent"))
add_branch_domain = permission(_("add a domain to a company"), staff_is("manager", "agent"))
ask_for_branch_domain = permission(
    _("ask for the domain of a branch"), membership_in_force, contact_active, is_primary_contact
)
ask_to_let_in = permission(
    _("ask to let somebody in"), membership_in_force, contact_active, may_invite, has_no_own_domain
)
expire_invitation = permission(_("let an invitation expire"), is_the_clock)
enter_portal = door(_("open the partner portal"), contact_active, membership_in_force)


# --- enrolment


@condition
def is_the_applicant(actor: Actor, enrolment: Enrolment) -> Finding:
    """A draft that nobody has signed in for is reached only by the secret of the browser that began it."""
    if enrolment.person_id is None and actor.kind in ("stranger", "person"):
        return met(_("it was begun in this browser"))
    if actor.kind == "person" and actor.person_id == enrolment.person_id:
        return met(_("it is your own enrolment"))
    return unmet(_("it is somebody else's enrolment"), remedy=say(_("Everybody fills in their own.")))


@condition
def address_is_free(actor: Actor, enrolment: object) -> Finding:
    """P6: an address that belongs to a partnership can't enrol another one. Only its owner is ever asked or told."""
    if not actor.signed_in:
        return met(_("you have not signed in yet"))
    if not address_belongs_to_a_partner(actor.person_id, actor.email):
        return met(_("your address, %(email)s, belongs to no partner"), email=name(actor.email))
    return unmet(
        _("your address, %(email)s, belongs to a partner already"),
        email=name(actor.email),
        remedy=say(
            _(
                "Enrol with another address of yours: sign out, and sign in or make an ID with that one. What you have "
                "filled in is kept. The partner helpdesk helps if you think that this is wrong."
            )
        ),
        link=f"{reverse_lazy('account_logout')}?next={reverse_lazy('enrol')}",
        label=say(_("Sign out")),
    )


@condition
def address_is_proved(actor: Actor, enrolment: object) -> Finding:
    """The contact's address is one that the person has shown to be theirs, never a typed one (P6)."""
    person = Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
    if person is not None and has_proved_address(person):
        return met(_("you have proved that the address is yours"))
    return unmet(
        _("you have not proved yet that your address is yours"),
        remedy=say(_("Open the mail that we sent to it, and enter the code that stands in it.")),
        link=str(reverse_lazy("account_email")),
        label=say(_("My addresses")),
    )


DECIDES: Condition[Any] = staff_is("manager", "agent")


@condition
def decides_enrolments(actor: Actor, enrolment: Enrolment) -> Finding:
    """Staff who may change things; and the set rules of the programme, which let clean applications in (P3)."""
    if actor.kind == "clock" and policy(EnrolmentPolicy).automatic_approval == "clean":
        return met(_("the programme lets in applications that nothing speaks against"))
    return DECIDES.ask(actor, enrolment)


start_enrolment = permission(_("enrol a company"), address_is_free)
take_up_enrolment = permission(_("go on with this enrolment"), is_signed_in, is_the_applicant, address_is_free)
fill_in_enrolment = permission(_("fill in this enrolment"), is_the_applicant, address_is_free)
submit_enrolment = permission(
    _("hand in this enrolment"), is_signed_in, is_the_applicant, address_is_proved, address_is_free
)
answer_enrolment = permission(_("answer the question about this enrolment"), is_signed_in, is_the_applicant)
withdraw_enrolment = permission(_("withdraw this enrolment"), is_the_applicant)
see_enrolments = door(_("see enrolments"), is_staff)
approve_enrolment = permission(_("approve this enrolment"), decides_enrolments)
decline_enrolment = permission(_("decline this enrolment"), DECIDES)
ask_enrolment = permission(_("ask the applicant for more"), DECIDES)
remind_enrolment = permission(_("remind the applicant"), is_the_clock)
forget_enrolment = permission(_("forget this enrolment"), is_the_clock)


# --- company

change_company_profile = permission(
    _("change the company profile"), membership_in_force, contact_active, is_primary_contact
)


# --- contacts who change or leave, and who is the primary one

change_contact = permission(_("change a contact"), membership_in_force, contact_active, is_primary_contact)
deactivate_contact = permission(
    _("take a contact's access away"), membership_in_force, contact_active, is_primary_contact
)


@condition
def level_has_seats(actor: Actor, partner: Partner) -> Finding:
    """`seats` of the level, in the pack (P10)."""
    level = policy(LevelsPolicy).get(partner.level)
    if level is not None and level.seats:
        return met(_("your level has sales seats to give"))
    return unmet(
        _("your level has no sales seats to give"),
        remedy=say(_("Read what the other levels bring.")),
        link=reverse_lazy("levels"),
        label=say(_("Levels and what they need")),
    )


give_seat = permission(_("give a sales seat"), membership_in_force, contact_active, is_primary_contact, level_has_seats)
take_seat = permission(_("take a sales seat away"), membership_in_force, contact_active, is_primary_contact)
set_seats = permission(
    _("say who holds a sales seat"), membership_in_force, contact_active, is_primary_contact, level_has_seats
)
ask_for_primary_swap = permission(_("ask for another primary contact"), contact_active)
swap_primary_contact = permission(_("change who is the primary contact"), DECIDES)


# --- membership


@condition
def in_renewal_window(actor: Actor, partner: Partner) -> Finding:
    """Open from some days before the term's end until some days after it (`[membership]` of the pack)."""
    opens, closes = renewal_window_of(partner)
    if clock.today() < opens:
        return unmet(
            _("it can be renewed from %(opens)s until %(closes)s"),
            opens=opens,
            closes=closes,
            remedy=say(_("You need not do anything until then; we remind you by mail.")),
            link=reverse_lazy("membership"),
            label=say(_("Your membership")),
        )
    if clock.today() > closes:
        return unmet(
            _("it could be renewed until %(closes)s"),
            closes=closes,
            remedy=say(_("Nothing is lost. The primary contact can ask the helpdesk to reinstate the membership.")),
            link=reverse_lazy("ask-request", args=["reinstatement"]),
            label=say(_("Ask to reinstate it")),
        )
    return met(_("it can be renewed until %(closes)s"), closes=closes)


@condition
def membership_over(actor: Actor, partner: Partner) -> Finding:
    if partner.in_force_on(clock.today(), policy(MembershipPolicy).window_after_days):
        return unmet(
            _("the membership is in force until %(day)s"),
            day=partner.term_ends,
            remedy=say(_("It is renewed, not reinstated.")),
            link=reverse_lazy("membership"),
            label=say(_("See the membership")),
        )
    return met(_("the membership is over"))


@condition
def ended_not_long_ago(actor: Actor, partner: Partner) -> Finding:
    """`reinstate_within_days` of the pack, counted from the day on which the membership was over."""
    until = over_since(partner) + dt.timedelta(days=policy(MembershipPolicy).reinstate_within_days)
    if clock.today() <= until:
        return met(_("it can be reinstated until %(until)s"), until=until)
    return unmet(
        _("it could be reinstated until %(until)s"),
        until=until,
        remedy=say(_("Your company enrols anew. If an address is still taken, the partner helpdesk sets it free.")),
        link=reverse_lazy("enrol"),
        label=say(_("Enrol a company")),
    )


def renewal_window_of(partner: Partner) -> tuple[dt.date, dt.date]:
    """The first and the last day on which the present term can be renewed."""
    rule = policy(MembershipPolicy)
    return rules.renewal_window(partner.term_ends, rule.window_before_days, rule.window_after_days)


def over_since(partner: Partner) -> dt.date:
    """The day on which a membership that is over was ended, or its window closed."""
    return partner.ended_on or renewal_window_of(partner)[1]


@condition
def ends_memberships(actor: Actor, partner: Partner) -> Finding:
    """Staff at any time; the clock when the renewal window is over."""
    if actor.kind != "clock":
        return DECIDES.ask(actor, partner)
    if clock.today() > renewal_window_of(partner)[1]:
        return met(_("its renewal window is over"))
    return unmet(_("its renewal window is not over yet"))


renew_membership = permission(
    _("renew the membership"), membership_in_force, contact_active, is_primary_contact, in_renewal_window
)
end_membership = permission(_("end this membership"), ends_memberships)
remind_of_renewal = permission(_("remind of the renewal"), is_the_clock)
ask_for_reinstatement = permission(
    _("ask to reinstate the membership"), membership_over, contact_active, is_primary_contact, ended_not_long_ago
)
reinstate_membership = permission(_("reinstate this membership"), DECIDES, membership_over, ended_not_long_ago)
