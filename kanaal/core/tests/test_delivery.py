"""Mails through a real SMTP server on loopback (L3)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from kanaal.core import clock, delivery, outbox
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.worker import drain
from kanaal.core.models import Mail
from kanaal.core.tasks import sweep_mails
from tests import world
from tests.faults.smtp import Server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real_mail(settings) -> None:
    """pytest puts a mailbox of its own in the way; here we want the wire."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def server(settings):
    with Server() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def post(language: str = "nl", **context: object) -> Mail:
    world.published()
    values = {"name": "Anna", "colleague": "Bo", "kind": "x", "contacts_url": "https://kanaal.example/c/"}
    return outbox.post("invitation_accepted", to="anna@x.example", language=language, context=values | context)


def try_again() -> None:
    Job.objects.filter(state="READY").update(run_at=clock.machine_now())
    drain()


def test_a_promised_mail_is_sent_with_both_its_parts(server: Server) -> None:
    mail = post()
    drain()
    [received] = server.received
    assert received["Message-ID"] == mail.message_id
    assert received["Auto-Submitted"] == "auto-generated"
    assert {p.get_content_type() for p in received.walk()} >= {"text/plain", "text/html"}
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_a_server_that_is_down_for_hours_loses_nothing_and_the_id_stays(server: Server) -> None:
    server.answer = "451 try later"
    mail = post()
    drain()
    for _ in range(6):
        try_again()
    mail.refresh_from_db()
    assert (mail.state, server.received) == ("waiting", [])
    assert "451" in mail.error
    server.answer = ""
    try_again()
    assert [m["Message-ID"] for m in server.received] == [mail.message_id]


def test_nobody_listens_at_all(settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    mail = post()
    drain()
    mail.refresh_from_db()
    assert mail.state == "waiting"
    assert Job.objects.filter(state="READY").exists()


def test_an_address_that_does_not_exist_is_not_tried_for_days(server: Server) -> None:
    server.answer = "550 no such user"
    mail = post()
    drain()
    mail.refresh_from_db()
    assert mail.state == "failed"
    assert "550" in mail.error


def test_after_five_days_a_mail_is_given_up(server: Server) -> None:
    server.answer = "451 try later"
    mail = post()
    Mail.objects.update(posted_at=clock.machine_now() - delivery.GIVE_UP_AFTER - dt.timedelta(minutes=1))
    drain()
    mail.refresh_from_db()
    assert mail.state == "failed"


def test_a_rollback_promises_nothing(server: Server) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post()
        raise ZeroDivisionError
    drain()
    assert not Mail.objects.exists()
    assert server.received == []


def test_a_waiting_mail_without_a_job_is_swept_up(server: Server) -> None:
    post()
    Job.objects.all().delete()
    sweep_mails(clock.machine_now())
    drain()
    assert len(server.received) == 1


def test_a_sent_mail_is_not_sent_again(server: Server) -> None:
    mail = post()
    drain()
    delivery.deliver(mail.pk)
    assert len(server.received) == 1


def test_a_mail_that_cannot_be_written_is_not_tried_for_days(server: Server) -> None:
    mail = post()
    Mail.objects.filter(pk=mail.pk).update(subject="Two\nlines")
    drain()
    mail.refresh_from_db()
    assert (mail.state, server.received) == ("failed", [])
    assert "BadHeaderError" in mail.error


@pytest.mark.parametrize("answer", ["", "451 try later"])
def test_a_mail_withdrawn_while_the_server_thinks_stays_withdrawn(server: Server, answer: str, monkeypatch) -> None:
    """As an erasure does it, in another process, between our look at the mail and the server's answer."""
    mail = post()
    server.answer = answer
    real = EmailMultiAlternatives.send

    def erased_meanwhile(message: EmailMultiAlternatives, *args: Any) -> int:
        Mail.objects.filter(pk=mail.pk).update(state="failed", error="erased")
        return real(message, *args)

    monkeypatch.setattr(EmailMultiAlternatives, "send", erased_meanwhile)
    drain()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("failed", "erased")


def test_what_somebody_typed_cannot_become_a_link_or_a_header(server: Server) -> None:
    post(colleague="[Click](https://evil.example)\r\nBcc: all@x.example <b>")
    drain()
    [received] = server.received
    html = next(p for p in received.walk() if p.get_content_type() == "text/html").get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert 'href="https://evil.example"' not in html
    assert "<b>" not in html
    assert received["Bcc"] is None
