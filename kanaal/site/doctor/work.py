"""Whether the installation does its work: worker, mails, clock, sealed events."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Max, Model
from imapclient.exceptions import IMAPClientError

from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.sealing import KEY as BANK_DETAILS
from kanaal.cases.incoming.mailbox import Address, opened
from kanaal.cases.models import IncomingMail
from kanaal.catalogue.serials import KEY as SERIALS
from kanaal.core import clock
from kanaal.core.jobs.models import Job, Schedule
from kanaal.core.jobs.schedules import SCHEDULES
from kanaal.core.keys import sealing_key_file
from kanaal.core.models import ClockShift, Event, Mail, SealHead
from kanaal.licensingwebsite.models import Serial
from kanaal.nfr.models import SerialNumber
from kanaal.rebates.actions.paying import KEY as PAYMENT_FILES
from kanaal.rebates.models import PaymentFile
from kanaal.site.doctor.findings import Finding, bad, check, ok, warn

SILENT = dt.timedelta(minutes=3)
"""A worker asks for ticks of the machine's clock at least each minute; longer silence means that there is none."""
PATIENCE = dt.timedelta(minutes=15)
MAIL_PATIENCE = dt.timedelta(hours=1)
START_IT = "Start it: kanaal worker (or kanaal run, which starts pages and worker together)."


@check("worker")
def worker() -> Iterator[Finding]:
    now = clock.machine_now()
    by_machine = [s.name for s in SCHEDULES.values() if s.by == "machine" and s.at is None]
    last = Schedule.objects.filter(pk__in=by_machine).aggregate(last=Max("last"))["last"]
    if last is None:
        yield bad("worker", "No worker has ever run here: mails aren't sent, nothing expires.", START_IT)
    elif now - last > SILENT:
        yield bad("worker", f"No worker has been heard of since {last:%Y-%m-%d %H:%M} UTC.", START_IT)
    else:
        yield ok("worker", f"It was heard of {int((now - last).total_seconds())} seconds ago.")


@check("jobs")
def jobs() -> Iterator[Finding]:
    now = clock.machine_now()
    late = Job.objects.filter(state="READY", run_at__lt=now - PATIENCE)
    if count := late.count():
        oldest = late.order_by("run_at").values_list("task", flat=True)[0]
        says = f"{count} jobs have been waiting for more than a quarter of an hour; the oldest is {oldest}."
        yield warn("jobs", says, "See that a worker runs; start another one if one is not enough.")
    lost = Job.objects.filter(state="RUNNING", lease_until__lt=now - PATIENCE).count()
    if lost:
        yield warn("jobs", f"{lost} jobs were left behind by a worker that died.", "The next worker takes them up.")
    failed = Job.objects.filter(state="FAILED", finished_at__gt=now - dt.timedelta(days=7))
    if count := failed.count():
        tasks = ", ".join(sorted(set(failed.values_list("task", flat=True)))[:5])
        says = f"{count} jobs were given up in the last week: {tasks}."
        yield warn("jobs", says, "Their errors stand in the table jobs (column errors) and in the worker's log.")
    if not (late.exists() or lost or failed.exists()):
        yield ok("jobs", "None is late, none was given up in the last week.")


@check("mail")
def mails() -> Iterator[Finding]:
    late = Mail.objects.filter(state="waiting", posted_at__lt=clock.machine_now() - MAIL_PATIENCE)
    if count := late.count():
        error = late.exclude(error="").order_by("-pk").values_list("error", flat=True).first() or "none yet"
        yield bad(
            "mail", f"{count} mails have been waiting for more than an hour. The last error: {error[:200]}.",
            "Nothing is lost: they go out as soon as a worker runs and the mail server takes them.",
        )  # fmt: skip
    failed = Mail.objects.filter(state="failed", posted_at__gt=clock.machine_now() - dt.timedelta(days=30))
    if count := failed.count():
        last = failed.order_by("-pk")[0]
        says = f"{count} mails of the last 30 days were given up; the last one to {last.to}: {last.error[:200]}."
        yield warn("mail", says, "The addresses may be wrong: ask the partners concerned.")
    yield from _server()


