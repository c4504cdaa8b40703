"""A distributor sends serial numbers that came with what it bought (K5)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse

from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.distributors.queries import remember_user
from kanaal.licensingwebsite import permissions, queries, tables
from kanaal.licensingwebsite.views.desk import loaded


def send(request: Any) -> HttpResponse:
    """The form for a file, and what this distributor has sent."""
    if not queries.is_open():
        raise Http404
    if not request.actor.signed_in:
        return redirect_to_login(request.get_full_path())
    mine = remember_user(request.subject) if request.actor.acts_as("distributor") else None
    permissions.send_serials.check(request.actor, mine)
    form, done = loaded(request, "distribution-serials")
    if done is not None:
        return done
    loads = paged(queries.loads().filter(distributor=mine), request.GET, by=("-pk",))
    table = tables.loads(loads.rows)
    return page(request, "licensingwebsite/distributor.html", form=form, loads=loads, table=table)
