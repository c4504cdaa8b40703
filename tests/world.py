"""The cast: one small world for all tests, made by plain functions. The demo plays with the same people.

Vera runs the programme at the vendor. Anna is primary contact of Lindeboom Digitaal, a Gold partner in Utrecht; Bo is
her colleague. Carla is primary contact of Maasveld Grafisch, another Gold partner, and must see nothing of theirs.
Fatma's Zonnehof Media is at the entry level. Dirk is at a distributor; Eva administers licences at a customer.

Each function answers the same row however often it is called in a test.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.models import Event, Mail
from kanaal.partners import rules
from kanaal.partners.actions import enrolment_submission, enrolments
from kanaal.partners.enrolment import steps
from kanaal.partners.models import Contact, Enrolment, Partner
from kanaal.people import roles, terms
from kanaal.people.models import Person, StaffRole
from kanaal.programme import releases
from kanaal.programme.folder import read_folder
from kanaal.programme.media import Files, pointers
from kanaal.programme.models import Medium, Release
from kanaal.programme.pack import Pack

PROGRAMMES = Path(__file__).resolve().parent.parent / "programmes"
PASSWORD = "een-goed-wachtwoord"
# In these tests the levels are looked up by their place in the pack, so that the pack may name them as it likes.
ENTRY, CERTIFIED, GOLD, PLATINUM = "registered", "certified", "gold", "platinum"


@cache
def _pack(folder: str) -> Pack:
    return Pack(_files(folder))


@cache
def _files(folder: str) -> Files:
    files, faults = read_folder(PROGRAMMES / folder)
    assert not faults, faults
    return files


def _keep_media(folder: str) -> None:
    """The pictures and videos of a pack, as publishing it would keep them."""
    media = _files(folder).media
    Medium.objects.bulk_create(
        [
            Medium(sha256=p.sha256, content_type=p.content_type, size=p.size, content=media[p.sha256])
            for p in pointers(_files(folder)).values()
        ],
        ignore_conflicts=True,
    )


def published(folder: str = "adobe") -> Release:
    """The programme, in force since long before the story begins."""
    pack = _pack(folder)
    found = Release.objects.filter(digest=pack.digest).first()
    if found is None:
        found = Release.objects.create(
            number=Release.objects.count() + 1,
            name=folder,
            effective_from=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
            published_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
            digest=pack.digest,
            files=dict(pack.files),
        )
        _keep_media(folder)
        releases.forget()
    return found


def published_pseudo() -> Release:
    """The programme with a made-up language beside its own."""
    from kanaal.programme.pseudo import with_pseudo_language

    published()
    return _changed(with_pseudo_language(dict(_pack("adobe").files)))


# --- people


def person(email: str, name: str, language: str = "nl") -> Person:
    """Somebody with an ID whose address is verified."""
    known = Person.objects.filter(email=email).first()
    if known is not None:
        return known
    made = Person.objects.create_user(email, PASSWORD, name=name, language=language)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


def staff(email: str, name: str, kind: str, language: str = "nl") -> Person:
    made = person(email, name, language)
    StaffRole.objects.get_or_create(person=made, kind=kind)
    return made


def vera() -> Person:
    published()
    return staff("vera@vendor.example", "Vera Vermeer", "manager")


def agent() -> Person:
    published()
    return staff("ivo@vendor.example", "Ivo Jansen", "agent")


def finn() -> Person:
    """He pays the rebates at the vendor."""
    published()
    return staff("finn@vendor.example", "Finn Aldering", "finance", "en")


def auditor() -> Person:
    published()
    return staff("odette@vendor.example", "Odette Claes", "auditor", "en")


def anna() -> Person:
    return _contact(lindeboom(), "anna@lindeboom-digitaal.nl", "Anna Brandsma", "primary")


def bo() -> Person:
    anna()
    return _contact(lindeboom(), "bo@lindeboom-digitaal.nl", "Bo Hendriks", "other")


def carla() -> Person:
    return _contact(maasveld(), "carla@maasveld-grafisch.nl", "Carla Smeets", "primary")


def fatma() -> Person:
    return _contact(zonnehof(), "fatma@zonnehof-media.nl", "Fatma Yildiz", "primary")


def joost() -> Person:
    return _contact(kwartelveld(), "joost@kwartelveld-automatisering.nl", "Joost Terpstra", "primary")


def henrike() -> Person:
    return _contact(nordlicht(), "henrike@nordlicht-softwarehaus.example", "Henrike Petersen", "primary")


def dirk() -> Person:
    return person("dirk@distri-noord.example", "Dirk Postma")


def wim() -> Person:
    """Wim administers a contract, once there is one."""
    return person("wim.verhagen@sluiswerk.example", "Wim Verhagen")


def eva() -> Person:
    return person("eva@gemeente-waterrijk.example", "Eva van Rijn")


def jan() -> Person:
    return person("jan@gemeente-waterrijk.example", "Jan Bakker")


# --- companies


def lindeboom() -> Partner:
    return company("Lindeboom Digitaal", GOLD, "lindeboom-digitaal.nl", city="Utrecht", postal_code="3511 AB")


def maasveld() -> Partner:
    return company("Maasveld Grafisch", GOLD, "maasveld-grafisch.nl", city="Maastricht", postal_code="6211 AX")


def zonnehof() -> Partner:
    return company("Zonnehof Media", ENTRY, "zonnehof-media.nl", city="Zwolle", postal_code="8011 AA")


def kwartelveld() -> Partner:
    return company(
        "Kwartelveld Automatisering",
        CERTIFIED,
        "kwartelveld-automatisering.nl",
        city="Apeldoorn",
        postal_code="7311 AZ",
    )


def nordlicht() -> Partner:
    return company(
        "Nordlicht Softwarehaus", PLATINUM, "nordlicht-softwarehaus.example", city="Hamburg", country="DE",
        postal_code="20095", street="Alstertor 9",
    )  # fmt: skip


def company(name: str, level: str, domain: str = "", **fields: Any) -> Partner:
    """A partner in force, with its domain, made once."""
    published()
    known = Partner.objects.filter(name=name).first()
    if known is not None:
        return known
    today = clock.today()
    values: dict[str, Any] = {
        "number": f"CP-{200000 + Partner.objects.count()}",
        "country": "NL",
        "region": "emea",
        "language": "nl",
        "street": "Oudegracht 12",
        "member_since": today - dt.timedelta(days=400),
        "term_ends": today + dt.timedelta(days=200),
    }
    made = Partner.objects.create(name=name, level=level, **(values | fields))
    if domain:
        made.domains.create(domain=domain)
    made.name_keys.bulk_create([made.name_keys.model(partner=made, key=key) for key in rules.name_keys(name)])
    return made


def _contact(partner: Partner, email: str, name: str, kind: str) -> Person:
    who = person(email, name)
    Contact.objects.get_or_create(
        partner=partner, person=who, defaults={"email": email, "name": name, "kind": kind, "since": clock.today()}
    )
    return who


# --- doors


def browser(who: Person | None = None) -> Client:
    """A browser, signed in as somebody, or nobody's."""
    client = Client()
    if who is not None:
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def cookie_of(who: Person, url: str) -> Any:
    """The cookie of somebody who has signed in, for the context of a real browser."""
    return {"name": "sessionid", "value": browser(who).cookies["sessionid"].value, "url": url}


