"""Forms about the customer's directory: what it comes in with, what its groups give."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm, all_seen
from kanaal.licensing.access import Access

DAYS = (30, 90, 180, 365)


class TokenForm(ActionForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        validators=[all_seen],
        help_text=_("What will use it, so that you know it again: Entra ID, Okta."),
    )
    days = forms.TypedChoiceField(label=_("Good for"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("days", [(str(one), gettext("%(days)s days") % {"days": one}) for one in DAYS])


class GroupForm(ActionForm):
    sku = forms.ChoiceField(label=_("Whoever is in it is given"), required=False)

    def __init__(self, *args: Any, products: tuple[Access, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("sku", [("", gettext("nothing")), *((one.sku, str(one.name)) for one in products)])
