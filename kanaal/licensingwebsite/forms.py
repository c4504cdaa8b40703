"""Forms of the licensing website: what narrows the lists, what is loaded, and what somebody can't find."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.catalogue.books import called
from kanaal.catalogue.serial_files import SerialsField
from kanaal.core.forms import ActionForm, Filters, all_seen
from kanaal.licensingwebsite.queries import software

STATES = [
    ("", _("Every state")),
    ("ordered", _("In force")),
    ("waiting", _("Waiting for serial numbers")),
    ("cancelled", _("Cancelled")),
]
SEARCH = {"type": "search", "autocomplete": "off"}


class OrderFilters(Filters):
    """`q` finds by any number that somebody may have in hand, by product and by account."""

    q = forms.CharField(
        label=_("Number, product or account"), required=False, max_length=120, widget=forms.TextInput(attrs=SEARCH)
    )
    account = forms.ChoiceField(label=_("Account"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, *args: Any, accounts: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("account", [("", gettext("Every account")), *accounts])


class FindFilters(Filters):
    """The desk finds an order by any number, a serial number, too."""

    q = forms.CharField(
        label=_("Any number, a serial number, an address"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs=SEARCH),
    )


class LoadForm(ActionForm):
    product = forms.ChoiceField(label=_("Product"))
    file = SerialsField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skus = [one.product for one in software() if one.serials != "none"]
        self.offer("product", [(sku, f"{called(sku)} ({sku})") for sku in skus])


class WhyForm(ActionForm):
    """Why a serial number is withdrawn or replaced; `serial` is which."""

    why = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("Whoever has the serial number reads it, as you write it."),
        error_messages={"required": _("Say why: whoever has the serial number reads it.")},
        validators=[all_seen],
    )

    def __init__(self, *args: Any, serial: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.serial = serial


class NumberForm(ActionForm):
    number = forms.CharField(
        label=_("Number of the order"),
        max_length=60,
        help_text=_("Ours, the distributor's, your own purchase order's or the contract's."),
    )


class AddressForm(ActionForm):
    """For whoever can't sign in, or thinks that another address of theirs was used."""

    email = forms.EmailField(
        label=_("The address with which it may have been ordered"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    number = forms.CharField(label=_("Number of the order, if you have it"), max_length=60, required=False)