def _server() -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        if settings.PRODUCTION:
            yield bad("mail", "No mail server is set: mails count as sent and reach nobody.", "Set KANAAL_SMTP_HOST.")
        else:
            yield ok("mail", "No mail leaves this demo; its mailbox shows them.")
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    server = get_connection(timeout=5)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as fault:
        yield bad("mail", f"{where} does not take mail from us: {fault}.", "Check the variables KANAAL_SMTP_….")
    else:
        yield ok("mail", f"{where} answers.")
    finally:
        server.close()


@check("clock")
def moved_clock() -> Iterator[Finding]:
    shift = ClockShift.objects.filter(pk=1).values_list("seconds", flat=True).first() or 0
    moved = f"The clock runs {shift / 86_400:.1f} days ahead"
    if shift and settings.PRODUCTION:
        yield bad(
            "clock",
            f"{moved} of real time, and this is no demo.",
            "It never goes back: begin with a database whose clock was never moved.",
        )
    elif settings.KANAAL_CLOCK_MOVABLE and settings.PRODUCTION:
        yield bad("clock", "It can be moved, and this is no demo.", "Take KANAAL_CLOCK_MOVABLE away.")
    else:
        yield ok("clock", f"{moved}, as a demo's may." if shift else "It shows real time.")


@check("events")
def events() -> Iterator[Finding]:
    if SealHead.objects.exists() and not (Path(settings.KANAAL_KEYS) / "seal.pem").exists():
        says = "Heads of the chain were signed with a key that is gone: nobody can prove them any more."
        yield bad(
            "events", says, "Bring seal.pem back from your backup of KANAAL_KEYS before the worker makes another."
        )
    limit = clock.machine_now() - PATIENCE
    if count := Event.objects.filter(seq__isnull=True, recorded_at__lt=limit).count():
        says = f"{count} events are not sealed yet, though they are older than a quarter of an hour."
        yield warn("events", says, "The worker seals them every ten seconds: see that one runs.")
    else:
        yield ok("events", "All are sealed. That none was altered: kanaal events verify.")


SEALED: tuple[tuple[type[Model], str, str], ...] = (
    (SerialNumber, SERIALS, "Serial numbers"),
    (Serial, SERIALS, "Serial numbers"),
    (BankDetails, BANK_DETAILS, "Bank details"),
    (PaymentFile, PAYMENT_FILES, "Payment files"),
)
"""What is sealed, with which key, and what it is called."""


@check("sealed")
def sealed() -> Iterator[Finding]:
    """What is sealed with a key of its own can be read by nobody without it."""
    gone = {(key, what) for model, key, what in SEALED if model._default_manager.exists() and not _there(key)}
    for key, what in sorted(gone):
        says = f"{what} were sealed with a key that is gone: nobody can read them any more."
        yield bad("sealed", says, f"Bring {key}.key back from your backup of KANAAL_KEYS before more are kept.")


def _there(key: str) -> bool:
    return sealing_key_file(key).exists()


@check("mailbox")
def mailbox() -> Iterator[Finding]:
    """Does the helpdesk's mailbox answer, and do its mails get handled?"""
    if not settings.KANAAL_IMAP_URL:
        yield ok("mailbox", "None is named (KANAAL_IMAP_URL): mails say that one answers on the page.")
        return
    try:
        address = Address.of(settings.KANAAL_IMAP_URL)
        opened(address).logout()
    except (OSError, ValueError, IMAPClientError) as fault:
        yield bad("mailbox", f"The helpdesk's mailbox does not answer: {fault}.", "Check KANAAL_IMAP_URL.")
    else:
        yield ok("mailbox", f"{address.name} answers.")
    if not settings.KANAAL_HELPDESK_ADDRESS:
        remedy = "Set KANAAL_HELPDESK_ADDRESS to the mailbox's address."
        yield bad("mailbox", "Mails are taken in, but ours don't say where an answer goes.", remedy)
    late = IncomingMail.objects.filter(state="waiting", came_at__lt=clock.now() - PATIENCE)
    if count := late.count():
        says = f"{count} mails came in more than a quarter of an hour ago and wait to be handled."
        yield bad("mailbox", says, "Nothing is lost; look among the failed jobs for why: kanaal doctor names them.")
