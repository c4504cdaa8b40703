"""The doors of the contracts' pages: the reseller's list, and a contract that several may see, each from their side."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext_noop as _

from kanaal.contracts import permissions
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.queries import (
    contract_called,
    contracts_seen_by,
    orders_seen_by,
    remember_administration,
    remember_taker,
    with_people,
)
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, Finding, NotAllowed, met, unmet
from kanaal.core.texts import name, say
from kanaal.distributors.models import Distributor
from kanaal.distributors.queries import remember_user
from kanaal.partners.doors import contact_page, partner_of
from kanaal.people.roles import staff_kind

View = Callable[..., HttpResponseBase]
SEES = frozenset(("staff", "contact", "distributor", "contract_administrator"))


def contracts_page(view: View) -> Any:
    """For contacts to whom the programme opens its place for contracts; sets `request.partner`. Others read why not."""

    @contact_page
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        _through_the_door(request)
        return view(request, *args, **kwargs)

    return guarded


def administrators_page(view: View) -> Any:
    """For whoever administers a contract at the customer; `request.subject` is their row."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        if not request.actor.acts_as("contract_administrator"):
            raise NotAllowed(explain_no_contract(request))
        return view(request, *args, **kwargs)

    return guarded


def distributors_page(view: View) -> Any:
    """For people of a distributor; sets `request.distributor`. Strangers sign in first, others read why not."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        known = remember_user(request.subject) if request.actor.acts_as("distributor") else None
        permissions.enter_licence_orders.check(request.actor, known)
        request.distributor = known
        return view(request, *args, **kwargs)

    return guarded


def seen_page(view: View) -> Any:
    """A page that several kinds of people see, each what is theirs: staff, reseller, distributor, administrator."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        actor: Actor = request.actor
        if not actor.signed_in:
            return redirect_to_login(request.get_full_path())
        if actor.role is None or actor.role.kind not in SEES:
            raise NotAllowed(explain_no_contract(request))
        if actor.acts_as("contact"):
            return contracts_page(view)(request, *args, **kwargs)
        if actor.acts_as("distributor"):
            return distributors_page(view)(request, *args, **kwargs)
        return view(request, *args, **kwargs)

    return guarded


def contract_in(request: Any, number: str) -> Contract:
    """The contract with a number, if whoever asks may see it."""
    if request.actor.acts_as("contract_administrator"):
        return _own_contract(request, number)
    found = contract_called(number, with_people(contracts_seen_by(request.actor)))
    if found is None:
        raise Http404
    if (partner := getattr(request, "partner", None)) is not None and partner.pk == found.partner_id:
        found.partner = partner  # who asks stands in it already
    if (mine := getattr(request, "distributor", None)) is not None:
        remember_taker(found, mine)
    return found


def _own_contract(request: Any, number: str) -> Contract:
    """The one that they administer, which was loaded with their role."""
    row = request.subject
    if row.contract.number != number.strip().upper():
        raise Http404
    remember_administration(row)
    contract: Contract = row.contract
    return contract


def order_in(request: Any, number: str) -> ContractOrder:
    found = orders_seen_by(request.actor).filter(number=number.strip().upper()).first()
    if found is None:
        raise Http404
    if (mine := getattr(request, "distributor", None)) is not None:
        found.distributor = mine
    return found


def distributor_of(request: Any) -> Distributor:
    """For whom this request acts (set by `distributors_page`)."""
    found: Distributor = request.distributor
    return found


def explain_no_contract(request: Any) -> Decision:
    """Signed in, but nobody's administrator here. Says with which address, and what to do."""
    findings = (met(_("you are signed in as %(email)s"), email=name(request.actor.email)), _why_not(request))
    return Decision("contracts.see_contract", say(_("see a contract")), findings)


def _why_not(request: Any) -> Finding:
    if any(role.kind in SEES for role in request.roles):
        return unmet(
            _("you act in another role now"),
            remedy=say(_("Switch to the role in which you have to do with the contract, at the top of the page.")),
        )
    return unmet(
        _("you administer no contract with this address"),
        remedy=say(
            _("Sign in with the address that the contract has. If its owner has left, the reseller asks for a change.")
        ),
    )


def _through_the_door(request: Any) -> None:
    found = permissions.contracts_door(request.actor, partner_of(request))
    if found is None:
        raise Http404
    if not found[1].allowed:
        raise NotAllowed(found[1])


def is_desk(actor: Actor) -> bool:
    return bool(staff_kind(actor))
