"""The desk: whom the clock will not reach with what is coming, and asking somebody to mend it (V7)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.licensing import permissions, queries, unannounced
from kanaal.licensing.actions.asking import ask_for_addressee
from kanaal.licensing.models import Unreached
from kanaal.people.doors import staff_page

desk_page = staff_page(permissions.see_agreements)


@desk_page
def listed(request: Any) -> HttpResponse:
    """Whom nothing reaches, what comes first first; with the figures of the last proof."""
    rows = paged(queries.unreached(), request.GET, by=("happens_on", "pk"))
    shown = unannounced.still_unreached(rows.rows)
    latest = queries.latest_foresight()
    table = unannounced.unannounced_table(shown, lambda row: _ask(request, row))
    kpis = unannounced.figures(latest)
    mended = len(rows.rows) - len(shown)
    return page(request, "licensing/unannounced.html", rows=rows, table=table, kpis=kpis, latest=latest, mended=mended)


def _ask(request: Any, row: Unreached) -> SafeString:
    """A form of one button, for a row of the table."""
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="btn small">{}</button></form>',
        reverse("desk-ask-for-addressee", args=[row.pk]),
        get_token(request),
        gettext("Ask again") if row.asked_at else gettext("Ask the reseller"),
    )


@require_POST
@desk_page
def ask(request: Any, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.unreached(), pk=pk)
    asked = ask_for_addressee(row, by=request.actor)
    who = ", ".join(one.name or one.email for one in asked)
    messages.success(request, gettext("Asked: %(who)s.") % {"who": who})
    return redirect("desk-unannounced")
