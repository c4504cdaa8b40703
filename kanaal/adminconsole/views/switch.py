"""The customer changes reseller: what that means, and the code that says so (V9)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.adminconsole.doors import agreement_of, console_admin_page
from kanaal.core.pages import page
from kanaal.licensing import permissions
from kanaal.licensing.access import Known, known_of
from kanaal.licensing.actions import consenting as actions
from kanaal.licensing.rules.authorisations import State, open_in
from kanaal.licensing.sound import called

NOT_ORDERED = (State.PENDING, State.OVERDUE, State.SUSPENDED)


@console_admin_page
def switch(request: Any) -> HttpResponse:
    """What will happen, what stands open meanwhile, and the code that is good now, if there is one."""
    agreement = agreement_of(request)
    known = known_of(agreement)
    return page(
        request,
        "adminconsole/switch.html",
        agreement=agreement,
        consents=list(actions.open_consents(agreement)),
        days=known.terms.approval_days,
        unordered=_unordered(known),
        may_give=permissions.give_switch_consent.explain(request.actor, agreement),
    )


@require_POST
@console_admin_page
def give(request: Any) -> HttpResponse:
    """Makes the code and shows it, this once."""
    agreement = agreement_of(request)
    code = actions.give_switch_consent(agreement, by=request.actor)
    consent = actions.open_consents(agreement)[0]
    answer = page(request, "adminconsole/code.html", code=code, consent=consent, agreement=agreement)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@console_admin_page
def withdraw(request: Any, pk: int) -> HttpResponse:
    consent = get_object_or_404(agreement_of(request).consents, pk=pk)
    actions.withdraw_switch_consent(consent, by=request.actor)
    messages.success(request, _("The code is withdrawn; nobody can use it any more."))
    return redirect("console-switch")


def _unordered(known: Known) -> list[tuple[Any, int]]:
    """What was authorised and not ordered yet, by product: it is settled before the agreement moves."""
    if known.facts is None:
        return []
    cycle, found = known.facts.cycle(known.terms), Counter[str]()
    for one in known.facts.additions:
        found[one.product] += open_in(one, cycle, known.terms, known.today, *NOT_ORDERED)
    return [(called(sku), count) for sku, count in sorted(found.items()) if count]
