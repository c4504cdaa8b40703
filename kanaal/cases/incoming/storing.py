"""Keeping what the mailbox holds: first the row with the whole mail and its job, then everything else."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from kanaal.cases.incoming.mailbox import Address, Found, fetch
from kanaal.cases.incoming.parsing import fingerprint
from kanaal.cases.models import IncomingMail
from kanaal.core import clock


def fetch_all() -> int:
    """Everything new in the helpdesk's mailbox; answers how many mails. Nothing where no mailbox is named."""
    if not settings.KANAAL_IMAP_URL:
        return 0
    address = Address.of(settings.KANAAL_IMAP_URL)
    return fetch(address, last=lambda uv: last_kept(address.name, uv), keep=lambda found: store(address.name, found))


def last_kept(mailbox: str, uidvalidity: int) -> int:
    kept = IncomingMail.objects.filter(mailbox=mailbox, uidvalidity=uidvalidity)
    return int(kept.aggregate(last=Max("uid"))["last"] or 0)


def store(mailbox: str, found: Found) -> IncomingMail | None:
    """Keep a mail whole and ask for it to be handled, in one transaction; None when another worker was first."""
    from kanaal.cases.tasks import handle_mail  # noqa: PLC0415 - the tasks read what this file writes

    try:
        with transaction.atomic():
            kept = IncomingMail.objects.create(
                mailbox=mailbox,
                uidvalidity=found.uidvalidity,
                uid=found.uid,
                fingerprint=fingerprint(found.raw),
                raw=found.raw,
                size=found.size,
                cut=found.size > len(found.raw),
                came_at=clock.now(),
            )
            handle_mail.enqueue(kept.pk)
    except IntegrityError:
        return None
    return kept
