"""Forms about inviting a customer: what is said of them, and what narrows the list (V2, V3)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core import formats
from kanaal.core.forms import ActionForm, Filters
from kanaal.core.texts import Text
from kanaal.customers.models import Account
from kanaal.licensing import customer_details, naming
from kanaal.licensing.customer_details import CustomerDetails
from kanaal.licensing.free_names import free_names_for
from kanaal.licensing.models import CustomerInvitation
from kanaal.partners.models import Partner

SEARCH = {"type": "search", "autocomplete": "off"}
KEEP = "keep"
"""The answer of whoever sends an invitation although its name is taken now: the other agreement is about to end."""


class CustomerForm(ActionForm):
    """What is said of a customer. `details` is what the action takes.

    A name that is taken is told at once, with names that are free; `instead` appears beside it only then.
    """

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=160,
        help_text=_("The agreement bears this name. Each name exists once in the programme."),
    )
    instead = forms.ChoiceField(label=_("Another name"), required=False, widget=forms.RadioSelect)
    country = forms.ChoiceField(label=_("Country"))
    street = forms.CharField(label=_("Street and number"), max_length=160)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    town = forms.CharField(label=_("Town"), max_length=80)
    segment = forms.ChoiceField(
        label=_("Market segment"),
        widget=forms.RadioSelect,
        help_text=_(
            "It can't be changed later: that takes a new agreement. Schools and public bodies may have to show what "
            "they are."
        ),
    )
    terms = forms.ChoiceField(label=_("Kind of agreement"), widget=forms.RadioSelect)
    admin_name = forms.CharField(
        label=_("Name of the administrator"),
        max_length=120,
        required=False,
        help_text=_("Who accepts the terms for the customer, and gives the licences to its users."),
    )
    email = forms.EmailField(
        label=_("E-mail address of the administrator"),
        max_length=254,
        help_text=_("At the customer's own address. The invitation goes there, and only its owner can accept."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"))
    account = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, partner: Partner, account: Account | None = None, asks_name: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partner, self.known, self.asks_name = partner, account, asks_name
        kinds = customer_details.kinds_on_offer()
        segments = {key: words for kind in kinds for key, words in customer_details.segments(kind).items()}
        self.offer("country", customer_details.countries())
        self.offer("segment", [(key, str(words)) for key, words in segments.items()])
        self.offer("terms", [(kind.key, str(kind.name)) for kind in kinds])
        self.offer("language", [(code, formats.language(code)) for code in customer_details.languages()])
        if len(kinds) == 1:
            self.fields["terms"].widget = forms.HiddenInput()
            self.fields["terms"].required = False
        if "instead" not in self.data:
            del self.fields["instead"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        _tidy, faults = customer_details.read(self._details(values), self.partner)
        for fault in faults:
            if fault.field in self.fields and fault.field not in self.errors:
                self.add_error(fault.field, str(fault.says))
        return values

    def full_clean(self) -> None:
        self._offer_names()
        super().full_clean()

    def _offer_names(self) -> None:
        """Names that are free, beside one that is taken; offered anew each time, for others take names, too."""
        name = str(self.data.get("name", "")).strip() if self.is_bound else ""
        if not name or not self.asks_name or not naming.is_taken(name):
            self.fields.pop("instead", None)
            return
        self.fields["instead"] = field = forms.ChoiceField(
            label=gettext("This name is taken. Which one instead?"),
            widget=forms.RadioSelect,
            help_text=gettext("Whose it is we can't say. You can also write another name above."),
            error_messages={"required": gettext("An agreement has this name already. Choose another, or write one.")},
        )
        field.choices = [*((one, one) for one in self._free(name)), (KEEP, self._keep_words())]
        order = ["name", "instead", *[key for key in self.fields if key not in ("name", "instead")]]
        self.order_fields(order)

    def _free(self, name: str) -> list[str]:
        said = self._details({"name": name, "town": str(self.data.get("town", "")).strip()})
        return free_names_for(said, self.partner)

    @staticmethod
    def _keep_words() -> str:
        return gettext("Send it under this name all the same; it can be accepted once the other agreement has ended")

    def _details(self, values: dict[str, Any]) -> CustomerDetails:
        keys = [key for key in CustomerDetails.__dataclass_fields__ if key != "account"]
        return CustomerDetails(**{key: values.get(key) or "" for key in keys}, account=self.known)

    @property
    def details(self) -> CustomerDetails:
        values = dict(self.cleaned_data)
        chosen = values.pop("instead", "")
        if chosen and chosen != KEEP:
            values["name"] = chosen
        return self._details(values)

    @property
    def faulty(self) -> list[forms.BoundField]:
        """The fields of which something is wrong, for the summary above them."""
        return [one for one in self.visible_fields() if one.errors]


class NameForm(ActionForm):
    """Another name for an invitation: one that is free, or one of one's own (V3)."""

    name = forms.CharField(label=_("Another name"), max_length=160)


class InvitationFilters(Filters):
    q = forms.CharField(
        label=_("Name, number or address"), required=False, max_length=200, widget=forms.TextInput(attrs=SEARCH)
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    batch = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(key, str(Text(label)).capitalize()) for key, label in CustomerInvitation.lifecycle.labels.items()]
        self.offer("state", [("", gettext("All")), ("taken", gettext("Needs another name")), *states])
