"""The contract that a request is about, who must authorise it, and who is told (K1, K2)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from kanaal.contracts.models import Contract
from kanaal.contracts.queries import (
    administration_of,
    administrator_of,
    contract_called,
    contract_of_partner,
    in_hand,
    owner_of,
    with_administrator,
)
from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers import authorising
from kanaal.customers.authorising import HasChanged, Present
from kanaal.customers.models import Account
from kanaal.helpdesk.kinds import Authoriser, Values
from kanaal.helpdesk.models import Request
from kanaal.partners.models import Partner
from kanaal.partners.queries import partner_called


class NotYourContract(Refusal):
    status = 422
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(gettext_noop("You have no customer with a contract of this number.")),
            remedy=say(gettext_noop("Look the contract up in your list, and begin from its page.")),
        )


def contract_for(subject: Any, values: Values) -> Contract:
    """The contract that is meant: the administrator's own, or one of the reseller's. Raises NotYourContract."""
    if isinstance(subject, Contract):
        return subject
    known: dict[str, Contract | None] = subject.__dict__.setdefault("_contracts_meant", {})
    number = str(values.get("number") or "").strip().upper()
    if number not in known:
        known[number] = contract_of_partner(subject, number)
    found = known[number]
    if found is None or not found.is_live:
        raise NotYourContract
    return found


def partner_with_contract(request: Request) -> Partner:
    """The reseller, and with it in one question the contract that is meant and who administers it."""
    number = same_as(request.values)
    found = contract_called(number, _in_full(Contract.objects.filter(partner=request.about_id)))
    contract = in_hand(found) if found else None
    partner = contract.partner if contract else partner_called(request.about_id)
    partner.__dict__["_contracts_meant"] = {number: contract}
    return partner


def present_of(contract: Contract) -> Present | None:
    """Who administers it now, and which companies' domains a colleague may have: those that order with it."""
    known = contract.__dict__
    if "_present" not in known:
        known["_present"] = _present(contract)
    found: Present | None = known["_present"]
    return found


def _present(contract: Contract) -> Present | None:
    now = administrator_of(contract)
    if now is None:
        return None
    person = now.person or owner_of(now.email)
    return Present(
        about=contract,
        email=person.email if person else now.email,
        name=str(now),
        language=person.language if person else contract.language,
        person=person,
        accounts=Account.objects.filter(pk__in=contract.members.filter(until=None).values("account")),
    )


def mine(actor: Actor) -> Contract | None:
    now = administration_of(actor)
    return now.contract if now else None


def contract_with_id(pk: int) -> Contract:
    return in_hand(_in_full(Contract.objects.all()).get(pk=pk))


def _in_full(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """With whatever the page of a request shows of a contract and who administers it."""
    return with_administrator(contracts).annotate(is_masqueraded=authorising.masqueraded(Contract))


def complete(subject: Any, values: Values, by: Actor) -> Values:
    """Who administers it at this moment: a change until the decision is noticed."""
    now = administrator_of(contract_for(subject, values))
    return {**values, "from": now.pk if now else None}


def check_authority(subject: Any, values: Values, kind: str) -> Contract:
    contract = contract_for(subject, values)
    now = administrator_of(contract)
    if (now.pk if now else None) != values["from"]:
        raise HasChanged
    authorising.check_authoriser(present_of(contract), values, kind)
    return contract


def authoriser(subject: Any, values: Values) -> Authoriser | None:
    contract = contract_for(subject, values)
    why = say(
        gettext_noop("You are asked because you administer the contract %(number)s."), number=name(contract.number)
    )
    return authorising.authoriser_of(present_of(contract), values, why, contract.number)


def objector(subject: Any, values: Values) -> Authoriser | None:
    contract = contract_for(subject, values)
    return authorising.objector_of(present_of(contract), values, contract.number)


def same_as(values: Values) -> str:
    return str(values.get("number") or "").strip().upper()


def number_of(subject: Any, values: Values) -> str:
    return subject.number if isinstance(subject, Contract) else same_as(values)


def region_of(subject: Any) -> str:
    return str(subject.region)
