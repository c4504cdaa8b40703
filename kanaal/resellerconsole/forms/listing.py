"""What narrows the list of customers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import Filters
from kanaal.resellerconsole.listing.views_of import LABELS

SEARCH = {"type": "search", "autocomplete": "off"}


class CustomerFilters(Filters):
    """`list` is one of the lists; `who` whether only what one manages oneself."""

    q = forms.CharField(
        label=_("Name, number or address"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=SEARCH),
    )
    who = forms.ChoiceField(label=_("Managed by"), required=False, choices=[("", _("anybody")), ("me", _("me"))])
    list = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("list", [("", ""), *((key, key) for key in LABELS)])
