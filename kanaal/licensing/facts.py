"""What licences sold contribute to levels: units, revenue, quarters with a sale (P14).

A sale is what a distributor confirmed of an order, by the day on which it did, and it is the reseller's who placed the
order, whoever has the customer now (V9). What went back is taken off. Partners' own licences are ordered from nobody,
so they count for nothing (N5).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import DecimalField, ExpressionWrapper, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import catalogue
from kanaal.core.texts import name, say, say_many
from kanaal.levels.measuring import Closing, Datum, Measure, Params, kept, partners_of, register
from kanaal.levels.queries import held_since, rank_of
from kanaal.levels.weighing import needs_of_all, terms_of
from kanaal.licensing.models import OrderLine, ReturnLine
from kanaal.licensing.quarters import MONTHS, Quarter, full_quarters, missed, quarter_of
from kanaal.licensing.returns import WENT_BACK
from kanaal.partners.models import Partner
from kanaal.partners.rules import months_after
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

SHOWN = 200
"""So many orders behind a number are shown; the latest ones."""
MONEY = DecimalField(max_digits=20, decimal_places=6)


class Sale(NamedTuple):
    """What was sold of a product on a day and kept; `value` in `currency`."""

    on: dt.date
    sku: str
    currency: str
    sold: int
    value: Decimal


Sales = Mapping[int, Sequence[Sale]]
"""Partner → its sales."""


def sales_of(ids: Collection[int], params: Params, day: dt.date) -> Sales:
    """All that these partners sold under one kind of agreement, as far back as any level asks; one question for all
    needs of a batch.
    """
    programme = str(params.get("programme", ""))
    return kept(ids, f"sales:{programme}:{day}", lambda some: _ask(some, programme, day))


def _ask(ids: Collection[int], programme: str, day: dt.date) -> Sales:
    lines = lines_of(ids, programme, day).filter(confirmed_on__gt=months_after(day, -_months_back())).order_by()
    keys = ("order__partner", "confirmed_on", "sku", "order__currency")
    found: dict[int, list[Sale]] = defaultdict(list)
    for pk, *sale in lines.values(*keys).annotate(many=Sum("sold"), all=Sum("value")).values_list(*keys, "many", "all"):
        found[pk].append(Sale(*sale))
    return found


def lines_of(ids: Collection[int], programme: str, day: dt.date) -> QuerySet[Any]:
    """Lines that were confirmed up to a day, each with how many were `sold` and kept, and their `value`."""
    lines = OrderLine.objects.filter(
        order__partner__in=list(ids), order__agreement__terms=programme, confirmed__gt=0, confirmed_on__lte=day
    )
    back = ReturnLine.objects.filter(order_line=OuterRef("pk"), of__state__in=WENT_BACK).order_by().values("order_line")
    many = Subquery(back.annotate(all=Sum("quantity")).values("all"), output_field=IntegerField())
    credit = Subquery(back.annotate(all=Sum("credit")).values("all"), output_field=MONEY)
    paid = ExpressionWrapper(F("amount") * F("confirmed") / F("quantity"), output_field=MONEY)
    return lines.annotate(
        sold=F("confirmed") - Coalesce(many, 0),
        value=ExpressionWrapper(paid - Coalesce(credit, Decimal(0), output_field=MONEY), output_field=MONEY),
    )


def _months_back() -> int:
    """So many months the needs of the levels look back at most."""
    ours = [need.params for need in needs_of_all().values() if (need.fact or "").startswith("licensing.")]
    asked = [max(int(p.get("months", 0)), (int(p.get("quarters", 0)) + 1) * MONTHS) for p in ours]
    return max(asked, default=0)


def _counted(sales: Sequence[Sale], params: Params, day: dt.date) -> list[Sale]:
    """Those of the families (`a|b`) and the months that a need names."""
    families, months = str(params.get("family", "")), int(params.get("months", 0))
    skus = skus_of(families) if families else None
    since = months_after(day, -months) if months else dt.date.min
    return [one for one in sales if one.on > since and (skus is None or one.sku in skus)]


def skus_of(families: str) -> frozenset[str]:
    wanted = {family.strip() for family in families.split("|")}
    return frozenset(one.sku for one in catalogue().products.values() if one.family in wanted)


# --- units


def _units(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    found = sales_of(ids, params, day)
    return {pk: sum(one.sold for one in _counted(sales, params, day)) for pk, sales in found.items()}


def _data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    """Each order behind the number; one of which all went back is no sale."""
    lines = lines_of([partner.pk], str(params.get("programme", "")), day).filter(sold__gt=0)
    if months := int(params.get("months", 0)):
        lines = lines.filter(confirmed_on__gt=months_after(day, -months))
    if families := str(params.get("family", "")):
        lines = lines.filter(sku__in=skus_of(families))
    rows = lines.select_related("order").order_by("-confirmed_on", "-pk")
    return [
        Datum(
            f"line:{row.pk}",
            say_many(
                "%(count)s licence of %(product)s, order %(number)s",
                "%(count)s licences of %(product)s, order %(number)s",
                row.sold,
                product=_product(row.sku),
                number=name(row.order.number),
            ),
            row.confirmed_on,
            months_after(row.confirmed_on, months) if months else None,
        )
        for row in rows[:SHOWN]
    ]


def _product(sku: str) -> Any:
    found = catalogue().products.get(sku)
    return found.name if found else name(sku)


def _closes(partner: Partner, params: Params) -> Closing:
    says = say(_("What you order for your customers counts from the day on which the distributor confirms it."))
    try:
        return Closing(says, reverse("reseller-console"), say(_("Open the console")))
    except NoReverseMatch:
        return Closing(says)


# --- revenue


def _revenue(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    """In whole units of the currency of each partner's region; what was sold in another currency isn't converted."""
    currencies = {region.key: region.currency for region in policy(RegionsPolicy).regions}
    known, found = sales_of(ids, params, day), {}
    for partner in partners_of(ids):
        mine = _counted(known.get(partner.pk, ()), params, day)
        found[partner.pk] = int(sum(one.value for one in mine if one.currency == currencies.get(partner.region)))
    return found


# --- quarters


def _sold_in(sales: Sequence[Sale]) -> set[Quarter]:
    """The quarters in which something was sold and kept."""
    return {quarter_of(one.on) for one in sales if one.sold > 0}


def _asked(partner: Partner, terms: Sequence[Any], params: Params, day: dt.date) -> tuple[Quarter, ...] | None:
    """The quarters in which the partner should have sold something; None for one that never reached the level."""
    since = held_since(partner, terms, rank_of(str(params.get("since_level", ""))), day)
    return None if since is None else full_quarters(since, day, int(params.get("quarters", 0)))


def _quarters(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    """1 for whoever sold something in each of them, also where none is over yet."""
    held, sold, found = kept(ids, "terms", terms_of), sales_of(ids, params, day), {}
    for partner in partners_of(ids):
        asked = _asked(partner, held.get(partner.pk, []), params, day)
        found[partner.pk] = int(asked is not None and not missed(asked, _sold_in(sold.get(partner.pk, ()))))
    return found


def _quarters_data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    """Each quarter that is asked about, and whether there was a sale in it."""
    asked = _asked(partner, terms_of([partner.pk]).get(partner.pk, []), params, day) or ()
    sold = _sold_in(sales_of([partner.pk], params, day).get(partner.pk, ()))
    there, none = _("Quarter %(quarter)s: something was sold"), _("Quarter %(quarter)s: nothing was sold")
    return [
        Datum(
            f"quarter:{year}-{number}", say(there if (year, number) in sold else none, quarter=name(f"{year}/{number}"))
        )
        for year, number in asked
    ]


UNITS = register(Measure("licensing.units_sold", _("licences sold"), _units, _data, _closes))
REVENUE = register(Measure("licensing.revenue", _("qualifying revenue"), _revenue, _data, _closes))
QUARTERS = register(
    Measure("licensing.quarters_with_sales", _("quarters with a sale"), _quarters, _quarters_data, _closes)
)
