"""Forms around registrations: the evidence, the desk's words, asking whether one would be free."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.catalogue.books import catalogue
from kanaal.core import clock, formats
from kanaal.core.forms import ActionForm, Filters
from kanaal.core.texts import Text
from kanaal.customers import sound
from kanaal.deals.actions.availability import Question
from kanaal.deals.models import Registration
from kanaal.deals.policy import DealDeclineReasonsPolicy, EvidenceField, EvidenceFieldsPolicy
from kanaal.programme import codes
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.sales.policy import DealNeedsPolicy


def posted(request: Any) -> Any:
    """What was sent; None where a page is only looked at. A form of one button sends nothing, and was sent."""
    return request.POST if request.method == "POST" else None


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class EvidenceForm(ActionForm):
    """The questions of the programme (D6), all of them or some. Nothing is required here: a draft may be thin."""

    def __init__(self, *args: Any, only: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = set(only)
        self.asked = [one for one in policy(EvidenceFieldsPolicy).evidence_fields if not wanted or one.key in wanted]
        for one in self.asked:
            self.fields[one.key] = forms.CharField(
                label=str(one.label), help_text=str(one.help), required=False, widget=_area(_rows(one))
            )

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the form, checked or not: marks are given for that."""
        return {one.key: str(self[one.key].value() or "") for one in self.asked}


def _rows(one: EvidenceField) -> int:
    return 3 if one.at_least_words < 10 else 4


# --- the desk


class QueueFilters(Filters):
    q = forms.CharField(label=_("Number, partner or customer"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    agent = forms.ChoiceField(label=_("Who has it"), required=False)
    late = forms.BooleanField(label=_("past their promise"), required=False)

    def __init__(self, *args: Any, people: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = Registration.lifecycle.labels
        states = [("", str(Text(labels["submitted"])))]
        states += [(key, str(Text(label))) for key, label in labels.items() if key not in ("submitted", "draft")]
        regions = [("", gettext("all")), *((r.key, str(r.name)) for r in policy(RegionsPolicy).regions)]
        agents = [("", gettext("all")), ("nobody", gettext("nobody yet")), *((str(p.pk), str(p)) for p in people)]
        for name, choices in (("state", states), ("region", regions), ("agent", agents)):
            self.offer(name, choices)


class NoForm(ActionForm):
    """Nothing to say: the button is all."""


class AskForm(ActionForm):
    fields_asked = forms.MultipleChoiceField(
        label=_("Ask more of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    question = forms.CharField(
        label=_("Your question"), max_length=2000, widget=_area(5), help_text=_("The partner reads it by mail.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["fields_asked"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - told to the type checker
        field.choices = [(one.key, str(one.label)) for one in policy(EvidenceFieldsPolicy).evidence_fields]


class ApproveForm(ActionForm):
    word = forms.CharField(
        label=_("A word for the record"),
        max_length=2000,
        required=False,
        widget=_area(3),
        help_text=_("Needed where another protects what may be the same customer. The partner does not read it."),
    )


class DeclineForm(ActionForm):
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In your own words"),
        max_length=2000,
        required=False,
        widget=_area(4),
        help_text=_("The partner reads the reason and this. Name no other partner."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = policy(DealDeclineReasonsPolicy).for_desk
        self.offer("reason", [(one.key, f"{one.label} – {one.text}") for one in reasons])


class WordForm(ActionForm):
    word = forms.CharField(label=_("Why"), max_length=2000, widget=_area(3), help_text=_("The partner reads it."))


class AbsenceForm(ActionForm):
    person = forms.ChoiceField(label=_("Who is away"))
    delegate = forms.ChoiceField(label=_("Who answers instead"))
    starts = forms.DateField(label=_("First day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, people: Iterable[Any] = (), **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts": clock.today()})
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), str(one)) for one in people]
        self.offer("person", choices)
        self.offer("delegate", choices)


class NamedAccountForm(ActionForm):
    number = forms.CharField(label=_("Customer number"), max_length=24)
    word = forms.CharField(label=_("Why"), max_length=200)


# --- asking, and checking receipts


class AvailabilityForm(ActionForm):
    """A customer as one knows them. Whether there is such an account makes no difference here."""

    name = forms.CharField(label=_("Name of the customer"), max_length=200)
    country = forms.ChoiceField(label=_("Country"))
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    domains = forms.CharField(label=_("Web or mail domain"), max_length=120, required=False)
    vat_numbers = forms.CharField(label=_("VAT number"), max_length=40, required=False)
    families = forms.MultipleChoiceField(label=_("Product families"), widget=forms.CheckboxSelectMultiple)
    need = forms.ChoiceField(label=_("What the customer needs it for"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = sorted(((code, formats.country(code)) for code in codes.countries()), key=lambda pair: pair[1])
        self.offer("country", [("", "–"), *countries])
        self.offer("need", [(one.key, str(one.name)) for one in policy(DealNeedsPolicy).deal_needs])
        families = self.fields["families"]
        assert isinstance(families, forms.MultipleChoiceField)  # noqa: S101 - told to the type checker
        families.choices = [(key, str(name)) for key, name in catalogue().families.items()]

    def clean(self) -> dict[str, Any]:
        """What is wrong with it is said of what was typed, never of what is known."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        particulars, faults = sound.read(values)
        for fault in faults:
            if fault.field not in self.errors:
                self.add_error(fault.field if fault.field in self.fields else None, str(fault.says))
        self.particulars = particulars
        return values

    @property
    def question(self) -> Question:
        return Question(self.particulars.company, frozenset(self.cleaned_data["families"]), self.cleaned_data["need"])


class VerifyForm(ActionForm):
    text = forms.CharField(label=_("The receipt"), required=False, widget=_area(9), max_length=20_000)
    file = forms.FileField(label=_("Or its file"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        file = values.get("file")
        if file is not None:
            values["text"] = file.read(20_000).decode("utf-8", errors="replace")
        if not values.get("text", "").strip():
            self.add_error("text", gettext("Paste a receipt, or choose its file."))
        return values
