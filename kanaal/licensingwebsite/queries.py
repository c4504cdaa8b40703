"""Questions about what was ordered with an ID, its serial numbers, and the pools (K4, K5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, FilteredRelation, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kanaal.catalogue.books import catalogue
from kanaal.catalogue.serials import VAULT
from kanaal.contracts.models import Contract, ContractOrder, ContractOrderLine
from kanaal.contracts.queries import owner_of
from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.core.numbers import order_key
from kanaal.customers.models import Account
from kanaal.licensingwebsite.events import OrderMoved
from kanaal.licensingwebsite.models import LicenceCertificate, Serial, SerialLoad, SerialNeed
from kanaal.licensingwebsite.policy import LicensingWebsitePolicy, Software, SoftwarePolicy
from kanaal.people.models import Person, normal_address
from kanaal.programme.policies import policy
from kanaal.programme.releases import current, exists

SERIAL_LIKE = 12
"""Signs from which on a word may be a serial number that somebody holds in their hand."""


def is_open() -> bool:
    """Does the programme have a licensing website?"""
    return exists() and current().pack.has(LicensingWebsitePolicy)


def software() -> tuple[Software, ...]:
    return policy(SoftwarePolicy).software if exists() and current().pack.has(SoftwarePolicy) else ()


def software_of(sku: str) -> Software | None:
    return next((one for one in software() if one.product == sku), None)


# --- what was ordered with an ID


def orders_of(person_id: int) -> QuerySet[ContractOrder]:
    """What was ordered with this ID: bound to it, or to nobody yet and ordered with an address that it has proved."""
    mine = Q(ordered_by_person=person_id)
    mine |= Q(ordered_by_person__isnull=True, ordered_by__in=_proved_by(person_id).values("email"))
    return ContractOrder.objects.filter(mine)


def orders_seen_by(actor: Actor) -> QuerySet[ContractOrder]:
    return orders_of(actor.person_id) if actor.person_id is not None else ContractOrder.objects.none()


def is_ordered_by(person_id: int | None, order: ContractOrder) -> bool:
    """Was it ordered with this ID? The same rule as that of `orders_of`, for one order in hand."""
    if person_id is None:
        return False
    if order.ordered_by_person_id is not None:
        return bool(order.ordered_by_person_id == person_id)
    return bool(_proved_by(person_id).filter(email=normal_address(order.ordered_by)).exists())


def _proved_by(person_id: int) -> QuerySet[EmailAddress]:
    found: QuerySet[EmailAddress] = EmailAddress.objects.filter(user_id=person_id, verified=True)
    return found


def with_all(orders: QuerySet[ContractOrder]) -> QuerySet[ContractOrder]:
    """With all that an order's page says of it, the certificate that counts (`valid`), too."""
    valid = FilteredRelation("certificates", condition=Q(certificates__state="valid"))
    joined: Any = orders.annotate(valid=valid)
    found: QuerySet[ContractOrder] = joined.select_related(
        "account", "contract", "partner", "distributor", "ordered_by_person", "valid"
    )
    return found


def holder_of(order: ContractOrder) -> Person | None:
    """Whose ID has the order now; nobody, where no living ID has proved the address with which it was ordered."""
    person = order.ordered_by_person or owner_of(order.ordered_by)
    return person if person is not None and person.is_active and person.erased_at is None else None


def with_numbers(orders: QuerySet[ContractOrder], number: str) -> QuerySet[ContractOrder]:
    """Those that are known by this number: ours, the distributor's, the customer's own, the contract's."""
    key = order_key(number)
    if not key:
        return orders.none()
    plain = number.strip()
    found = Q(number__iexact=plain) | Q(distributor_key=key) | Q(po_key=key) | Q(contract__number__iexact=plain)
    return orders.filter(found)


def narrowed(orders: QuerySet[ContractOrder], chosen: Mapping[str, str]) -> QuerySet[ContractOrder]:
    """As the address of the list asks: by any number, product or account (`q`), by `account`, product or state."""
    if words := chosen.get("q", "").strip():
        orders = orders.filter(_by_words(words))
    if account := chosen.get("account"):
        orders = orders.filter(account__number=account)
    if sku := chosen.get("product"):
        orders = orders.filter(lines__sku=sku).distinct()
    if state := chosen.get("state"):
        orders = orders.filter(_STATES[state]).distinct()
    return orders


_STATES = {
    "waiting": Q(state="ordered", serial_needs__missing__gt=0),
    "ordered": Q(state="ordered"),
    "cancelled": Q(state="cancelled"),
}


def _by_words(words: str) -> Q:
    key = order_key(words)
    found = Q(number__icontains=words) | Q(account__name__icontains=words) | Q(contract__number__icontains=words)
    found |= Q(account__number__iexact=words) | Q(contract__name__icontains=words)
    if key:
        found |= Q(po_key__contains=key) | Q(distributor_key__contains=key)
    if skus := products_called(words):
        found |= Q(pk__in=_orders_with(skus))
    certificates = LicenceCertificate.objects.filter(number__iexact=words)
    found |= Q(pk__in=certificates.values("order"))
    if len(key) >= SERIAL_LIKE:
        found |= Q(pk__in=Serial.objects.filter(digest=VAULT.digest_of(words), order__isnull=False).values("order"))
    return found


