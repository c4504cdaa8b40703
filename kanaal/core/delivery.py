"""Sending a promised mail (L3): at least once, never lost, with the same Message-ID however often it is tried."""

from __future__ import annotations

import datetime as dt
import smtplib
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet

from kanaal.core import clock
from kanaal.core.models import Mail

GIVE_UP_AFTER = dt.timedelta(days=5)


class NotDelivered(RuntimeError):
    """The mail server did not take it this time; the job tries again."""


def deliver(mail_id: int) -> None:
    """Send a mail that waits. Raises NotDelivered for a passing fault; a lasting one marks the mail as given up.

    Between the server's yes and our note of it the machine may stop: then it is sent once more, under the same
    Message-ID, by which mail programs know it as one.
    """
    mail = Mail.objects.filter(pk=mail_id, state=Mail.State.WAITING).first()
    if mail is None:
        return
    if settings.PRODUCTION and not settings.EMAIL_HOST:
        raise NotDelivered("No mail server is named (KANAAL_SMTP_HOST): the mail waits.")
    try:
        if settings.EMAIL_HOST:  # without one, in a demo, the mailbox on the page is where mails go
            as_message(mail).send()
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        _not_taken(mail, fault)
        return
    _waiting(mail).update(state=Mail.State.SENT, sent_at=clock.now(), attempts=mail.attempts + 1, error="")


def as_message(mail: Mail) -> EmailMultiAlternatives:
    """The mail as the mail server gets it."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.written_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    reply_to = [mail.reply_to] if mail.reply_to else None
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.to], reply_to=reply_to, headers={**mail.headers, **headers}
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _not_taken(mail: Mail, fault: Exception) -> None:
    error = f"{type(fault).__name__}: {fault}"[:1000].replace("\0", "")
    lasting = refuses_for_good(fault) or clock.machine_now() - mail.posted_at > GIVE_UP_AFTER
    state = Mail.State.FAILED if lasting else Mail.State.WAITING
    _waiting(mail).update(attempts=mail.attempts + 1, error=error, state=state)
    if not lasting:
        raise NotDelivered(error) from fault


def _waiting(mail: Mail) -> QuerySet[Mail]:
    """While we spoke with the server the mail may have been withdrawn (its person erased); that stands."""
    return Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING)


def refuses_for_good(fault: Exception) -> bool:
    """Is it the recipient or the mail that the server refuses (5xx)? A wrong password of ours is not their fault.

    A ValueError is a mail that can't be written at all (a header of two lines): no waiting will help it.
    """
    if isinstance(fault, ValueError):
        return True
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in fault.recipients.values())
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return False
    return isinstance(fault, smtplib.SMTPDataError) and fault.smtp_code >= 500
