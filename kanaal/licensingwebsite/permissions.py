"""Who sees and does what on the licensing website: the ID with which something was ordered, and nobody else (K4)."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.contracts.models import ContractOrder
from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.distributors.permissions import acts_for_a_distributor
from kanaal.licensingwebsite import queries
from kanaal.licensingwebsite.models import Serial
from kanaal.people.permissions import is_signed_in, is_staff, staff_is

works: Condition[Any] = staff_is("manager", "agent")


@condition
def addresses_are_proved(actor: Actor, subject: object) -> Finding:
    """Has the ID an address that nobody has shown to read? What was ordered with it is not seen until then."""
    if actor.person_id is None:
        return unmet(_("no ID is signed in whose addresses could be looked at"))
    if EmailAddress.objects.filter(user_id=actor.person_id, verified=False).exists():
        return unmet(
            _("an address of your ID is not confirmed, and what was ordered with it is not shown until it is"),
            remedy=say(_("Open your addresses, have the mail sent again, and follow its link.")),
            link=reverse_lazy("account_email"),
            label=say(_("Confirm your address")),
        )
    return met(_("every address of your ID is confirmed"))


@condition
def has_orders(actor: Actor, subject: object) -> Finding:
    if queries.orders_seen_by(actor).exists():
        return met(_("something was ordered with your ID"))
    return unmet(
        _("nothing was ordered with the ID with which you are signed in"),
        remedy=say(_("Perhaps it was another address or a colleague, or the distributor has not entered it yet.")),
        link=reverse_lazy("licences-help"),
        label=say(_("Find out what is wrong")),
    )


@condition
def ordered_with_my_id(actor: Actor, order: ContractOrder) -> Finding:
    if queries.is_ordered_by(actor.person_id, order):
        return met(_("it was ordered with your ID"))
    return unmet(
        _("it was not ordered with your ID"),
        remedy=say(_("Sign in with the ID with which it was ordered.")),
        link=reverse_lazy("licences-help"),
        label=say(_("Find out what is wrong")),
    )


@condition
def still_ordered(actor: Actor, order: ContractOrder) -> Finding:
    if order.state == "ordered":
        return met(_("the order counts"))
    return unmet(_("the order is cancelled"), remedy=say(_("Ask your reseller why it went back.")))


@condition
def counts_for_my_order(actor: Actor, serial: Serial) -> Finding:
    """Is the serial number one of an order of one's own, and not withdrawn? Another may have taken its place."""
    if serial.order is None:
        return unmet(_("it was given to nobody yet"))
    if serial.state == "revoked":
        return _withdrawn(serial, serial.order)
    return ordered_with_my_id.ask(actor, serial.order)


def _withdrawn(serial: Serial, order: ContractOrder) -> Finding:
    if queries.place_is_taken(serial):
        return unmet(
            _("this serial number was withdrawn"),
            remedy=say(_("Look at the order: the one that takes its place stands there.")),
            link=reverse("licences-order", args=[order.number]),
            label=say(_("Look at the order")),
        )
    return unmet(
        _("this serial number was withdrawn, and none takes its place"),
        remedy=say(_("Ask your reseller or the helpdesk.")),
        link=reverse_lazy("new-case"),
        label=say(_("Ask the helpdesk")),
    )


@condition
def desk_or_distributor(actor: Actor, subject: object) -> Finding:
    if actor.acts_as("distributor"):
        return acts_for_a_distributor.ask(actor, subject)
    return works.ask(actor, subject)


@condition
def is_the_house(actor: Actor, subject: object) -> Finding:
    """Part of what brought it about (an order, a file); nobody does it alone."""
    if actor.signed_in or actor.kind in ("clock", "client"):
        return met(_("it follows from what happened to the order"))
    return unmet(_("it happens by itself, when an order comes or goes"))


enter_licences = door(_("see your orders on the licensing website"), is_signed_in, addresses_are_proved, has_orders)
see_order = door(_("see this order"), is_signed_in, ordered_with_my_id)
show_order_serial = permission(_("see this serial number"), counts_for_my_order)
issue_licence_certificate = permission(_("make a certificate of licence"), ordered_with_my_id, still_ordered)
ask_to_move_order = permission(_("ask for an order to be moved to your ID"), is_signed_in)
move_order = permission(_("move an order to another ID"), works)
load_order_serials = permission(_("load serial numbers for orders"), desk_or_distributor)
serve_order = permission(_("give an order its serial numbers"), is_the_house)
end_order_licences = permission(_("withdraw the serial numbers of a cancelled order"), is_the_house)
revoke_order_serial = permission(_("withdraw this serial number"), works)
replace_order_serial = permission(_("replace this serial number"), works)
see_pools = door(_("see the pools of serial numbers and the orders that wait"), is_staff)
send_serials = door(_("send serial numbers"), acts_for_a_distributor)
