"""What stands around the list: tabs with how many, and the figures of what presses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.licensing.rules.lists import Listed
from kanaal.resellerconsole.listing.counting import COUNTED
from kanaal.resellerconsole.listing.views_of import LABELS, Chosen

PLACE = ("after", "before")


@dataclass(frozen=True)
class Figure:
    """One of the figures above the list."""

    label: str
    value: str
    hint: str
    tone: str
    url: str


def many(count: int) -> str:
    """How many, as far as it is counted."""
    return _("%(count)s+") % {"count": formats.number(COUNTED)} if count > COUNTED else formats.number(count)


def kept(params: Mapping[str, str], **other: str) -> str:
    """The address's own filters without the place in the list, as the query of a link; empty when there are none."""
    values = {key: value for key, value in params.items() if key not in PLACE and value} | other
    return f"?{urlencode(values)}" if values else ""


def tabs(chosen: Chosen, counted: Mapping[str, int] | None, params: Mapping[str, str]) -> list[dict[str, object]]:
    """A tab for each list; a search goes with one from list to list, an order that it hasn't does not.

    Of a search nothing is `counted`: how many there are of all would be no answer to it.
    """
    base = reverse("reseller-console")
    narrowed = {key: value for key, value in params.items() if key != "sort"}
    return [
        {
            "label": _(label),
            "url": base + (kept(narrowed, list=view) or "?list=all"),
            "current": view == chosen.view,
            "count": many(counted[view]) if counted else None,
        }
        for view, label in LABELS.items()
    ]


def figures(counted: Mapping[str, int]) -> list[Figure]:
    """What presses: only calm colours where there is nothing."""
    hints = {
        Listed.PAYMENT_REQUIRED: (_("overdue or suspended: order, or take a way out"), "bad"),
        Listed.PAST_DUE: (_("the term has ended, and something is not renewed"), "bad"),
        Listed.READY: (_("can be renewed now"), "warn"),
        Listed.PENDING: (_("invited and not accepted, or added and not ordered"), "info"),
    }
    base = reverse("reseller-console")
    return [
        Figure(
            _(LABELS[one]),
            many(counted[one]),
            hint,
            tone if counted[one] else "neutral",
            f"{base}?{urlencode({'list': one})}",
        )
        for one, (hint, tone) in hints.items()
    ]
