"""The desk's form for serial numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.nfr.mails import called
from kanaal.nfr.queries import all_serial_products

MOST_BYTES = 2_000_000


class LoadForm(ActionForm):
    product = forms.ChoiceField(label=_("Product"))
    file = forms.FileField(
        label=_("Serial numbers"),
        help_text=_("A text file with one serial number a line. They are kept sealed, and shown to nobody here."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.csv,text/plain"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("product", [(sku, f"{called(sku)} ({sku})") for sku in all_serial_products()])

    def clean_file(self) -> list[str]:
        """The lines, as the action takes them."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(gettext("The file is too large. Divide it, and load the parts one by one."))
        try:
            text = given.read().decode("utf-8-sig")
        except UnicodeDecodeError as strange:
            raise forms.ValidationError(gettext("This is no text file. Save it as plain text (UTF-8).")) from strange
        return [line.strip() for line in text.splitlines()]
