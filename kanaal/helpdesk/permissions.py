"""Who may ask, and who may decide. What one kind of request needs besides is its own `may_ask`."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.helpdesk.kinds import kind_of
from kanaal.helpdesk.models import Authorisation, Request
from kanaal.people.permissions import is_signed_in, is_staff, staff_is


@condition
def is_mine(actor: Actor, request: Request) -> Finding:
    if actor.person_id is not None and actor.person_id == request.asked_by_id:
        return met(_("you asked for this"))
    return unmet(_("somebody else asked for this"), remedy=say(_("Only whoever asked for something can take it back.")))


@condition
def is_mine_or_staff(actor: Actor, request: Request) -> Finding:
    if actor.acts_as("staff"):
        return DECIDES.ask(actor, request)
    return is_mine.ask(actor, request)


@condition
def is_the_authoriser(actor: Actor, authorisation: Authorisation) -> Finding:
    """The person who was asked; without an ID, whoever holds the link (the action looks at it), unless the kind wants
    an ID: a link can be passed on.
    """
    if not actor.signed_in and kind_of(authorisation.request).needs_id:
        return unmet(
            _("you have not signed in, and a link alone does not say who you are"),
            remedy=say(_("Sign in with an ID of the address to which the mail was sent, or make one.")),
        )
    if authorisation.person_id is not None and authorisation.person_id == actor.person_id:
        return met(_("you are the one who was asked to authorise it"))
    if authorisation.person_id is None and (not actor.signed_in or actor.email.lower() == authorisation.email.lower()):
        return met(_("it was sent to your address"))
    return unmet(
        _("somebody else was asked to authorise this, and a link that was passed on does not change that"),
        remedy=say(_("Sign in with the ID of the person to whom it was sent, or let them answer.")),
    )


@condition
def was_told(actor: Actor, email: str) -> Finding:
    """Whoever was told of a request that is about them; the action looks at the link."""
    if not actor.signed_in or actor.email.lower() == email.lower():
        return met(_("it was sent to your address"))
    return unmet(
        _("somebody else was told of this, and a link that was passed on does not change that"),
        remedy=say(_("Let them answer; or write to the helpdesk what you know.")),
        link=reverse_lazy("new-case"),
        label=say(_("Ask the helpdesk")),
    )


@condition
def is_the_clock(actor: Actor, subject: object) -> Finding:
    if actor.kind == "clock":
        return met(_("Kanaal does this at the set time"))
    return unmet(_("this happens by itself when the time has come"))


@condition
def is_done_for_the_leaver(actor: Actor, request: Request) -> Finding:
    """Part of another action (P11), which has checked who may; nobody does it alone."""
    if actor.signed_in or actor.kind == "clock":
        return met(_("it is part of a change of the company's contacts"))
    return unmet(_("it is part of a change of the company's contacts"))


DECIDES = staff_is("manager", "agent")

ask_request = permission(_("ask the helpdesk"), is_signed_in)
approve_request = permission(_("approve a request"), DECIDES)
decline_request = permission(_("decline a request"), DECIDES)
withdraw_request = permission(_("withdraw this request"), is_mine)
see_requests = door(_("see the requests to the helpdesk"), is_staff)
add_evidence = permission(_("attach something to this request"), is_mine)
hand_over_request = permission(_("hand this request to a colleague"), is_done_for_the_leaver)
authorise_request = permission(_("authorise this request"), is_the_authoriser)
refuse_request = permission(_("refuse to authorise this request"), is_the_authoriser)
object_to_request = permission(_("stop this request"), was_told)
note_masquerade = permission(_("note an address that was refused"), is_signed_in)
send_authorisation_again = permission(_("have the authorisation asked again"), is_mine_or_staff)
expire_authorisation = permission(_("let an authorisation expire"), is_the_clock)
remind_authoriser = permission(_("remind whoever must authorise"), is_the_clock)
