"""Which headings mean what, in Dutch, English, German, and in the words of the programme for its order numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from kanaal.core.importing.columns import Column, Layout, names_of, plain
from kanaal.core.texts import Text, name, say
from kanaal.programme.policies import policy
from kanaal.sales.policy import OrderKindsPolicy
from kanaal.sellthrough.policy import SellthroughPolicy

ADDED = ("refused: line", "refused: column", "refused: reason")
"""Headings beyond the report's own in the file of refused lines; sent again, they are passed over."""

FIXED = (
    Column("sold_on", "", (
        "date", "day", "sold", "sold on", "sale date", "sales date", "date of sale", "invoice date", "transaction date",
        "datum", "verkoopdatum", "verkocht op", "factuurdatum", "orderdatum", "transactiedatum",
        "verkaufsdatum", "rechnungsdatum", "verkauft am", "belegdatum",
    ), True, 40),
    Column("sku", "", (
        "product", "product number", "product code", "part number", "part no", "article", "article number", "item",
        "artikel", "artikelnummer", "artikelcode", "productnummer", "productcode", "artikelnr", "produkt",
        "produktnummer", "materialnummer",
    ), True, 60),
    Column("quantity", "", (
        "qty", "units", "pieces", "licences", "licenses", "quantity sold", "aantal", "stuks", "licenties",
        "hoeveelheid", "menge", "anzahl", "stück", "stückzahl", "lizenzen",
    ), True, 20),
    Column("amount", "", (
        "total", "value", "net amount", "net value", "line amount", "line total", "sales amount", "revenue",
        "bedrag", "netto bedrag", "nettobedrag", "regelbedrag", "totaal", "omzet", "waarde",
        "betrag", "nettobetrag", "umsatz", "gesamt", "wert", "zeilenbetrag",
    ), True, 40),
    Column("currency", "", ("cur", "currency code", "valuta", "munteenheid", "währung", "waehrung"), True, 20),
    Column("reseller_id", "", (
        "membership id", "member id", "partner id", "partner number", "reseller number", "membership number",
        "lidnummer", "partnernummer", "lidmaatschapsnummer", "resellernummer", "mitgliedsnummer", "partnernr",
    ), False, 40),
    Column("reseller", "", (
        "partner", "reseller name", "partner name", "dealer", "sold to", "wederverkoper", "resellernaam", "partnernaam",
        "verkocht aan", "händler", "haendler", "fachhändler", "wiederverkäufer", "partnername",
    ), False, 160),
    Column("customer", "", (
        "end customer", "end user", "customer name", "end customer name", "account", "ship to", "endcustomer",
        "klant", "eindklant", "eindgebruiker", "klantnaam", "naam eindklant",
        "kunde", "endkunde", "kundenname", "endanwender",
    ), False, 200),
    Column("country", "", (
        "customer country", "end customer country", "country code", "land", "landcode", "land eindklant", "land klant",
        "ländercode", "länderkennzeichen", "land endkunde",
    ), False, 60),
    Column("order_number", "", (
        "order", "order no", "order nr", "sales order", "sales order number", "ordernummer", "verkooporder",
        "verkoopordernummer", "bestelnummer", "auftrag", "auftragsnummer", "bestellnummer",
    ), False, 60),
    Column("order_kind", "", (
        "kind of order", "order type", "kind of order number", "soort order", "ordersoort", "soort ordernummer",
        "auftragsart", "art der bestellung",
    ), False, 60),
    Column("reference", "", (
        "line", "line number", "line id", "line reference", "invoice line", "invoice and line", "invoice number",
        "invoice", "transaction id", "regel", "regelnummer", "factuurregel", "factuurnummer", "kenmerk",
        "zeile", "zeilennummer", "rechnungsnummer", "rechnungszeile", "belegnummer",
    ), False, 60),
    Column("returns", "", (
        "return of", "returned line", "credit of", "credits", "corrects", "correction of", "retour van", "retour",
        "creditering van", "correctie op", "corrigeert", "rückgabe von", "retoure zu", "gutschrift zu", "storno zu",
    ), False, 60),
)  # fmt: skip
"""`reseller` and `reseller_id` may both be there; a distributor's line needs one of them."""

PER_KIND = "kind:"
"""Before a column of order numbers of one kind: `kind:vendor-order`."""
ASKED = {
    "reseller": ("reseller", "reseller_id"),
    "customer": ("customer",),
    "country": ("country",),
    "order": ("order_number", PER_KIND),
    "reference": ("reference",),
}
"""What a programme asks beyond the required columns → the columns that would say it."""


@dataclass(frozen=True)
class Headings:
    """The columns that a report may have, under the release in force. `required`: keys that each line must fill."""

    columns: tuple[Column, ...]
    names: dict[str, str] = field(repr=False)
    longest: dict[str, int] = field(repr=False)

    def known(self, heading: str) -> bool:
        return plain(heading) in self.names


class Unreadable(Exception):
    """Nothing of a report can be taken in; `says` is why, and what to do."""

    def __init__(self, says: Text) -> None:
        super().__init__(str(says))
        self.says = says


def headings() -> Headings:
    """The fixed ones, and one for each kind of order number, by the names that the programme has for it."""
    kinds = [
        Column(f"{PER_KIND}{kind.key}", "", (kind.key, *kind.name.values(), *_numbers(kind.name.values())), False, 60)
        for kind in policy(OrderKindsPolicy).order_kinds
    ]
    columns = (*FIXED, *kinds)
    return Headings(columns, names_of(columns), {column.key: column.longest for column in columns})


def _numbers(names: Iterable[str]) -> list[str]:
    """`customer PO` → `customer PO number`, `… nummer`."""
    return [f"{one} {word}" for one in names for word in ("number", "no", "nummer", "nr")]


def layout_of(header: Sequence[str], known: Headings, *, by_partner: bool) -> Layout:
    """Where each column stands. Raises Unreadable, naming them, for columns that are missing or stand there twice."""
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        key = known.names.get(plain(heading), "")
        if not key or heading.lower() in ADDED:
            continue
        if key in places:
            raise Unreadable(
                say(
                    _(
                        "Two columns say the same: %(one)s (column %(first)s) and %(other)s (column %(second)s). "
                        "Rename or delete the one that is not meant, and send the report again."
                    ),
                    one=name(header[places[key]]), first=places[key] + 1, other=name(heading), second=place + 1,
                )
            )  # fmt: skip
        places[key] = place
    _refuse_missing(places, header, by_partner=by_partner)
    return Layout(tuple(header), places)


def _refuse_missing(places: dict[str, int], header: Sequence[str], *, by_partner: bool) -> None:
    lacks = [column.key for column in FIXED if column.required and column.key not in places]
    asked = [one for one in asked_of(by_partner=by_partner) if not any(_stands(key, places) for key in ASKED[one])]
    if lacks or asked:
        there = ", ".join(heading for heading in header if heading)[:300]
        raise Unreadable(
            say(
                _(
                    "The report lacks these columns: %(columns)s. Its headings are: %(there)s. If one of these is "
                    "meant, give it the name of the template, and send the report again."
                ),
                columns=name(", ".join([*lacks, *asked])), there=name(there or "–"),
            )
        )  # fmt: skip


def _stands(key: str, places: dict[str, int]) -> bool:
    return any(place.startswith(PER_KIND) for place in places) if key == PER_KIND else key in places


def asked_of(*, by_partner: bool) -> tuple[str, ...]:
    """What each line must say beyond the required columns: a distributor names the reseller, a partner is it."""
    asked = tuple(one for one in policy(SellthroughPolicy).required if one != "reseller")
    return asked if by_partner else ("reseller", *asked)
