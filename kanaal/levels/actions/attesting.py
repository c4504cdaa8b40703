"""The desk vouches, with evidence, for what the house does not measure (P14)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.levels import permissions
from kanaal.levels.events import AttestationWithdrawn, NeedAttested
from kanaal.levels.measuring import changed
from kanaal.levels.models import Attestation
from kanaal.levels.policy import LevelRulesPolicy
from kanaal.levels.weighing import needs_of_all
from kanaal.partners.models import Partner
from kanaal.programme import releases
from kanaal.programme.policies import policy


class NeedUnknown(Refusal):
    field = "need"

    def __init__(self) -> None:
        super().__init__(
            say(_("The programme has no such need.")), remedy=say(_("Choose one that a level of the programme names."))
        )


class EvidenceMissing(Refusal):
    field = "evidence"

    def __init__(self) -> None:
        super().__init__(
            say(_("An attestation without evidence proves nothing.")),
            remedy=say(_("Write what you have seen: a report, an order number, a signed agreement.")),
        )


class AttestedBackwards(Refusal):
    field = "until"

    def __init__(self) -> None:
        super().__init__(say(_("That day is past.")), remedy=say(_("Choose a day until which the attestation counts.")))


@transaction.atomic
def attest_need(
    partner: Partner, *, need: str, value: int, evidence: str, until: dt.date | None = None, by: Actor
) -> Attestation:
    """Keep that a partner has so much of a need, on what evidence, and until when it counts (the programme's time)."""
    partner = Partner.locked(partner.pk)
    receipt = permissions.attest_need.check(by, partner)
    today = clock.today()
    until = until or today + dt.timedelta(days=policy(LevelRulesPolicy).attestation_days)
    if need not in needs_of_all():
        raise NeedUnknown
    if not evidence.strip():
        raise EvidenceMissing
    if until < today:
        raise AttestedBackwards

    made = partner.attestations.create(
        need=need,
        value=value,
        evidence=evidence.strip(),
        since=today,
        until=until,
        attested_by_id=by.person_id,
        attested_at=clock.now(),
    )
    fact = NeedAttested(attestation_id=made.pk, need=need, value=value, until=until.isoformat())
    record(fact, about=partner, by=by, receipt=receipt, release_id=releases.current().pk)
    changed(partner.pk)
    return made


@transaction.atomic
def withdraw_attestation(attestation: Attestation, *, by: Actor) -> Attestation:
    """It counts no longer. Withdrawing it a second time changes nothing."""
    partner = Partner.locked(attestation.partner_id)
    attestation = Attestation.locked(attestation.pk)
    permissions.withdraw_attestation.check(by, partner)
    if attestation.withdrawn_at is not None:
        return attestation

    attestation.withdrawn_at = clock.now()
    attestation.save(update_fields=["withdrawn_at"])
    record(AttestationWithdrawn(attestation_id=attestation.pk, need=attestation.need), about=partner, by=by)
    changed(partner.pk)
    return attestation
