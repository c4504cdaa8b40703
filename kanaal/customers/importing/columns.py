"""The columns of a table of customers. Headings in English, Dutch and German are known; others are mapped by hand."""

from __future__ import annotations

from kanaal.core.importing import Column

_SEVERAL = "several with ; between them"
COLUMNS = (
    Column(
        "external_id",
        "your own system's number of the customer: by it a table that comes twice counts once",
        ("id", "external id", "customer number", "klantnummer", "debiteurnummer", "kundennummer", "account id"),
        True,
        60,
    ),
    Column(
        "name",
        "the customer's name as the trade register has it",
        ("company", "company name", "account name", "bedrijf", "bedrijfsnaam", "firma", "firmenname", "klant", "kunde"),
        False,
        200,
    ),
    Column(
        "trading_names", f"what people call it; {_SEVERAL}", ("trading name", "handelsnaam", "handelsname"), False, 800
    ),
    Column(
        "former_names", f"what it was called; {_SEVERAL}", ("former name", "vroegere naam", "alter name"), False, 800
    ),
    Column(
        "country", "ISO code (NL) or the name of the country", ("country code", "land", "landcode", "pays"), False, 60
    ),
    Column(
        "street", "street and house number", ("address", "adres", "straat", "adresse", "strasse", "straße"), False, 160
    ),
    Column(
        "postal_code", "in the form of its country", ("zip", "zip code", "postcode", "plz", "postleitzahl"), False, 20
    ),
    Column("town", "town", ("city", "plaats", "woonplaats", "ort", "stadt", "ville"), False, 80),
    Column("province", "province or state", ("state or province", "provincie", "bundesland"), False, 80),
    Column("website", "address of the website", ("url", "web", "homepage"), False, 200),
    Column("domains", f"e-mail domains; {_SEVERAL}", ("domain", "email domains", "domein", "domeinen"), False, 400),
    Column(
        "vat_number", f"VAT number; {_SEVERAL}", ("vat", "vat id", "btw", "btw-nummer", "ust-id", "ustidnr"), False, 200
    ),
    Column(
        "register_number",
        f"number in the trade register; {_SEVERAL}",
        ("kvk", "kvk-nummer", "handelsregister", "registration number"),
        False,
        200,
    ),
    Column("segment", "key or name of the market segment", ("market segment", "segment", "marktsegment"), False, 60),
    Column(
        "parent",
        "external_id of the company it belongs to",
        ("parent id", "moeder", "moederbedrijf", "mutter"),
        False,
        60,
    ),
    Column(
        "owner",
        "membership ID of the one partner who sees it; empty: all partners share it",
        ("partner", "partner number", "partnernummer", "reseller"),
        False,
        24,
    ),
)
