"""Where sales reports are found: in the navigation of who owes them, and at the desk (R1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for
from kanaal.core.texts import say
from kanaal.distributors.models import DistributorUser
from kanaal.partners.models import Contact
from kanaal.partners.queries import remember_contact
from kanaal.programme.policies import policy
from kanaal.sellthrough import permissions
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.reporters import has_reports


def _items() -> tuple[NavItem, ...]:
    return (
        NavItem(say(_("Sales reports")), reverse("sales-reports"), "file-spreadsheet"),
        NavItem(say(_("Reported sales")), reverse("sales-lines"), "search"),
        NavItem(say(_("Keys of programs")), reverse("sales-report-keys"), "key-round"),
    )


@places_for("distributor")
def reports_of_distributor(actor: Actor, user: DistributorUser) -> Iterable[NavGroup]:
    if has_reports() and policy(SellthroughPolicy).distributors:
        yield NavGroup(say(_("Sales reports")), _items())


@places_for("contact")
def reports_of_partner(actor: Actor, contact: Contact) -> Iterable[NavGroup]:
    """For those who owe them alone: nobody else looks for this."""
    owes = has_reports() and contact.partner.level in policy(SellthroughPolicy).levels
    if owes and permissions.enter_sales_reports.explain(actor, remember_contact(contact)).allowed:
        yield NavGroup(say(_("Sales reports")), _items())


@places_for("staff")
def reports_at_the_desk(actor: Actor, subject: Any) -> Iterable[NavGroup]:
    if has_reports():
        items = (
            NavItem(say(_("Sales reports")), reverse("desk-sales-reports"), "file-spreadsheet"),
            NavItem(say(_("Day rates")), reverse("desk-day-rates"), "arrow-left-right"),
            NavItem(say(_("Months")), reverse("desk-periods"), "lock"),
        )
        yield NavGroup(say(_("Sales")), items)
