"""Forms of the enrolment. They only show and carry: what is wrong with an answer, `enrolment.checks` says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core import formats
from kanaal.core.forms import ActionForm
from kanaal.partners.actions.enrolment_submission import answer_faults
from kanaal.partners.enrolment import checks, companies, steps
from kanaal.partners.enrolment.scheme import Scheme

HELP = {
    "language": _("From here on everything is in this language, and so are our mails to you."),
    "legal_name": _("As the trade register has it, with its legal form."),
    "trade_name": _("Only if customers know the company by another name."),
    "vat_number": _("With the country's code. You find it on your own invoices."),
    "registration_number": _("Of the chamber of commerce or the trade register, if you have it at hand."),
    "website": _("For instance www.example.com."),
    "mail_domain": _("What stands behind the @ of your colleagues' addresses."),
    "job_title": _("If you like."),
    "direct_telephone": _("If it is another one than the company's."),
}
AUTOCOMPLETE = {
    "legal_name": "organization", "street": "street-address", "postal_code": "postal-code", "city": "address-level2",
    "country_area": "address-level1", "telephone": "tel", "website": "url", "full_name": "name",
    "job_title": "organization-title", "direct_telephone": "tel", "country": "country",
}  # fmt: skip
BESIDE = {
    "registration_number": "vat_number",
    "city": "postal_code",
    "website": "telephone",
    "direct_telephone": "job_title",
}
KINDS = {"telephone": "tel", "direct_telephone": "tel", "website": "url"}


class Typed(forms.CharField):
    """Whatever was typed. It refuses nothing itself; `required` only shows that it must be filled in."""

    def clean(self, value: Any) -> str:
        return "" if value is None else str(value)


class Chosen(forms.ChoiceField):
    """One of some choices, or whatever else was sent: the checks say what is wrong with that."""

    def clean(self, value: Any) -> str:
        return "" if value is None else str(value)


class Ticked(forms.BooleanField):
    def clean(self, value: Any) -> str:
        return steps.TICKED if value else ""


class AnswersForm(ActionForm):
    """Some answers of an enrolment, judged together with those that were given before."""

    def __init__(self, data: Any, *, answers: steps.Answers, scheme: Scheme) -> None:
        super().__init__(data, initial=dict(answers))
        self.answers, self.scheme = answers, scheme
        self.fields.update(self.make_fields())

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as the page sets them: those that belong together beside each other."""
        rows: list[list[forms.BoundField]] = []
        for field in self.visible_fields():
            beside = BESIDE.get(field.name)
            if beside and rows and rows[-1][0].name == beside and len(rows[-1]) == 1:
                rows[-1].append(field)
            else:
                rows.append([field])
        return rows

    @property
    def faulty(self) -> list[forms.BoundField]:
        """The fields at which something is wrong, for the list above the form."""
        return [field for field in self.visible_fields() if field.errors]

    def make_fields(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    def judge(self, answers: steps.Answers) -> checks.Faults:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        typed = steps.typed(self.cleaned_data, self.fields)
        for field, fault in self.judge({**self.answers, **typed}).items():
            self.add_error(field if field in self.fields else None, str(fault))
        return typed


class PlaceForm(AnswersForm):
    def make_fields(self) -> dict[str, forms.Field]:
        regions = [(r.key, str(r.name)) for r in self.scheme.regions]
        languages = [(code, formats.language(code)) for code in self.scheme.offered]
        return {
            "region": Chosen(label=_("Region"), choices=regions, widget=forms.RadioSelect),
            "country": Chosen(
                label=_("Country"),
                choices=[("", ""), *_countries(self.scheme)],
                widget=forms.Select(attrs={"autocomplete": "country"}),
            ),
            "language": Chosen(
                label=_("Preferred language"), choices=languages, widget=forms.RadioSelect, help_text=HELP["language"]
            ),
        }

    def judge(self, answers: steps.Answers) -> checks.Faults:
        return checks.faults_of(steps.PLACE, answers, self.scheme)


class AuthorityForm(AnswersForm):
    def make_fields(self) -> dict[str, forms.Field]:
        return {"authority": Ticked(label=str(self.scheme.statement))}

    def judge(self, answers: steps.Answers) -> checks.Faults:
        return checks.faults_of(steps.AUTHORITY, answers, self.scheme)


class CompanyForm(AnswersForm):
    def make_fields(self) -> dict[str, forms.Field]:
        country = self.answers.get("country", "")
        asked = checks.fields_for(country, self.scheme)
        made = {field: _field(field, country, needed=needed) for field, needed in asked.items()}
        return _with_sure(made, {**self.answers, **dict(self.data.items() if self.is_bound else ())})

    def judge(self, answers: steps.Answers) -> checks.Faults:
        return checks.faults_of(steps.COMPANY, answers, self.scheme)


class ContactForm(AnswersForm):
    def make_fields(self) -> dict[str, forms.Field]:
        return {f: _field(f, "", needed=f == "full_name") for f in steps.CONTACT.fields}

    def judge(self, answers: steps.Answers) -> checks.Faults:
        return checks.faults_of(steps.CONTACT, answers, self.scheme)


class TermsForm(ActionForm):
    """`shown` names the exact text that was read (P5)."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    accepted = forms.BooleanField(label=_("I have read these terms and accept them for my company."), required=False)


class AnswerForm(AnswersForm):
    """Just the fields that the desk has asked for."""

    def __init__(self, data: Any, *, answers: steps.Answers, scheme: Scheme, asked: Iterable[str]) -> None:
        self.asked = list(asked)
        super().__init__(data, answers=answers, scheme=scheme)

    def make_fields(self) -> dict[str, forms.Field]:
        country = self.answers.get("country", "")
        needed = checks.fields_for(country, self.scheme) | {"full_name": True}
        fields = [f for f in self.asked if f != "vat_sure"]
        made = {f: _field(f, country, needed=needed.get(f, False)) for f in fields}
        return _with_sure(made, {**self.answers, **dict(self.data.items() if self.is_bound else ())})

    def judge(self, answers: steps.Answers) -> checks.Faults:
        return answer_faults(answers, self.asked)


def _countries(scheme: Scheme) -> list[tuple[str, list[tuple[str, str]]]]:
    """The countries by region, in the reader's language and order."""
    named = [(r, [(code, formats.country(code)) for code in r.countries]) for r in scheme.regions]
    return [(str(r.name), sorted(countries, key=lambda c: companies.plain_letters(c[1]))) for r, countries in named]


def _field(field: str, country: str, *, needed: bool) -> forms.Field:
    common: dict[str, Any] = {"label": steps.label(field), "required": needed, "help_text": HELP.get(field, "")}
    attrs = {"autocomplete": AUTOCOMPLETE.get(field, "off"), "maxlength": str(steps.LONGEST)}
    if field == "country_area":
        choices = [("", ""), *sorted(companies.area_choices(country), key=lambda c: companies.plain_letters(c[1]))]
        return Chosen(choices=choices, widget=forms.Select(attrs={"autocomplete": attrs["autocomplete"]}), **common)
    if field == "vat_number" and not companies.has_vat(country):
        common |= {"label": _("Tax number"), "help_text": ""}
    if field == "postal_code" and (examples := companies.address_rules(country).postal_code_examples):
        common["help_text"] = _("For instance %(example)s.") % {"example": examples[0]}
    if field in KINDS:
        attrs["inputmode"] = KINDS[field]
    return Typed(widget=forms.TextInput(attrs=attrs), **common)


def _with_sure(made: dict[str, forms.Field], answers: Mapping[str, Any]) -> dict[str, forms.Field]:
    """The box 'it is right as it stands' appears beside a VAT number whose check digits don't fit, and only there."""
    number, country = str(answers.get("vat_number", "")), str(answers.get("country", ""))
    if "vat_number" not in made or not number.strip() or not companies.vat_is_doubtful(number, country):
        return made
    sure = Ticked(label=_("The number is right: our tax office wrote it so"), required=False)
    placed: dict[str, forms.Field] = {}
    for name, field in made.items():
        placed[name] = field
        if name == "vat_number":
            placed["vat_sure"] = sure
    return placed
