"""Is a line sound? Every fault at once, each with its column and what to do. What it needs of the database comes in
batches (`People`); nothing here writes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import Product, catalogue
from kanaal.core.importing import cells as texts
from kanaal.core.importing.columns import Layout, plain
from kanaal.core.importing.reading import Record
from kanaal.core.importing.values import Unreadable as NotReadable
from kanaal.core.importing.values import date, decimal
from kanaal.core.texts import Text, name, say
from kanaal.customers.rules.names import key_of
from kanaal.programme.codes import currencies
from kanaal.programme.policies import policy
from kanaal.sales.models import order_key
from kanaal.sales.policy import OrderKindsPolicy
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.reading.columns import PER_KIND, Headings, asked_of
from kanaal.sellthrough.reading.habits import Habits
from kanaal.sellthrough.reading.lines import Bad, Faults, Sale, identity_of
from kanaal.sellthrough.reading.wording import (
    FORMULA,
    MISSING,
    NO_AMOUNT,
    NO_CURRENCY,
    NO_DAY,
    NO_KIND,
    NO_ORDER,
    NO_QUANTITY,
    NO_RESELLER,
    SIGNS,
    SIGNS_OF_MONEY,
    STRANGE,
    TOO_MANY_CELLS,
    TWO_AMOUNTS,
    TWO_DAYS,
    UNKNOWN_PRODUCT,
)
from kanaal.sellthrough.reading.words import country_of

MOST_PIECES = 1_000_000
MOST_AMOUNT = Decimal(10) ** 12
_PLAIN_AMOUNT = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,2}|\.[0-9]{4,10})?")
_CENT = Decimal("0.01")
_LEFT_OUT = frozenset({"-", "–", "—", "n/a", "nvt", "n.v.t."})


@dataclass
class Judge:
    """Judges the rows of one report. Its memories are bounded: days, products and names come back all the time."""

    layout: Layout
    known: Headings
    habits: Habits
    today: dt.date
    by_partner: bool
    last_line_open: bool = False
    _days: dict[str, dt.date | Text] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    _countries: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rule = policy(SellthroughPolicy)
        self.oldest = self.today - dt.timedelta(days=rule.oldest_days)
        self.order_kind, self.po_kind = rule.order_kind, rule.po_kind
        self.asked = asked_of(by_partner=self.by_partner)
        self.kinds = _words_of_kinds()
        self.products = _Products(catalogue().products)
        self.currencies = frozenset(currencies())
        self.width = len(self.layout.header)
        self.shortest = min(self.known.longest[key] for key in self.layout.places)
        self.numbered = {
            key.removeprefix(PER_KIND): place for key, place in self.layout.places.items() if key.startswith(PER_KIND)
        }

    def judge(self, record: Record) -> Sale | Bad:
        raw = record.cells
        if unsound := self._unsound(record):
            return Bad(record.line, [texts.legible(cell) for cell in raw], unsound)
        faults: Faults = []
        said = {key: _cleaned(raw[place]) for key, place in self.layout.places.items() if place < len(raw)}
        sold_on = self._day(said.get("sold_on", ""), faults)
        product = self._product(said.get("sku", ""), faults)
        quantity = self._quantity(said.get("quantity", ""), faults)
        amount = self._amount(said.get("amount", ""), quantity, faults)
        currency = self._currency(said.get("currency", ""), faults)
        kind, number, po = self._orders(raw, said, faults)
        country = self._country(said.get("country", ""), faults)
        self._all_asked(said, number, po, faults)
        if faults or sold_on is None or product is None:
            return Bad(record.line, raw, [(self._heading(key), says) for key, says in faults])
        customer = said.get("customer", "")
        sale = Sale(
            record.line, raw, sold_on, product.sku, product.family, quantity, amount, currency,
            "" if self.by_partner else said.get("reseller", ""), "" if self.by_partner else said.get("reseller_id", ""),
            customer, self._key(customer), country, kind if number else "", number, order_key(number) if number else "",
            po, order_key(po) if po else "", said.get("reference", ""), order_key(said.get("returns", "")), "",
        )  # fmt: skip
        sale.identity = identity_of(sale)
        return sale

    # --- the cell as text

    def _unsound(self, record: Record) -> Faults:
        if record.broken:
            return [("", say(_("The quotes in this line don't add up. Write a quote inside a text twice.")))]
        cells = record.cells
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            return [("", say(TOO_MANY_CELLS))]
        if _is_harmless("".join(cells)) and all(len(cell) <= self.shortest for cell in cells):
            return []
        faults: Faults = []
        for key, place in self.layout.places.items():
            if place < len(cells) and cells[place]:
                faults += self._fault_of(key, cells[place])
        return faults

    def _fault_of(self, key: str, cell: str) -> Faults:
        heading = self._heading(key)
        if cell.lstrip("' ").startswith(("=", "＝")):
            return [(heading, say(FORMULA))]
        if texts.fault_of(texts.unmarked(cell), self.known.longest[key]):
            return [(heading, say(STRANGE, most=self.known.longest[key]))]
        return []

    def _heading(self, key: str) -> str:
        return self.layout.heading(key) if key else ""

    # --- what it means

    def _day(self, cell: str, faults: Faults) -> dt.date | None:
        found = self._days.get(cell)
        if found is None:
            found = self._days[cell] = self._read_day(cell)
            if len(self._days) > 50_000:
                self._days.clear()
        if isinstance(found, Text):
            faults.append(("sold_on", found))
            return None
        return found

    def _read_day(self, cell: str) -> dt.date | Text:
        if not cell:
            return say(MISSING)
        try:
            day = date(cell, self.habits.dates)
        except NotReadable as no:
            example = name(self.today.isoformat())
            return say(TWO_DAYS if "can be two days" in str(no) else NO_DAY, cell=name(cell[:40]), example=example)
        if day > self.today:
            return say(_("%(day)s is still to come. A report tells of what was sold."), day=day)
        if day < self.oldest:
            return say(_("%(day)s is too long ago: %(oldest)s is the earliest."), day=day, oldest=self.oldest)
        return day

    def _product(self, cell: str, faults: Faults) -> Product | None:
        found = self.products.get(cell) if cell else None
        if found is None:
            faults.append(("sku", say(UNKNOWN_PRODUCT, sku=name(cell)) if cell else say(MISSING)))
        return found

    def _quantity(self, cell: str, faults: Faults) -> int:
        if cell.isascii() and cell.isdigit():
            number = Decimal(cell[:12])
        else:
            try:
                number = self._number(cell)
            except NotReadable as no:
                faults.append(("quantity", self._no_number(cell, no, NO_QUANTITY)))
                return 0
        if number != number.to_integral_value() or number == 0 or abs(number) > MOST_PIECES:
            faults.append(("quantity", say(NO_QUANTITY, cell=name(cell[:40]))))
            return 0
        return int(number)

    def _amount(self, cell: str, quantity: int, faults: Faults) -> Decimal:
        try:
            amount = self._number(cell) if _PLAIN_AMOUNT.fullmatch(cell) is None else Decimal(cell.replace(",", "."))
        except (NotReadable, InvalidOperation) as no:
            faults.append(("amount", self._no_number(cell, no, NO_AMOUNT)))
            return Decimal(0)
        if abs(amount) >= MOST_AMOUNT:
            faults.append(("amount", say(NO_AMOUNT, cell=name(cell[:40]))))
        if (quantity < 0 < amount) or (amount < 0 < quantity):
            faults.append(("amount", say(SIGNS)))
        return amount.quantize(_CENT, ROUND_HALF_UP) if amount.as_tuple().exponent != -2 else amount

    def _number(self, cell: str) -> Decimal:
        try:
            return decimal(cell)
        except NotReadable:
            if self.habits.point and re.fullmatch(r"[+-]?\d+[.,]\d{3}", cell):
                thousands = "." if self.habits.point == "," else ","
                return Decimal(cell.replace(thousands, "").replace(self.habits.point, "."))
            raise

    def _no_number(self, cell: str, no: Exception, otherwise: str) -> Text:
        if not cell:
            return say(MISSING)
        return say(TWO_AMOUNTS if "can be two" in str(no) else otherwise, cell=name(cell[:40]))

    def _currency(self, cell: str, faults: Faults) -> str:
        code = cell if cell in self.currencies else SIGNS_OF_MONEY.get(cell.upper(), cell.upper())
        if code in self.currencies:
            return code
        faults.append(("currency", say(NO_CURRENCY, cell=name(cell[:20])) if cell else say(MISSING)))
        return ""

    def _country(self, cell: str, faults: Faults) -> str:
        if not cell:
            return ""
        if cell not in self._countries:
            if len(self._countries) > 1000:
                self._countries.clear()
            self._countries[cell] = country_of(cell)
        if not self._countries[cell]:
            faults.append(("country", say(_("This is no country. Write its code of two letters, such as NL or DE."))))
        return self._countries[cell]

    def _orders(self, raw: Sequence[str], said: Mapping[str, str], faults: Faults) -> tuple[str, str, str]:
        """Kind and number of the order, and the customer's own number."""
        kind, number = self.order_kind, said.get("order_number", "")
        if number and (word := said.get("order_kind", "")):
            kind = self.kinds.get(plain(word), "")
            if not kind:
                faults.append(("order_kind", say(NO_KIND, kinds=name(", ".join(dict.fromkeys(self.kinds.values()))))))
        po = ""
        if number and kind == self.po_kind:
            number, po = "", number
        for one, place in self.numbered.items():
            cell = _cleaned(raw[place]) if place < len(raw) else ""
            if cell and one == self.po_kind:
                po = cell
            elif cell and not number:
                kind, number = one, cell
        return kind, ("" if number.lower() in _LEFT_OUT else number), ("" if po.lower() in _LEFT_OUT else po)

    def _all_asked(self, said: Mapping[str, str], number: str, po: str, faults: Faults) -> None:
        for one in self.asked:
            if one == "order":
                if not number and not po:
                    faults.append(("order_number", say(NO_ORDER)))
            elif one == "reseller":
                if not said.get("reseller") and not said.get("reseller_id"):
                    faults.append(("reseller" if "reseller" in said else "reseller_id", say(NO_RESELLER)))
            elif not said.get(one):
                faults.append((one, say(MISSING)))

    def _key(self, customer: str) -> str:
        """What the customer's name is found by; reckoned once for each spelling."""
        found = self._keys.get(customer)
        if found is None:
            if len(self._keys) > 200_000:
                self._keys.clear()
            found = self._keys[customer] = key_of(customer) if customer else ""
        return found


class _Products:
    """By SKU, however it is spaced and cased."""

    def __init__(self, products: Mapping[str, Product]) -> None:
        self.known = dict(products)
        self.loose = {plain(sku): one for sku, one in products.items()}

    def get(self, sku: str) -> Product | None:
        return self.known.get(sku) or self.loose.get(plain(sku))


def _is_harmless(text: str) -> bool:
    """Nothing in it needs a second look: no sign that can't be seen, no letter that was lost, no formula."""
    return text.isprintable() and "=" not in text and "\ufffd" not in text and "＝" not in text


def _cleaned(cell: str) -> str:
    """One line, with single spaces, and without the mark of a text."""
    if cell.startswith("'"):
        cell = texts.unmarked(cell)
    return cell if cell.isalnum() else " ".join(cell.split())


def _words_of_kinds() -> dict[str, str]:
    return {
        plain(word): kind.key
        for kind in policy(OrderKindsPolicy).order_kinds
        for word in (kind.key, *kind.name.values())
    }
