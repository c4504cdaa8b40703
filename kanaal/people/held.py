"""All that is held about a person (L5): shown on one page, and exported whole.

A higher module adds what it holds in its panels.py or reactions.py: `held.SECTIONS.append(my_contacts)`, a function
person → Section.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, markdown, tables
from kanaal.core.registry import lists, where
from kanaal.core.texts import Text, say, shown
from kanaal.people import history, queries, roles, terms
from kanaal.people.erasure import SECRET_MAILS
from kanaal.people.events import WAYS
from kanaal.people.models import Person
from kanaal.people.visitors import shown_browser

Row = dict[str, Any]
SHOWN = 100


@dataclass(frozen=True)
class Section:
    """Rows of one kind. `columns` are what the page shows, key and label; the export has everything in the rows.

    `body` names a long text of each row (a mail, terms), folded away on the page.
    """

    key: str
    title: Text
    rows: Sequence[Row]
    columns: Sequence[tuple[str, Text]] = ()
    body: str = ""
    note: Text | None = None

    @property
    def table(self) -> tables.Table:
        """The first hundred rows for the page; the export has them all."""
        columns = [tables.text(label, partial(_words, key)) for key, label in self.columns]
        if self.body:
            columns.append(tables.Column(say(_("Text")), lambda: partial(_folded, self.body)))
        return tables.Table(caption=self.title, columns=columns, rows=self.rows[:SHOWN])

    @property
    def more(self) -> int:
        return max(0, len(self.rows) - SHOWN)


SECTIONS: list[Callable[[Person], Section]] = []


def _words(key: str, row: Row) -> str:
    return shown(row[key]) if row.get(key) else "–"


def _folded(key: str, row: Row) -> str:
    """A long text, folded away; terms and mails are light Markdown."""
    fold = '<details class="fold"><summary>{}</summary><div class="prose">{}</div></details>'
    return format_html(fold, gettext("Read it"), markdown.to_html(row[key])) if row.get(key) else ""


AT_ONCE = 3
"""Sections on one page: a module more makes a page more, never a page that asks the database more often."""


@dataclass(frozen=True)
class Part:
    """Some sections, and where they stand among all: `number` of `of`, from 1."""

    sections: list[Section]
    number: int
    of: int

    @property
    def previous_query(self) -> str:
        return f"?part={self.number - 1}" if self.number > 1 else ""

    @property
    def next_query(self) -> str:
        return f"?part={self.number + 1}" if self.number < self.of else ""


def part(person: Person, number: str) -> Part:
    """The sections of one page; a number that makes no sense is the first."""
    of = max(1, -(-len(SECTIONS) // AT_ONCE))
    at = min(int(number), of) if number.isdigit() and number.isascii() and len(number) < 4 else 1
    at = max(1, at)
    return Part([ask(person) for ask in SECTIONS[(at - 1) * AT_ONCE : at * AT_ONCE]], at, of)


def everything(person: Person) -> list[Section]:
    """All sections, this module's and those of the modules above."""
    return [ask(person) for ask in SECTIONS]


def as_json(person: Person) -> dict[str, Any]:
    """The same as plain JSON: nothing is left out of it."""
    return {"exported_at": clock.now().isoformat()} | {s.key: [_plain(r) for r in s.rows] for s in everything(person)}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return str(value)


def _labels(**labels: str) -> list[tuple[str, Text]]:
    return [(key, say(label)) for key, label in labels.items()]


def _profile(person: Person) -> Section:
    row = {
        "id": person.pk,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "time_zone": person.time_zone,
        "joined_at": person.joined_at,
        "last_login": person.last_login,
    }
    columns = _labels(name=_("Name"), email=_("Main address"), joined_at=_("ID made"), last_login=_("Last signed in"))
    return Section("id", say(_("Your ID")), [row], columns)


def _addresses(person: Person) -> Section:
    found = EmailAddress.objects.filter(user=person).order_by("-primary", "email")
    rows = [{"email": a.email, "proved": a.verified, "main": a.primary} for a in found]
    return Section("addresses", say(_("E-mail addresses")), rows, _labels(email=_("Address")))


def _roles(person: Person) -> Section:
    rows = [{"kind": Text(roles.KINDS[r.kind].label), "role": r.label, "key": r.key} for r in roles.roles_of(person.pk)]
    return Section("roles", say(_("Your roles")), rows, _labels(role=_("Role"), kind=_("Kind")))


def _sign_in(person: Person) -> Section:
    rows: list[Row] = [
        {"what": Text(WAYS.get(a.type, a.type)), "since": a.created_at, "last_used": a.last_used_at}
        for a in Authenticator.objects.filter(user=person).order_by("pk")
    ]
    rows.extend(
        {"what": s.provider, "since": s.date_joined, "last_used": s.last_login, "received": s.extra_data}
        for s in SocialAccount.objects.filter(user=person).order_by("pk")
    )
    columns = _labels(what=_("What"), since=_("Since"), last_used=_("Last used"))
    return Section("sign_in", say(_("What you sign in with")), rows, columns)


def _sessions(person: Person) -> Section:
    rows = [
        {"browser": shown_browser(s.user_agent), "user_agent": s.user_agent, "address": s.ip, "since": s.created_at}
        for s in UserSession.objects.filter(user=person).order_by("pk")
    ]
    columns = _labels(browser=_("Browser"), address=_("From address"), since=_("Since"))
    return Section("sessions", say(_("Where you are signed in")), rows, columns)


def _acceptances(person: Person) -> Section:
    rows = []
    for a in person.acceptances.order_by("-accepted_at"):
        markdown = terms.text_of(a)
        rows.append(
            {
                "title": terms.title_of(markdown),
                "terms": a.terms,
                "release": a.version,
                "language": a.language,
                "accepted_at": a.accepted_at,
                "address": a.address,
                "browser": a.browser,
                "digest": a.digest,
                "text": markdown,
            }
        )
    columns = _labels(title=_("Terms"), release=_("Release"), language=_("Language"), accepted_at=_("Accepted"))
    note = say(_("Kept for good, also when you erase your ID: they prove what was agreed."))
    return Section("terms", say(_("Terms you accepted")), rows, columns, body="text", note=note)


def _mails(person: Person) -> Section:
    rows = [
        {"subject": m.subject, "to": m.to, "written_at": m.written_at, "sent_at": m.sent_at}
        | {"text": "" if m.name in SECRET_MAILS else m.text}
        for m in queries.mails_to(person)
    ]
    columns = _labels(subject=_("Subject"), to=_("To"), written_at=_("Written"), sent_at=_("Sent"))
    return Section("mails", say(_("Mails to you")), rows, columns, body="text")


def _events(person: Person) -> Section:
    rows: list[Row] = [
        {"at": e.at, "what": e.title, "name": e.name, "details": e.data}
        for e in history.entries(queries.events_about(person))
    ]
    return Section("events", say(_("What happened")), rows, _labels(at=_("When"), what=_("What")))


SECTIONS.extend([_profile, _addresses, _roles, _sign_in, _sessions, _acceptances, _mails, _events])


@lists("What is shown of a person")
def _shown() -> Iterable[str]:
    return map(where, SECTIONS)
