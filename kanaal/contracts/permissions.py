"""Who may do what with contracts and their orders (K1–K3): distribution and the desk, the reseller, the customer."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.contracts.knowing import known_of
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.policy import MODULE, ContractsPolicy
from kanaal.contracts.queries import administers, takes_orders_of
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Decision, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import name, say
from kanaal.distributors.models import Distributor
from kanaal.distributors.permissions import acts_for_a_distributor, for_another, takes_orders
from kanaal.distributors.queries import acts_for
from kanaal.partners.doors import no_contact
from kanaal.partners.models import Partner
from kanaal.partners.permissions import is_the_clock
from kanaal.partners.policy import Place
from kanaal.partners.queries import company_of, contact_of
from kanaal.partners.rooms import as_the_door_says, door_into
from kanaal.people.permissions import is_staff, staff_is
from kanaal.programme.lacking import lacking
from kanaal.programme.policies import policy

works: Condition[Any] = staff_is("manager", "agent")


def contracts_door(actor: Actor, partner: Partner) -> tuple[Place, Decision] | None:
    """The programme's place for contracts, and whether it is open to a contact; None when the programme has none."""
    return door_into(MODULE, actor, partner)


@condition
def uses_contracts(actor: Actor, subject: object) -> Finding:
    """Is the programme's place for contracts open to the contact? It says what that door says."""
    partner = subject if isinstance(subject, Partner) else company_of(actor)
    if partner is None:
        return no_contact(actor)
    found = contracts_door(actor, partner)
    if found is None:
        return lacking(_("this programme has no contracts"))
    return as_the_door_says(*found)


@condition
def distributes(actor: Actor, distributor: Distributor) -> Finding:
    """The distributor's own people for it; the desk for every one."""
    if actor.acts_as("staff"):
        return works.ask(actor, distributor)
    if acts_for(actor, distributor):
        return met(_("you act for %(distributor)s"), distributor=name(distributor.name))
    if (mine := acts_for_a_distributor.ask(actor, None)).met:
        return for_another()
    return mine


@condition
def entered_it(actor: Actor, order: ContractOrder) -> Finding:
    """The distributor that placed it, or the desk."""
    if actor.acts_as("staff"):
        return works.ask(actor, order)
    if acts_for(actor, order.distributor):
        return met(_("your company placed it"))
    return unmet(
        _("another distributor placed it"),
        remedy=say(_("Ask the helpdesk: it reaches whoever placed the order.")),
        link=reverse("new-case"),
        label=say(_("Ask the helpdesk")),
    )


@condition
def still_ordered(actor: Actor, order: ContractOrder) -> Finding:
    if order.state == "ordered":
        return met(_("it stands as it was ordered"))
    return unmet(
        _("it was cancelled on %(day)s"), day=order.cancelled_on, remedy=say(_("Enter the order anew, if it counts."))
    )


@condition
def in_time_to_correct(actor: Actor, order: ContractOrder) -> Finding:
    """A distributor mends its own slips for some days; later the desk looks at it, since others relied on it."""
    if actor.acts_as("staff"):
        return met(_("the desk may correct an order at any time"))
    days = policy(ContractsPolicy).correct_days
    passed = (clock.today() - clock.date_of(order.entered_at)).days
    if passed <= days:
        return met(_("it was entered %(passed)s days ago, of %(days)s at most"), passed=passed, days=days)
    return unmet(
        _("it was entered %(passed)s days ago; a distributor corrects for %(days)s"),
        passed=passed,
        days=days,
        remedy=say(_("Ask the helpdesk to correct it, with the order as it should be.")),
        link=reverse("new-case"),
        label=say(_("Ask the helpdesk")),
    )


@condition
def contract_is_live(actor: Actor, contract: Contract) -> Finding:
    if contract.is_live:
        return met(_("%(number)s is not closed"), number=name(contract.number))
    return unmet(
        _("%(number)s ended on %(day)s, and the time to renew it has passed"),
        number=name(contract.number),
        day=contract.ends,
        remedy=say(_("Open a new contract, with a first order; its points begin at nothing.")),
    )


@condition
def stands_by_it(actor: Actor, contract: Contract) -> Finding:
    """Whoever asks for its renewal: its reseller, its administrator, a distributor that takes its orders, the desk."""
    if actor.acts_as("staff"):
        return works.ask(actor, contract)
    if actor.acts_as("contract_administrator"):
        return administers_contract.ask(actor, contract)
    if actor.acts_as("distributor"):
        return takes_its_orders.ask(actor, contract)
    return sells_with_it.ask(actor, contract)


