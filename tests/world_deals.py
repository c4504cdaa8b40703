"""The cast registers deals: answers that are complete, drafts, and what was handed in."""

from __future__ import annotations

from typing import Any

from kanaal.deals.actions.registering import begin_registration, fill_in_registration, submit_registration
from kanaal.deals.models import Registration
from kanaal.people.models import Person
from kanaal.sales.models import Opportunity
from tests import world, world_sales

ANSWERS = {
    "found": "Op 12 maart 2026 belde mevrouw De Wit, hoofd redactie. Op 19 maart waren wij bij haar in Hilversum "
    "en bekeken wij hoe de redactie werkt.",
    "event": "Op 1 september verhuist de redactie naar het nieuwe gebouw; de oude licenties lopen op 31 augustus af.",
    "quantity": "120 maal Acrobat: 90 redacteuren in Hilversum en 30 correspondenten die onderweg werken.",
    "value": "Redacteuren tekenen nu op papier; met Acrobat gaat een contract in een dag rond in plaats van in negen, "
    "en wij leiden iedereen op.",
    "competitors": "Foxit, dat de regionale redacties al gebruiken.",
    "done": "Demonstratie op 2 april voor zeven redacteuren, proeflicenties tot 30 april, offerte op 4 mei besproken.",
}


def draft(opportunity: Opportunity | None = None, **changed: str) -> Registration:
    """A registration that is filled in, but for what is changed, and not handed in."""
    opportunity = opportunity or world_sales.opportunity()
    by = world.actor(opportunity.owner)
    made = begin_registration(opportunity, by=by)
    return fill_in_registration(made, answers={**ANSWERS, **changed}, by=by)


def handed_in(who: Person | None = None, *, answers: dict[str, str] | None = None, **deal: Any) -> Registration:
    """Somebody (Bo) has handed in a registration of a deal that differs from the usual one as said."""
    opportunity = world_sales.opportunity(who, **deal)
    return submit_registration(draft(opportunity, **(answers or {})), by=world.actor(opportunity.owner))


def with_the_desk(who: Person | None = None, **deal: Any) -> Registration:
    """One that the rules leave to the desk: a tender."""
    return handed_in(who, **{"deal_type": "tender", **deal})
