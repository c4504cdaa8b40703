"""Keeping what the mailbox holds: first the row with the whole mail and its job, then everything else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from kanaal.cases.incoming.mailbox import Address, Found, fetch
from kanaal.cases.incoming.parsing import fingerprint
from kanaal.cases.models import IncomingMail
from kanaal.core import clock

Handle = Callable[[int], object]
"""Asks for a stored mail to be handled: a job in the transaction in which the mail is stored."""


def fetch_all(handle: Handle) -> int:
    """Everything new in the helpdesk's mailbox; answers how many mails. Nothing where no mailbox is named."""
    if not settings.KANAAL_IMAP_URL:
        return 0
    address = Address.of(settings.KANAAL_IMAP_URL)
    name = address.name
    return fetch(address, last=lambda uv: last_kept(name, uv), keep=lambda found: store(name, found, handle))


def last_kept(mailbox: str, uidvalidity: int) -> int:
    kept = IncomingMail.objects.filter(mailbox=mailbox, uidvalidity=uidvalidity)
    return int(kept.aggregate(last=Max("uid"))["last"] or 0)


def store(mailbox: str, found: Found, handle: Handle) -> IncomingMail | None:
    """Keep a mail whole and ask for it to be handled, in one transaction; None when another worker was first."""
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
            handle(kept.pk)
    except IntegrityError:
        return None
    return kept
