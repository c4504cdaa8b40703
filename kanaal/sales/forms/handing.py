"""To whom opportunities go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.partners.models import Contact, Partner
from kanaal.sales.queries import colleagues_for


class HandOverForm(ActionForm):
    """Colleagues who can work on it, but the one (`but`, a person's id) who has it."""

    heir = forms.ChoiceField(label=_("Hand over to"), help_text=_("Colleagues with access. They are told by mail."))

    def __init__(self, data: Any = None, *, partner: Partner, but: int | None = None) -> None:
        super().__init__(data)
        self.colleagues = {str(one.pk): one for one in colleagues_for(partner, but=but)}
        self.offer("heir", [("", "–"), *((pk, f"{one.name} ({one.email})") for pk, one in self.colleagues.items())])

    @property
    def to(self) -> Contact:
        return self.colleagues[self.cleaned_data["heir"]]
