"""The room behind the programme's place for contracts, and where others find it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.contracts.models import ContractAdministrator
from kanaal.contracts.policy import MODULE
from kanaal.contracts.queries import has_contracts
from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.distributors.models import DistributorUser
from kanaal.partners.rooms import ROOMS

ROOMS[MODULE] = "contracts"


@places_for("distributor")
def distributor_places(actor: Actor, user: DistributorUser) -> Iterable[NavGroup]:
    if has_contracts():
        item = NavItem(say(_("Licence orders")), reverse("licence-orders"), "shopping-cart")
        yield NavGroup(say(_("Distribution")), (item,))


@places_for("contract_administrator", first=True)
def administrator_places(actor: Actor, row: ContractAdministrator) -> Iterable[NavGroup]:
    item = NavItem(say(_("The contract")), reverse("my-contract"), "file-text")
    yield NavGroup(say(_("Contract")), (item,))


@places_for("staff")
def staff_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    if has_contracts():
        items = (
            NavItem(say(_("Contracts")), reverse("desk-contracts"), "file-text"),
            NavItem(say(_("Licence orders")), reverse("desk-licence-orders"), "shopping-cart"),
        )
        yield NavGroup(say(_("Distribution")), items)
