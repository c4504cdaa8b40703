"""The columns of a table of partners. Headings in English, Dutch and German are known; others are mapped by hand."""

from __future__ import annotations

from kanaal.core.importing import Column

KEY = (
    Column(
        "external_id",
        "your own system's number of the company",
        ("id", "external id", "customer number", "klantnummer", "relatienummer", "kundennummer", "account id"),
        longest=60,
    ),
    Column(
        "number",
        "the membership ID, if the company has one; else it gets one",
        ("membership id", "membership number", "partner number", "partner id", "lidmaatschapsnummer", "partnernummer"),
        longest=24,
    ),
)
COMPANY = (
    Column(
        "name",
        "the company's name as the trade register has it",
        ("company", "company name", "account name", "bedrijf", "bedrijfsnaam", "firma", "firmenname"),
        True,
        160,
    ),
    Column(
        "level",
        "the partner's level: its key or its name in the programme in force",
        ("partner level", "tier", "status level", "niveau", "stufe", "partnerstufe"),
        True,
        60,
    ),
    Column(
        "country", "ISO code (NL) or the name of the country", ("country code", "land", "landcode", "pays"), True, 60
    ),
    Column("region", "the programme's region; follows from the country, and is only compared with it", (), False, 60),
    Column("language", "in which we write to the company: BCP 47 code (nl)", ("taal", "sprache", "locale"), False, 40),
    Column(
        "street", "street and house number", ("address", "adres", "straat", "adresse", "strasse", "straße"), False, 160
    ),
    Column(
        "postal_code",
        "in the form of its country",
        ("zip", "zip code", "postcode", "plz", "postleitzahl", "code postal"),
        False,
        20,
    ),
    Column("city", "town", ("town", "plaats", "woonplaats", "ort", "stadt", "ville"), False, 80),
    Column(
        "province",
        "province or state, where addresses have one",
        ("state or province", "provincie", "bundesland"),
        False,
        80,
    ),
    Column(
        "vat_number",
        "VAT number; its check digits must fit",
        ("vat", "vat id", "btw", "btw-nummer", "ust-id", "ustidnr"),
        False,
        30,
    ),
    Column(
        "register_number",
        "number in the trade register",
        ("kvk", "kvk-nummer", "handelsregister", "registration number"),
        False,
        40,
    ),
    Column("website", "address of the website", ("url", "web", "homepage"), False, 200),
    Column("phone", "telephone number of the company", ("telephone", "telefoon", "telefon", "tel"), False, 40),
    Column(
        "domains",
        "e-mail domains of the company, the main one first, branches after it, with blanks between them",
        ("domain", "email domains", "domein", "domeinen", "domain names"),
        False,
        400,
    ),
    Column(
        "member_since",
        "the day on which the company joined",
        ("joined", "start date", "lid sinds", "ingangsdatum", "mitglied seit", "beginn"),
        False,
        40,
    ),
    Column(
        "term_ends",
        "the last day of the present term; follows from the day of joining if empty",
        ("end date", "expires", "valid until", "einddatum", "geldig tot", "gültig bis", "ende"),
        False,
        40,
    ),
    Column(
        "state", "active or ended; active if empty", ("membership state", "lidmaatschap", "mitgliedschaft"), False, 20
    ),
)
CONTACT = (
    Column(
        "contact_email",
        "e-mail address of a contact",
        ("email", "e-mail", "e-mail address", "mail", "contact e-mail", "e-mailadres", "e-mail-adresse"),
        False,
        254,
    ),
    Column(
        "contact_name",
        "name of the contact",
        ("contact", "contact person", "contactpersoon", "ansprechpartner"),
        False,
        120,
    ),
    Column("contact_job_title", "what the contact does", ("job title", "functie", "funktion", "title"), False, 80),
    Column(
        "contact_kind",
        "primary, secondary or other; the first contact of a company is primary if empty",
        ("kind", "contact kind", "contact type", "soort contact", "rolle"),
        False,
        20,
    ),
    Column("contact_since", "the day since when; the day of the import if empty", (), False, 40),
)
COLUMNS = (*KEY, *COMPANY, *CONTACT)
