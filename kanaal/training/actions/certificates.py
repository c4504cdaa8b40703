"""What becomes of certificates: reminders, their end, and taking one back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.programme.policies import policy
from kanaal.training import mails, permissions, rules
from kanaal.training.actions.issuing import tell_levels
from kanaal.training.events import CertificateExpired, CertificateReminded, CertificateRevoked
from kanaal.training.models import Certificate
from kanaal.training.policy import TrainingPolicy


class ReasonMissing(Refusal):
    code = "certificate-reason-missing"
    field = "reason"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("Say why the certificate is revoked.")), remedy=say(_("Its holder reads it, word for word."))
        )


@transaction.atomic
def expire_certificate(certificate: Certificate, *, by: Actor = CLOCK) -> None:
    """Its days are over. Late or twice is no harm: only a valid one whose days are over expires."""
    certificate = Certificate.locked(certificate.pk)
    if certificate.state != "valid" or certificate.standing_on(clock.today()) != "expired":
        return
    permissions.expire_certificate.check(by, certificate)
    certificate.step("expire")
    certificate.save(update_fields=["state"])
    fact = CertificateExpired(certificate.pk, certificate.key, certificate.number)
    record(fact, about=certificate, by=by, person_id=certificate.person_id)
    tell_levels(certificate)


@transaction.atomic
def remind_of_certificate(certificate: Certificate, *, by: Actor = CLOCK) -> None:
    """Write to the holder that it expires: each reminder of the programme once, the most pressing after a jump.

    Whoever has renewed already is left in peace.
    """
    certificate = Certificate.locked(certificate.pk)
    today, until = clock.today(), certificate.valid_until
    if until is None or certificate.state != "valid":
        return
    due = rules.due_reminder(policy(TrainingPolicy).reminder_days, (until - today).days, certificate.reminded_days)
    if due is None or _renewed(certificate):
        return
    permissions.remind_of_certificate.check(by, certificate)
    certificate.reminded_days = due
    certificate.save(update_fields=["reminded_days"])
    fact = CertificateReminded(certificate.pk, certificate.number, due)
    record(fact, about=certificate, by=by, person_id=certificate.person_id)
    mails.certificate_expires(certificate)


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, by: Actor) -> Certificate:
    """Take a certificate back: from today on it counts no longer, and its check page says so. It stays in history."""
    certificate = Certificate.locked(certificate.pk)
    receipt = permissions.revoke_certificate.check(by, certificate)

    if not reason.strip():
        raise ReasonMissing
    certificate.step("revoke")
    certificate.revoked_on, certificate.revoked_because = clock.today(), reason.strip()
    certificate.save(update_fields=["state", "revoked_on", "revoked_because"])
    fact = CertificateRevoked(certificate.pk, certificate.key, certificate.number, reason=reason.strip())
    record(fact, about=certificate, by=by, person_id=certificate.person_id, receipt=receipt)
    mails.certificate_revoked(certificate)
    tell_levels(certificate)
    return certificate


def _renewed(certificate: Certificate) -> bool:
    later = Certificate.objects.filter(person_id=certificate.person_id, key=certificate.key, pk__gt=certificate.pk)
    return later.exclude(state="revoked").exists()
