"""Who may ask, and who may decide. What one kind of request needs besides is its own `may_ask`."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.helpdesk.models import Request
from kanaal.people.permissions import is_signed_in, is_staff, staff_is


@condition
def is_mine(actor: Actor, request: Request) -> Finding:
    if actor.person_id is not None and actor.person_id == request.asked_by_id:
        return met(_("you asked for this"))
    return unmet(_("somebody else asked for this"), remedy=say(_("Only whoever asked for something can take it back.")))


ask_request = permission(_("ask the helpdesk"), is_signed_in)
approve_request = permission(_("approve a request"), staff_is("manager", "agent"))
decline_request = permission(_("decline a request"), staff_is("manager", "agent"))
withdraw_request = permission(_("withdraw this request"), is_mine)
see_requests = door(_("see the requests to the helpdesk"), is_staff)
