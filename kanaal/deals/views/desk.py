"""The desk's pages: the queue, a registration, and what is done with it (D7)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST

from kanaal.core.decisions import Permission
from kanaal.core.forms import ActionForm
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.texts import Text
from kanaal.deals import permissions, queries
from kanaal.deals.actions import desk, keeping
from kanaal.deals.forms import ApproveForm, AskForm, DeclineForm, QueueFilters, WordForm, posted
from kanaal.deals.models import Registration
from kanaal.deals.shown import answers_shown, conflicts_shown
from kanaal.deals.tables import queue_table
from kanaal.deals.views.receipts import download
from kanaal.deals.views.shown import shown_to_desk
from kanaal.people.doors import staff_page

Act = Callable[[Registration, Any, dict[str, Any]], object]
desk_page = staff_page(permissions.see_registrations)


def find(request: Any, number: str) -> Registration:
    seen = queries.registrations_seen_by(request.actor).select_related(*queries.RELATED)
    found = get_object_or_404(seen, number=number)
    found.opportunity.partner = found.partner
    return found


@desk_page
def queue(request: Any) -> HttpResponse:
    """Fifty registrations: what waits for the desk, the first promised first."""
    filters = QueueFilters(request.GET, people=queries.deciders())
    chosen = filters.chosen
    found = paged(queries.queue(chosen), request.GET, by=queries.order_of(chosen))
    return page(request, "deals/queue.html", filters=filters, rows=found, table=queue_table(found.rows))


@desk_page
def show(request: Any, registration_number: str) -> HttpResponse:
    """Everything that a decision needs, on one page."""
    one = find(request, registration_number)
    return page(request, "deals/desk_registration.html", **shown_to_desk(one, request.actor))


@require_POST
@desk_page
def take(request: Any, registration_number: str) -> HttpResponse:
    one = desk.take_registration(find(request, registration_number), by=request.actor)
    messages.success(request, gettext("%(number)s is in your hands now.") % {"number": one.number})
    return redirect("desk-registration", one.number)


@desk_page
def receipt(request: Any, registration_number: str, pk: int) -> HttpResponse:
    return download(get_object_or_404(find(request, registration_number).receipts, pk=pk), "txt")


def _act(permission: Permission[Any], form_of: type[ActionForm], heading: str, act: Act, done: str) -> Any:
    """A page of one intention: its form beside what it is about, the one action, and back to the registration."""

    @desk_page
    @wraps(act)
    def view(request: Any, registration_number: str) -> HttpResponse:
        one = find(request, registration_number)
        permission.check(request.actor, one)
        form = form_of(posted(request), initial={"fields_asked": [m.key for m in _thin(one)]})
        if form.is_valid() and form.done(lambda: act(one, request.actor, form.cleaned_data)):
            messages.success(request, gettext(done) % {"number": one.number})
            return redirect("desk-registration", one.number)
        conflicts = conflicts_shown(one, queries.conflicts_of(one))
        return page(request, "deals/act.html", form=form, registration=one, heading=Text(heading), conflicts=conflicts)

    return view


def _thin(one: Registration) -> list[Any]:
    """The questions whose answers carry marks: what one would ask about."""
    return [answer.asked for answer in answers_shown(one.content.get("answers", {})) if answer.marks]


ask = _act(
    permissions.ask_about_registration, AskForm, _("Ask for more"),
    lambda r, by, v: desk.ask_about_registration(r, fields=v["fields_asked"], question=v["question"], by=by),
    _("The question about %(number)s is on its way. The clock stops until it is answered."),
)  # fmt: skip
approve = _act(
    permissions.approve_registration, ApproveForm, _("Approve"),
    lambda r, by, v: desk.approve_registration(r, by=by, **v), _("%(number)s is approved and protected."),
)  # fmt: skip
decline = _act(
    permissions.decline_registration, DeclineForm, _("Decline"),
    lambda r, by, v: desk.decline_registration(r, by=by, **v), _("%(number)s is declined; the partner reads why."),
)  # fmt: skip
reverse = _act(
    permissions.reverse_registration, WordForm, _("Take the decision back"),
    lambda r, by, v: desk.reverse_registration(r, by=by, **v), _("%(number)s is in review again."),
)  # fmt: skip
extend = _act(
    permissions.extend_registration, WordForm, _("Extend the protection"),
    lambda r, by, v: keeping.extend_registration(r, by=by, **v), _("The protection of %(number)s is extended."),
)  # fmt: skip
