"""The desk's own page: one list of all that waits, the first promised first (L4)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kanaal.core.pages import page
from kanaal.core.queues import queues_for
from kanaal.desk import permissions
from kanaal.desk.forms import WorkFilters
from kanaal.desk.tables import work_table
from kanaal.desk.worklist import Chosen, WorkList, work_list
from kanaal.people.doors import staff_page


@staff_page(permissions.see_desk)
def desk_home(request: Any) -> HttpResponse:
    """What waits in all queues that the actor may see, narrowed as the address says."""
    filters = WorkFilters(request.GET, queues=queues_for(request.actor))
    found = work_list(request.actor, Chosen(**filters.chosen), request.GET)
    return page(
        request,
        "desk/home.html",
        work=found,
        filters=filters,
        tabs=_tabs(found),
        table=work_table(found.page.rows),
        current=next((one.queue for one in found.counts if one.queue.key == found.chosen.queue), None),
    )


def _tabs(found: WorkList) -> list[dict[str, Any]]:
    """A view for each queue in which something waits, narrowed as the whole list is."""
    chosen = found.chosen
    kept = {"region": chosen.region, "late": "on" if chosen.late else "", "mine": "on" if chosen.mine else ""}

    def address(queue: str) -> str:
        return "?" + urlencode({key: value for key, value in {"queue": queue, **kept}.items() if value})

    tabs = [{"label": _("All"), "url": address(""), "current": not chosen.queue, "count": str(found.waiting)}]
    tabs += [
        {
            "label": str(one.queue.shown_label),
            "url": address(one.queue.key),
            "current": one.queue.key == chosen.queue,
            "count": str(one.waiting),
        }
        for one in found.counts
        if one.waiting.number or one.queue.key == chosen.queue
    ]
    return tabs
