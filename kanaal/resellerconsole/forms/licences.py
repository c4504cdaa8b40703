"""Forms that change a customer's licences: how many of what, ordered where.

They are filled in by GET, too, so that what they would do can be shown before it is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm, all_seen
from kanaal.distributors.models import Distributor
from kanaal.licensing.actions.ordering import REFERENCE
from kanaal.licensing.payment_ways import FILLED
from kanaal.licensing.sound import MOST_LICENCES

NEW = "new-"
"""Before the SKU of licences that are not on the agreement yet."""


@dataclass(frozen=True)
class Offered:
    """Something of which so many can be asked for. `filled`: how many stand there first."""

    key: str
    label: str
    filled: int | None = None
    prefix: str = FILLED

    @property
    def field(self) -> str:
        return f"{self.prefix}{self.key}"


class QuantitiesForm(ActionForm):
    """A whole number for each thing that is offered; what is left empty is not asked for."""

    def __init__(self, data: Any, offered: Sequence[Offered]) -> None:
        super().__init__(data)
        self.offered = offered
        for one in offered:
            self.fields[one.field] = forms.IntegerField(
                label=gettext("How many of %(what)s") % {"what": one.label},
                required=False, min_value=0, max_value=MOST_LICENCES, initial=one.filled,
                widget=forms.NumberInput(attrs={"aria-label": gettext("How many of %(what)s") % {"what": one.label}}),
            )  # fmt: skip

    def wanted(self, prefix: str = FILLED) -> dict[str, int]:
        """What is asked for: key → how many."""
        mine = (one for one in self.offered if one.prefix == prefix)
        return {one.key: n for one in mine if (n := self.cleaned_data.get(one.field))}

    @property
    def faulty(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.errors]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that stand in no table."""
        mine = {one.field for one in self.offered}
        return [field for field in self.visible_fields() if field.name not in mine]

    @property
    def carried(self) -> Iterator[tuple[str, str]]:
        """What was filled in, for the button that confirms it."""
        for field in self.visible_fields():
            value = field.value()
            if value not in (None, ""):
                yield field.html_name, str(value)


class OrderForm(QuantitiesForm):
    """With the distributor who is asked, and a number of one's own."""

    distributor = forms.ChoiceField(label=_("Distributor"))
    reference = forms.CharField(
        label=_("Your reference"), max_length=REFERENCE, required=False, validators=[all_seen],
        help_text=_("The number of the purchase order, yours or the customer's. The distributor sees it."),
    )  # fmt: skip

    def __init__(
        self, data: Any, offered: Sequence[Offered], distributors: Sequence[Distributor], first: int | None
    ) -> None:
        super().__init__(data, offered)
        self.known: Mapping[str, Distributor] = {str(one.pk): one for one in distributors}
        self.offer("distributor", [(key, one.name) for key, one in self.known.items()])
        self.fields["distributor"].initial = str(first or "")

    @property
    def chosen(self) -> Distributor:
        return self.known[self.cleaned_data["distributor"]]


class RemoveForm(ActionForm):
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_LICENCES)


class CommitmentForm(ActionForm):
    quantity = forms.IntegerField(
        label=_("Licences that the customer keeps"), min_value=1, max_value=MOST_LICENCES,
        help_text=_("They are to be ordered soon after the customer has accepted, and kept until the commitment ends."),
    )  # fmt: skip


class SettingForm(ActionForm):
    """How a product renews by itself."""

    HOW = [("all", _("All of them renew")), ("some", _("So many renew")), ("none", _("None renews"))]

    how = forms.ChoiceField(label=_("On the anniversary"), choices=HOW, widget=forms.RadioSelect)
    quantity = forms.IntegerField(label=_("So many"), min_value=1, max_value=MOST_LICENCES, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("how") == "some" and not found.get("quantity") and "quantity" not in self.errors:
            self.add_error("quantity", gettext("Say how many renew."))
        return found

    @property
    def setting(self) -> tuple[bool, int | None]:
        how, quantity = self.cleaned_data["how"], self.cleaned_data.get("quantity")
        return how != "none", quantity if how == "some" else None


def filled_in(query: Mapping[str, Any]) -> bool:
    """Does an address ask to see what a form would do?"""
    return any(name.startswith((FILLED, NEW)) for name in query)
