"""Forms of the desk: narrowing the list, merging, judging."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core import formats
from kanaal.core.forms import ActionForm, Filters
from kanaal.core.texts import Text
from kanaal.customers.forms.accounts import SEARCH
from kanaal.customers.models import Account
from kanaal.programme import codes


class AccountFilters(Filters):
    q = forms.CharField(
        label=_("Name, number, domain or VAT number"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=SEARCH),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    whose = forms.ChoiceField(label=_("Whose"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", gettext("All"))
        countries = [(code, formats.country(code)) for code in codes.countries()]
        self.offer("country", [everything, *sorted(countries, key=lambda pair: pair[1])])
        self.offer("whose", [everything, ("shared", gettext("Shared")), ("own", gettext("A partner's own"))])
        states = Account.lifecycle.labels.items()
        self.offer("state", [(state, str(Text(label)).capitalize()) for state, label in states])


class OtherForm(forms.Form):
    """Which account it is to be merged with."""

    other = forms.CharField(label=_("Number of the other account"), max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class MergeForm(ActionForm):
    """`kept` answers the account that stays, `gone` the other."""

    stays = forms.ChoiceField(
        label=_("Which one stays"),
        help_text=_("Its name and address stand. Everything that hangs on the other goes along, and can go back."),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why they are one"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, sides: tuple[Account, Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = {account.number: account for account in sides}
        self.offer("stays", [(number, f"{account.name} ({number})") for number, account in self.sides.items()])

    @property
    def kept(self) -> Account:
        return self.sides[self.cleaned_data["stays"]]

    @property
    def gone(self) -> Account:
        return next((a for number, a in self.sides.items() if number != self.cleaned_data["stays"]), self.kept)


class ApartForm(ActionForm):
    note = forms.CharField(
        label=_("By what you know that these are two"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SearchForm(ActionForm):
    """How all accounts are looked through."""

    found_by = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("found_by", ways)
