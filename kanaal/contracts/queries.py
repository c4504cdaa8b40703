"""Questions about contracts and their orders. Whoever may not know that one exists gets an empty answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from kanaal.contracts.models import Contract, ContractAdministrator, ContractOrder, Member
from kanaal.contracts.policy import ContractsPolicy
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.core.numbers import order_key
from kanaal.distributors import queries as distributors
from kanaal.distributors.models import Distributor
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import partners_seen_by
from kanaal.people.models import Person, normal_address
from kanaal.people.roles import staff_kind
from kanaal.programme import releases
from kanaal.programme.policies import policy


def has_contracts() -> bool:
    """Does the programme make any?"""
    return releases.exists() and releases.current().pack.has(ContractsPolicy)


def contracts_seen_by(actor: Actor) -> QuerySet[Contract]:
    """Staff see all; a partner those of its customers; a distributor those on which it has orders; an administrator
    the one that they administer.
    """
    everything = Contract.objects.select_related("account", "partner")
    if staff_kind(actor):
        return everything
    if actor.acts_as("contact") and actor.person_id is not None:
        return everything.filter(partner__in=partners_seen_by(actor))
    if actor.acts_as("distributor"):
        orders = ContractOrder.objects.filter(distributor__in=distributors.mine(actor))
        return everything.filter(pk__in=orders.values("contract"))
    if (mine := administration_of(actor)) is not None:
        return everything.filter(pk=mine.contract_id)
    return everything.none()


def orders_seen_by(actor: Actor) -> QuerySet[ContractOrder]:
    """Staff see all, a distributor what it entered, a partner what went through it, an administrator what was ordered
    with the contract. What somebody ordered with their own ID: `licensingwebsite`.
    """
    everything = ContractOrder.objects.select_related("contract", "account", "partner", "distributor")
    if staff_kind(actor):
        return everything
    if actor.acts_as("distributor"):
        return everything.filter(distributor__in=distributors.mine(actor))
    if actor.acts_as("contact") and actor.person_id is not None:
        return everything.filter(partner__in=partners_seen_by(actor))
    if (mine := administration_of(actor)) is not None:
        return everything.filter(contract=mine.contract_id)
    return everything.none()


def contract_called(number: str, among: QuerySet[Contract] | None = None) -> Contract | None:
    found = Contract.objects.all() if among is None else among
    return found.filter(number=number.strip().upper()).first()


def contract_of_partner(partner: Partner, number: str) -> Contract | None:
    found = Contract.objects.filter(partner=partner).select_related("account", "partner")
    return contract_called(number, found)


# --- who administers it


def with_administrator(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Each with who administers it now, for `in_hand`; not to be locked, since there may be nobody."""
    now = FilteredRelation("administrators", condition=Q(administrators__until=None))
    related = ("account", "partner", "administrator_now__person")
    return contracts.annotate(administrator_now=now).select_related(*related)


def in_hand(contract: Contract) -> Contract:
    """One of `with_administrator`: nobody need ask again who administers it."""
    contract.__dict__["_administrator"] = getattr(contract, "administrator_now", None)
    return contract


def administration_of(actor: Actor) -> ContractAdministrator | None:
    """The actor's own row, if they act as a contract's administrator now."""
    if not actor.acts_as("contract_administrator") or actor.role is None or actor.person_id is None:
        return None
    rows = administered_by(actor.person_id).filter(pk=actor.role.id)
    return rows.select_related("contract__account", "contract__partner").first()


def administered_by(person_id: int) -> QuerySet[ContractAdministrator]:
    """What a person administers: by their ID, or, where nobody has come in yet, by an address they have proved."""
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True).values("email")
    mine = Q(person_id=person_id) | Q(person=None, email__in=proved)
    return ContractAdministrator.objects.filter(mine, until=None)


def administrator_of(contract: Contract) -> ContractAdministrator | None:
    """Who administers it now; asked once for each contract in hand."""
    known = contract.__dict__
    if "_administrator" not in known:
        rows = contract.administrators.filter(until=None).select_related("person")
        known["_administrator"] = rows.first()
    found: ContractAdministrator | None = known["_administrator"]
    return found


def owner_of(email: str) -> Person | None:
    """The person who has proved an address to be theirs."""
    proved = EmailAddress.objects.filter(email__iexact=normal_address(email), verified=True, user__erased_at=None)
    return Person.objects.filter(pk=Subquery(proved.order_by("pk").values("user_id")[:1])).first()


def remember_administration(row: ContractAdministrator) -> None:
    """Who acts was loaded with their role: pages need not ask again who administers it."""
    known = row.contract.__dict__
    known["_administrator"] = known["_administration"] = row
    known |= {"admin_name": str(row), "admin_email": row.email}
    known |= {key: row.__dict__.get(key) for key in ("reseller_name", "reseller_email")}


