"""What the page shows that orders what is owed only to return it: what it comes to, and who has to do without."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.texts import say_many
from kanaal.distributors.queries import distributors_in
from kanaal.licensing import returns
from kanaal.licensing.charging import Asked, charges, seen_of, total_of
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.authorisations import Owed, owed
from kanaal.licensing.rules.days import last_day
from kanaal.licensing.shown_orders import STANDING
from kanaal.licensing.sound import called
from kanaal.licensing.waiting import waiting_of


def shown_at_once(agreement: Agreement) -> dict[str, Any]:
    """All that is owed and in no order yet, what ordering it comes to and brings back, and which users come first."""
    facts, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    all_owed = owed(facts, terms, today) if facts else ()
    waiting = waiting_of(agreement).additions
    left = (replace(one, quantity=one.quantity - waiting.get(one.number, 0)) for one in all_owed)
    open_ones = tuple(one for one in left if one.quantity)
    found = charges(agreement, facts, terms, [Asked(o.product, o.quantity, o.added) for o in open_ones], today)
    total = total_of(found, agreement.currency)
    wanted = {one.number: one.quantity for one in open_ones}
    in_the_way = returns.users_in_the_way(agreement, facts, terms, today, wanted)
    return {
        "owed": open_ones,
        "waits": sum(one.quantity for one in all_owed) - sum(one.quantity for one in open_ones),
        "table": _table(open_ones, [one.amount for one in found], agreement.currency, total),
        "total": formats.money(total, agreement.currency),
        "seen": seen_of(agreement, today, total),
        "in_the_way": [
            say_many(
                "%(count)s user has to do without %(product)s first.",
                "%(count)s users have to do without %(product)s first.",
                users,
                product=called(sku),
            )
            for sku, users in in_the_way.items()
        ],
        "return_by": last_day(today, terms.returning.order_days),
        "distributors": distributors_in(agreement.region),
    }


def _table(open_ones: tuple[Owed, ...], amounts: list[Decimal], currency: str, total: Decimal) -> tables.Table:
    states = {key: (tone, _(word)) for key, (tone, word) in STANDING.items()}
    pairs = [{"one": one, "amount": amount} for one, amount in zip(open_ones, amounts, strict=True)]
    return tables.Table(
        caption=_("What is owed"),
        columns=[
            tables.text(_("Authorisation"), "one.number", strong=True),
            tables.text(_("Product"), lambda row: called(row["one"].product)),
            tables.badge(_("State"), lambda row: row["one"].state, states),
            tables.date(_("Added"), "one.added"),
            tables.number(_("Licences"), "one.quantity"),
            tables.money(_("Comes to"), "amount", currency=currency),
        ],
        rows=pairs,
        foot=[
            _("Together"),
            "",
            "",
            "",
            formats.number(sum(one.quantity for one in open_ones)),
            formats.money(total, currency),
        ],
    )
