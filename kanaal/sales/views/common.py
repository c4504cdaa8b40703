"""What the pages about an opportunity share: finding it, and showing it whole."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kanaal.core.pages import page
from kanaal.partners.doors import partner_of
from kanaal.people import history
from kanaal.programme.policies import policy
from kanaal.sales import permissions
from kanaal.sales.forms.stages import StageForm
from kanaal.sales.hooks import panels_of, with_joined
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import CloseReasonsPolicy, StagesPolicy
from kanaal.sales.queries import RELATED, events_about, opportunities_at
from kanaal.sales.shown import facts_of, help_link, orders_of, stage_steps
from kanaal.sales.tables_lines import lines_table


def find(request: Any, number: str) -> Opportunity:
    """One that the contact sees; any other is not there (404)."""
    partner = partner_of(request)
    rows = with_joined(opportunities_at(partner, request.actor).select_related(*RELATED))
    found = get_object_or_404(rows, number=number)
    found.partner = partner
    return found


def show_opportunity(request: Any, opportunity: Opportunity, **changed: Any) -> HttpResponse:
    """The page of an opportunity; `changed` are forms with what was typed."""
    actor = request.actor
    panels = panels_of(opportunity, actor)
    reason = policy(CloseReasonsPolicy).get(opportunity.close_reason)
    context: dict[str, Any] = {
        "opportunity": opportunity,
        "stage": policy(StagesPolicy).get(opportunity.stage),
        "steps": stage_steps(opportunity),
        "facts": facts_of(opportunity),
        "main_panels": [panel for panel in panels if panel.primary],
        "side_panels": [panel for panel in panels if not panel.primary],
        "lines": lines_table(opportunity, list(opportunity.lines.all())),
        "orders": orders_of(opportunity),
        "reason": reason.text if reason else opportunity.close_reason,
        "may_change": permissions.change_opportunity.explain(actor, opportunity),
        "may_hand_over": permissions.hand_over_opportunity.explain(actor, opportunity),
        "may_copy": permissions.copy_opportunity.explain(actor, opportunity),
        "stage_form": StageForm(opportunity=opportunity),
        "help_link": help_link(opportunity),
        "copy_token": secrets.token_urlsafe(16),
        "timeline": history.entries(events_about(opportunity)[:50], known=[opportunity.owner]),
    }
    return page(request, "sales/opportunity.html", **(context | changed))