def remember_taker(contract: Contract, distributor: Distributor) -> None:
    """This distributor was found to have orders with the contract (`contracts_seen_by`)."""
    contract.__dict__["_taken_by"] = distributor


def administers(actor: Actor, contract: Contract) -> bool:
    row = contract.__dict__.get("_administration")
    if isinstance(row, ContractAdministrator) and row.until is None and actor.acts_as("contract_administrator"):
        return actor.role is not None and actor.role.id == row.pk
    mine = administration_of(actor)
    return mine is not None and mine.contract_id == contract.pk


def takes_orders_of(actor: Actor, contract: Contract) -> bool:
    """Does the actor's distributor have orders with it?"""
    known = contract.__dict__.get("_taken_by")
    if isinstance(known, Distributor):
        return distributors.acts_for(actor, known)
    return ContractOrder.objects.filter(contract=contract, distributor__in=distributors.mine(actor)).exists()


def reseller_contact(path: str) -> dict[str, Subquery]:
    """Name and address of the primary contact of the partner at a path."""
    primary = Contact.objects.filter(partner=OuterRef(path), kind="primary", active=True)
    return {f"reseller_{key}": Subquery(primary.values(key)[:1]) for key in ("name", "email")}


def with_people(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """With the primary contact of the reseller, and its administrator: whom to call, without another question."""
    now = ContractAdministrator.objects.filter(contract=OuterRef("pk"), until=None)
    return contracts.annotate(
        **reseller_contact("partner"),
        admin_name=Subquery(now.values("name")[:1]),
        admin_email=Subquery(now.values("email")[:1]),
    )


# --- members, orders


def members_of(contract: Contract) -> QuerySet[Member]:
    """The signatory first, then its affiliates; those that left last."""
    found = contract.members.select_related("account")
    return found.order_by(F("until").asc(nulls_first=True), "affiliate", "account__name", "pk")


def member_on(contract: Contract, account_id: int, day: Any) -> Member | None:
    """The membership by which a company could order on a day."""
    rows = contract.members.filter(account=account_id, since__lte=day)
    return rows.filter(Q(until=None) | Q(until__gte=day)).first()


def found_by_number(orders: QuerySet[ContractOrder], words: str) -> QuerySet[ContractOrder]:
    """Orders by any number of theirs: ours, the distributor's, the customer's, the contract's; or by a name."""
    words, key = words.strip(), order_key(words)
    asked = Q(account__name__icontains=words) | Q(ordered_by__iexact=words)
    if key:
        asked |= Q(distributor_key=key) | Q(po_key=key)
    return orders.filter(asked | Q(number=words.upper()) | Q(contract__number=words.upper()))


def contracts_by_number(contracts: QuerySet[Contract], words: str) -> QuerySet[Contract]:
    """Contracts by their number, an order's, the customer's, or by the name of the customer or an affiliate."""
    words, key = words.strip(), order_key(words)
    asked = Q(number=words.upper()) | Q(name__icontains=words)
    asked |= Q(pk__in=Member.objects.filter(account__name__icontains=words).values("contract"))
    asked |= Q(pk__in=Member.objects.filter(account__number=words.upper()).values("contract"))
    asked |= Q(pk__in=ContractAdministrator.objects.filter(email=words.lower()).values("contract"))
    if key:
        orders = Q(distributor_key=key) | Q(po_key=key) | Q(number=words.upper())
        asked |= Q(pk__in=ContractOrder.objects.filter(orders).values("contract"))
    return contracts.filter(asked)


def narrowed(contracts: QuerySet[Contract], chosen: Mapping[str, Any]) -> QuerySet[Contract]:
    """What a list shows: those in force, unless something is looked for or another state is chosen."""
    words, state = str(chosen.get("q") or ""), str(chosen.get("state") or "")
    if words:
        contracts = contracts_by_number(contracts, words)
    if state == "asked":
        return contracts.filter(renewal_asked_at__isnull=False)
    if state == "ending":
        rules, today = policy(ContractsPolicy), clock.today()
        upto = today + dt.timedelta(days=rules.renew_before_days)
        since = today - dt.timedelta(days=rules.renew_after_days)
        return contracts.filter(state="live", ends__gte=since, ends__lte=upto)
    if state == "closed" or (not state and not words):
        return contracts.filter(state="closed" if state else "live")
    return contracts


def events_about(contract: Contract) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=Contract._meta.label_lower, about_id=contract.pk)
    return found.select_related("personal").order_by("-pk")
