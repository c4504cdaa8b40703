"""The days of an agreement: one page for the desk, its reseller and its administrators (V7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.http.response import HttpResponseBase

from kanaal.core.actors import Actor
from kanaal.core.actors import Role as ActorRole
from kanaal.core.pages import page
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import administrator_ids, agreement_called
from kanaal.licensing.shown_timeline import Role, timeline_of
from kanaal.partners.queries import remember_contact

READS_AS: dict[str, Role] = {"staff": "desk", "contact": "reseller", "administrator": "customer"}


def days(request: Any, agreement_number: str) -> HttpResponseBase:
    """Looking is all that one can do here; so a link from a mail opens in whichever of the reader's roles sees it."""
    if not request.actor.signed_in:
        return redirect_to_login(request.get_full_path())
    if request.actor.acts_as("contact"):
        remember_contact(request.subject)
    agreement, role = _seen(request, agreement_number)
    return page(request, "licensing/timeline.html", **timeline_of(agreement, for_role=role))


def _seen(request: Any, number: str) -> tuple[Agreement, Role]:
    """The agreement, and as whom its reader reads it; the role in which they act comes first."""
    actor: Actor = request.actor
    if actor.role is not None and (mine := agreement_called(actor, number)) is not None:
        return mine, READS_AS[actor.role.kind]
    for role in one_of_each_kind(request.roles, actor.person_id, number):
        if (found := agreement_called(actor.acting_as(role), number)) is not None:
            return found, READS_AS[role.kind]
    raise Http404


def one_of_each_kind(roles: Iterable[ActorRole], person_id: int | None, number: str) -> Iterator[ActorRole]:
    """Of many roles of a kind only one can see this agreement: whoever administers fifty isn't asked about fifty."""
    mine = administrator_ids(person_id, number)
    seen: set[str] = set()
    for role in roles:
        fits = role.id in mine if role.kind == "administrator" else role.kind in READS_AS
        if fits and role.kind not in seen:
            seen.add(role.kind)
            yield role
