"""Questions about licences for partners' own use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.nfr.models import SerialBatch, SerialNumber, SerialWish
from kanaal.nfr.policy import KitItem, NfrKitPolicy, NfrPolicy
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.programme.releases import current, exists


def has_kit() -> bool:
    """Does the programme give partners anything for their own use?"""
    return exists() and current().pack.has(NfrPolicy) and current().pack.has(NfrKitPolicy)


def kit_of(partner: Partner) -> tuple[KitItem, ...]:
    """What the company's level brings."""
    return policy(NfrKitPolicy).of_level(partner.level) if has_kit() else ()


def all_serial_products() -> dict[str, KitItem]:
    """SKU → its part of the kit, for everything that is given by serial number."""
    return {one.product: one for one in policy(NfrKitPolicy).nfr_kit if one.kind == "perpetual"} if has_kit() else {}


def serials_of(partner: Partner) -> QuerySet[SerialNumber]:
    return SerialNumber.objects.filter(partner=partner).order_by("sku", "place")


def open_wishes_of(partner: Partner) -> Mapping[str, SerialWish]:
    return {one.sku: one for one in SerialWish.objects.filter(partner=partner, over_at=None)}


def own_agreement_of(partner: Partner) -> Agreement | None:
    """The company's own agreement, in force; there is one at most."""
    if not has_kit():
        return None
    found = Agreement.objects.filter(partner=partner, terms=policy(NfrPolicy).terms, state="live")
    return found.order_by("pk").first()


def own_invitation_of(partner: Partner) -> CustomerInvitation | None:
    """The offer of that agreement that waits to be accepted, or that expired."""
    if not has_kit():
        return None
    rows = CustomerInvitation.objects.filter(partner=partner, terms=policy(NfrPolicy).terms)
    return rows.filter(state__in=("open", "expired")).order_by("-pk").first()


# --- the desk


@dataclass(frozen=True)
class Pool:
    """How many serial numbers of a product there are: free, given, and how many partners wait for one."""

    sku: str
    free: int
    given: int
    waiting: int


def pools() -> list[Pool]:
    """One for each product that is given by serial number, and for whatever was loaded of others."""
    rows = SerialNumber.objects.order_by().values("sku")
    counts = {
        row["sku"]: (row["free"], row["given"])
        for row in rows.annotate(free=Count("pk", filter=Q(partner=None)), given=Count("partner"))
    }
    wishes = SerialWish.objects.filter(over_at=None).order_by().values("sku").annotate(many=Count("pk"))
    waiting = {row["sku"]: row["many"] for row in wishes}
    skus = dict.fromkeys([*all_serial_products(), *counts])
    return [Pool(sku, *counts.get(sku, (0, 0)), waiting.get(sku, 0)) for sku in skus]


def given_serials() -> QuerySet[SerialNumber]:
    return SerialNumber.objects.filter(partner__isnull=False).select_related("partner", "given_to")


def own_agreements() -> QuerySet[Agreement]:
    """The agreements of all partners' own, in force."""
    return Agreement.objects.filter(terms=policy(NfrPolicy).terms, state="live").select_related("partner")


def batches() -> QuerySet[SerialBatch]:
    return SerialBatch.objects.select_related("by").order_by("-pk")
