"""The form with which a company's bank details are entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.bankdetails import queries
from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.policy import VatTreatmentsPolicy
from kanaal.bankdetails.refusals import AccountWrong
from kanaal.bankdetails.rules import Account, Wrong, account_of
from kanaal.core import formats
from kanaal.core.forms import ActionForm, all_seen
from kanaal.partners.models import Contact, Partner
from kanaal.programme.codes import countries
from kanaal.programme.policies import policy


class BankDetailsForm(ActionForm):
    holder = forms.CharField(
        label=_("Account holder"),
        max_length=70,
        validators=[all_seen],
        help_text=_("As it stands at the bank: the company's name, usually."),
    )
    country = forms.ChoiceField(label=_("Country of the bank"))
    number = forms.CharField(
        label=_("IBAN or account number"), max_length=60, help_text=_("Spaces don't matter. It is kept sealed."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    bic = forms.CharField(
        label=_("BIC"), max_length=20, required=False, help_text=_("Needed only where accounts have no IBAN."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    routing = forms.CharField(
        label=_("Bank code"), max_length=30, required=False,
        help_text=_("Only where accounts have no IBAN: the American routing number, or its like elsewhere."),
    )  # fmt: skip
    vat_treatment = forms.ChoiceField(label=_("VAT treatment"), widget=forms.RadioSelect)
    second = forms.ModelChoiceField(
        label=_("Who confirms"), queryset=Contact.objects.none(), empty_label=None,
        help_text=_("They see the account in full and say that it is your company's."),
    )  # fmt: skip

    def __init__(self, *args: Any, partner: Partner, now: BankDetails | None = None, **kwargs: Any) -> None:
        first = {"country": partner.country, "holder": partner.name}
        if now is not None:
            first["vat_treatment"] = now.vat_treatment
        super().__init__(*args, initial=first, **kwargs)
        named = sorted((formats.country(code), code) for code in countries())
        self.offer("country", [(code, label) for label, code in named])
        offered = policy(VatTreatmentsPolicy).offered(partner.country)
        self.offer("vat_treatment", [(one.key, f"{one.name}: {one.text}") for one in offered])
        others = queries.seconds_for(partner)
        if others.exists():
            self.fields["second"].queryset = others  # type: ignore[attr-defined]  # of a ModelChoiceField
        else:
            del self.fields["second"]

    @property
    def account(self) -> Account | tuple[Wrong, ...]:
        """What was typed, for the action."""
        given = self.cleaned_data
        return account_of(given["holder"], given["country"], given["number"], given["routing"], given["bic"])

    def add_other_faults(self) -> None:
        """All that is wrong with the account, each at its field; the first one stands there already."""
        if isinstance(self.refusal, AccountWrong):
            for wrong in self.refusal.all[1:]:
                self.add_error(wrong.field, AccountWrong.said(wrong))
