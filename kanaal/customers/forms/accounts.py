"""Forms about one account: what is said of a company, and looking for one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.forms import ActionForm
from kanaal.customers import queries, sound
from kanaal.customers.actions.accounts import LooksAlike
from kanaal.customers.finding import Lookalike
from kanaal.customers.models import Account
from kanaal.customers.sound import Identifier
from kanaal.programme import codes

SEARCH = {"type": "search", "autocomplete": "off"}


class Lines(forms.CharField):
    """Several values, one on each line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(required=False, max_length=4000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]


class AccountForm(ActionForm):
    """What is said of a company. `said` is what the action takes."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("The full name, as a register has it."))
    trading_names = Lines(label=_("Trading names"), help_text=_("What people call it, if that differs; one on a line."))
    former_names = Lines(label=_("Former names"), help_text=_("It stays known by them; one on a line."))
    legal_names = Lines(label=_("Other legal names"), help_text=_("One on a line."))
    country = forms.ChoiceField(label=_("Country"))
    street = forms.CharField(label=_("Street and number"), max_length=160, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    town = forms.CharField(label=_("Town"), max_length=80)
    province = forms.CharField(label=_("Province or state"), max_length=80, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    domains = Lines(label=_("E-mail domains"), help_text=_("The part of addresses behind the @; one on a line."))
    vat_numbers = Lines(label=_("VAT number"), help_text=_("Its check digits must fit."))
    register_numbers = Lines(label=_("Trade register number"))
    segment = forms.ChoiceField(label=_("Market segment"), required=False)
    parent = forms.CharField(
        label=_("Belongs to"),
        max_length=30,
        required=False,
        help_text=_("The number of the account of the company above it, if there is one."),
    )

    def __init__(self, *args: Any, by: Actor, known: Collection[Identifier] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.known = by, known
        countries = sorted(((code, formats.country(code)) for code in codes.countries()), key=lambda pair: pair[1])
        self.offer("country", [("", gettext("Choose")), *countries])
        segments = [(key, str(words)) for key, words in sound.segments().items()]
        self.offer("segment", [("", gettext("Not known")), *segments])
        if not segments:
            del self.fields["segment"]

    def clean_parent(self) -> Account | None:
        number = self.cleaned_data["parent"].strip()
        found = queries.account_called(self.by, number) if number else None
        if number and found is None:
            raise ValidationError(gettext("There is no account with this number."))
        return found

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        _particulars, faults = sound.read(values, self.known)
        for fault in faults:
            if fault.field in self.fields and fault.field not in self.errors:
                self.add_error(fault.field, str(fault.says))
        return values

    @property
    def faulty(self) -> list[forms.BoundField]:
        """The fields of which something is wrong, for the summary above them."""
        return [one for one in self.visible_fields() if one.errors]

    @property
    def said(self) -> dict[str, Any]:
        """The values for the action: what is said of the company, and what it belongs to."""
        values = self.cleaned_data
        given = {key: values[key] for key in (*sound.PLAIN, *sound.LISTED) if key in values}
        return {"given": given, "parent": values.get("parent")}


class NewAccountForm(AccountForm):
    """The same before it is made: those that look like it are shown, and, where one may be it, a reason is asked."""

    reason = forms.CharField(
        label=_("Why it is another company"),
        max_length=1000,
        required=False,
        help_text=_("A word will do: another branch, a namesake. The vendor's desk reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    field_order = ("reason", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["legal_names"]
        for key in ("trading_names", "former_names", "domains", "vat_numbers", "register_numbers"):
            self.fields[key].widget = forms.TextInput(attrs={"maxlength": 200})
        self.fields["trading_names"].label, self.fields["former_names"].label = (
            gettext("Trading name"),
            gettext("Former name"),
        )
        self.fields["trading_names"].help_text = gettext("What people call it, if that differs.")
        self.fields["former_names"].help_text = gettext("It is found by that, too.")
        self.fields["domains"].label = gettext("E-mail domain")
        self.fields["domains"].help_text = gettext("The part of addresses behind the @.")

    @property
    def said(self) -> dict[str, Any]:
        seen = self.cleaned_data["seen"].split()
        return super().said | {"reason": self.cleaned_data["reason"], "seen": seen}

    @property
    def lookalikes(self) -> tuple[Lookalike, ...]:
        """The accounts that stood in the way, or have not been looked at."""
        return self.refusal.lookalikes if isinstance(self.refusal, LooksAlike) else ()

    def show(self, numbers: Collection[str]) -> None:
        """Before the form is shown: it remembers what was shown with it, and asks for a reason where one is needed."""
        stops = isinstance(self.refusal, LooksAlike) and self.refusal.stops
        if not stops and not (self.is_bound and self.data.get("reason")):
            del self.fields["reason"]
        if self.is_bound and numbers:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # the request's own can't be written
            self.data["seen"] = " ".join(numbers)  # type: ignore[index]


class LookupForm(forms.Form):
    q = forms.CharField(
        label=_("Part of the name, a domain, a VAT number"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=SEARCH),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
