"""What has happened to contracts and to orders (K1–K5). All are about the contract, but for orders without one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.contracts.knowing import level_name
from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class ContractOpened(Fact):
    says = _("%(who)s opened the contract %(number)s")
    icon = "file-text"
    number: str
    account_id: int
    partner_id: int
    points: int


@dataclass(frozen=True)
class ContractOrderEntered(Fact):
    """`source`: page or file."""

    says = _("%(who)s entered the order %(number)s: %(points)s points")
    icon = "shopping-cart"
    order_id: int
    number: str
    points: int
    source: str


@dataclass(frozen=True)
class ContractOrderCorrected(Fact):
    """`before` and `after`: what was said of it, field by field, where they differ."""

    says = _("%(who)s corrected the order %(number)s")
    icon = "pencil"
    order_id: int
    number: str
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True)
class ContractOrderCancelled(Fact):
    says = _("%(who)s cancelled the order %(number)s; %(points)s points go with it")
    icon = "circle-x"
    order_id: int
    number: str
    points: int
    why: str


@dataclass(frozen=True)
class ContractLevelReached(Fact):
    says = _("%(level)s was reached, with %(points)s points")
    icon = "trending-up"
    shows = {"level": level_name}
    level: str
    points: int


@dataclass(frozen=True)
class AffiliateAdded(Fact):
    says = _("%(who)s added %(account)s, which orders with this contract from now on")
    icon = "building-2"
    account_id: int
    account: str


@dataclass(frozen=True)
class AffiliateEnded(Fact):
    says = _("%(who)s noted that %(account)s orders with this contract no more; its points stay")
    icon = "building-2"
    account_id: int
    account: str


@dataclass(frozen=True)
class ContractRenewalAsked(Fact):
    says = _("%(who)s asked to renew the contract %(number)s")
    icon = "send"
    number: str


@dataclass(frozen=True)
class ContractRenewed(Fact):
    """`gap_points`: those of orders placed after the end, which count for the new term."""

    says = _("%(who)s renewed the contract: it runs from %(starts)s to %(ends)s")
    icon = "refresh-cw"
    starts: str
    ends: str
    level: str
    gap_points: int


@dataclass(frozen=True)
class ContractClosed(Fact):
    says = _("The contract %(number)s is closed: it was not renewed in time")
    icon = "lock"
    number: str


@dataclass(frozen=True)
class ContractAdministratorChanged(Fact):
    says = _("%(who)s made %(email)s administrator of this contract")
    icon = "user-check"
    administrator_id: int
    was_id: int | None
    email: str = personal()
    was: str = personal()


@dataclass(frozen=True)
class ContractPaymentChanged(Fact):
    """`instalments`: how many that were still to come gave way to others."""

    says = _("%(who)s changed how orders of this contract are paid")
    icon = "credit-card"
    before: str
    after: str
    instalments: int


@dataclass(frozen=True)
class ContractAddressLinked(Fact):
    """About the person: what an address had that they have proved."""

    says = _("Contracts and orders of the address %(email)s are shown to this ID")
    icon = "link"
    contracts: int
    orders: int
    email: str = personal()
