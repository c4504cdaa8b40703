"""The doors of the partner portal: who comes in, and what everybody else is told (P7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor, Role
from kanaal.core.decisions import Decision, Finding, NotAllowed, met, unmet
from kanaal.core.texts import name, say
from kanaal.partners import permissions
from kanaal.partners.models import Partner
from kanaal.partners.queries import former_contact_of, open_invitations_for, remember_contact
from kanaal.people.roles import roles_of

View = Callable[..., HttpResponse]


def contact_page(view: View) -> View:
    """A page for contacts of a partner. Sets `request.partner`; strangers sign in first, others read why not."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        actor: Actor = request.actor
        if not actor.signed_in:
            return redirect_to_login(request.get_full_path())
        if not actor.acts_as("contact"):
            raise NotAllowed(explain_no_contact(actor, request))
        request.partner = remember_contact(request.subject)
        permissions.enter_portal.check(actor, request.partner)
        return view(request, *args, **kwargs)

    return guarded


def partner_of(request: HttpRequest) -> Partner:
    """The partner in whose portal this request stands (set by `contact_page`)."""
    partner: Partner = request.partner  # type: ignore[attr-defined]
    return partner


def explain_no_contact(actor: Actor, request: Any) -> Decision:
    """P7: signed in, but not as anybody's contact. Says with which address, and what to do; never 'access denied'."""
    findings = [met(_("you are signed in as %(email)s"), email=name(actor.email)), no_contact(actor, request.roles)]
    return Decision("partners.enter_portal", say(permissions.enter_portal.does), tuple(findings))


def no_contact(actor: Actor, roles: Iterable[Role] | None = None) -> Finding:
    """Why somebody does not act for a partner, and what lets them: the same words wherever it matters. `roles` are
    theirs, where they are in hand.
    """
    mine = list(roles_of(actor.person_id) if roles is None and actor.person_id else roles or ())
    if any(role.kind == "contact" for role in mine):
        return unmet(
            _("you act in another role now"),
            remedy=say(_("Switch to your role as contact of a partner, at the top of the page.")),
        )
    if actor.seen_by is None and open_invitations_for(actor.email).exists():
        return unmet(
            _("you have been invited, and have not accepted yet"),
            remedy=say(_("Look at your invitation and accept it.")),
            link=reverse("my-invitations"),
            label=say(_("See your invitation")),
        )
    if (left := former_contact_of(actor.person_id)) is not None:
        return unmet(
            _("you were a contact of %(partner)s until %(day)s"),
            partner=name(left.partner.name),
            day=left.left_on,
            remedy=say(_("Your access ended then. If that is wrong, ask the primary contact there to invite you.")),
            link=reverse("lost-invitation"),
            label=say(_("Send my invitation again")),
        )
    if actor.role is not None and actor.role.kind != "staff":
        return _acts_for_another(actor.role)
    return unmet(
        _("no partner has registered this address for a contact"),
        remedy=say(
            _(
                "Sign in with the address at which you were invited. Not invited yet? Ask your company's primary "
                "contact, or enrol your company. Look for the invitation among spam, too; it can be sent again."
            )
        ),
        link=reverse("lost-invitation"),
        label=say(_("Send my invitation again")),
    )


def _acts_for_another(role: Role) -> Finding:
    """Somebody who administers a customer's licences, or acts for a distributor, has come to a partner's door."""
    return unmet(
        _("you act for %(company)s here, and this is for contacts of a partner"),
        company=name(role.label),
        remedy=say(
            _(
                "Do you work for a partner, too? Sign in with the address at which you were invited there. A lost "
                "invitation can be sent again."
            )
        ),
        link=reverse("lost-invitation"),
        label=say(_("Send my invitation again")),
    )
