"""Forms of an opportunity: its details, and what narrows the list."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.catalogue.books import catalogue
from kanaal.core.forms import ActionForm, Filters
from kanaal.core.texts import Text
from kanaal.customers.models import Account
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.sales.actions.changing import version_of
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import DealNeedsPolicy, DealTypesPolicy, StagesPolicy
from kanaal.sales.sound import Details, currencies, currency_for


class OpportunityForm(ActionForm):
    """What an opportunity is about. `token` lets a form that was sent twice make one; `seen` what it was when shown."""

    account = forms.CharField(
        label=_("Customer number"),
        max_length=24,
        help_text=_("Look the customer up first; the number stands on their page."),
    )
    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("By which you will know it again."))
    deal_type = forms.ChoiceField(label=_("Kind of deal"), widget=forms.RadioSelect)
    need = forms.ChoiceField(label=_("What the customer needs it for"))
    segment = forms.ChoiceField(label=_("Market segment"))
    families = forms.MultipleChoiceField(label=_("Product families"), widget=forms.CheckboxSelectMultiple)
    amount = forms.DecimalField(
        label=_("Expected amount"), min_value=0, max_digits=14, decimal_places=2, help_text=_("Without tax.")
    )
    currency = forms.ChoiceField(label=_("Currency"))
    close_on = forms.DateField(
        label=_("Expected order day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    stage = forms.ChoiceField(label=_("Stage"))
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    description = forms.CharField(
        label=_("Notes"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    token = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types, needs = policy(DealTypesPolicy).deal_types, policy(DealNeedsPolicy).deal_needs
        self.offer("deal_type", [(one.key, f"{one.name} – {one.text}") for one in types])
        self.offer("need", [("", "–"), *((one.key, str(one.name)) for one in needs)])
        self.offer("segment", [(key, str(name)) for key, name in catalogue().segments.items()])
        self.offer("currency", [(code, code) for code in currencies()])
        self.offer("stage", [(one.key, f"{one.number} {one.name}") for one in policy(StagesPolicy).stages])
        families = self.fields["families"]
        assert isinstance(families, forms.MultipleChoiceField)  # noqa: S101 - told to the type checker
        families.choices = [(key, str(name)) for key, name in catalogue().families.items()]

    @classmethod
    def for_new(cls, data: Any, partner: Partner, account: Account | None) -> OpportunityForm:
        initial: dict[str, Any] = {"token": secrets.token_urlsafe(16), "stage": policy(StagesPolicy).stages[0].key}
        if account is not None:
            initial |= {"account": account.number, "segment": account.segment}
            initial["currency"] = currency_for(account, partner)
        made = cls(data, initial=initial)
        if account is not None:  # it stands above the form, by name
            made.fields["account"].widget = forms.HiddenInput()
        return made

    @classmethod
    def for_change(cls, data: Any, opportunity: Opportunity) -> OpportunityForm:
        fields = [name for name in cls.base_fields if hasattr(opportunity, name) and name != "account"]
        initial = {name: getattr(opportunity, name) for name in fields}
        initial |= {"account": opportunity.account.number, "seen": version_of(opportunity)}
        made = cls(data, initial=initial)
        made.fields.pop("stage")  # it moves on the opportunity's own page
        return made

    @property
    def faulty(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.errors]

    @property
    def details(self) -> Details:
        values = self.cleaned_data
        return Details(**{name: values[name] for name in Details.__dataclass_fields__ if name in values})


SORTS = ("-new", "close_on", "protected_until")


class OpportunityFilters(Filters):
    """`soon`: a protection that ends soon; `passed`: an expected day that has passed."""

    q = forms.CharField(
        label=_("Name, number or customer"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("Status"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    only = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(key, str(Text(label)).capitalize()) for key, label in Opportunity.lifecycle.labels.items()]
        stages = [(one.key, f"{one.number} {one.name}") for one in policy(StagesPolicy).stages]
        only = [("soon", _("Protection ends soon")), ("passed", _("Expected day has passed"))]
        self.offer("state", [("", _("All")), *states])
        self.offer("stage", [("", _("All")), *stages])
        self.offer("only", [("", _("All")), *only])
