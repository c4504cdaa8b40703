"""The desk's side: applications with the facts beside them, the decision, attestations (P14)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.levels import permissions, queries
from kanaal.levels.actions import attesting
from kanaal.levels.actions import upgrades as actions
from kanaal.levels.forms import AttestForm, DeclineUpgradeForm, answered
from kanaal.levels.models import Attestation, Upgrade
from kanaal.levels.policy import UpgradeReasonsPolicy
from kanaal.levels.tables import attestations_table, upgrades_table
from kanaal.levels.weighing import needs_of_all
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.partners.queries import partners_seen_by
from kanaal.programme.policies import policy

View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """A page for the vendor's staff; strangers sign in first, others read why not."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        permissions.see_levels.check(request.actor, None)
        return view(request, *args, **kwargs)

    return guarded


@desk_page
def queue(request: Any) -> HttpResponse:
    """Applications that wait, the first promised first; or those that were decided, the latest first."""
    state = request.GET.get("state", "open")
    found = queries.upgrades_seen_by(request.actor).filter(state=state).select_related("partner")
    rows = paged(found, request.GET, by=("promised_at", "pk") if state == "open" else ("-pk",))
    states = [
        {"label": str(label).capitalize(), "url": f"?state={key}", "current": key == state}
        for key, label in ((k, gettext(v)) for k, v in Upgrade.lifecycle.choices())
    ]
    return page(request, "levels/queue.html", rows=rows, table=upgrades_table(rows.rows), states=states)


@desk_page
def upgrade(request: Any, pk: int) -> HttpResponse:
    """One application with the live facts beside it, and what can be decided."""
    one = _find(request, pk)
    level, is_open = policy(LevelsPolicy).get(one.level), one.state == "open"
    if is_open:
        queries.remember_upgrade(one.partner, one)
    standing = queries.standing_for(one.partner, level) if level and is_open else None
    reason = policy(UpgradeReasonsPolicy).get(one.reason)
    unmet = [s.need for s in standing.unmet] if standing else []
    return page(
        request,
        "levels/decide.html",
        upgrade=one,
        level=level,
        answers=answered(one),
        standing=standing,
        reason=reason.name if reason else one.reason,
        approve=permissions.approve_upgrade.explain(request.actor, one) if is_open else None,
        may_attest=permissions.attest_need.explain(request.actor, one.partner),
        decline_form=DeclineUpgradeForm(auto_id="decline_%s"),
        attest_form=AttestForm(needs=unmet, auto_id="attest_%s") if unmet else None,
    )


@require_POST
@desk_page
def approve(request: Any, pk: int) -> HttpResponse:
    one = actions.approve_upgrade(_find(request, pk), by=request.actor)
    says = gettext("%(company)s is %(level)s now, and has been written to.")
    messages.success(request, says % {"company": one.partner.name, "level": one.partner.level_name})
    return redirect("desk-upgrade", pk=pk)


@require_POST
@desk_page
def decline(request: Any, pk: int) -> HttpResponse:
    form, one = DeclineUpgradeForm(request.POST), _find(request, pk)
    if form.is_valid() and form.done(lambda: actions.decline_upgrade(one, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("The application is declined; the partner reads why."))
    else:
        messages.error(request, gettext("Choose a reason: the partner reads it."))
    return redirect("desk-upgrade", pk=pk)


@desk_page
def partner(request: Any, pk: int) -> HttpResponse:
    """How a partner stands in all levels from its own upwards."""
    one = queries.partner_at_hand(partners_seen_by(request.actor), pk)
    if one is None:
        raise Http404
    return page(
        request,
        "levels/partner.html",
        partner=one,
        standings=queries.standing_of(one),
        risks=queries.risks_of(one),
    )


@desk_page
def attestations(request: Any, pk: int) -> HttpResponse:
    """What the desk attested of a partner, and attesting more."""
    one = get_object_or_404(partners_seen_by(request.actor), pk=pk)
    return page(
        request,
        "levels/attestations.html",
        partner=one,
        may_attest=permissions.attest_need.explain(request.actor, one),
        attest_form=AttestForm(needs=list(needs_of_all().values())),
        table=attestations_table(one.attestations.order_by("-pk").select_related("attested_by")[:50]),
    )


@require_POST
@desk_page
def attest(request: Any, pk: int) -> HttpResponse:
    """Attest a need; back to where one came from: the partner's level or an application."""
    one: Partner = get_object_or_404(partners_seen_by(request.actor), pk=pk)
    permissions.attest_need.check(request.actor, one)
    form = AttestForm(request.POST, needs=list(needs_of_all().values()))
    if form.is_valid() and form.done(lambda: attesting.attest_need(one, by=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("Attested; it counts at once."))
    else:
        said = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(said))
    back = queries.open_upgrade(one)
    return (
        redirect("desk-upgrade", pk=back.pk)
        if back and "upgrade" in request.GET
        else redirect("desk-attestations", pk=pk)
    )


@require_POST
@desk_page
def withdraw_attestation(request: Any, pk: int) -> HttpResponse:
    seen = Attestation.objects.filter(partner__in=partners_seen_by(request.actor))
    one = attesting.withdraw_attestation(get_object_or_404(seen, pk=pk), by=request.actor)
    messages.success(request, gettext("The attestation counts no longer."))
    return redirect("desk-attestations", pk=one.partner_id)


def _find(request: Any, pk: int) -> Upgrade:
    return get_object_or_404(queries.upgrades_seen_by(request.actor).select_related("partner", "asked_by"), pk=pk)
