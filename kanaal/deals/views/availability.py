"""Asking whether a registration would be free (D7). The page is the same whatever the answer, and takes as long."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpResponse

from kanaal.core.pages import page
from kanaal.deals import permissions
from kanaal.deals.actions.availability import ask_availability
from kanaal.deals.forms import AvailabilityForm, posted
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.partners.doors import partner_of
from kanaal.programme.policies import policy
from kanaal.sales.doors import sales_page

TAKES = 0.25
"""Seconds that an answer takes at least: how long it was looked for must tell nothing. So few are allowed in a day
that nobody waits for others.
"""


@sales_page
def ask(request: Any) -> HttpResponse:
    """Free, not free, or the desk decides; and nothing else."""
    partner = partner_of(request)
    permissions.check_availability.check(request.actor, partner)
    form = AvailabilityForm(posted(request))
    found = None
    if form.is_valid():
        began = time.monotonic()
        found = form.run(lambda: ask_availability(partner, form.question, by=request.actor))
        time.sleep(max(0.0, TAKES - (time.monotonic() - began)))
    answer = page(
        request, "deals/availability.html", form=form, answer=found.answer if found else "",
        rule=policy(DealRegistrationPolicy),
    )  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    return answer
