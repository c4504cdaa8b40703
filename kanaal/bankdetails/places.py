"""Where bank details are found: beside the company's own pages, and at the vendor's desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.bankdetails.queries import has_bank_details
from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say


@places_for("contact")
def contact_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    if has_bank_details():
        item = NavItem(say(_("Bank details")), reverse("bank-details"), "landmark")
        yield NavGroup(say(_("Your company")), (item,))


@places_for("staff")
def staff_places(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    if has_bank_details():
        item = NavItem(say(_("Bank details")), reverse("desk-bank-details"), "landmark")
        yield NavGroup(say(_("Rebates")), (item,))
