"""The cast: the people and companies with whom the demo and the tests play. Plain data, without a database.

Every company, address and number is invented. A level is named by its rank (1 is where one begins), since Python knows
no level by name. Free-mail addresses have a form that their provider gives to nobody, so that no real person is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ContactKind = Literal["primary", "secondary", "other"]
StaffKind = Literal["manager", "agent", "finance", "auditor"]

DEMO_PASSWORD = "demo in Utrecht 2026"  # noqa: S105 - printed by `kanaal world`, which runs in a demo only


@dataclass(frozen=True)
class CastPerson:
    """Somebody with an ID and a verified address. `language` is a code of L1; `part` says who this is, in English."""

    key: str
    name: str
    email: str
    language: str
    part: str
    staff: StaffKind | None = None


@dataclass(frozen=True)
class CastContact:
    """A person as contact of a company. `person` is a key of `PEOPLE`."""

    person: str
    kind: ContactKind
    job_title: str = ""


@dataclass(frozen=True)
class CastCompany:
    """A partner. `rank` is the level's; `since_days` ago it joined; its term ends in `term_left` days (negative: past).

    The first of `domains` is the company's own, the others belong to branches (D1).
    """

    key: str
    name: str
    rank: int
    country: str
    language: str
    street: str
    postal_code: str
    city: str
    vat_number: str
    phone: str
    domains: tuple[str, ...]
    part: str
    since_days: int = 400
    term_left: int = 200
    ended: bool = False
    contacts: tuple[CastContact, ...] = ()

    @property
    def website(self) -> str:
        return f"www.{self.domains[0]}" if self.domains else ""

    @property
    def external_id(self) -> str:
        """The number under which the vendor's old system knew it."""
        return f"OLD-{self.key}"


@dataclass(frozen=True)
class CastApplicant:
    """A company that asks to be let in: handed in `waited_minutes` ago; `question` is one the desk has asked."""

    person: str
    company: str
    country: str
    language: str
    street: str
    postal_code: str
    city: str
    vat_number: str
    phone: str
    website: str
    waited_minutes: int
    part: str
    job_title: str = ""
    trade_register: str = ""
    question: str = ""
    asked_fields: tuple[str, ...] = field(default=())


VENDOR_DOMAIN = "vendor.example"

PEOPLE = (
    CastPerson("vera", "Vera Vermeer", "vera@vendor.example", "nl", "runs the programme at the vendor", "manager"),
    CastPerson("ivo", "Ivo Jansen", "ivo@vendor.example", "nl", "works at the vendor's desk", "agent"),
    CastPerson("finn", "Finn Aldering", "finn@vendor.example", "en", "pays the rebates at the vendor", "finance"),
    CastPerson(
        "odette", "Odette Claes", "odette@vendor.example", "en", "audits; reads everything, changes nothing", "auditor"
    ),
    CastPerson("anna", "Anna Brandsma", "anna@lindeboom-digitaal.nl", "nl", "primary contact of Lindeboom Digitaal"),
    CastPerson("bo", "Bo Hendriks", "bo@lindeboom-digitaal.nl", "nl", "her colleague, without a sales seat"),
    CastPerson("carla", "Carla Smeets", "carla@maasveld-grafisch.nl", "nl", "primary contact of Maasveld Grafisch"),
    CastPerson(
        "henrike",
        "Henrike Thode",
        "henrike@nordlicht-softwarehaus.de",
        "en",
        "primary contact of Nordlicht Softwarehaus",
    ),
    CastPerson("fatma", "Fatma Yildiz", "fatma@zonnehof-media.nl", "nl", "primary contact of Zonnehof Media"),
    CastPerson(
        "joost",
        "Joost Terpstra",
        "joost@kwartelveld-automatisering.nl",
        "nl",
        "primary contact of Kwartelveld Automatisering",
    ),
    CastPerson("maelle", "Maëlle Roussin", "maelle@atelier-valcombe.fr", "en", "primary contact of Atelier Valcombe"),
    CastPerson("stellan", "Stellan Tornvik", "stellan@tornvik-media.se", "en", "was primary contact of Tornvik Media"),
    CastPerson(
        "dirk", "Dirk Postma", "dirk@distri-noord.example", "nl", "answers orders at Distri Noord, a distributor"
    ),
    CastPerson(
        "eva",
        "Eva van Rijn",
        "eva@gemeente-waterrijk.example",
        "nl",
        "administers a customer's licences",
    ),
    CastPerson("noor", "Noor Kersenvonder", "studio-kersenvonder@gmail.com", "nl", "applies with a free-mail address"),
    CastPerson(
        "sander",
        "Sander Lindenboom",
        "sander@lindenboom-digitaal.nl",
        "nl",
        "applies for a company that looks like Anna's",
    ),
    CastPerson(
        "ulrich",
        "Ulrich Hafenkron",
        "ulrich@hafenkron-systeme.de",
        "en",
        "applies, and has waited almost as long as promised",
    ),
    CastPerson("gerda", "Gerda Wilgenhof", "gerda@wilgenhof-studio.nl", "nl", "has applied and been asked a question"),
)

INVITED = ("lindeboom", "pim@lindeboom-digitaal.nl", "other")
"""An invitation that waits for its answer: company, address, kind of contact. Nobody has this ID yet."""

