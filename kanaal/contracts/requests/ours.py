"""The contract that a request is about, who must authorise it, and who is told (K1, K2)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from kanaal.contracts.models import Contract
from kanaal.contracts.queries import administration_of, administrator_of, contract_of_partner, owner_of
from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers import authorising
from kanaal.customers.authorising import HasChanged, Present
from kanaal.helpdesk.kinds import Authoriser, Values


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
    members = contract.members.filter(until=None).select_related("account")
    person = now.person or owner_of(now.email)
    return Present(
        about=contract,
        email=person.email if person else now.email,
        name=str(now),
        language=person.language if person else contract.language,
        person=person,
        accounts=tuple(one.account for one in members),
    )


def mine(actor: Actor) -> Contract | None:
    now = administration_of(actor)
    return now.contract if now else None


def contract_with_id(pk: int) -> Contract:
    return Contract.objects.select_related("account", "partner").get(pk=pk)


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
