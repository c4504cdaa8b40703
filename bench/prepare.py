"""`python -m bench.prepare ROWS`: make and fill the database of the environment, sign the readers in, count queries.

Prints JSON: the addresses to be measured, with the cookie that each needs. With 0 rows it only makes the tables.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.targets import Target


def main(rows: int) -> None:
    django.setup()
    from bench import seed  # noqa: PLC0415 - it reads the models, which are there only now

    seed.begin()
    if rows:
        seed.fill(rows)
        print(json.dumps([asdict(target) for target in _targets(seed.READER, seed.AGENT)]))


def _targets(reader: str, agent: str) -> list[Target]:
    from kanaal.partners.models import Contact  # noqa: PLC0415 - as above

    partner = Contact.objects.get(email=reader).partner_id
    return [
        _target("portal home", "/portal/", f"/bare/partner/{partner}/", reader, rows=0),
        _target("contacts, 50 rows", "/portal/contacts/", f"/bare/contacts/{partner}/", reader, rows=50),
        _target("desk queue, 50 rows", "/desk/enrolments/", "/bare/queue/", agent, rows=50),
        _target("help search", "/help/?q=sales%20cennter", f"/bare/partner/{partner}/", reader, rows=0),
        _target("cases to do, 50 rows", "/cases/queue/", "/bare/cases/", agent, rows=50),
    ]


def _target(name: str, page: str, bare: str, email: str, rows: int) -> Target:
    """The page as it is opened the second time: its queries, and whether it shows what it should."""
    from kanaal.people.models import Person  # noqa: PLC0415 - as above

    browser = Client(headers={"host": "127.0.0.1"})
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    browser.force_login(Person.objects.get(email=email), backend=backend)
    browser.get(page)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(page)
    assert answer.status_code == 200, f"{page} answered {answer.status_code}"
    text = answer.content.decode()
    shown = max((part.partition("</tbody>")[0].count("<tr") for part in text.split("<tbody")[1:]), default=0)
    assert shown == rows or not rows, f"{page} shows {shown} rows, not {rows}"
    cookie = "; ".join(f"{key}={morsel.value}" for key, morsel in browser.cookies.items())
    return Target(name, page, bare, cookie, len(asked), len(text))


if __name__ == "__main__":
    main(int(sys.argv[1]))
