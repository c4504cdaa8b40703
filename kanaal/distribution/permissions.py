"""Who may do what with orders and returns: the distributor that was asked, and the vendor's desk (V6)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.distribution.models import Discrepancy
from kanaal.distributors.permissions import acts_for_a_distributor
from kanaal.distributors.queries import acts_for
from kanaal.licensing.conditions import is_its_distributor, of_its_order
from kanaal.licensing.models import Order, Return
from kanaal.people.permissions import is_staff, staff_is

works: Condition[Any] = staff_is("manager", "agent")
credits: Condition[Any] = staff_is("manager", "agent", "finance")


@condition
def waits_for_an_answer(actor: Actor, order: Order) -> Finding:
    if order.state == "asked":
        return met(_("it waits for an answer"))
    return unmet(
        _("the order is %(state)s"),
        state=order.state_label,
        remedy=say(_("Look at it as it is now: a colleague or the reseller may have been first.")),
    )


order_is_its_distributors = of_its_order(is_its_distributor)


def return_is(*states: str) -> Condition[Return]:
    """Is it in one of these states? Says in which it is."""

    def ask(actor: Actor, asked: Return) -> Finding:
        if asked.state in states:
            return met(_("the return is: %(state)s"), state=asked.state_label)
        return unmet(
            _("the return is: %(state)s"),
            state=asked.state_label,
            remedy=say(_("Look at it as it is now: somebody else may have been first.")),
        )

    return Condition("return_is_" + "_or_".join(states), ask)


@condition
def whose_turn_it_is(actor: Actor, asked: Return) -> Finding:
    """The distributor refuses what it was asked for; the vendor what was requested of it."""
    if asked.state == "asked":
        return order_is_its_distributors.ask(actor, asked)
    return works.ask(actor, asked)


@condition
def is_our_file(actor: Actor, upload: Any) -> Finding:
    if acts_for(actor, upload.distributor):
        return met(_("your company sent it"))
    return unmet(
        _("another company sent it"),
        remedy=say(_("Look among your own files.")),
        link=reverse("distribution-files"),
        label=say(_("Your files")),
    )


enter_distribution = door(_("open the distributors' pages"), acts_for_a_distributor)


@condition
def waits_for_the_desk(actor: Actor, one: Discrepancy) -> Finding:
    if one.asked_at is None:
        return met(_("nobody was asked about it yet"))
    return unmet(
        _("it was seen to on %(day)s"),
        day=formats.date(one.asked_at.date(), "medium"),
        remedy=say(_("It comes back by itself when a newer stock report says the same again.")),
    )


see_returns = door(_("see the returns"), is_staff)
confirm_order = permission(_("confirm this order"), is_its_distributor, waits_for_an_answer)
refuse_lines = permission(_("refuse this order"), is_its_distributor, waits_for_an_answer)
request_return = permission(_("request this return of the vendor"), order_is_its_distributors, return_is("asked"))
authorise_return = permission(_("authorise this return"), works, return_is("requested"))
refuse_return = permission(_("refuse this return"), return_is("asked", "requested"), whose_turn_it_is)
credit_return = permission(_("credit this return"), credits, return_is("authorised"))
pass_on_credit = permission(_("credit the reseller"), order_is_its_distributors, return_is("credited"))
see_differences = door(_("see the differences of stock reports"), is_staff)
ask_about_difference = permission(_("ask about this difference"), works, waits_for_the_desk)
take_in_file = permission(_("send a file"), acts_for_a_distributor)
carry_out_file = permission(_("carry out this file"), is_our_file)
drop_file = permission(_("drop this file"), is_our_file)
