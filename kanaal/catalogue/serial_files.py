"""The field of a form for a file of serial numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 2_000_000


class SerialsField(forms.FileField):
    """A text file with one serial number a line; its value are the lines, as the actions take them."""

    widget = forms.ClearableFileInput(attrs={"accept": ".txt,.csv,text/plain"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Serial numbers"),
            help_text=_("A text file with one serial number a line. They are kept sealed, and shown to nobody here."),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = super().clean(data, initial)
        if given.size > MOST_BYTES:
            raise forms.ValidationError(gettext("The file is too large. Divide it, and load the parts one by one."))
        try:
            text = given.read().decode("utf-8-sig")
        except UnicodeDecodeError as strange:
            raise forms.ValidationError(gettext("This is no text file. Save it as plain text (UTF-8).")) from strange
        return [line.strip() for line in text.splitlines()]
