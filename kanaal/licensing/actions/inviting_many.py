"""Inviting the customers of a file: all of its good rows at once, each once (V2)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.events import record, record_all
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say_many
from kanaal.licensing import permissions
from kanaal.licensing.actions.inviting import FIELDS, SERIES, good_until, new_link, sound
from kanaal.licensing.customer_details import CustomerDetails
from kanaal.licensing.events.inviting import CustomerInvitedByFile, CustomersInvited
from kanaal.licensing.inviting_file import invited_before
from kanaal.licensing.mails import inviting as mails
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.policy import LicensingPolicy
from kanaal.licensing.rules.names import key_of
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import contact_of
from kanaal.programme.policies import policy

MOST_ROWS = 2_000
"""Customers in one file; more is for the desk's own import."""
AT_ONCE = 50
"""Mails in one transaction."""


class TooManyCustomers(Refusal):
    status = 422

    def __init__(self, count: int) -> None:
        super().__init__(
            say_many("The file has %(count)s customer.", "The file has %(count)s customers.", count),
            remedy=say_many("Divide it: %(count)s at most in one file.", "Divide it: %(count)s at most in one file.",
                            MOST_ROWS),
        )  # fmt: skip


@transaction.atomic
def invite_customers(partner: Partner, *, rows: Sequence[CustomerDetails], batch: str, by: Actor) -> int:
    """Invite all customers of a file; answers how many were new. `batch` marks the file: sent in twice, each of its
    customers is invited once. The mails follow, some at a time (`send_waiting`).

    Raises DetailsUnsound, TooManyCustomers.
    """
    partner = Partner.locked(partner.pk)
    permissions.invite_customers.check(by, partner)
    if len(rows) > MOST_ROWS:
        raise TooManyCustomers(len(rows))

    known = invited_before(partner, batch)
    new: dict[str, CustomerDetails] = {}
    for row in rows:
        if (key := key_of(row.name)) not in known:
            new.setdefault(key, sound(row, partner))

    made = _made(partner, list(new.values()), batch, contact_of(by, partner), by)
    facts = [(CustomerInvitedByFile(one.pk, one.number, one.name, batch), one) for one in made]
    record_all(facts, by=by)
    if made:
        record(CustomersInvited(batch, len(made)), about=partner, by=by)
    return len(made)


def send_waiting(partner_id: int, batch: str) -> int:
    """Send the mails of a file that have not gone out yet; stopped in between it goes on where it was."""
    sent = 0
    while ids := list(_unsent(partner_id, batch).values_list("pk", flat=True)[:AT_ONCE]):
        sent += _send(ids)
    return sent


def _unsent(partner_id: int, batch: str) -> QuerySet[CustomerInvitation]:
    waiting = CustomerInvitation.objects.filter(partner=partner_id, batch=batch, sent_count=0, state="open")
    return waiting.order_by("pk")


@transaction.atomic
def _send(ids: Sequence[int]) -> int:
    held = CustomerInvitation.objects.select_for_update(of=("self",)).filter(pk__in=ids, sent_count=0, state="open")
    invitations = list(held.select_related("partner", "contact__person").order_by("pk"))
    for invitation in invitations:
        invitation.sent_at, invitation.sent_count = clock.now(), 1
        invitation.save(update_fields=["sent_at", "sent_count"])
        mails.customer_invited(invitation, new_link(invitation))
    return len(invitations)


def _made(
    partner: Partner, rows: Sequence[CustomerDetails], batch: str, contact: Contact | None, by: Actor
) -> list[CustomerInvitation]:
    series, prefix, now = numbers.hold(SERIES), policy(LicensingPolicy).invitation_prefix, clock.now()
    made = [
        CustomerInvitation(
            number=numbers.take(series, prefix),
            partner=partner,
            contact=contact,
            name_key=key_of(row.name),
            until=good_until(row.terms),
            made_at=now,
            made_by_id=by.person_id,
            sent_at=now,
            sent_count=0,
            batch=batch,
            **{key: getattr(row, key) for key in FIELDS},
        )
        for row in rows
    ]
    series.save(update_fields=["next"])
    return CustomerInvitation.objects.bulk_create(made)
