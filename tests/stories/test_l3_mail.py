"""L3: what was promised is sent, however long the mail server was away; and no link acts when it is merely opened."""

from __future__ import annotations

import re

import pytest

from kanaal.core import clock
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.worker import drain
from kanaal.core.models import Event, Mail
from tests import world
from tests.faults.smtp import Server

pytestmark = pytest.mark.django_db
CEES = "cees@lindeboom-digitaal.nl"


def anna_invites() -> Mail:
    world.browser(world.anna()).post("/portal/contacts/invite/", {"email": CEES, "kind": "other", "language": "nl"})
    return world.mails_to(CEES)[-1]


def test_an_invitation_made_while_the_mail_server_was_down_arrives_when_it_is_back(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with Server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        server.answer = "451 not now"
        mail = anna_invites()
        for _ in range(4):
            Job.objects.filter(state="READY").update(run_at=clock.machine_now())
            drain()
        assert server.received == []
        server.answer = ""
        Job.objects.filter(state="READY").update(run_at=clock.machine_now())
        drain()
        assert [m["Message-ID"] for m in server.received if m["To"] == CEES] == [mail.message_id]
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_a_scanner_that_opens_every_link_of_every_mail_changes_nothing() -> None:
    anna_invites()
    world.submitted()
    browser = world.browser(world.anna())
    browser.post("/requests/new/branch_domain/", {"domain": "lindeboom.at"})
    before = Event.objects.count()
    scanner = world.browser()
    links = {url for mail in Mail.objects.all() for url in re.findall(r"https?://[^/\s]+(/\S*)", mail.text)}
    assert len(links) >= 3
    for link in links:
        assert scanner.get(link).status_code < 500
        assert scanner.head(link).status_code < 500
    assert Event.objects.count() == before
