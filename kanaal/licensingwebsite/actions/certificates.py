"""Certificates of licence: made when they are asked for, never two that count for one order (K5)."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction

from kanaal.contracts.models import ContractOrder
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.licensingwebsite import permissions, queries
from kanaal.licensingwebsite.content import content_of
from kanaal.licensingwebsite.events import LicenceCertificateIssued, LicenceCertificateOver
from kanaal.licensingwebsite.models import LicenceCertificate
from kanaal.licensingwebsite.policy import LicensingWebsitePolicy
from kanaal.programme.policies import policy


@transaction.atomic
def issue_licence_certificate(order: ContractOrder, *, by: Actor) -> LicenceCertificate:
    """The certificate of what the order licenses now. One that says the same already is it; another is replaced."""
    order = ContractOrder.locked(order.pk)
    receipt = permissions.issue_licence_certificate.check(by, order)
    says = content_of(order)
    digest = hashlib.sha256(json.dumps(says, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    known = queries.certificate_of(order)
    if known is not None and known.digest == digest:
        return known

    end_certificate(order, "replace", by=by)
    made = LicenceCertificate.objects.create(
        number=next_number("licence-certificate", policy(LicensingWebsitePolicy).certificate_prefix),
        order=order,
        says=says,
        digest=digest,
        issued_at=clock.now(),
        issued_by_id=by.person_id,
    )
    record(LicenceCertificateIssued(made.number), about=order, by=by, receipt=receipt)
    return made


def end_certificate(order: ContractOrder, step: str, *, by: Actor) -> None:
    """The one that counts for a locked order counts no longer, if there is one."""
    known = queries.certificate_of(order)
    if known is None:
        return
    known.step(step)
    known.over_at = clock.now()
    known.save(update_fields=["state", "over_at"])
    record(LicenceCertificateOver(known.number, known.state), about=order, by=by)
