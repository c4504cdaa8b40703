"""Pages of the enrolment, for those who enrol a company (P1, P2, P5, P6)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from kanaal.core import limits, markdown
from kanaal.core.pages import page
from kanaal.partners.actions import enrolment_submission as submission
from kanaal.partners.actions import enrolments as actions
from kanaal.partners.enrolment import checks, steps
from kanaal.partners.enrolment.scheme import Scheme, scheme_of
from kanaal.partners.forms import enrolment as forms
from kanaal.partners.models import Enrolment
from kanaal.partners.policy import DeclineReasonsPolicy
from kanaal.partners.queries import acceptance_of, latest_enrolment_of, open_enrolment_of
from kanaal.partners.views.enrolling import TEST_COOKIE, around, browsers_draft, detour, enrolling, form_of, remember
from kanaal.people import terms
from kanaal.people.visitors import address_of, browser_of
from kanaal.programme import releases
from kanaal.programme.policies import policy

# A stranger begins once or twice; a machine that fills our tables begins thousands of times.
START_LIMIT = limits.Limit(times=30, seconds=3600)


@enrolling
def enrol(request: Any, draft: Enrolment | None) -> HttpResponse:
    """*Enroll now*: to the first step, or to where one stopped."""
    if draft is not None:
        return redirect("enrol-step", checks.first_incomplete(draft.answers, scheme_of()).key)
    response = redirect(f"{reverse('enrol-step', args=[steps.PLACE.key])}?begin=1")
    response.set_cookie(TEST_COOKIE, "1", samesite="Lax", secure=request.is_secure())
    return response


@enrolling
def enrol_step(request: Any, draft: Enrolment | None, key: str) -> HttpResponse:
    """One step with its NEXT. What was typed is kept, faults included; then one goes on, or reads what is wrong."""
    step, scheme = _step(key), scheme_of()
    if "begin" in request.GET and TEST_COOKIE not in request.COOKIES:
        return page(request, "partners/enrol_cookies.html")
    if way := detour(request, draft, step, scheme):
        return way
    if step.signed_in and not request.actor.signed_in:
        return page(request, "partners/enrol_sign_in.html", **around(draft, step, scheme))
    if step is steps.TERMS and draft is not None:
        return _terms(request, draft, scheme)
    return _next(request, draft, step, scheme) if request.method == "POST" else _show(request, draft, step, scheme)


def _step(key: str) -> steps.Step:
    if key not in steps.BY_KEY:
        raise Http404
    return steps.BY_KEY[key]


def _show(request: Any, draft: Enrolment | None, step: steps.Step, scheme: Scheme) -> HttpResponse:
    """The step as it was left: what was wrong with it is said again."""
    typed = draft.answers if draft else {}
    begun = any(typed.get(f) for f in step.fields)
    guessed = {"language": get_language() or "", "full_name": request.actor.name}
    form = form_of(step, typed if begun else None, guessed | typed, scheme)
    return page(request, "partners/enrol_step.html", shown=form, **around(draft, step, scheme))


def _next(request: Any, draft: Enrolment | None, step: steps.Step, scheme: Scheme) -> HttpResponse:
    draft = actions.fill_in_enrolment(draft or _started(request), step, request.POST, by=request.actor)
    form = form_of(step, request.POST, draft.answers, scheme)
    if not form.is_valid():
        answer = page(request, "partners/enrol_step.html", status=422, shown=form, **around(draft, step, scheme))
        return remember(answer, request, draft)
    follower = steps.after(step) or step
    return remember(redirect("enrol-step", follower.key), request, draft)


def _started(request: Any) -> Enrolment:
    if not request.actor.signed_in:
        limits.spend("start_enrolment", START_LIMIT, address_of(request))
    return actions.start_enrolment(by=request.actor)


def _terms(request: Any, draft: Enrolment, scheme: Scheme) -> HttpResponse:
    """The registration terms, to be read, with a box at their end, and Submit (P2 step 5, P5)."""
    text = terms.text(submission.terms_key(), release=releases.current(), language=draft.language)
    form = forms.TermsForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(lambda: _submit(request, draft, form)) is not None:
        messages.success(request, gettext("Thank you. Your enrolment has been handed in."))
        return redirect("enrolment")
    form.data = {"shown": terms.digest_of(text)}  # what is on the page now, which may be newer than what was sent
    shown = {"text": markdown.to_html(text), "language": draft.language} | around(draft, steps.TERMS, scheme)
    return page(request, "partners/enrol_terms.html", form=form, **shown)


def _submit(request: Any, draft: Enrolment, form: forms.TermsForm) -> Enrolment:
    return submission.submit_enrolment(draft, by=request.actor, browser=browser_of(request), **form.cleaned_data)


def enrol_which(request: Any) -> HttpResponse:
    """Two drafts: this browser's, and the person's own from before. The person says which goes on."""
    mine, browsers = open_enrolment_of(request.actor.person_id), browsers_draft(request)
    if mine is None or browsers is None or mine.state != "draft":
        return redirect("enrol")
    others = {"mine": browsers, "browser": mine}
    if request.method == "POST" and request.POST.get("keep") in others:
        actions.withdraw_enrolment(others[request.POST["keep"]], by=request.actor)
        return redirect("enrol")
    return page(request, "partners/enrol_which.html", drafts=[("browser", browsers), ("mine", mine)])


@login_required
def enrolment(request: Any) -> HttpResponse:
    """How the enrolment is getting on: waiting since, promised by, what happens next (P3)."""
    mine = latest_enrolment_of(request.actor.person_id)
    if mine is None or mine.state == "draft":
        return redirect("enrol")
    reason = policy(DeclineReasonsPolicy).get(mine.decline_reason)
    labels = [steps.label(field) for field in mine.asked_fields]
    return page(request, "partners/enrol_state.html", enrolment=mine, reason=reason and reason.text, labels=labels)


@login_required
def enrolment_terms(request: Any) -> HttpResponse:
    """The terms that were accepted, as they were (P5)."""
    mine = latest_enrolment_of(request.actor.person_id)
    kept = acceptance_of(mine) if mine else None
    if kept is None:
        raise Http404
    text = markdown.to_html(terms.text_of(kept))
    return page(request, "partners/enrol_accepted.html", text=text, acceptance=kept)


@login_required
def answer_enrolment(request: Any) -> HttpResponse:
    """Just the fields that the desk has asked for."""
    mine = open_enrolment_of(request.actor.person_id)
    if mine is None or mine.state != "asked":
        messages.info(request, gettext("There is no question to be answered now."))
        return redirect("enrolment")
    asked = submission.answerable(mine)
    sent = request.POST if request.method == "POST" else None
    answers = {**mine.answers, **steps.typed(sent or {}, asked)}
    form = forms.AnswerForm(sent, answers=answers, scheme=scheme_of(), asked=asked)
    if form.is_valid() and form.run(lambda: _answer(request, mine, form)) is not None:
        messages.success(request, gettext("Thank you. We go on with your enrolment."))
        return redirect("enrolment")
    return page(request, "partners/enrol_answer.html", enrolment=mine, form=form)


def _answer(request: Any, mine: Enrolment, form: forms.AnswerForm) -> Enrolment:
    return submission.answer_enrolment(mine, form.cleaned_data, by=request.actor)


@require_POST
def withdraw_enrolment(request: Any) -> HttpResponse:
    """Handed in or half-filled: the applicant takes it back."""
    mine = open_enrolment_of(request.actor.person_id) or browsers_draft(request)
    if mine is None:
        return redirect("enrol")
    actions.withdraw_enrolment(mine, by=request.actor)
    messages.success(request, gettext("Your enrolment is withdrawn."))
    return redirect("enrolment" if mine.submitted_at else "public-home")
