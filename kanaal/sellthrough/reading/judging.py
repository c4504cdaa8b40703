"""Is a line sound? Every fault at once, each with its column and what to do. What it needs of the database comes in
batches (`People`); nothing here writes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from hashlib import blake2b

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
from kanaal.sellthrough.reading.words import country_of

Faults = list[tuple[str, Text]]
MOST_PIECES = 1_000_000
MOST_AMOUNT = Decimal(10) ** 12
_PLAIN_AMOUNT = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,2}|\.[0-9]{4,10})?")
_CENT = Decimal("0.01")
_LEFT_OUT = frozenset({"-", "–", "—", "n/a", "nvt", "n.v.t."})


@dataclass(slots=True)
class Sale:
    """What a sound line says. `key` is that of the reseller's name; a partner's own lines have none."""

    line: int
    cells: list[str]
    sold_on: dt.date
    sku: str
    family: str
    quantity: int
    amount: Decimal
    currency: str
    reseller: str
    reseller_id: str
    customer: str
    customer_key: str
    country: str
    order_kind: str
    order_number: str
    order_key: str
    po_number: str
    po_key: str
    reference: str
    returns: str
    identity: str


@dataclass(slots=True)
class Bad:
    """A line that is not taken in, as it came."""

    line: int
    cells: list[str]
    faults: Faults
    again: bool = False


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


def identity_of(sale: Sale) -> str:
    """Which line it is, in whatever report it stands: by the reporter's own reference, else by all that it says."""
    if sale.reference:
        return reference_identity(order_key(sale.reference))
    return _digest(
        (
            sale.sold_on.isoformat(), sale.reseller_id.upper() or sale.reseller.casefold(), sale.order_kind,
            sale.order_key, sale.po_key, sale.sku, str(sale.quantity), str(sale.amount), sale.currency,
            sale.customer_key, sale.returns,
        )
    )  # fmt: skip


def reference_identity(key: str) -> str:
    """That of a line with a reference of its own, as it is compared (`order_key`)."""
    return _digest(("reference", key))


def _digest(said: Iterable[str]) -> str:
    return blake2b("\x1f".join(said).encode(), digest_size=16).hexdigest()


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


TOO_MANY_CELLS = _("There are more cells than headings. Put quotes around a text with the separator in it.")
FORMULA = _("This is a formula, and formulas are not computed here. Paste its value instead (paste special, values).")
STRANGE = _("This can't be kept as it is. Type it anew, in %(most)s characters at most, as plain text.")
MISSING = _("This is empty. Fill it in.")
NO_DAY = _("%(cell)s is no day. Write year-month-day, for instance %(example)s.")
TWO_DAYS = _(
    "%(cell)s can be two days, and the report does not tell which. Write year-month-day, for instance %(example)s, or "
    "say with the report how its days are written."
)
UNKNOWN_PRODUCT = _("%(sku)s is no product of the programme. Write the number as the price list does.")
NO_QUANTITY = _("%(cell)s is no number of pieces. Write a whole number; below zero for what went back.")
NO_AMOUNT = _("%(cell)s is no amount. Write it like 1412.60, without the currency.")
TWO_AMOUNTS = _("%(cell)s can be two amounts, thousands or decimals. Write it like 1412.60.")
SIGNS = _("Quantity and amount gainsay each other: of what went back, both are below zero.")
NO_CURRENCY = _("%(cell)s is no currency. Write its code of three letters, such as EUR.")
NO_KIND = _("This is no kind of order number. Write one of these: %(kinds)s.")
NO_ORDER = _("The order number is missing. Without it the sale can't be matched.")
NO_RESELLER = _("The reseller is missing. Write its membership ID or its name.")
SIGNS_OF_MONEY = {"€": "EUR", "EURO": "EUR", "£": "GBP", "US$": "USD", "USD$": "USD"}
