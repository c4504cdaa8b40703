"""Forms about distributors and who acts for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kanaal.core import formats
from kanaal.core.forms import ActionForm, Filters
from kanaal.distributors.actions.companies import Details
from kanaal.distributors.models import Distributor
from kanaal.programme import codes
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy, RegionsPolicy


class DistributorFilters(Filters):
    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Name, number or address")}),
    )


class DistributorForm(ActionForm):
    name = forms.CharField(label=_("Name"), max_length=160)
    country = forms.ChoiceField(label=_("Country"))
    regions = forms.MultipleChoiceField(
        label=_("Regions"),
        help_text=_("Resellers of these regions may order from it."),
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("Language of its invitations"))
    external_id = forms.CharField(
        label=_("Number in your books"),
        required=False,
        max_length=60,
        help_text=_("By which your other systems know it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("country", sorted(((c, formats.country(c)) for c in codes.countries()), key=lambda one: one[1]))
        self.offer("regions", [(one.key, str(one.name)) for one in policy(RegionsPolicy).regions])
        spoken = policy(ProgrammePolicy).languages
        self.offer("language", [(c, formats.language(c)) for c, _name in settings.LANGUAGES if c in spoken])

    @property
    def details(self) -> Details:
        return Details(**self.cleaned_data | {"regions": tuple(self.cleaned_data["regions"])})

    @staticmethod
    def of(distributor: Distributor) -> dict[str, Any]:
        """What the form shows of one that is there."""
        return {one: getattr(distributor, one) for one in ("name", "country", "regions", "language", "external_id")}


class InviteUserForm(ActionForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    full_name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("They can correct it when they accept.")
    )


class SureForm(ActionForm):
    """A form of one button: nothing is typed, the page says what will happen."""
