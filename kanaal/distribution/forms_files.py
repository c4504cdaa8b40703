"""Forms about files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm


class SendForm(ActionForm):
    file = forms.FileField(label=_("File"), help_text=_("CSV, as any spreadsheet saves it."), max_length=200)


class CarryOutForm(ActionForm):
    """One button; and a tick, where the file itself doesn't say that it is whole."""

    def __init__(self, *args: Any, doubt: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if doubt:
            self.fields["sure"] = forms.BooleanField(label=_("These are all rows of the file"), required=False)

    @property
    def sure(self) -> bool:
        return bool(self.cleaned_data.get("sure"))
