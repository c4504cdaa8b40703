"""Filling in, looking at what it would do, confirming: one page, three steps, without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from kanaal.core.refusals import Refusal
from kanaal.licensing.previewing import Foreseen
from kanaal.resellerconsole.forms.licences import QuantitiesForm, filled_in


def filled(request: Any, **defaults: object) -> QueryDict | None:
    """What was filled in, by whichever step; None on a page that is only opened. `defaults`: for what is not said."""
    if request.method == "POST":
        return request.POST  # type: ignore[no-any-return]
    if not filled_in(request.GET):
        return None
    query: QueryDict = request.GET.copy()
    for name, value in defaults.items():
        query.setdefault(name, str(value))
    return query


def looked_at(request: Any, form: QuantitiesForm, foresee: Callable[[], Foreseen]) -> Foreseen | None:
    """What it would do, where enough is filled in. After a refusal it is shown as it is now, if that can be."""
    if not form.is_bound:
        return None
    if request.method != "POST":
        return form.run(foresee) if form.is_valid() else None
    try:
        return foresee()
    except (Refusal, KeyError):
        return None
