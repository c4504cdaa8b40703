"""Forms about orders and returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm, Filters, all_seen
from kanaal.distributors.models import Distributor
from kanaal.licensing.returns import Known
from kanaal.licensing.rules.authorisations import Owed
from kanaal.licensing.shown_orders import STANDING
from kanaal.licensing.sound import called

STATES = [
    ("", _("All orders")),
    ("asked", _("Wait for the distributor")),
    ("answered", _("Answered")),
    ("refused", _("With something refused")),
    ("withdrawn", _("Withdrawn")),
    ("returning", _("With a return under way")),
    ("returned", _("With something returned")),
]


class OwnOrderFilters(Filters):
    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=120,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Order, reference, VIP, PA, RMA, distributor's number, customer")}
        ),
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)


class ReturnForm(ActionForm):
    """What goes back. Where only whole orders do, there is nothing to choose."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Optional. Your distributor and the vendor read it."),
    )

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        if known.whole:
            return
        for line in known.lines:
            if left := known.left(line):
                self.fields[f"line_{line.position}"] = forms.IntegerField(
                    label=gettext("Line %(line)s: %(product)s") % {"line": line.position, "product": called(line.sku)},
                    help_text=gettext("%(left)s can go back.") % {"left": left},
                    initial=0,
                    min_value=0,
                    max_value=left,
                    required=False,
                )
        self.order_fields([key for key in self.fields if key.startswith("line_")])

    @property
    def quantities(self) -> dict[int, int]:
        if self.known.whole:
            return self.known.all_left
        found = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        return {int(key.removeprefix("line_")): n for key, n in found.items() if key.startswith("line_") and n}


class AtOnceForm(ActionForm):
    """Which of what is owed is ordered only to go back, and at which distributor."""

    distributor = forms.ChoiceField(label=_("Distributor"))
    reference = forms.CharField(
        label=_("Your reference"),
        required=False,
        max_length=60,
        validators=[all_seen],
        help_text=_("Your purchase order number, if you have one."),
    )

    def __init__(self, *args: Any, owed: Sequence[Owed], distributors: Iterable[Distributor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.number: one for one in distributors}
        self.owed = {one.number: one.quantity for one in owed}
        self.offer("distributor", [(number, one.name) for number, one in self.known.items()])
        for one in owed:
            self.fields[f"pa_{one.number}"] = forms.IntegerField(
                label=f"{one.number}: {called(one.product)}",
                help_text=gettext("%(left)s are %(state)s.")
                % {"left": one.quantity, "state": gettext(STANDING[one.state][1])},
                initial=one.quantity,
                min_value=0,
                max_value=one.quantity,
                required=False,
            )
        self.order_fields([key for key in self.fields if key.startswith("pa_")])

    @property
    def wanted(self) -> dict[str, int]:
        found = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        return {key.removeprefix("pa_"): n for key, n in found.items() if key.startswith("pa_") and n}

    @property
    def chosen(self) -> Distributor:
        return self.known[self.cleaned_data["distributor"]]