def actor(who: Person, kind: str = "") -> Actor:
    """The person in their first role (of a kind), as the door would say it."""
    mine = [r for r in roles.roles_of(who.pk) if kind in ("", r.kind)]
    return Actor("person", who.pk, str(who), who.email, mine[0] if mine else None)


# --- what has happened


def days_pass(days: int) -> None:
    """The clock goes forward; everything that falls due on the way is done, in its order.

    It arrives after the day's own jobs have run, though the tests began before their hour.
    """
    from kanaal.core.jobs.ticks import ask_for_due_ticks
    from kanaal.core.jobs.worker import drain

    ask_for_due_ticks()
    drain()
    there = clock.now() + dt.timedelta(days=days)
    local = there.astimezone(ZoneInfo(settings.TIME_ZONE))
    early = max(local.replace(hour=9, minute=0) - local, dt.timedelta(0))
    clock.forward(there + early - clock.now())
    ask_for_due_ticks()
    drain()


def mails_to(email: str) -> list[Mail]:
    """The mails promised to an address, the latest last."""
    return list(Mail.objects.filter(to=email).order_by("pk"))


def happened(name: str) -> list[Event]:
    """The events of a name, the latest last."""
    return list(Event.objects.filter(name=name).order_by("pk"))


def link_in(mail: Mail) -> str:
    """The first link in a mail, as a path of ours."""
    start = mail.text.index("http")
    url = mail.text[start:].split()[0].rstrip(".)")
    return "/" + url.split("/", 3)[3]


