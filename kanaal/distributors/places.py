"""Where distributors stand in the desk's navigation, and a card for whoever was invited and has no role yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import name, say
from kanaal.distributors.queries import open_invitations_for
from kanaal.people.roles import NO_ROLE, Card


@places_for("staff")
def distributor_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    yield NavGroup(
        say(_("Distribution")), (NavItem(say(_("Distributors")), reverse("desk-distributors"), "warehouse"),)
    )


def invited_card(actor: Actor) -> Iterable[Card]:
    """What waits for the address with which somebody signed in (P7)."""
    for user in open_invitations_for(actor.email)[:1]:
        yield Card(
            say(_("%(distributor)s invites you"), distributor=name(user.distributor.name)),
            say(_("Accept, and you answer its resellers' orders.")),
            reverse("my-distributor-invitations"),
            say(_("See your invitation")),
        )


NO_ROLE.append(invited_card)
