"""Finding the enrolment that a browser or a person has under way, before any of its pages is shown (P1, P2, P6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from kanaal.core.pages import page
from kanaal.core.texts import Text
from kanaal.partners import permissions
from kanaal.partners.actions import enrolments as actions
from kanaal.partners.enrolment import checks, steps
from kanaal.partners.enrolment.scheme import Scheme
from kanaal.partners.forms import enrolment as forms
from kanaal.partners.models import Enrolment
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.partners.queries import draft_of_browser, open_enrolment_of
from kanaal.people.middleware import LANGUAGE_COOKIE
from kanaal.programme.policies import policy

# Not in the session: signing out (as P6 asks some people to do) ends the session, and must not lose the draft.
DRAFT_COOKIE = "kanaal_enrolment"
TEST_COOKIE = "kanaal_cookies"
View = Callable[..., HttpResponse]
FORMS: dict[str, type[forms.AnswersForm]] = {
    "place": forms.PlaceForm,
    "authority": forms.AuthorityForm,
    "company": forms.CompanyForm,
    "contact": forms.ContactForm,
}


def browsers_draft(request: Any) -> Enrolment | None:
    """The draft that was begun in this browser. Whoever looks through somebody's eyes has brought none of theirs."""
    return None if request.actor.view_only else draft_of_browser(request.COOKIES.get(DRAFT_COOKIE, ""))


def enrolling(view: View) -> View:
    """A page of the enrolment; the view gets the draft, or None. Who can't enrol, or has done so, is led elsewhere."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        decision = permissions.start_enrolment.explain(request.actor, None)
        if not decision.allowed:
            return page(request, "partners/enrol_refused.html", status=403, decision=decision)
        mine, browsers = open_enrolment_of(request.actor.person_id), browsers_draft(request)
        if mine is not None and mine.state != "draft":
            return redirect("enrolment")
        if mine is not None and browsers is not None:
            return redirect("enrol-which")
        if browsers is not None and request.actor.signed_in:
            mine, browsers = _taken_up(request, browsers), None
        return _without_key(view(request, mine or browsers, *args, **kwargs), request, kept=mine is None)

    return guarded


def detour(request: Any, draft: Enrolment | None, step: steps.Step, scheme: Scheme) -> HttpResponse | None:
    """To where an earlier step is not complete; None when this one may be shown."""
    if draft is None:
        if step is steps.PLACE:
            return None
        messages.info(request, gettext("The enrolment begins here."))
        return redirect("enrol-step", steps.PLACE.key)
    first = checks.first_incomplete(draft.answers, scheme)
    if steps.STEPS.index(first) >= steps.STEPS.index(step):
        return None
    says = gettext("First complete the step “%(step)s”. What you have filled in elsewhere is kept.")
    messages.info(request, says % {"step": first.title})
    return redirect("enrol-step", first.key)


def remember(response: HttpResponse, request: Any, draft: Enrolment) -> HttpResponse:
    """Keep the way back to a stranger's draft, and the language, in the browser."""
    secure = request.is_secure()
    if draft.draft_key:
        age = policy(EnrolmentPolicy).draft_kept_days * 86_400
        response.set_cookie(DRAFT_COOKIE, draft.draft_key, max_age=age, httponly=True, samesite="Lax", secure=secure)
    if draft.language:
        response.set_cookie(LANGUAGE_COOKIE, draft.language, max_age=31_536_000, samesite="Lax", secure=secure)
    return response


def form_of(step: steps.Step, data: Any, answers: steps.Answers, scheme: Scheme) -> forms.AnswersForm:
    return FORMS[step.key](data, answers=answers, scheme=scheme)


def around(draft: Enrolment | None, step: steps.Step, scheme: Scheme) -> dict[str, Any]:
    """What every step shows: where one is, what is done, and the way back."""
    here = steps.STEPS.index(step)
    first = steps.STEPS.index(checks.first_incomplete(draft.answers, scheme)) if draft else 0
    stops = [Stop.of(one, place, here, first) for place, one in enumerate(steps.STEPS)]
    return {"step": step, "draft": draft, "stepper": stops, "back": steps.STEPS[here - 1] if here else None}


@dataclass(frozen=True)
class Stop:
    """One entry of the stepper. Those that are done can be visited again."""

    label: Text
    state: str
    url: str = ""

    @classmethod
    def of(cls, step: steps.Step, place: int, here: int, first_incomplete: int) -> Stop:
        if place == here:
            return cls(step.title, "current")
        if place < first_incomplete:
            return cls(step.title, "done", reverse("enrol-step", args=[step.key]))
        return cls(step.title, "coming")


def _taken_up(request: Any, draft: Enrolment) -> Enrolment:
    """The person has signed in on the way: the draft is theirs from now on, and pages are in its language.

    It happens when a page is merely opened, since nothing but the person's own browser can bring the draft's key.
    """
    taken = actions.take_up_enrolment(draft, by=request.actor)
    if taken.language:
        translation.activate(taken.language)
    return taken


def _without_key(response: HttpResponse, request: Any, *, kept: bool) -> HttpResponse:
    """A key that is worth nothing any more is taken out of the browser."""
    if not kept and DRAFT_COOKIE in request.COOKIES:
        response.delete_cookie(DRAFT_COOKIE)
    return response
