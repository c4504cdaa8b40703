"""What distributors and the vendor did with orders and returns (V6). What is not about an order says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class OrderConfirmed(Fact):
    """`lines`: position → how many, this time. `order_number`: the distributor's own."""

    says = _("%(who)s confirmed %(quantity)s licences, under %(order_number)s")
    icon = "circle-check"
    number: str
    order_number: str
    quantity: int
    lines: dict[str, int]


@dataclass(frozen=True)
class LinesRefused(Fact):
    """`reason`: a key of the programme."""

    says = _("%(who)s refused %(quantity)s licences")
    icon = "circle-x"
    number: str
    quantity: int
    reason: str
    lines: dict[str, int]
    note: str = personal()


@dataclass(frozen=True)
class ReturnRequested(Fact):
    says = _("%(who)s requested the return %(number)s of the vendor")
    icon = "send"
    return_id: int
    number: str


@dataclass(frozen=True)
class ReturnAuthorised(Fact):
    """From this day on the licences are gone."""

    says = _("%(who)s authorised the return %(number)s, as %(rma_number)s")
    icon = "badge-check"
    return_id: int
    number: str
    rma_number: str
    quantity: int


@dataclass(frozen=True)
class ReturnRefused(Fact):
    says = _("%(who)s refused the return %(number)s")
    icon = "circle-x"
    return_id: int
    number: str
    reason: str


@dataclass(frozen=True)
class ReturnCredited(Fact):
    says = _("%(who)s credited the distributor for %(number)s, under %(credit_number)s")
    icon = "receipt"
    return_id: int
    number: str
    credit_number: str


@dataclass(frozen=True)
class CreditPassedOn(Fact):
    says = _("%(who)s credited the reseller for %(number)s, under %(credit_number)s")
    icon = "receipt"
    return_id: int
    number: str
    credit_number: str


@dataclass(frozen=True)
class DifferenceAskedAbout(Fact):
    """About the agreement. `whom`: distributor, reseller, or nobody: then `note` says why it is left."""

    says = _("%(who)s saw to a difference: %(reported)s reported, %(ordered)s ordered of %(sku)s")
    icon = "scale"
    sku: str
    whom: str
    ordered: int
    reported: int
    note: str = personal()


@dataclass(frozen=True)
class FileTakenIn(Fact):
    """About the file. `digest` is that of what it holds."""

    says = _("%(who)s sent a file")
    icon = "upload"
    kind: str
    digest: str
    lines: int


@dataclass(frozen=True)
class FileStarted(Fact):
    says = _("%(who)s had the file carried out")
    icon = "play"
    kind: str
    rows: int


@dataclass(frozen=True)
class FileCarriedOut(Fact):
    says = _("The file was carried out: %(done)s rows done, %(faulty)s left over")
    icon = "list-checks"
    kind: str
    done: int
    faulty: int


@dataclass(frozen=True)
class FileDropped(Fact):
    says = _("%(who)s dropped a file before it was carried out")
    icon = "trash-2"
    kind: str
