"""The guide to the console (V14)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.core.pages import page
from kanaal.licensing.conditions import console_door
from kanaal.partners.doors import partner_of
from kanaal.programme import releases
from kanaal.resellerconsole import guide
from kanaal.resellerconsole.doors import console_page


@console_page
def show(request: Any) -> HttpResponse:
    """For one kind of agreement at a time, since each has numbers of its own."""
    kinds = guide.kinds()
    kind = next((one for one in kinds if one.key == request.GET.get("kind")), kinds[0])
    found = console_door(request.actor, partner_of(request))
    return page(
        request,
        "resellerconsole/guide.html",
        place=found[0] if found else None,
        vendor=releases.current().pack.programme.vendor,
        kind=kind,
        terms=kind.rules,
        ladder=guide.ladder_of(kind),
        chapters=guide.chapters(),
        kinds=[{"label": one.name, "url": f"?kind={one.key}", "current": one is kind} for one in kinds],
    )
