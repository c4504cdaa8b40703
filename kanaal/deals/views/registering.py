"""The partner's pages of a registration: its evidence, handing it in, answering, and what became of it (D6, D7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.deals import permissions, queries, snapshot
from kanaal.deals.actions import keeping, registering
from kanaal.deals.forms import EvidenceForm, posted
from kanaal.deals.marks import standing
from kanaal.deals.models import Registration
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.deals.shown import answers_shown, completeness
from kanaal.deals.views.receipts import download
from kanaal.deals.views.shown import shown_registration
from kanaal.partners.doors import partner_of
from kanaal.programme.policies import policy
from kanaal.sales.doors import sales_page
from kanaal.sales.models import Opportunity
from kanaal.sales.queries import RELATED, opportunities_at


def find_deal(request: Any, number: str) -> Opportunity:
    partner = partner_of(request)
    found = get_object_or_404(opportunities_at(partner, request.actor).select_related(*RELATED), number=number)
    found.partner = partner
    return found


def find(request: Any, number: str) -> Registration:
    """One that the contact sees; any other is not there (404)."""
    partner = partner_of(request)
    seen = queries.registrations_at(partner, request.actor).select_related(*queries.RELATED)
    found = get_object_or_404(seen, number=number)
    found.partner = found.opportunity.partner = partner
    return found


@sales_page
def register(request: Any, opportunity_number: str) -> HttpResponse:
    """The questions, with what is still too thin. Saving keeps a draft; nothing is begun by looking."""
    deal = find_deal(request, opportunity_number)
    live = queries.live_of(deal)
    if live is not None and live.state != "draft":
        return redirect("registration", live.number)
    form = EvidenceForm(posted(request), initial=snapshot.answers_of(deal))
    if live is None:
        permissions.begin_registration.check(request.actor, deal)
    if form.is_valid() and _saved(form, deal, live, request.actor):
        messages.success(request, gettext("Your draft is kept."))
        return redirect("register", deal.number)
    return _form_page(request, deal, live, form)


@require_POST
@sales_page
def submit(request: Any, opportunity_number: str) -> HttpResponse:
    """Hand it in; what the rules can decide is decided when the next page shows."""
    deal = find_deal(request, opportunity_number)
    live = queries.live_of(deal)
    if live is not None and live.state != "draft":
        return redirect("registration", live.number)
    form = EvidenceForm(request.POST, initial=snapshot.answers_of(deal))
    if form.is_valid() and (draft := _saved(form, deal, live, request.actor)) is not None:
        if _is_thin(draft) and "sure" not in request.POST:
            return _form_page(request, deal, draft, form, thin=True)
        live = draft
        made = form.run(lambda: registering.submit_registration(draft, by=request.actor))
        if made is not None:
            return redirect("registration", made.number)
    return _form_page(request, deal, live, form)


def _is_thin(draft: Registration) -> bool:
    """May it be handed in, but as it is only for the desk to ask more (D6)? Then whoever hands it in says so."""
    thin = standing(snapshot.marks_on(snapshot.answers_of(draft.opportunity))) == "thin"
    return thin and policy(DealRegistrationPolicy).hand_in_thin


@require_POST
@sales_page
def marks(request: Any, opportunity_number: str) -> HttpResponse:
    """What is too thin in what stands in the form now; nothing is kept. For the page, while one types."""
    find_deal(request, opportunity_number)
    typed = EvidenceForm(request.POST).typed
    answers = answers_shown(typed)
    return page(request, "deals/marks.html", answers=answers, **completeness(answers))


def _saved(form: EvidenceForm, deal: Opportunity, live: Registration | None, by: Any) -> Registration | None:
    """Keep the draft, begun now if it wasn't; what can't be kept stays in the form, at its field."""

    def save() -> Registration:
        draft = live or registering.begin_registration(deal, by=by)
        return registering.fill_in_registration(draft, answers=form.cleaned_data, by=by)

    try:
        return form.run(save)
    finally:
        too_long = getattr(form.refusal, "at", "")
        if too_long in form.fields:
            form.add_error(too_long, str(form.refusal))


def _form_page(
    request: Any, deal: Opportunity, live: Registration | None, form: EvidenceForm, *, thin: bool = False
) -> HttpResponse:
    return page(request, "deals/register.html", deal=deal, registration=live, thin=thin, **_questions(form))


def _questions(form: EvidenceForm, only: Sequence[str] = ()) -> dict[str, Any]:
    """The form, question by question, with what is too thin in what stands there now."""
    answers = answers_shown(form.typed, only)
    return {
        "form": form,
        "faulty": [field for field in form.visible_fields() if field.errors],
        "pairs": [(answer, form[answer.asked.key]) for answer in answers],
        "answers": answers,
        **completeness(answers),
    }


@sales_page
def show(request: Any, registration_number: str) -> HttpResponse:
    """What became of it, since when, who is waited for, why; with its receipts."""
    one = find(request, registration_number)
    return page(request, "deals/registration.html", **shown_registration(one, request.actor))


@sales_page
def answer(request: Any, registration_number: str) -> HttpResponse:
    """Just the fields that the desk asked for; the mail's link leads here."""
    one = find(request, registration_number)
    if one.state != "asked":
        return redirect("registration", one.number)
    permissions.answer_registration.check(request.actor, one)
    form = EvidenceForm(posted(request), initial=snapshot.answers_of(one.opportunity), only=one.asked_fields)
    if form.is_valid():
        answers = form.cleaned_data
        if form.done(lambda: registering.answer_registration(one, answers=answers, by=request.actor)):
            return redirect("registration", one.number)
    return page(request, "deals/answer.html", registration=one, **_questions(form, one.asked_fields))


@require_POST
@sales_page
def withdraw(request: Any, registration_number: str) -> HttpResponse:
    one = registering.withdraw_registration(find(request, registration_number), by=request.actor)
    messages.success(request, gettext("%(number)s is withdrawn.") % {"number": one.number})
    return redirect("opportunity", one.opportunity.number)


@require_POST
@sales_page
def extend(request: Any, registration_number: str) -> HttpResponse:
    one = keeping.extend_registration(find(request, registration_number), by=request.actor)
    messages.success(request, gettext("The protection of %(number)s is extended.") % {"number": one.number})
    return redirect("registration", one.number)


@sales_page
def receipt(request: Any, registration_number: str, pk: int, format: str) -> HttpResponse:
    """A signed receipt as a file."""
    one = find(request, registration_number)
    found = get_object_or_404(one.receipts, pk=pk)
    if format not in ("txt", "json"):
        raise Http404
    return download(found, format)
