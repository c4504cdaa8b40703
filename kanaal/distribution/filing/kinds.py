"""The kinds of files: their columns, and the words that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.importing.columns import Column

ORDER = Column("order", "", ("order number", "ordernummer", "bestelnummer", "vo"), True, 24)
REASON = Column("reason", "", ("reden", "grund"), False, 120)
NOTE = Column("note", "", ("toelichting", "opmerking", "bemerkung"), False, 1000)
ANSWER = Column("answer", "", ("antwoord", "antwort"), True, 20)
QUANTITY = Column("quantity", "", ("aantal", "anzahl", "licences", "licenties"), True, 12)


@dataclass(frozen=True)
class FileKind:
    """`answers`: word in the file (in any language) → what it means; a row without one says nothing."""

    key: str
    title: str
    explains: str
    columns: tuple[Column, ...]
    answers: Mapping[str, str]
    blank: str
    """The column that is empty where a row says nothing."""


ANSWERS = FileKind(
    key="answers",
    title=_("Confirm and refuse orders"),
    explains=_(
        "The template holds every line that waits for your answer. Fill in “confirm” or “refuse”, and your order "
        "number or a reason; what you leave empty waits on. The same quantity of the same line under the same "
        "order number is taken for one confirmation, however often it is sent."
    ),
    columns=(
        ORDER,
        Column("order_line", "", ("line", "regel", "orderregel", "position", "zeile"), False, 6),
        QUANTITY,
        ANSWER,
        Column("order_number", "", ("our order number", "ons ordernummer", "uw ordernummer"), False, 60),
        REASON,
        NOTE,
    ),
    answers={
        "confirm": "confirm", "confirmed": "confirm", "yes": "confirm", "bevestig": "confirm", "bevestigd": "confirm",
        "ja": "confirm", "bestatigt": "confirm", "refuse": "refuse", "refused": "refuse", "no": "refuse",
        "weiger": "refuse", "geweigerd": "refuse", "nee": "refuse", "abgelehnt": "refuse", "nein": "refuse",
    },
    blank="answer",
)  # fmt: skip

RETURNS = FileKind(
    key="returns",
    title=_("Request returns and pass credits on"),
    explains=_(
        "The template holds every return that waits for you. Fill in “request” or “refuse” where resellers ask, and "
        "“credited” with the number of your credit where the vendor has credited you."
    ),
    columns=(
        Column("return", "", ("return number", "retour", "retournummer", "rr"), True, 24),
        ANSWER,
        Column("credit_number", "", ("credit", "creditnummer", "credit note", "creditnota"), False, 60),
        REASON,
        NOTE,
    ),
    answers={
        "request": "request", "requested": "request", "aanvragen": "request", "aangevraagd": "request",
        "refuse": "refuse", "refused": "refuse", "weiger": "refuse", "geweigerd": "refuse",
        "credit": "credit", "credited": "credit", "gecrediteerd": "credit", "crediteren": "credit",
    },
    blank="answer",
)  # fmt: skip

STOCK = FileKind(
    key="stock",
    title=_("Report what customers have"),
    explains=_(
        "What your books say each customer has, on a day. The vendor and the reseller see where it differs from "
        "what is known here. A report of a customer replaces your earlier one of the same day; nothing else changes."
    ),
    columns=(
        Column("agreement", "", ("vip number", "vip", "agreement number", "overeenkomst", "customer number"), True, 24),
        Column("sku", "", ("product", "product number", "artikelnummer"), True, 40),
        QUANTITY,
        Column("reported_on", "", ("date", "day", "datum", "dag", "reported on"), True, 20),
    ),
    answers={},
    blank="quantity",
)

ORDERS = FileKind(
    key="orders",
    title=_("Enter licence orders"),
    explains=_(
        "A row for each line of an order; what is said of the order itself stands on all of its rows. With the number "
        "of a contract the customer and the reseller may be left empty. An order is entered whole or not at all, and "
        "each of your numbers once."
    ),
    columns=(
        Column("order", "", ("our order number", "ons ordernummer", "order number", "ordernummer"), True, 60),
        Column("contract", "", ("contract number", "contractnummer", "clp"), False, 24),
        Column("customer", "", ("customer number", "klantnummer", "klant", "kundennummer"), False, 24),
        Column("reseller", "", ("membership id", "lidmaatschaps-id", "lidnummer", "partner"), False, 24),
        Column("ordered_by", "", ("address", "e-mail", "email", "mailadres", "besteld door"), True, 254),
        Column("ordered_on", "", ("date", "datum", "ordered on", "besteldatum"), True, 20),
        Column("po_number", "", ("po", "purchase order", "inkooporder"), False, 60),
        Column("sku", "", ("product", "product number", "artikelnummer"), True, 40),
        QUANTITY,
        Column("amount", "", ("bedrag", "betrag", "net amount", "nettobedrag"), True, 20),
    ),
    answers={},
    blank="order",
)

FILE_KINDS: dict[str, FileKind] = {kind.key: kind for kind in (ANSWERS, RETURNS, STOCK, ORDERS)}
END = ("end", "einde", "ende", "fin")
"""What stands in the first cell of a file's last row; beside it, how many rows there are, if its sender knows."""