def _orders_with(skus: Iterable[str]) -> QuerySet[ContractOrder, Any]:
    return ContractOrder.objects.filter(lines__sku__in=list(skus)).values("pk")


def products_called(words: str) -> list[str]:
    """SKUs in whose number or name, in any language, all the words occur; from memory."""
    wanted = words.casefold().split()
    return [
        one.sku
        for one in catalogue().products.values()
        if all(word in f"{one.sku} {' '.join(one.name.values())}".casefold() for word in wanted)
    ]


def found_by_desk(words: str) -> QuerySet[ContractOrder]:
    """All orders, or those that a number, a serial number, or the address with which they were placed, finds.

    Numbers are looked up whole, since there may be millions of orders.
    """
    words = words.strip()
    if not words:
        return ContractOrder.objects.all()
    if "@" in words:
        return ContractOrder.objects.filter(ordered_by=normal_address(words))
    found = Q(pk__in=with_numbers(ContractOrder.objects.all(), words).values("pk"))
    found |= Q(pk__in=LicenceCertificate.objects.filter(number__iexact=words).values("order"))
    if len(order_key(words)) >= SERIAL_LIKE:
        found |= Q(pk__in=Serial.objects.filter(digest=VAULT.digest_of(words), order__isnull=False).values("order"))
    return ContractOrder.objects.filter(found)


def accounts_of(orders: QuerySet[ContractOrder]) -> QuerySet[Account]:
    """The companies for which somebody ordered, with how many orders each."""
    mine = Q(contract_orders__in=orders.order_by().values("pk"))
    return Account.objects.filter(mine).annotate(orders=Count("contract_orders", filter=mine, distinct=True))


def serials_of(order: ContractOrder) -> QuerySet[Serial]:
    """Those that count, and those that were withdrawn, in their places."""
    return Serial.objects.filter(order=order).select_related("replaced_by").order_by("sku", "place", "pk")


def place_is_taken(serial: Serial) -> bool:
    """Does another one count where this one was withdrawn?"""
    same = Serial.objects.filter(order=serial.order_id, sku=serial.sku, place=serial.place, state="given")
    return same.exclude(pk=serial.pk).exists()


def lines_of(order: ContractOrder) -> QuerySet[ContractOrderLine]:
    """Its lines, with how many serial numbers of the product the order waits for (`missing`), and since when."""
    need = SerialNeed.objects.filter(order=OuterRef("order"), sku=OuterRef("sku"))
    waits = {"missing": Subquery(need.values("missing")), "since": Subquery(need.values("since"))}
    return order.lines.annotate(**waits).order_by("position")


def certificate_of(order: ContractOrder) -> LicenceCertificate | None:
    """The one that counts."""
    return LicenceCertificate.objects.filter(order=order, state="valid").first()


def events_about(order: ContractOrder) -> QuerySet[Event]:
    """What happened to it, the latest first: also who looked at a serial number, and when."""
    itself = Q(about_kind=ContractOrder._meta.label_lower, about_id=order.pk)
    if order.contract_id:  # there distribution's own events stand
        contract = Q(about_kind=Contract._meta.label_lower, about_id=order.contract_id, data__order_id=order.pk)
        itself |= contract
    return Event.objects.filter(itself).select_related("personal").order_by("-pk")


def events_since_moved(order: ContractOrder) -> QuerySet[Event]:
    """The same for whoever has the order now: what was before it came to their ID names somebody else."""
    found = events_about(order)
    moved = found.order_by().filter(name=OrderMoved.__name__).values("about_id").annotate(last=Max("pk"))
    return found.filter(pk__gt=Coalesce(Subquery(moved.values("last")), 0))


# --- pools


@dataclass(frozen=True)
class Pool:
    """How many serial numbers of a product there are, and how many orders wait for how many."""

    sku: str
    free: int
    given: int
    missing: int
    orders: int
    low: bool

    @property
    def standing(self) -> str:
        return "short" if self.missing else "low" if self.low else "enough"


def pools() -> list[Pool]:
    """One for each product that comes with serial numbers, and for whatever was loaded or is awaited of others."""
    rows = Serial.objects.order_by().values("sku")
    counts = {
        row["sku"]: (row["free"], row["given"])
        for row in rows.annotate(free=Count("pk", filter=Q(state="free")), given=Count("pk", filter=Q(state="given")))
    }
    waits = SerialNeed.objects.filter(missing__gt=0).order_by().values("sku")
    waiting = {row["sku"]: (row["n"], row["many"]) for row in waits.annotate(n=Sum("missing"), many=Count("pk"))}
    few = policy(LicensingWebsitePolicy).pool_low
    skus = dict.fromkeys([*(one.product for one in software() if one.serials != "none"), *counts, *waiting])
    found = []
    for sku in skus:
        free, given = counts.get(sku, (0, 0))
        found.append(Pool(sku, free, given, *waiting.get(sku, (0, 0)), low=free <= few))
    return found


def waiting_needs() -> QuerySet[SerialNeed]:
    """What orders wait for, the longest first."""
    found = SerialNeed.objects.filter(missing__gt=0, order__state="ordered")
    return found.select_related("order__account", "order__distributor")


def loads() -> QuerySet[SerialLoad]:
    return SerialLoad.objects.select_related("by", "distributor").order_by("-pk")
