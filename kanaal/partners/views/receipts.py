"""A decision as it was taken, for those whose business it is."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from kanaal.core.decisions import Decision
from kanaal.core.models import Event
from kanaal.core.pages import page
from kanaal.partners.queries import receipts_seen_by
from kanaal.people import history
from kanaal.programme.models import Release


@login_required
def receipt(request: Any, pk: int) -> HttpResponse:
    """Read years later it is the same; only its language is the reader's."""
    event = get_object_or_404(receipts_seen_by(request.actor), pk=pk)
    if event.receipt is None:
        raise Http404
    [entry] = history.entries([event])
    decision = Decision.from_data(event.receipt)
    return page(
        request, "partners/receipt.html", event=event, entry=entry, decision=decision, release=_release_of(event)
    )


def _release_of(event: Event) -> Release | None:
    """The release of the programme that was applied, if one was."""
    return Release.objects.defer("files").filter(pk=event.release_id).first() if event.release_id else None
