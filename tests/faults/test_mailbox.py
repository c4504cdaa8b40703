"""A real mailbox: out by SMTP, back by IMAP, into the case. Workers that are killed lose and double nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from kanaal.cases.actions.asking import open_case
from kanaal.cases.actions.mail import receive_mail
from kanaal.cases.actions.working import answer_case
from kanaal.cases.incoming.storing import fetch_all
from kanaal.cases.models import IncomingMail, Message
from kanaal.core.delivery import deliver
from kanaal.core.models import Mail
from tests import world
from tests.faults.conftest import Copies
from tests.faults.imap import Mailbox, program
from tests.faults.installation import Installation
from tests.faults.smtp import Server

pytestmark = pytest.mark.skipif(not program(), reason="dovecot isn't installed (Debian: apt install dovecot-imapd)")


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as made:
        yield made


@pytest.fixture
def empty(mailbox: Mailbox) -> Mailbox:
    with mailbox.opened() as client:
        client.delete_messages(client.search("ALL"))
        client.expunge()
    return mailbox


def letter(number: int, sender: str = "wie@elders.example") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "helpdesk@kanaal.example", f"Vraag {number}"
    mail["Message-ID"] = f"<{number}@elders.example>"
    mail.set_content(f"Dit is nummer {number}.")
    return mail.as_bytes()


@pytest.mark.django_db
def test_a_mail_goes_out_and_its_answer_lands_in_the_case(empty: Mailbox, settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.KANAAL_IMAP_URL = tmp_path, empty.url
    settings.KANAAL_HELPDESK_ADDRESS = "helpdesk@kanaal.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with Server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        case = open_case(category="prices", subject="CSV", body="Kolom drie?", by=world.actor(world.bo()))
        answer_case(case, body="Welke lijst?", by=world.actor(world.agent(), "staff"))
        deliver(Mail.objects.get(name="case_answered").pk)
        [ours] = server.received
    back = EmailMessage()
    back["From"], back["To"], back["Subject"] = world.bo().email, ours["Reply-To"], f"Re: {ours['Subject']}"
    back["In-Reply-To"], back["Message-ID"] = ours["Message-ID"], "<antwoord@lindeboom-digitaal.nl>"
    back.set_content("Die van maart.")
    empty.deliver(back.as_bytes())

    assert empty.unseen() == 1
    assert fetch_all(lambda pk: None) == 1
    assert empty.unseen() == 0
    receive_mail(IncomingMail.objects.get())
    said = Message.objects.latest("pk")
    assert (said.case, said.author, said.body) == (case, world.bo(), "Die van maart.")
    assert fetch_all(lambda pk: None) == 0


@pytest.mark.django_db
def test_what_was_kept_but_not_marked_is_marked_later_and_kept_once(empty: Mailbox, settings: Any) -> None:
    settings.KANAAL_IMAP_URL = empty.url
    for number in range(3):
        empty.deliver(letter(number))

    def dies(pk: int) -> None:
        if IncomingMail.objects.count() == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_all(dies)
    assert IncomingMail.objects.count() == 1  # the second one was rolled back with its job
    with empty.opened() as client:  # as if we had died between the commit and the mark
        client.remove_flags(client.search("ALL"), [b"\\Seen"])
    assert fetch_all(lambda pk: None) == 2
    assert IncomingMail.objects.count() == 3
    assert empty.unseen() == 0


@pytest.fixture
def installation(tmp_path: Path, empty: Mailbox, copies: Copies) -> Iterator[Installation]:
    with copies("mailbox", tmp_path / "var") as made:
        made.env |= {"KANAAL_DEMO": "0", "KANAAL_DEBUG": "1", "KANAAL_IMAP_URL": empty.url}
        made.run("programme", "publish", "programmes/adobe", "--from", "2020-01-01", "--note", "test")
        yield made


def test_workers_killed_again_and_again_lose_no_mail_and_open_no_case_twice(
    installation: Installation, empty: Mailbox
) -> None:
    """Four times a worker is killed amid thirty mails, wherever it happens to be; the last one ends the work."""
    total = 30
    for number in range(total):
        empty.deliver(letter(number, f"afzender{number}@elders.example"))
    fetch = "from kanaal.cases.incoming.storing import fetch_all; from kanaal.cases.tasks import handle_mail"
    installation.shell(f"{fetch}; fetch_all(handle_mail.enqueue)")

    def handled() -> int:
        return int(installation.query("select count(*) from cases_incomingmail where state = 'handled'")[0][0])

    for part in (1, 5, 10, 15):
        with installation.worker(lease=1) as worker:
            installation.wait_for(lambda part=part: handled() >= part)  # type: ignore[misc]
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    with installation.worker(lease=1):
        installation.wait_for(lambda: handled() == total)
    assert installation.query("select count(*) from cases_case") == [(total,)]
    assert installation.query("select count(*) from cases_message") == [(total,)]
    assert installation.query("select count(distinct by_mail_id) from cases_message") == [(total,)]
