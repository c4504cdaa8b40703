"""The steps of an enrolment (P2) and what each asks. Plain values: pages, actions and checks all read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, say

Answers = Mapping[str, str]
TICKED = "on"
LONGEST = 1000
"""No answer is longer than this; more is cut off before it is kept."""


@dataclass(frozen=True)
class Step:
    """One page with one NEXT. `fields` are the answers it takes."""

    key: str
    label: str
    fields: tuple[str, ...]
    signed_in: bool = False

    @property
    def title(self) -> Text:
        return say(self.label)


PLACE = Step("place", _("Region and language"), ("region", "country", "language"))
AUTHORITY = Step("authority", _("Authority"), ("authority",))
COMPANY = Step(
    "company",
    _("Company"),
    (
        "legal_name", "trade_name", "vat_number", "vat_sure", "registration_number", "street", "postal_code", "city",
        "country_area", "telephone", "website", "mail_domain", "employees", "main_business",
    ),
)  # fmt: skip
CONTACT = Step("contact", _("Contact"), ("full_name", "job_title", "direct_telephone"), signed_in=True)
TERMS = Step("terms", _("Terms"), (), signed_in=True)
STEPS = (PLACE, AUTHORITY, COMPANY, CONTACT, TERMS)
BY_KEY = {step.key: step for step in STEPS}

LABELS = {
    "region": _("Region"),
    "country": _("Country"),
    "language": _("Preferred language"),
    "authority": _("Authority"),
    "legal_name": _("Company name"),
    "trade_name": _("Trade name"),
    "vat_number": _("VAT number"),
    "vat_sure": _("The VAT number is right as it stands"),
    "registration_number": _("Trade register number"),
    "street": _("Street and number"),
    "postal_code": _("Postal code"),
    "city": _("Town"),
    "country_area": _("Province or state"),
    "telephone": _("Telephone"),
    "website": _("Website"),
    "mail_domain": _("E-mail domain"),
    "employees": _("Number of employees"),
    "main_business": _("Main business"),
    "full_name": _("Name"),
    "job_title": _("Job title"),
    "direct_telephone": _("Direct telephone number"),
}

# What the desk can ask about again: all that was typed, but not what was ticked.
ASKABLE = tuple(f for step in (COMPANY, CONTACT) for f in step.fields if f != "vat_sure")


def label(field: str) -> Text:
    return say(LABELS[field])


def step_of(field: str) -> Step:
    return next(step for step in STEPS if field in step.fields)


def after(step: Step) -> Step | None:
    """The step behind NEXT."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def typed(values: Mapping[str, object], fields: Iterable[str]) -> dict[str, str]:
    """What may be kept of posted values: known fields only, as typed, without what no database can hold."""
    return {f: _storable(str(values.get(f) or ""))[:LONGEST] for f in fields if f in values}


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()
