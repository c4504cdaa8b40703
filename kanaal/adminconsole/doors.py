"""The door of the Admin Console: a customer's administrators come in, everybody else reads why not (V12)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.adminconsole.queries import former_of, open_for
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, Finding, NotAllowed, met, unmet
from kanaal.core.texts import name, say
from kanaal.licensing import permissions
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import remember_administrator

View = Callable[..., HttpResponseBase]


def console_admin_page(view: View) -> Any:
    """A page for administrators of an agreement. Strangers sign in first, others read what stands in the way."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        actor: Actor = request.actor
        if not actor.signed_in:
            return redirect_to_login(request.get_full_path())
        if not actor.acts_as("administrator"):
            raise NotAllowed(explain_no_administrator(actor, request))
        return view(request, *args, **kwargs)

    return guarded


def agreement_of(request: Any) -> Agreement:
    """The agreement that the person administers, in the role in which they act (the door has asked)."""
    return remember_administrator(request.subject)


def explain_no_administrator(actor: Actor, request: Any) -> Decision:
    """Signed in, but nobody's administrator here. Says with which address, and what to do."""
    findings = [met(_("you are signed in as %(email)s"), email=name(actor.email)), _why_not(actor, request)]
    permission = permissions.enter_admin_console
    return Decision(permission.name, say(permission.does), tuple(findings))


def _why_not(actor: Actor, request: Any) -> Finding:
    if any(role.kind == "administrator" for role in request.roles):
        return unmet(
            _("you act in another role now"),
            remedy=say(_("Switch to your role as administrator of a customer, at the top of the page.")),
        )
    if actor.seen_by is None and (waiting := open_for(actor)):
        return unmet(
            _("you have been invited to administer %(customer)s, and have not accepted yet"),
            customer=name(waiting[0].agreement.name),
            remedy=say(_("Look at your invitation and accept it.")),
            link=reverse("accept-my-administration", args=[waiting[0].pk]),
            label=say(_("See your invitation")),
        )
    if (left := former_of(actor)) is not None:
        return unmet(
            _("you administered %(customer)s until %(day)s"),
            customer=name(left.agreement.name),
            day=left.left_on or left.agreement.cancelled_on,
            remedy=say(_("Your access ended then. If that is wrong, ask its primary administrator to invite you.")),
        )
    return unmet(
        _("you administer no agreement of a customer"),
        remedy=say(
            _(
                "An administrator there can invite you; sign in with the address at which you are invited. A reseller "
                "finds its customers in its own console."
            )
        ),
    )
