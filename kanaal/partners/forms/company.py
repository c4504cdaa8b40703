"""The form of the company's profile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.partners.actions.company import FIELDS, ProfileFault, missing_fields
from kanaal.partners.models import Partner

LABELS = {
    "street": _("Street and number"),
    "postal_code": _("Postal code"),
    "city": _("Town"),
    "province": _("Province or state"),
    "vat_number": _("VAT number"),
    "register_number": _("Trade register number"),
    "website": _("Website"),
    "phone": _("Telephone"),
}
AUTOCOMPLETE = {"street": "street-address", "postal_code": "postal-code", "city": "address-level2", "phone": "tel"}


class CompanyForm(ActionForm):
    """What is missing is marked and not demanded: somebody who has only the new telephone number can save that."""

    def __init__(self, data: Any, *, partner: Partner) -> None:
        super().__init__(data, initial={f: getattr(partner, f) for f in FIELDS})
        missing = missing_fields(partner)
        for name in FIELDS:
            hint = {"autocomplete": AUTOCOMPLETE.get(name, "off")}
            self.fields[name] = forms.CharField(
                label=LABELS[name], required=False, max_length=250, widget=forms.TextInput(attrs=hint)
            )
            if name in missing:
                self.fields[name].help_text = _("The programme asks for this, and it is still missing.")

    def add_fault(self) -> None:
        """Move the action's fault to the field that it is about."""
        if isinstance(self.refusal, ProfileFault):
            self.errors.pop("__all__", None)
            self.add_error(self.refusal.at, str(self.refusal.says))
