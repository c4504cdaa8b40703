"""What people type to say whom they mean: numbers of customers, resellers, contracts. Each no says what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.contracts.models import Contract
from kanaal.contracts.queries import contract_called
from kanaal.core import clock
from kanaal.core.numbers import is_well_formed
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers.models import Account
from kanaal.customers.queries import standing
from kanaal.partners.models import Partner
from kanaal.partners.policy import MembershipPolicy
from kanaal.programme.policies import policy


class CustomerUnknown(Refusal):
    status = 422
    field = "account"

    def __init__(self, number: str) -> None:
        super().__init__(
            say(_("No customer has the number %(number)s."), number=name(number[:24])),
            remedy=say(_("Copy it from the customer's record. Is there none yet, the reseller makes it first.")),
        )


class ResellerUnknown(Refusal):
    status = 422
    field = "partner"

    def __init__(self, number: str) -> None:
        super().__init__(
            say(_("No partner has the membership ID %(number)s."), number=name(number[:24])),
            remedy=say(_("Ask the reseller for it: it stands on its first page of the portal.")),
        )


class ResellerOver(Refusal):
    field = "partner"

    def __init__(self, partner: Partner) -> None:
        super().__init__(
            say(_("The membership of %(partner)s is not in force."), partner=name(partner.name)),
            remedy=say(_("Ask the reseller to renew it; then enter the order.")),
        )


class ContractUnknown(Refusal):
    status = 422
    field = "contract"

    def __init__(self, number: str) -> None:
        typo = not is_well_formed(number)
        says = _("A digit of %(number)s is wrong or missing.") if typo else _("No contract has the number %(number)s.")
        super().__init__(
            say(says, number=name(number[:24])),
            remedy=say(_("Copy it from the contract. Leave it empty for an order without a contract.")),
        )


def sound_account(number: str) -> Account:
    """The customer with a number; of one that was merged, the one in which it goes on."""
    found = Account.objects.select_related("merged_into").filter(number=number.strip().upper()).first()
    if found is None:
        raise CustomerUnknown(number)
    return standing(found)


def sound_partner(number: str) -> Partner:
    """The reseller with a membership ID, if its membership is in force."""
    found = Partner.objects.filter(number=number.strip().upper()).first()
    if found is None:
        raise ResellerUnknown(number)
    if not found.in_force_on(clock.today(), policy(MembershipPolicy).window_after_days):
        raise ResellerOver(found)
    return found


def sound_contract(number: str) -> Contract:
    found = contract_called(number, Contract.objects.select_related("account", "partner"))
    if found is None:
        raise ContractUnknown(number)
    return found
