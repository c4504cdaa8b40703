"""What is wrong with the answers of an enrolment: the one judge, asked by pages and by the action alike (P2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, Words, name, say
from kanaal.partners import rules
from kanaal.partners.enrolment import companies
from kanaal.partners.enrolment.scheme import Scheme
from kanaal.partners.enrolment.steps import STEPS, TERMS, TICKED, Answers, Step

Faults = dict[str, Text]

MISSING = {
    "region": _("Choose the region in which your company is based."),
    "country": _("Choose the country in which your company is registered."),
    "language": _("Choose the language in which we may write to you."),
    "authority": _(
        "Only somebody who may act for the company can enrol it. Tick the box if that is you; else let them enrol."
    ),
    "legal_name": _("Write the company's name as the trade register has it, for instance Jansen Media B.V."),
    "trade_name": _("Write the name under which customers know the company."),
    "vat_number": _("Write the company's VAT number; you find it on your own invoices."),
    "registration_number": _("Write the number under which the trade register knows the company."),
    "street": _("Write the street and the number, for instance Keizersgracht 1."),
    "postal_code": _("Write the postal code."),
    "city": _("Write the town."),
    "country_area": _("Choose the province or state."),
    "telephone": _("Write a telephone number of the company, for instance +31 30 123 4567."),
    "website": _("Write the address of the company's website, for instance www.example.com."),
    "mail_domain": _("Write what stands behind the @ of the company's e-mail addresses, for instance example.com."),
    "employees": _("Write how many people work at the company; a round number will do."),
    "main_business": _("Write in a few words what the company earns its money with."),
    "full_name": _("Write your name, for instance Jan Jansen."),
}


def faults_of(step: Step, answers: Answers, scheme: Scheme) -> Faults:
    """Field → what is wrong and what to do; empty when the step is complete. TERMS holds no answers to be kept."""
    return _JUDGES[step.key](answers, scheme)


def first_incomplete(answers: Answers, scheme: Scheme) -> Step:
    """Where the applicant goes on: the first step that is not complete; the last one when all before it are."""
    return next((step for step in STEPS if step is not TERMS and faults_of(step, answers, scheme)), TERMS)


def is_complete(answers: Answers, scheme: Scheme) -> bool:
    return first_incomplete(answers, scheme) is TERMS


def fields_for(country: str, scheme: Scheme) -> dict[str, bool]:
    """The company fields to be asked in a country, and whether each must be filled in."""
    usual = companies.address_rules(country)
    shown = {
        "legal_name": True,
        "trade_name": False,
        "vat_number": companies.has_vat(country),
        "registration_number": False,
    }
    shown["street"] = True
    shown |= {f: f in usual.required_fields for f in ("postal_code", "city") if f in usual.allowed_fields}
    if companies.area_choices(country):
        shown["country_area"] = "country_area" in usual.required_fields
    shown |= {"telephone": False, "website": False}
    unusual = ("mail_domain", "employees", "main_business")
    shown |= {f: False for f in unusual if f in scheme.required}
    # What a country has not, it can't be asked for; a VAT number least of all. What its post needs, always.
    optional_here = set() if companies.has_vat(country) else {"vat_number"}
    by_post = {"legal_name", "street", "postal_code", "city", "country_area"}
    return {
        field: (field in scheme.required or (field in by_post and needed)) and field not in optional_here
        for field, needed in shown.items()
    }


def _place(answers: Answers, scheme: Scheme) -> Faults:
    found = _empty(answers, ("region", "country", "language"))
    region = scheme.region(answers.get("region", ""))
    if region is None:
        return {field: say(MISSING[field]) for field in ("region", "country", "language")}
    country = answers.get("country", "")
    if country and country not in region.countries:
        found["country"] = _elsewhere(country, region.name, scheme)
    if answers.get("language") and answers["language"] not in scheme.languages_in(region):
        found["language"] = say(_("We can't write to you in this language yet. Choose one of the others."))
    return found


def _elsewhere(country: str, region: Words, scheme: Scheme) -> Text:
    other = scheme.region_of(country)
    if other is None:
        return say(_("The programme isn't offered in this country yet."))
    return say(
        _("%(country)s does not lie in %(region)s but in %(other)s. Choose that region, or another country."),
        country=companies.country_words(country),
        region=region,
        other=other.name,
    )


def _authority(answers: Answers, scheme: Scheme) -> Faults:
    return {} if answers.get("authority") == TICKED else {"authority": say(MISSING["authority"])}


def _company(answers: Answers, scheme: Scheme) -> Faults:
    country = answers.get("country", "")
    if scheme.region_of(country) is None:
        return {"legal_name": say(MISSING["country"])}
    asked = fields_for(country, scheme)
    found = _empty(answers, tuple(f for f, needed in asked.items() if needed))
    judges: dict[str, Callable[[str], Text | None]] = {
        "legal_name": companies.name_fault,
        "trade_name": companies.name_fault,
        "vat_number": partial(companies.vat_fault, country=country, sure=answers.get("vat_sure") == TICKED),
        "postal_code": partial(companies.postal_code_fault, country=country),
        "country_area": partial(_area, country=country),
        "telephone": companies.telephone_fault,
        "website": companies.website_fault,
        "mail_domain": partial(_domain, free_mail=scheme.free_mail),
        "employees": _number,
    }
    return found | _judged(answers, {f: judge for f, judge in judges.items() if f in asked})


def _contact(answers: Answers, scheme: Scheme) -> Faults:
    judges = {"full_name": companies.name_fault, "direct_telephone": companies.telephone_fault}
    return _empty(answers, ("full_name",)) | _judged(answers, judges)


def _empty(answers: Answers, fields: tuple[str, ...]) -> Faults:
    return {f: say(MISSING[f]) for f in fields if not answers.get(f, "").strip()}


def _judged(answers: Answers, judges: dict[str, Callable[[str], Text | None]]) -> Faults:
    given = {f: answers[f] for f in judges if answers.get(f, "").strip()}
    return {f: fault for f, text in given.items() if (fault := judges[f](text)) is not None}


def _area(area: str, country: str) -> Text | None:
    return None if area in dict(companies.area_choices(country)) else say(MISSING["country_area"])


def _domain(domain: str, free_mail: frozenset[str]) -> Text | None:
    host = companies.website_host(domain.rpartition("@")[2])
    if not host:
        return say(_("This is no e-mail domain. One looks like %(example)s."), example=name("example.com"))
    if rules.is_free_mail(rules.domain_of(host), free_mail):
        return say(_("Anybody can get an address at this domain. Write your company's own, or leave this open."))
    return None


def _number(text: str) -> Text | None:
    return None if text.strip().isdecimal() else say(_("Write a number, for instance 12."))


_JUDGES: dict[str, Callable[[Answers, Scheme], Faults]] = {
    "place": _place,
    "authority": _authority,
    "company": _company,
    "contact": _contact,
    "terms": lambda answers, scheme: {},
}
