"""What a price list can be narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.catalogue.books import PriceList


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Product or SKU"), max_length=100, required=False)
    family = forms.ChoiceField(label=_("Family"), required=False)
    segment = forms.ChoiceField(label=_("Market"), required=False)

    def __init__(self, one: PriceList, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = one.catalogue
        for name, names in (("family", shown.families), ("segment", shown.segments)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [("", _("all")), *((key, str(words)) for key, words in names.items())]

    def asked(self, name: str) -> str:
        """What is asked for; nothing, where somebody has made up a value."""
        if not self.is_bound:
            return ""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
