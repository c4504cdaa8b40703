"""Forms about contracts and orders: what narrows lists, and what distribution enters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.catalogue.books import catalogue
from kanaal.contracts.knowing import segment_name
from kanaal.contracts.models import ContractOrder
from kanaal.contracts.policy import (
    ContractProductsPolicy,
    ContractSegmentsPolicy,
    ContractsPolicy,
    PaymentOptionsPolicy,
)
from kanaal.contracts.sound import Line
from kanaal.core.forms import ActionForm, Filters
from kanaal.programme.policies import policy

ROWS = 5
CONTRACT_STATES = [
    ("", _("In force, or still to be renewed")),
    ("asked", _("Renewal asked")),
    ("ending", _("Can be renewed now")),
    ("closed", _("Closed")),
    ("all", _("All")),
]


def _search(hint: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "placeholder": hint})
    return forms.CharField(label=_("Search"), required=False, max_length=120, widget=widget)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class ContractFilters(Filters):
    q = _search(_("Number of a contract, an order or a customer; name; address"))
    state = forms.ChoiceField(label=_("State"), choices=CONTRACT_STATES, required=False)


class OrderFilters(Filters):
    q = _search(_("Any number of the order, customer, address"))


class AccountField(forms.CharField):
    """A customer's number, as it stands on its record."""

    def __init__(self, **more: Any) -> None:
        super().__init__(label=more.pop("label", _("Customer's number")), max_length=24, **more)


class LinesForm(ActionForm):
    """Some rows of product, quantity and amount; more of them on demand. What was typed is kept, row by row."""

    def __init__(self, *args: Any, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = max(1, min(rows, policy(ContractsPolicy).most_lines))
        products = [("", gettext("No product")), *_products()]
        for at in range(1, self.rows + 1):
            self.fields[f"sku_{at}"] = forms.ChoiceField(
                label=gettext("Product %(line)s") % {"line": at}, choices=products, required=at == 1
            )
            self.fields[f"quantity_{at}"] = forms.IntegerField(
                label=gettext("Quantity %(line)s") % {"line": at}, min_value=1, required=at == 1
            )
            self.fields[f"amount_{at}"] = forms.DecimalField(
                label=gettext("Amount %(line)s, without tax") % {"line": at},
                min_value=0, decimal_places=2, max_digits=14, required=at == 1, localize=False,
            )  # fmt: skip

    @property
    def line_fields(self) -> list[tuple[Any, Any, Any]]:
        """The fields row by row, for the template."""
        return [(self[f"sku_{at}"], self[f"quantity_{at}"], self[f"amount_{at}"]) for at in range(1, self.rows + 1)]

    @property
    def faulty(self) -> list[Any]:
        return [one for one in self.visible_fields() if one.errors]

    def clean(self) -> dict[str, Any]:
        """A row is whole, or empty."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(1, self.rows + 1):
            keys = [f"sku_{at}", f"quantity_{at}", f"amount_{at}"]
            given = [cleaned.get(key) not in (None, "") for key in keys]
            if any(given) and not all(given):
                for key, has in zip(keys, given, strict=True):
                    if not has and key not in self.errors:
                        self.add_error(key, gettext("Fill in the whole row, or leave it empty."))
        return cleaned

    @property
    def lines(self) -> list[Line]:
        found = []
        for at in range(1, self.rows + 1):
            sku = self.cleaned_data.get(f"sku_{at}")
            if sku:
                amount: Decimal = self.cleaned_data[f"amount_{at}"]
                found.append(Line(sku, self.cleaned_data[f"quantity_{at}"], amount))
        return found


class OrderForm(LinesForm):
    """An order as a distributor or the desk tells of it. Without a contract's number it is transactional."""

    contract = forms.CharField(
        label=_("Number of the contract"), max_length=24, required=False,
        help_text=_("Leave it empty for an order without a contract."),
    )  # fmt: skip
    account = AccountField(
        required=False,
        help_text=_("With a contract it may be left empty: then the company that signed it has ordered."),
    )
    partner = forms.CharField(
        label=_("Membership ID of the reseller"), max_length=24, required=False,
        help_text=_("With a contract it may be left empty: then it is the contract's reseller."),
    )  # fmt: skip
    ordered_by = forms.EmailField(
        label=_("Address of the ID with which it was ordered"), max_length=254,
        help_text=_("Only whoever has this address sees the order on the licensing website."),
    )  # fmt: skip
    ordered_on = _day(_("Ordered on"))
    distributor_number = forms.CharField(label=_("Your order number"), max_length=60)
    po_number = forms.CharField(label=_("Customer's order number"), max_length=60, required=False)


class CorrectForm(OrderForm):
    """What stands, to be corrected. The contract stays."""

    def __init__(self, *args: Any, order: ContractOrder, **kwargs: Any) -> None:
        lines = list(order.lines.order_by("position"))
        initial = {
            "account": order.account.number,
            "partner": order.partner.number,
            "ordered_by": order.ordered_by,
            "ordered_on": order.ordered_on,
            "distributor_number": order.distributor_number,
            "po_number": order.po_number,
        }
        for at, line in enumerate(lines, 1):
            initial |= {f"sku_{at}": line.sku, f"quantity_{at}": line.quantity, f"amount_{at}": line.amount}
        super().__init__(*args, rows=len(lines) + 1, initial=initial, **kwargs)
        del self.fields["contract"]
        for key in ("account", "partner"):
            self.fields[key].required, self.fields[key].help_text = True, ""


class OpenForm(LinesForm):
    """A contract and the order that opens it."""

    account = AccountField(help_text=_("The company that signs the contract; the reseller finds its number."))
    segment = forms.ChoiceField(label=_("Market segment"))
    partner = forms.CharField(label=_("Membership ID of the reseller"), max_length=24)
    admin_email = forms.EmailField(
        label=_("Mail address of the contract's administrator"), max_length=254,
        help_text=_("Somebody at the customer: they see the contract, and authorise changes to it."),
    )  # fmt: skip
    admin_name = forms.CharField(label=_("Name of the contract's administrator"), max_length=120, required=False)
    payment = forms.ChoiceField(label=_("How orders are paid"))
    ordered_by = forms.EmailField(
        label=_("Address of the ID with which it was ordered"), max_length=254, required=False,
        help_text=_("If it is not the administrator's."),
    )  # fmt: skip
    ordered_on = _day(_("Ordered on"))
    distributor_number = forms.CharField(label=_("Your order number"), max_length=60)
    po_number = forms.CharField(label=_("Customer's order number"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        segments = policy(ContractSegmentsPolicy).contract_segments
        self.offer("segment", [(one.segment, str(segment_name(one.segment))) for one in segments])
        options = policy(PaymentOptionsPolicy).payment_options
        self.offer("payment", [(one.key, str(one.name)) for one in options])


class CancelForm(ActionForm):
    on = _day(_("It went back on"))
    why = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever ordered reads it as you write it."),
    )  # fmt: skip


class AffiliateForm(ActionForm):
    account = AccountField(
        label=_("Number of the affiliate's record"),
        help_text=_("It stands on the page of the account."),
    )


class RenewForm(ActionForm):
    """One button; `seen` is what was shown beside it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)


def _products() -> list[tuple[str, str]]:
    known = catalogue().products
    skus = [sku for sku in policy(ContractProductsPolicy).points if sku in known]
    return [(sku, f"{sku} · {known[sku].name}") for sku in skus]