# --- enrolment

PLACE = {"region": "emea", "country": "NL", "language": "nl"}
COMPANY = {
    "legal_name": "Wilgenhof Studio B.V.",
    "vat_number": "NL123456782B90",
    "street": "Stationsplein 4",
    "postal_code": "3818 LE",
    "city": "Amersfoort",
    "telephone": "+31 33 123 4567",
    "website": "www.wilgenhof-studio.nl",
}
CONTACT = {"full_name": "Gerda Wilgenhof", "job_title": "Eigenaar"}
ANSWERS = {**PLACE, "authority": "on", **COMPANY, **CONTACT}


def gerda() -> Person:
    """Gerda owns a studio and would like to become a partner."""
    published()
    return person("gerda@wilgenhof-studio.nl", "Gerda Wilgenhof")


def draft(who: Person | None = None, **answers: str) -> Enrolment:
    """A filled-in enrolment that only needs to be handed in."""
    published()
    who = who or gerda()
    made = enrolments.start_enrolment(by=actor(who))
    for step in steps.STEPS:
        made = enrolments.fill_in_enrolment(made, step, {**ANSWERS, **answers}, by=actor(who))
    return made


def submitted(who: Person | None = None, **answers: str) -> Enrolment:
    """An enrolment that waits for the desk."""
    who = who or gerda()
    made = draft(who, **answers)
    text = terms.text("registration", release=releases.current(), language=made.language)
    return enrolment_submission.submit_enrolment(made, accepted=True, shown=terms.digest_of(text), by=actor(who))


def published_with(**values: str) -> Release:
    """The programme with other values in its TOML: `published_with(automatic_approval='"clean"')`."""
    files = dict(_pack("adobe").files)
    for name, value in values.items():
        text, changed = re.subn(rf"(?m)^{name} = [^\n#]*", f"{name} = {value} ", files["programme.toml"])
        assert changed, f"the pack says nothing of {name}"
        files["programme.toml"] = text
    return _changed(files)


def published_with_file(name: str, text: str) -> Release:
    """The programme with another text in one of its files."""
    assert name in _pack("adobe").files, f"the pack has no file {name}"
    return _changed(dict(_pack("adobe").files) | {name: text})


def _changed(files: dict[str, str]) -> Release:
    pack = Pack(files)
    made = Release.objects.create(
        number=Release.objects.count() + 1,
        name="changed",
        effective_from=dt.datetime(2021, 1, 1, tzinfo=dt.UTC),
        published_at=dt.datetime(2021, 1, 1, tzinfo=dt.UTC),
        digest=pack.digest,
        files=files,
    )
    releases.forget()
    return made


def enrol_through_the_pages(client: Client, *steps_wanted: str, **answers: str) -> Any:
    """Press NEXT on these steps, or all that come before the terms; answers the last page."""
    answer = client.get("/enrol/", follow=True)
    for key in steps_wanted or ("place", "authority", "company", "contact"):
        answer = client.post(f"/enrol/{key}/", {**ANSWERS, **answers}, follow=True)
    return answer


def hand_in_through_the_pages(client: Client) -> Any:
    """Read the terms, tick the box at their end, Submit."""
    page = client.get("/enrol/terms/")
    return client.post("/enrol/terms/", {"accepted": "on", "shown": page.context["form"].data["shown"]}, follow=True)
