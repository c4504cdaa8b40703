"""The desk's own page: what waits, and what is late."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.core.pages import page
from kanaal.desk import queries
from kanaal.desk.doors import staff_page
from kanaal.desk.tables import queue_table
from kanaal.partners.queries import enrolments_seen_by

FIRST = 8


@staff_page
def desk_home(request: Any) -> HttpResponse:
    """The work list: figures, then those enrolments whose promise comes first."""
    waiting = queries.waiting(request.actor)
    asked = enrolments_seen_by(request.actor).filter(state="asked")
    figures = queries.counted_together(waiting, queries.late(request.actor), asked)
    return page(
        request,
        "desk/home.html",
        waiting=figures[0],
        late=figures[1],
        asked=figures[2],
        table=queue_table(waiting.prefetch_related("marks")[:FIRST]),
    )
