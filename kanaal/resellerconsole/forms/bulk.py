"""A file of customers, and what was judged of it (V2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.licensing.customer_details import CustomerDetails
from kanaal.licensing.inviting_file import HEADING, Preview

MOST_BYTES = 2_000_000
SALT = "resellerconsole.bulk"
LASTS = 24 * 3600
"""Seconds for which a preview can be sent."""


class FileForm(ActionForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, in any encoding and with any separator. Headings in English, Dutch or German are known."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large. Divide it: 2 MB at most."))
        return file


class SendForm(ActionForm):
    """The rows that were good when the file was judged, sealed: nothing is sent that nobody has looked at."""

    rows = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, found: Preview) -> SendForm:
        rows = [[getattr(one.details, key) for key in HEADING] for one in found.good]
        return cls(initial={"rows": signing.dumps([found.batch, rows], salt=SALT, compress=True)})

    def clean_rows(self) -> tuple[str, list[CustomerDetails]]:
        try:
            batch, rows = signing.loads(self.cleaned_data["rows"], salt=SALT, max_age=LASTS)
        except signing.BadSignature as broken:
            raise forms.ValidationError(_("This preview is too old. Hand the file in again.")) from broken
        return batch, [CustomerDetails(**dict(zip(HEADING, row, strict=True))) for row in rows]
