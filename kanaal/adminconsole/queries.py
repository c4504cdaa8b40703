"""Questions of the Admin Console's pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from kanaal.core.actors import Actor
from kanaal.licensing.models import Administrator, AdministratorInvitation, Agreement, Assignment, LicenceUser
from kanaal.people.models import normal_address


def open_for(actor: Actor) -> list[AdministratorInvitation]:
    """Invitations to administer that wait for the actor's own address."""
    if not actor.email:
        return []
    theirs = Q(email__iexact=normal_address(actor.email), administrator=None)
    theirs |= Q(administrator__person=actor.person_id, administrator__active=True)
    rows = AdministratorInvitation.objects.filter(theirs, state="open", agreement__state="live")
    return list(rows.select_related("agreement").order_by("-pk")[:10])


def former_of(actor: Actor) -> Administrator | None:
    """The last agreement that the person administered, and does no more."""
    rows = Administrator.objects.filter(person=actor.person_id)
    ended = rows.filter(Q(active=False) | Q(agreement__state="cancelled")).select_related("agreement")
    return ended.order_by("-left_on", "-pk").first()


def users_of(agreement: Agreement, filters: Mapping[str, Any]) -> QuerySet[LicenceUser]:
    """The users of an agreement, narrowed by words, by a product, or to those who are no longer active."""
    found = LicenceUser.objects.filter(agreement=agreement)
    if words := filters.get("q"):
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(user_name__icontains=words))
    holds = Assignment.objects.filter(user=OuterRef("pk"), until=None)
    match filters.get("has"):
        case "":
            pass
        case "none":
            found = found.filter(~Exists(holds))
        case "inactive":
            found = found.filter(active=False)
        case str(sku):
            found = found.filter(Exists(holds.filter(sku=sku)))
    return found


def held_by(users: list[LicenceUser]) -> dict[int, list[Assignment]]:
    """User's id → the licences that they have now; one question for a whole page."""
    found: dict[int, list[Assignment]] = {user.pk: [] for user in users}
    for row in Assignment.objects.filter(user__in=users, until=None).order_by("sku"):
        found[row.user_id].append(row)
    return found


def given_and_mine(user: LicenceUser) -> tuple[dict[str, int], dict[str, tuple[dt.datetime, str]]]:
    """SKU → how many are given out; and of the user's own: since when, and how. One question for both."""
    mine = Q(user=user)
    rows = Assignment.objects.filter(agreement=user.agreement_id, until=None).values("sku").order_by()
    found = rows.annotate(count=Count("pk"), since=Max("since", filter=mine), how=Max("source", filter=mine))
    given, own = {}, {}
    for row in found.values_list("sku", "count", "since", "how"):
        given[row[0]] = row[1]
        if row[2] is not None:
            own[row[0]] = (row[2], row[3])
    return given, own
