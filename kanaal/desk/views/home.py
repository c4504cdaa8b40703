"""The desk's own page: what waits, and what is late."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.core import clock
from kanaal.core.pages import page
from kanaal.deals import queries as registrations
from kanaal.deals.tables import queue_table as deals_table
from kanaal.desk import queries
from kanaal.desk.doors import staff_page
from kanaal.desk.tables import queue_table
from kanaal.partners.queries import enrolments_seen_by

FIRST = 8


@staff_page
def desk_home(request: Any) -> HttpResponse:
    """The work list: figures, then those enrolments and registrations whose promise comes first."""
    waiting = queries.waiting(request.actor)
    asked = enrolments_seen_by(request.actor).filter(state="asked")
    deals = registrations.waiting()
    late_deals = deals.filter(promised_at__lt=clock.now())
    figures = queries.counted_together(waiting, queries.late(request.actor), asked, deals, late_deals)
    return page(
        request,
        "desk/home.html",
        waiting=figures[0],
        late=figures[1],
        asked=figures[2],
        table=queue_table(waiting.prefetch_related("marks")[:FIRST]),
        deals=figures[3],
        late_deals=figures[4],
        deals_table=deals_table(list(registrations.queue({}).order_by("promised_at", "pk")[:FIRST])),
    )
