"""What narrows the desk's list of opportunities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.texts import Text
from kanaal.sales.models import Opportunity


class DeskFilters(forms.Form):
    q = forms.CharField(
        label=_("Number, order number, partner or customer"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - told to the type checker
        states = [(key, str(Text(label)).capitalize()) for key, label in Opportunity.lifecycle.labels.items()]
        field.choices = [("", _("All")), *states]

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}
