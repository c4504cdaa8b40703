"""The training center's first page, and registering for it (C1)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.partners.doors import contact_page, partner_of
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.training import permissions
from kanaal.training.actions.registration import register_learner
from kanaal.training.doors import training_page
from kanaal.training.permissions import training_place
from kanaal.training.queries import learner_of
from kanaal.training.shown import courses_shown


@training_page
def home(request: Any) -> HttpResponse:
    """All courses, with how far one is in each."""
    return page(
        request,
        "training/home.html",
        place=training_place(),
        courses=courses_shown(request.actor),
        learner=learner_of(request.actor.person_id),
    )


@contact_page
def registration(request: Any) -> HttpResponse:
    """How one registers: a few steps, and the link of one's own region before the others."""
    partner = partner_of(request)
    regions = [region for region in policy(RegionsPolicy).regions if region.open]
    return page(
        request,
        "training/registration.html",
        place=training_place(),
        may_register=permissions.register_learner.explain(request.actor, partner),
        learner=learner_of(request.actor.person_id),
        mine=next((region for region in regions if region.key == partner.region), None),
        others=[region for region in regions if region.key != partner.region],
    )


@training_page
def register(request: Any, region: str) -> HttpResponse:
    """Behind a region's link: one button, with the ID that one is signed in with."""
    found = policy(RegionsPolicy).get(region)
    if found is None:
        raise Http404
    if request.method == "POST":
        register_learner(partner_of(request), region=region, by=request.actor)
        messages.success(request, gettext("You are registered for training. Choose a course."))
        return redirect("training-home")
    return page(
        request, "training/register.html", region=found, place=training_place(), learner=learner_of(request.user.pk)
    )
