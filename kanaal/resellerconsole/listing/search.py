"""Finding a customer by name, by the number of an agreement, authorisation or order, by an administrator's address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from kanaal.customers import finding
from kanaal.licensing.models import Addition, Administrator, Agreement, CustomerInvitation, Order, OrderLine
from kanaal.licensing.rules.names import key_of
from kanaal.partners.models import Partner

FOUND = 100
"""So many are shown of what fits; who has more types more."""


@dataclass(frozen=True)
class Hits:
    """What fits: rows of both lists, whether there are more, and whether names were taken for slips of the pen."""

    agreements: list[Agreement] = field(default_factory=list)
    invitations: list[CustomerInvitation] = field(default_factory=list)
    more: bool = False
    alike: bool = False


def search(
    partner: Partner, words: str, agreements: QuerySet[Agreement], invitations: QuerySet[CustomerInvitation]
) -> Hits:
    """Among these two lists. A number or an address that is known is meant; else it is a name; else one like it."""
    text = tidied(words)
    for narrowed in _ways(text):
        found = _taken(agreements.filter(narrowed.agreements), invitations.filter(narrowed.invitations))
        if found.agreements or found.invitations:
            return found
    accounts = [hit.account_id for hit in finding.find(text, owner=partner.pk, limit=50)]
    alike = _taken(agreements.filter(account__in=accounts), invitations.filter(account__in=accounts))
    return Hits(alike.agreements, alike.invitations, alike.more, alike=True)


def matching(
    partner: Partner, words: str, agreements: QuerySet[Agreement], invitations: QuerySet[CustomerInvitation]
) -> tuple[QuerySet[Agreement], QuerySet[CustomerInvitation]]:
    """All that fits, however many: for a file. What is merely alike is not among it."""
    text = tidied(words)
    for way in _ways(text) if text else ():
        found = agreements.filter(way.agreements), invitations.filter(way.invitations)
        if found[0].exists() or found[1].exists():
            return found
    return (agreements.none(), invitations.none()) if text else (agreements, invitations)


def tidied(words: str) -> str:
    return " ".join(words.replace("\0", " ").split())[:200]


@dataclass(frozen=True)
class _Way:
    agreements: Q
    invitations: Q


def _ways(text: str) -> Iterable[_Way]:
    if "@" in text:
        mine = Administrator.objects.filter(email=text.lower(), active=True).values("agreement")
        yield _Way(Q(pk__in=mine), Q(email=text.lower()))
        return
    if any(letter.isdigit() for letter in text):
        yield _Way(Q(pk__in=list(numbered(text))), Q(number=text.upper()))
    yield _Way(named(text), named(text))


def numbered(text: str) -> set[int]:
    """The agreements that have a number, or an authorisation or an order of it: each is looked up in an index."""
    either = {text, text.upper()}
    found = Agreement.objects.filter(number=text.upper()).values_list("pk")
    orders = Order.objects.filter(Q(number=text.upper())).values_list("agreement_id")
    references = Order.objects.filter(reference__in=either).exclude(reference="").values_list("agreement_id")
    lines = (
        OrderLine.objects.filter(order_number__in=either).exclude(order_number="").values_list("order__agreement_id")
    )
    additions = Addition.objects.filter(number=text.upper()).values_list("agreement_id")
    return {pk for (pk,) in found.union(orders, references, lines, additions)}


def named(text: str) -> Q:
    """Every word somewhere in the name, however it is written."""
    wanted = Q()
    for word in key_of(text).split():
        wanted &= Q(name_key__contains=word)
    return wanted


def _taken(agreements: QuerySet[Agreement], invitations: QuerySet[CustomerInvitation]) -> Hits:
    some = list(agreements.order_by("name_key", "pk")[: FOUND + 1])
    others = list(invitations.order_by("name_key", "pk")[: FOUND + 1])
    more = len(some) > FOUND or len(others) > FOUND
    return Hits(some[:FOUND], others[:FOUND], more)
