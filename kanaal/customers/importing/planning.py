"""What importing a batch would change: the table beside the database. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kanaal.core.importing import Fault, Outcome
from kanaal.customers.importing.units import Customer
from kanaal.customers.keeping import ancestors, changes_of, given_of, identifiers_now
from kanaal.customers.models import Account
from kanaal.customers.queries import standing
from kanaal.customers.sound import Particulars, read
from kanaal.partners.models import Partner


@dataclass
class Plan:
    """A customer, its account (not saved yet when new), all that is said of it then, and what changes."""

    customer: Customer
    account: Account
    said: Particulars
    parent: Account | None
    new: bool
    outcome: Outcome
    changes: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class Known:
    """What the database has of a batch, in a handful of queries."""

    accounts: dict[str, Account] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)


def known_of(customers: Sequence[Customer], *, lock: bool) -> Known:
    """Everything that the customers of a batch may meet; `lock` holds the accounts until the transaction ends."""
    mine = {customer.external_id for customer in customers}
    wanted = mine | {customer.parent for customer in customers if customer.parent}
    found = Account.objects.filter(external_id__in=wanted).order_by("pk")
    found = found.prefetch_related("names", "domains", "identifiers", "parent")
    rows = list(found.select_for_update(of=("self",)) if lock else found)
    # Who merged the account has decided where its data belong: they go on there.
    went = {row.pk: standing(row) for row in rows if row.merged_into_id}
    known = Known({row.external_id: went.get(row.pk, row) for row in rows})
    known.partners = {
        partner.number: partner
        for partner in Partner.objects.filter(number__in={c.owner for c in customers if c.owner})
    }
    return known


def plan(customer: Customer, known: Known) -> Plan | Outcome:
    """The plan for one customer; an Outcome with faults when it can't be."""
    account, parent = known.accounts.get(customer.external_id), known.accounts.get(customer.parent)
    owner = known.partners.get(customer.owner)
    if customer.owner and owner is None:
        return _refused(customer, "owner", f"There is no partner {customer.owner}. Empty: all partners share it.")
    if account is not None:
        return _again(customer, account, parent)
    if missing := [key for key in ("name", "country") if not customer.given.get(key)]:
        faults = [Fault(customer.line, key, f"A new account needs this: fill in the {key}.") for key in missing]
        return Outcome(faults=faults)
    said, _faults = read(customer.given)
    made = Plan(
        customer, Account(external_id=customer.external_id, owner=owner), said, parent, True, _outcome(customer, said)
    )
    made.outcome.count("new accounts")
    _note_parent(made)
    return made


def _again(customer: Customer, account: Account, parent: Account | None) -> Plan | Outcome:
    """Names, domains and numbers are added to what there is; a new name leaves the old one as a former name."""
    now = given_of(account)
    given = now | {key: value for key, value in customer.given.items() if not isinstance(value, list)}
    for key, value in customer.given.items():
        if isinstance(value, list):
            given[key] = [*now[key], *value]
    if given["name"] != account.name:
        given["former_names"] = [*given["former_names"], account.name]
    said, faults = read(given, identifiers_now(account))
    if faults:
        return _refused(customer, "", str(faults[0].says))
    parent = parent if customer.parent and parent else account.parent
    if parent is not None and parent != account.parent and account.pk in (parent.pk, *ancestors(parent)):
        return _refused(customer, "parent", f"{customer.parent} belongs to this account itself.")
    made = Plan(customer, account, said, parent, False, _outcome(customer, said))
    made.changes = changes_of(account, said, parent)
    made.outcome.count("accounts changed" if made.changes else "accounts unchanged")
    made.outcome.fields += list(made.changes)
    _note_parent(made)
    return made


def _outcome(customer: Customer, said: Particulars) -> Outcome:
    return Outcome(f"{said.name} ({customer.external_id})")


def _refused(customer: Customer, column: str, says: str) -> Outcome:
    return Outcome(faults=[Fault(customer.line, column, says)])


def _note_parent(made: Plan) -> None:
    if made.customer.parent and made.parent is None:
        made.outcome.notes.append(
            "accounts belong to one that stands further down or is not there: import the file once more"
        )
