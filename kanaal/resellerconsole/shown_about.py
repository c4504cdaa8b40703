"""Who a customer is, who administers it, who looks after it, and what happened since it is ours (V9)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kanaal.catalogue.books import catalogue
from kanaal.core import formats, tables
from kanaal.core.actors import Actor
from kanaal.core.events import FACTS
from kanaal.core.models import Event
from kanaal.core.texts import Text
from kanaal.licensing import permissions
from kanaal.licensing.events import users
from kanaal.licensing.knowing import kind_of
from kanaal.licensing.models import Administrator, Agreement, CustomerInvitation, Order, Return
from kanaal.licensing.rules.days import begins_at

USERS = tuple(key for key, fact in FACTS.items() if fact.__module__ == users.__name__)
"""Facts about a customer's users and its directory, which its reseller does not read."""


def about_customer(agreement: Agreement, actor: Actor) -> dict[str, Any]:
    invitation = CustomerInvitation.objects.filter(agreement=agreement).first()
    administrators = list(
        Administrator.objects.filter(agreement=agreement, active=True)
        .select_related("person")
        .order_by("-primary", "pk")
    )
    return {
        "agreement": agreement,
        "facts": facts_of_customer(agreement),
        "administrators": _administrators_table(administrators),
        "primary": next((one for one in administrators if one.primary), None),
        "invitation": _invitation_facts(invitation) if invitation else (),
        "contact": agreement.contact,
        "may_change_contact": permissions.change_agreement_contact.explain(actor, agreement),
        "contact_url": reverse("console-contact", args=[agreement.number]),
    }


def facts_of_customer(agreement: Agreement) -> list[tuple[object, object]]:
    street = ", ".join(part for part in (agreement.street, f"{agreement.postal_code} {agreement.town}".strip()) if part)
    return [
        (_("Number"), agreement.number),
        (_("Kind of agreement"), kind_of(agreement).name),
        (_("Customer"), agreement.account.name),
        (_("Address"), ", ".join(part for part in (street, formats.country(agreement.country)) if part)),
        (_("Market segment"), catalogue().segments.get(agreement.segment, agreement.segment)),
        (_("Prices in"), agreement.currency),
        (_("Accepted"), formats.moment(agreement.accepted_at, agreement.zone)),
        (_("Days begin and end in"), agreement.zone),
        (_("First licences"), formats.date(agreement.begins) if agreement.begins else None),
        (_("State"), agreement.state_label),
    ]  # fmt: skip


def _administrators_table(found: list[Administrator]) -> tables.Table:
    primary = {True: ("ok", _("primary")), False: ("neutral", _("administrator"))}
    return tables.Table(
        caption=_("Administrators"),
        columns=[
            tables.text(_("Name"), "person", under="email", strong=True),
            tables.badge(_("Kind"), "primary", primary),
            tables.date(_("Since"), "since"),
        ],
        rows=found,
        empty=_("Nobody administers this agreement at the moment."),
    )


def _invitation_facts(one: CustomerInvitation) -> list[tuple[object, object]]:
    url = reverse("console-invitation", args=[one.number])
    return [
        (_("Invitation"), format_html('<a class="link" href="{}">{}</a>', url, one.number)),
        (_("Sent to"), one.email),
        (_("State"), Text(str(one.state_label))),
    ]


def orders_of(agreement: Agreement) -> QuerySet[Order]:
    """The company's own; another reseller's are its own affair."""
    found = Order.objects.filter(agreement=agreement, partner=agreement.partner)
    return found.select_related("distributor").prefetch_related("lines")


def returns_of(agreement: Agreement, most: int = 20) -> QuerySet[Return]:
    found = Return.objects.filter(order__agreement=agreement, order__partner=agreement.partner)
    return found.select_related("order").order_by("-pk")[:most]


def events_of(agreement: Agreement) -> QuerySet[Event]:
    """What happened since the customer is ours, and with our orders; nothing of who uses the licences."""
    mine = Order.objects.filter(agreement=agreement, partner=agreement.partner).values("pk")
    about = Q(about_kind=Agreement._meta.label_lower, about_id=agreement.pk, at__gte=_ours_since(agreement))
    orders = Q(about_kind=Order._meta.label_lower, about_id__in=mine)
    return Event.objects.filter(about | orders).exclude(name__in=USERS).select_related("personal")


def _ours_since(agreement: Agreement) -> dt.datetime:
    spells = list(agreement.spells.order_by("since", "pk"))
    if len(spells) < 2:
        return agreement.accepted_at - dt.timedelta(days=1)
    return begins_at(spells[-1].since, agreement.zone)
