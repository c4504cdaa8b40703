"""Forms of an opportunity's products: narrowing a list, putting one on, another quantity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.catalogue.books import catalogue
from kanaal.core.forms import ActionForm, PlainForm
from kanaal.sales.books import Books, discount_levels, follows_discount_level


class ProductSearch(PlainForm):
    """What is looked for, in which of the lists that apply, and at which discount level of the customer."""

    q = forms.CharField(
        label=_("Product or SKU"), max_length=100, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    family = forms.ChoiceField(label=_("Family"), required=False)
    book = forms.ChoiceField(label=_("Price list"), required=False)
    level = forms.ChoiceField(label=_("Customer's discount level"), required=False)

    def __init__(self, data: Any, books: Books, level: str) -> None:
        super().__init__(data)
        self._level = level
        self.offer("family", [("", _("all")), *((key, str(name)) for key, name in catalogue().families.items())])
        lists = [(one.key, f"{one.book.name} – {one.publication.name}") for one in books.applying]
        self.offer("book", lists)
        self.offer("level", [(key, str(name)) for key, name in discount_levels()])
        if len(lists) < 2:
            self.fields["book"].widget = forms.HiddenInput()
        self.is_valid()
        found = books.get(self.asked("book"))
        self.list = found or next(iter(books.applying), None)
        if self.list is None or not follows_discount_level(self.list):
            self.fields["level"].widget = forms.HiddenInput()

    def asked(self, name: str) -> str:
        """What is asked for; nothing, where somebody has made up a value."""
        return str(self.cleaned_data.get(name, "")) if hasattr(self, "cleaned_data") else ""

    @property
    def discount_level(self) -> str:
        if self.list is None or not follows_discount_level(self.list):
            return ""
        return self.asked("level") or self._level


class _OfARow(ActionForm):
    """Its fields stand in a row of a table; what is wrong with them is said above."""

    @property
    def faulty(self) -> list[forms.BoundField]:
        return [field for field in self if field.errors]


class AddLineForm(_OfARow):
    book = forms.CharField(label=_("Price list"), max_length=130)
    sku = forms.CharField(label=_("Product"), max_length=60)
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1)
    level = forms.CharField(label=_("Customer's discount level"), max_length=40, required=False)
    shown = forms.DecimalField(label=_("Price"), required=False)


class QuantityForm(_OfARow):
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1)
