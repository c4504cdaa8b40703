"""What narrows the desk's list of opportunities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import Filters
from kanaal.core.texts import Text
from kanaal.sales.models import Opportunity


class DeskFilters(Filters):
    q = forms.CharField(
        label=_("Number, order number, partner or customer"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(key, str(Text(label)).capitalize()) for key, label in Opportunity.lifecycle.labels.items()]
        self.offer("state", [("", _("All")), *states])
