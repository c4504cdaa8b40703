"""A company's own level: where it stands, what would raise it, applying for more (P14)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core import clock
from kanaal.core.pages import page
from kanaal.levels import permissions, queries, rules
from kanaal.levels.actions import upgrades as actions
from kanaal.levels.forms import UpgradeForm, WhatIfForm, answered, met_by
from kanaal.levels.impact import lost_places
from kanaal.levels.measuring import MEASURES
from kanaal.levels.models import Upgrade
from kanaal.levels.permissions import Wish
from kanaal.levels.policy import UpgradeReasonsPolicy
from kanaal.levels.tables import data_table
from kanaal.levels.weighing import known_weights, needs_of_all, rungs, weights_of
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.policy import Level, LevelsPolicy, PlacesPolicy
from kanaal.programme.policies import policy


@contact_page
def my_level(request: Any) -> HttpResponse:
    """What we have, what each higher level asks on top of that, and how far we are."""
    partner = partner_of(request)
    standings = queries.standing_of(partner)
    return page(
        request,
        "levels/mine.html",
        partner=partner,
        own=[s for s in standings if s.mine],
        higher=[(s, permissions.request_upgrade.explain(request.actor, Wish(partner, s.level)))
                for s in standings if not s.mine],
        risks=queries.risks_of(partner),
        waiting=queries.open_upgrade(partner),
    )  # fmt: skip


@contact_page
def my_need(request: Any, key: str) -> HttpResponse:
    """One need: the number, the data behind it, what would close the gap, and the way to contest it."""
    partner, need = partner_of(request), needs_of_all().get(key)
    if need is None:
        raise Http404
    measure = MEASURES.get(need.fact or "")
    weighed = weights_of(partner, needs=[need])[key]
    attestations = partner.attestations.filter(need=key, withdrawn_at=None).order_by("-pk")[:20]
    return page(
        request,
        "levels/need.html",
        need=need,
        weighed=weighed,
        measured=measure is not None,
        table=data_table(measure.data(partner, need.params, clock.today()) if measure else (), key),
        closing=measure.closes(partner, need.params) if measure and not weighed.met else None,
        attestations=attestations,
        may_contest=permissions.contest_fact.explain(request.actor, partner),
    )


@contact_page
def what_if(request: Any) -> HttpResponse:
    """Other numbers, and the level that they would give: nothing is kept."""
    partner = partner_of(request)
    weights = known_weights(partner)
    form = WhatIfForm(request.GET if request.GET else None, weights=weights, level=partner.level)
    values = form.cleaned_data if form.is_bound and form.is_valid() else {}
    met = met_by(values, weights)
    levels = policy(LevelsPolicy)
    mine = levels.get(partner.level)
    best = levels.get(rules.reached(rungs(), met) or "")
    reached = best if best and mine and best.rank > mine.rank else mine
    opened = lost_places(reached.key, mine.key) if reached and mine and reached != mine else ()
    missing = [(level, [n for n in levels.needs_of(level) if n.key not in met]) for level in _above(mine)]
    return page(
        request,
        "levels/what_if.html",
        form=form,
        asked=bool(values),
        mine=mine,
        reached=reached,
        opened=[place.name for key in opened if (place := policy(PlacesPolicy).get(key))],
        missing=[(level, lacking) for level, lacking in missing if lacking],
    )


def _above(mine: Level | None) -> tuple[Level, ...]:
    return policy(LevelsPolicy).above(mine) if mine else ()


@contact_page
def ask(request: Any, level: str) -> HttpResponse:
    """The form for a higher level, with how we stand beside it."""
    partner, wanted = partner_of(request), policy(LevelsPolicy).get(level)
    if wanted is None:
        raise actions.LevelUnknown
    permissions.request_upgrade.check(request.actor, Wish(partner, wanted))
    form = UpgradeForm(request.POST or None, level=level)
    if form.is_valid():
        made = form.run(lambda: actions.request_upgrade(partner, level=level, answers=form.answers, by=request.actor))
        if made:
            messages.success(request, gettext("Your application %(number)s is with the desk.") % {"number": made})
            return redirect("upgrade", pk=made.pk)
    standing = queries.standing_for(partner, wanted)
    return page(request, "levels/ask.html", form=form, level=wanted, standing=standing)


@contact_page
def upgrade(request: Any, pk: int) -> HttpResponse:
    """One application: what was said, what became of it, and how we stand today."""
    one = _mine(request, pk)
    one.partner = partner_of(request)
    if one.state == "open":
        queries.remember_upgrade(one.partner, one)
    level = policy(LevelsPolicy).get(one.level)
    reason = policy(UpgradeReasonsPolicy).get(one.reason)
    return page(
        request,
        "levels/upgrade.html",
        upgrade=one,
        level=level,
        answers=answered(one),
        standing=queries.standing_for(one.partner, level) if level else None,
        reason=reason.text if reason else "",
        may_withdraw=permissions.withdraw_upgrade.explain(request.actor, one),
    )


@require_POST
@contact_page
def withdraw(request: Any, pk: int) -> HttpResponse:
    actions.withdraw_upgrade(_mine(request, pk), by=request.actor)
    messages.success(request, gettext("The application is withdrawn."))
    return redirect("my-level")


def _mine(request: Any, pk: int) -> Upgrade:
    return get_object_or_404(queries.upgrades_seen_by(request.actor).select_related("asked_by"), pk=pk)