COMPANIES = (
    CastCompany(
        "lindeboom",
        "Lindeboom Digitaal",
        3,
        "NL",
        "nl",
        "Oudegracht 412",
        "3511 PK",
        "Utrecht",
        "NL815881399B74",
        "+31 30 555 0142",
        ("lindeboom-digitaal.nl",),
        "Gold in Utrecht: 87 of 100 units this year",
        1180,
        143,
        contacts=(CastContact("anna", "primary", "Directeur"), CastContact("bo", "other", "Accountmanager")),
    ),
    CastCompany(
        "maasveld",
        "Maasveld Grafisch",
        3,
        "NL",
        "nl",
        "Stokstraat 96",
        "6211 GC",
        "Maastricht",
        "NL886987973B57",
        "+31 43 555 0117",
        ("maasveld-grafisch.nl",),
        "another Gold partner; sees nothing of Lindeboom's",
        890,
        231,
        contacts=(CastContact("carla", "primary", "Eigenaar"),),
    ),
    CastCompany(
        "nordlicht",
        "Nordlicht Softwarehaus",
        4,
        "DE",
        "en",
        "Kleine Johannisstraße 88",
        "20457",
        "Hamburg",
        "DE289768469",
        "+49 40 555 01 20",
        ("nordlicht-softwarehaus.de", "nordlicht-softwarehaus.at"),
        "Platinum; a branch in Graz has a domain of its own",
        2310,
        302,
        contacts=(CastContact("henrike", "primary", "Channel Director"),),
    ),
    CastCompany(
        "kwartelveld",
        "Kwartelveld Automatisering",
        2,
        "NL",
        "nl",
        "Hoofdstraat 207",
        "7311 AZ",
        "Apeldoorn",
        "NL809114170B96",
        "+31 55 555 0163",
        ("kwartelveld-automatisering.nl",),
        "a Certified partner in Apeldoorn",
        520,
        176,
        contacts=(CastContact("joost", "primary", "Technisch directeur"),),
    ),
    CastCompany(
        "zonnehof",
        "Zonnehof Media",
        1,
        "NL",
        "nl",
        "Diezerstraat 143",
        "8011 RC",
        "Zwolle",
        "NL875364556B93",
        "+31 38 555 0108",
        ("zonnehof-media.nl",),
        "Registered; at the beginning",
        74,
        290,
        contacts=(CastContact("fatma", "primary", "Eigenaar"),),
    ),
    CastCompany(
        "valcombe",
        "Atelier Valcombe",
        2,
        "FR",
        "en",
        "18 rue des Tanneurs",
        "69005",
        "Lyon",
        "FR58832978753",
        "+33 4 55 50 01 33",
        ("atelier-valcombe.fr",),
        "Certified, in its renewal window: the term ends in 24 days",
        706,
        24,
        contacts=(CastContact("maelle", "primary", "Gérante"),),
    ),
    CastCompany(
        "tornvik",
        "Tornvik Media",
        1,
        "SE",
        "en",
        "Linnégatan 71",
        "413 08",
        "Göteborg",
        "SE556847787001",
        "+46 31 555 01 90",
        ("tornvik-media.se",),
        "its membership has ended; access is lost, data are not",
        840,
        -112,
        ended=True,
        contacts=(CastContact("stellan", "primary", "Redaktör"),),
    ),
)

APPLICANTS = (
    CastApplicant(
        "noor",
        "Studio Kersenvonder",
        "NL",
        "nl",
        "Langestraat 31",
        "3811 AD",
        "Amersfoort",
        "NL881518844B53",
        "+31 33 555 0171",
        "www.studio-kersenvonder.nl",
        38,
        "writes from a free-mail address",
        "Eigenaar",
    ),
    CastApplicant(
        "sander",
        "Lindenboom Digitaal B.V.",
        "NL",
        "nl",
        "Biltstraat 8",
        "3572 BA",
        "Utrecht",
        "NL872940557B08",
        "+31 30 555 0199",
        "www.lindenboom-digitaal.nl",
        102,
        "a name that looks like Lindeboom Digitaal's",
        "Directeur",
    ),
    CastApplicant(
        "ulrich",
        "Hafenkron Systeme GmbH",
        "DE",
        "en",
        "Am Sandtorkai 44",
        "20457",
        "Hamburg",
        "DE297880931",
        "+49 40 555 01 66",
        "www.hafenkron-systeme.de",
        214,
        "promised an answer within 26 minutes",
        "Geschäftsführer",
    ),
    CastApplicant(
        "gerda",
        "Wilgenhof Studio B.V.",
        "NL",
        "nl",
        "Stationsplein 4",
        "3818 LE",
        "Amersfoort",
        "NL123456782B90",
        "+31 33 555 0123",
        "www.wilgenhof-studio.nl",
        190,
        "has been asked a question",
        "Eigenaar",
        question="Welke software verkoopt u nu al, en aan wie?",
        asked_fields=("main_business",),
    ),
)

_PEOPLE = {p.key: p for p in PEOPLE}
_COMPANIES = {c.key: c for c in COMPANIES}


def person(key: str) -> CastPerson:
    """Raises KeyError when nobody in the cast is called so."""
    return _PEOPLE[key]


def company(key: str) -> CastCompany:
    """Raises KeyError when no company of the cast is called so."""
    return _COMPANIES[key]
