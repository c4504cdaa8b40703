"""Where the licensing website is found: by everybody who has an ID; pools by the desk, files by distributors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.distributors.models import DistributorUser
from kanaal.licensingwebsite.queries import is_open
from kanaal.partners.rooms import ROOMS
from kanaal.people import roles
from kanaal.people.places import FURTHER

ROOMS["licensingwebsite"] = "licences-home"


def my_orders(actor: Actor) -> Iterable[NavItem]:
    """For every ID, whatever its roles: somebody may have ordered with it."""
    if not actor.acts_as("staff") and is_open():
        yield NavItem(say(_("Licensing website")), reverse("licences-home"), "receipt")


def without_a_role(actor: Actor) -> Iterable[roles.Card]:
    if is_open():
        yield roles.Card(
            say(_("Have you ordered licences?")),
            say(_("Orders, serial numbers and certificates are on the licensing website, under the ID that ordered.")),
            reverse("licences-home"),
            say(_("Open the licensing website")),
        )


FURTHER.append(my_orders)
roles.NO_ROLE.append(without_a_role)


@places_for("distributor")
def distributor_places(actor: Actor, user: DistributorUser) -> Iterable[NavGroup]:
    if is_open():
        item = NavItem(say(_("Serial numbers")), reverse("distribution-serials"), "key-round")
        yield NavGroup(say(_("Distribution")), (item,))


@places_for("staff")
def staff_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    if is_open():
        item = NavItem(say(_("Orders and serial numbers")), reverse("desk-licences"), "key-round")
        yield NavGroup(say(_("Distribution")), (item,))
