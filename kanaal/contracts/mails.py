"""Mails about contracts: to the customer's administrator, the reseller, the distributor; each in their language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kanaal.contracts.knowing import known_of, payment_name
from kanaal.contracts.models import Contract, ContractAdministrator, ContractOrder
from kanaal.contracts.policy import ContractsPolicy
from kanaal.contracts.queries import administrator_of
from kanaal.contracts.rules.terms import Renewal
from kanaal.core import formats, outbox
from kanaal.core.links import absolute
from kanaal.distributors.models import Distributor
from kanaal.distributors.queries import users_to_tell
from kanaal.partners.models import Partner
from kanaal.partners.queries import primary_of
from kanaal.people.models import Person
from kanaal.programme.policies import policy


@dataclass(frozen=True)
class Reader:
    """Whom a mail is for. Somebody without an ID yet is written to in the contract's language."""

    email: str
    name: str
    language: str
    person_id: int | None = None


def contract_opened(contract: Contract) -> None:
    """To the administrator and the reseller: what it is, how long it runs, how it stands."""
    _to_both("contract_opened", contract, **_standing(contract))


def contract_level_reached(contract: Contract) -> None:
    """All later orders are priced at it."""
    _to_both("contract_level_reached", contract, **_standing(contract))


def contract_order_entered(order: ContractOrder) -> None:
    """To whoever ordered: with the ID of that address they find it on the licensing website (K4)."""
    _to_buyer("contract_order_entered", order)


def contract_order_cancelled(order: ContractOrder) -> None:
    _to_buyer("contract_order_cancelled", order, day=order.cancelled_on, why=order.cancelled_why)


def contract_renewal_asked(contract: Contract) -> None:
    """To the distributor, where it is the one that carries renewals out; the desk has it in its list."""
    if policy(ContractsPolicy).renewed_by != "distributor":
        return
    last = contract.orders.order_by("-pk").select_related("distributor").first()
    if last is not None:
        _post("contract_renewal_asked", _people_of(last.distributor), contract, until=known_of(contract).renewal.closes)


def contract_renewed(contract: Contract, found: Renewal, asker: Person | None) -> None:
    """To everybody concerned: from when to when, at which level, and what counts already."""
    known = known_of(contract)
    also = [_person(asker)] if asker is not None else []
    values: dict[str, Any] = {"starts": found.starts, "ends": found.ends, "level": known.level(found.level)}
    values |= {"has_level": bool(found.level), "gap_points": found.gap_points}
    _post("contract_renewed", [*_both(contract), *also], contract, **values)


def contract_closed(contract: Contract) -> None:
    _to_both("contract_closed", contract, ends=contract.ends)


def contract_administrator_changed(
    contract: Contract, new: ContractAdministrator, was: ContractAdministrator | None
) -> None:
    """To the new one, the old one, and the reseller (K1)."""
    told = [
        _administrator(contract, new),
        *([_administrator(contract, was)] if was else []),
        *_reseller(contract.partner),
    ]
    values = {"new": str(new), "new_email": new.email, "was": was.email if was else ""}
    _post("contract_administrator_changed", told, contract, **values)


def contract_payment_changed(contract: Contract, before: str) -> None:
    """To the administrator and the reseller: from now on, and what stays as it was (K2)."""
    _to_both("contract_payment_changed", contract, before=payment_name(before), after=payment_name(contract.payment))


# --- whom


def _to_both(mail: str, contract: Contract, **values: Any) -> None:
    _post(mail, _both(contract), contract, **values)


def _both(contract: Contract) -> list[Reader]:
    now = administrator_of(contract)
    return [*([_administrator(contract, now)] if now else []), *_reseller(contract.partner)]


def _administrator(contract: Contract, row: ContractAdministrator) -> Reader:
    if row.person is not None and row.person.erased_at is None:
        return _person(row.person)
    return Reader(row.email, row.name, contract.language)


def _reseller(partner: Partner) -> list[Reader]:
    primary = primary_of(partner)
    if primary is None:
        return []
    person = primary.person
    return [Reader(primary.email, str(primary), person.language if person else partner.language, primary.person_id)]


def _people_of(distributor: Distributor) -> list[Reader]:
    return [_person(user.person) for user in users_to_tell(distributor) if user.person is not None]


def _person(person: Person) -> Reader:
    return Reader(person.email, str(person), person.language, person.pk)


def _to_buyer(mail: str, order: ContractOrder, **values: Any) -> None:
    person = order.ordered_by_person
    reader = _person(person) if person else Reader(order.ordered_by, "", order.partner.language)
    outbox.post(
        mail,
        to=reader.email,
        language=reader.language,
        person_id=reader.person_id,
        context={
            "name": reader.name,
            "customer": order.account.name,
            "number": order.number,
            "reference": order.po_number or order.distributor_number,
            "distributor": order.distributor.name,
            "reseller": order.partner.name,
            "address": order.ordered_by,
            **values,
        },
    )


def _standing(contract: Contract) -> dict[str, Any]:
    known = known_of(contract)
    stands = known.standing
    return {
        "points": formats.number(stands.points),
        "has_level": bool(stands.level),
        "level": known.level(stands.level),
        "has_next": bool(stands.next_level),
        "next_level": known.level(stands.next_level),
        "missing": stands.missing,
        "ends": contract.ends,
    }


def _post(mail: str, readers: Iterable[Reader], contract: Contract, **values: Any) -> None:
    """Once to each address."""
    for reader in {one.email: one for one in readers}.values():
        outbox.post(
            mail,
            to=reader.email,
            language=reader.language,
            person_id=reader.person_id,
            context={
                "name": reader.name,
                "kind": policy(ContractsPolicy).name,
                "number": contract.number,
                "customer": contract.name,
                "reseller": contract.partner.name,
                "contract_url": absolute("contract", contract.number),
                **values,
            },
        )
