"""An opportunity for its page: facts, where it stands in the pipeline, and what a question about it already says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from kanaal.cases.links import new_case
from kanaal.catalogue.books import catalogue
from kanaal.core import formats
from kanaal.core.texts import Words
from kanaal.programme.policies import policy
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import DealNeedsPolicy, DealTypesPolicy, OrderKindsPolicy, StagesPolicy
from kanaal.sales.sound import family_names

CASE_CATEGORY = "sales"
"""The pack's category for questions about the Sales Center, where it has one of this key (D10)."""


@dataclass(frozen=True)
class Step:
    label: str
    state: str
    url: str = ""


def stage_steps(opportunity: Opportunity) -> list[Step]:
    """The pipeline with where this one is."""
    stages, done = policy(StagesPolicy), opportunity.state == "booked"
    here = stages.place(opportunity.stage)
    found = []
    for place, stage in enumerate(stages.stages):
        state = "done" if done or place < here else "current" if place == here else "coming"
        found.append(Step(f"{stage.number} {stage.name}", state))
    return found


def facts_of(opportunity: Opportunity) -> list[tuple[object, object]]:
    deal_type = policy(DealTypesPolicy).get(opportunity.deal_type)
    need = policy(DealNeedsPolicy).get(opportunity.need)
    families = ", ".join(str(one) for one in family_names(opportunity.families))
    rows: list[tuple[object, object]] = [
        (gettext("Number"), opportunity.number),
        (gettext("Owner"), opportunity.owner),
        (gettext("Kind of deal"), deal_type.name if deal_type else opportunity.deal_type),
        (gettext("What the customer needs it for"), need.name if need else opportunity.need),
        (gettext("Market segment"), segment_name(opportunity.segment)),
        (gettext("Product families"), families),
        (gettext("Amount"), formats.money(opportunity.amount, opportunity.currency)),
        (gettext("Expected order day"), formats.date(opportunity.close_on)),
        (gettext("Next step"), opportunity.next_step),
    ]
    if opportunity.copied_from_id:
        rows.append((gettext("Copied from"), opportunity.copied_from.number if opportunity.copied_from else ""))
    return rows


def orders_of(opportunity: Opportunity) -> list[tuple[Words | str, str]]:
    """Kind and number of each under which it was ordered; asked for only when it has been closed."""
    kinds = policy(OrderKindsPolicy)
    orders = opportunity.orders.all() if not opportunity.is_open else ()
    return [(kind.name if (kind := kinds.get(one.kind)) else one.kind, one.number) for one in orders]


def segment_name(key: str) -> Words | str:
    return catalogue().segments.get(key, key)


def help_link(opportunity: Opportunity, question: str = "", more: Sequence[str] = ()) -> str:
    """A question to the helpdesk with what this page knows filled in (D10)."""
    stage = policy(StagesPolicy).get(opportunity.stage)
    known = [
        formats.labelled(gettext("Opportunity"), opportunity.number),
        formats.labelled(gettext("Customer"), opportunity.account.number),
        formats.labelled(gettext("Stage"), stage.number if stage else opportunity.stage),
    ]
    subject = f"{opportunity.number}: {question}" if question else opportunity.number
    return new_case(CASE_CATEGORY, subject[:120], "\n".join([*(more or known), "", ""]))
