"""What the desk's pages show of one enrolment or partner: values as words, marks with their links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.texts import Text
from kanaal.desk import queries
from kanaal.desk.tables import mark_words, state_words, tone_of
from kanaal.partners.actions.enrolment_submission import promise_of
from kanaal.partners.enrolment import companies, steps
from kanaal.partners.models import Enrolment, EnrolmentMark
from kanaal.partners.policy import DeclineReasonsPolicy
from kanaal.people import history
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

Facts = list[tuple[str, Any]]


@dataclass(frozen=True)
class ShownMark:
    """A mark as the page shows it; `url` leads to the partner or the enrolment that it is about."""

    label: str
    says: Text
    tone: str
    url: str = ""


def enrolment(one: Enrolment) -> dict[str, Any]:
    """Everything for the page of an enrolment; a fixed number of queries."""
    reason = policy(DeclineReasonsPolicy).get(one.decline_reason)
    return {
        "enrolment": one,
        "state": state_words()[one.state],
        "promise": promise_of(one.region),
        "marks": [_mark(mark) for mark in one.marks.order_by("pk")],
        "parts": _parts(one),
        "asked": [steps.label(field) for field in one.asked_fields],
        "reason": reason.name if reason else one.decline_reason,
        "timeline": history.entries(queries.events_about_enrolment(one)[:100]),
        "can": {step: one.can(step) for step in ("approve", "decline", "ask")},
    }


def _mark(mark: EnrolmentMark) -> ShownMark:
    url = reverse("desk-partner", args=[mark.partner_id]) if mark.partner_id else ""
    if mark.other_id:
        url = reverse("desk-enrolment", args=[mark.other_id])
    return ShownMark(mark_words(mark.key), mark.says, tone_of(mark.key), url)


def _parts(one: Enrolment) -> list[tuple[Text, Facts]]:
    """The answers step by step, as they were typed; what was not asked in the country is left out."""
    region = policy(RegionsPolicy).get(one.region)
    place: Facts = [
        (_("Region"), region.name if region else one.region),
        (_("Country"), formats.country(one.country)),
        (_("Preferred language"), formats.language(one.language)),
    ]
    contact: Facts = [*_typed(one, steps.CONTACT), (_("Verified address"), one.email)]
    return [
        (steps.COMPANY.title, _typed(one, steps.COMPANY)),
        (steps.CONTACT.title, contact),
        (steps.PLACE.title, place),
    ]


def _typed(one: Enrolment, step: steps.Step) -> Facts:
    areas = dict(companies.area_choices(one.country))
    given = {f: one.answer(f) for f in step.fields if f in one.answers and f != "vat_sure"}
    if "country_area" in given:
        given["country_area"] = areas.get(given["country_area"], given["country_area"])
    return [(str(steps.label(f)), text) for f, text in given.items()]