@condition
def administers_contract(actor: Actor, contract: Contract) -> Finding:
    if administers(actor, contract):
        return met(_("you administer %(number)s"), number=name(contract.number))
    return unmet(_("you don't administer %(number)s"), number=name(contract.number), remedy=say(_("Ask whoever does.")))


@condition
def sells_with_it(actor: Actor, contract: Contract) -> Finding:
    mine = contact_of(actor, contract.partner) if actor.acts_as("contact") else None
    if mine is not None and mine.active:
        return uses_contracts.ask(actor, contract.partner)
    return unmet(
        _("%(customer)s is not your customer"),
        customer=name(contract.name),
        remedy=say(_("Whoever sells with this contract does this.")),
    )


@condition
def takes_its_orders(actor: Actor, contract: Contract) -> Finding:
    """A distributor that has placed an order with it: so it sees the contract, and carries its renewal out."""
    if takes_orders_of(actor, contract):
        return met(_("your company takes its orders"))
    return unmet(
        _("your company has taken no order with this contract"),
        remedy=say(_("Enter an order with its number first.")),
    )


@condition
def in_time_to_renew(actor: Actor, contract: Contract) -> Finding:
    """K3: in the window of the programme, which goes on after the last day."""
    known = known_of(contract)
    found = known.renewal
    if known.renewed:
        return unmet(_("it is renewed already, until %(day)s"), day=contract.ends)
    if found.phase == "early":
        return unmet(
            _("it can be renewed from %(day)s on"), day=found.opens, remedy=say(_("Come back on that day, or later."))
        )
    if found.phase == "over":
        return unmet(
            _("it could be renewed until %(day)s"),
            day=found.closes,
            remedy=say(_("Open a new contract, with a first order; its points begin at nothing.")),
        )
    return met(_("it can be renewed until %(day)s"), day=found.closes)


@condition
def carries_renewals_out(actor: Actor, contract: Contract) -> Finding:
    """Whom the programme names; the desk can always."""
    if actor.acts_as("staff"):
        return works.ask(actor, contract)
    if policy(ContractsPolicy).renewed_by == "distributor":
        return takes_its_orders.ask(actor, contract)
    return unmet(
        _("the vendor's desk carries renewals out in this programme"),
        remedy=say(_("Ask for the renewal; the desk sees it in its list.")),
    )


@condition
def nobody_asked_yet(actor: Actor, contract: Contract) -> Finding:
    if contract.renewal_asked_at is None:
        return met(_("nobody has asked for it yet"))
    return unmet(
        _("it was asked for on %(at)s already, and waits"),
        at=contract.renewal_asked_at,
        remedy=say(_("You are told by mail when it is done.")),
    )


@condition
def links_addresses(actor: Actor, subject: object) -> Finding:
    """Whoever has come in with an address is noted with what that address already had."""
    if actor.signed_in or actor.kind == "clock":
        return met(_("the address was proved"))
    return unmet(_("nobody has proved the address"), remedy=say(_("Open the link in the mail that went to it.")))


enter_contracts = door(_("open the contracts"), uses_contracts)
enter_licence_orders = door(_("enter orders of licences"), acts_for_a_distributor)
see_contracts = door(_("see the contracts"), is_staff)
open_contract = permission(_("open a contract"), distributes, takes_orders)
enter_contract_order = permission(_("enter this order"), distributes, takes_orders)
correct_contract_order = permission(_("correct this order"), entered_it, still_ordered, in_time_to_correct)
cancel_contract_order = permission(_("cancel this order"), entered_it, still_ordered)
add_affiliate = permission(_("add an affiliate"), contract_is_live, stands_by_it)
end_affiliate = permission(_("end an affiliate's ordering"), contract_is_live, stands_by_it)
ask_contract_renewal = permission(
    _("ask for this contract's renewal"), contract_is_live, stands_by_it, in_time_to_renew, nobody_asked_yet
)
renew_contract = permission(_("renew this contract"), contract_is_live, carries_renewals_out, in_time_to_renew)
close_contract = permission(_("close this contract"), is_the_clock)
change_contract_administrator = permission(_("change a contract's administrator"), works)
change_contract_payment = permission(_("change how a contract is paid"), works)
ask_for_contract_administrator = permission(_("ask for another administrator of a contract"), uses_contracts)
ask_for_own_contract = permission(_("ask for a change of your contract"), contract_is_live, administers_contract)
ask_for_contract_payment = permission(_("ask for another way of paying"), uses_contracts)
link_contract_address = permission(_("note who has an address"), links_addresses)
