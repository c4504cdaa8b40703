"""Mails about cycles, to the vendor's own people; and the question to a partner to which deal a line belongs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy

from kanaal.core import formats
from kanaal.core.links import absolute
from kanaal.partners.queries import primary_of
from kanaal.people.mails import to_person
from kanaal.people.models import Person
from kanaal.rebates.models import Cycle, Match

_money = lazy(formats.money, str)
"""As the reader of the mail writes it."""


def cycle_proposed(cycle: Cycle, kinds: Iterable[str]) -> None:
    """To all who may approve it, but for whoever proposed it."""
    people = Person.objects.filter(staff_roles__kind__in=list(kinds), staff_roles__active=True)
    for person in people.exclude(pk=cycle.proposed_by_id or 0).distinct().order_by("pk"):
        to_person("cycle_proposed", person, **_about(cycle), who=cycle.proposed_by)


def cycle_sent_back(cycle: Cycle) -> None:
    if cycle.proposed_by is not None:
        to_person(
            "cycle_sent_back", cycle.proposed_by, **_about(cycle), who=cycle.sent_back_by, why=cycle.sent_back_why
        )


def cycle_approved(cycle: Cycle) -> None:
    if cycle.proposed_by is not None:
        to_person("cycle_approved", cycle.proposed_by, **_about(cycle), who=cycle.approved_by)


def rebate_line_question(match: Match, question: str) -> None:
    """To the partner's primary contact: a sale that was reported as theirs, and what we need to know of it."""
    contact = primary_of(match.partner) if match.partner else None
    if contact is not None and contact.person is not None:
        line = match.line
        to_person(
            "rebate_line_question", contact.person, question=question, sold_on=line.sold_on, customer=line.customer,
            product=line.sku, quantity=line.quantity, order_number=line.order_number or line.po_number,
            sales_url=absolute("sales-home"),
        )  # fmt: skip


def _about(cycle: Cycle) -> dict[str, Any]:
    totals = cycle.totals
    return {
        "key": cycle.key, "region": cycle.region,
        "payable": _money(cycle.total("payable") or Decimal(0), cycle.currency),
        "partners": totals.get("paid", 0), "waiting": totals.get("waiting", 0),
        "cycle_url": absolute("rebate-cycle", cycle.pk),
    }  # fmt: skip
