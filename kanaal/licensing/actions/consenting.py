"""The customer's word that it changes reseller: a code for the new one, shown once, used once (V9)."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.db.models import QuerySet

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.licensing import knowing, permissions
from kanaal.licensing.events.administrators import SwitchConsentGiven, SwitchConsentWithdrawn
from kanaal.licensing.models import Agreement, SwitchConsent
from kanaal.people.models import digest

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that can be taken for another one when it is read out: no I, L, O, 0, 1."""
GROUPS, LENGTH = 4, 4
"""Four groups of four: 79 bits, too many to be tried; short enough for a telephone."""


@transaction.atomic
def give_switch_consent(agreement: Agreement, *, by: Actor) -> str:
    """Make a code that lets another reseller ask for the agreement, good for `approval_days` of its terms (V9).

    Answers it once; only its digest is kept. An earlier one that was not used is withdrawn.
    """
    agreement = Agreement.locked(agreement.pk)
    permissions.give_switch_consent.check(by, agreement)

    for earlier in open_consents(agreement):
        _withdraw(earlier, by=by)
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    days = dt.timedelta(days=knowing.terms_of(agreement).approval_days)
    consent = agreement.consents.create(
        digest=_digest(code), made_at=clock.now(), made_by_id=by.person_id, until=knowing.today_of(agreement) + days
    )
    record(SwitchConsentGiven(consent_id=consent.pk, until=consent.until.isoformat()), about=agreement, by=by)
    return code


@transaction.atomic
def withdraw_switch_consent(consent: SwitchConsent, *, by: Actor) -> SwitchConsent:
    """Take the word back, as long as the code was not used. Twice is no harm."""
    agreement = Agreement.locked(consent.agreement_id)
    consent = SwitchConsent.locked(consent.pk)
    permissions.withdraw_switch_consent.check(by, agreement)

    if consent.used_at is None and consent.withdrawn_at is None:
        _withdraw(consent, by=by)
    return consent


def consent_called(code: str) -> SwitchConsent | None:
    """The consent of a code as somebody typed it (case, spaces and dashes don't count), good or not any more."""
    return SwitchConsent.objects.filter(digest=_digest(code)).select_related("agreement").first()


def find_consent(code: str) -> SwitchConsent | None:
    """The same, if it is good today."""
    found = consent_called(code)
    if found is None or found.used_at is not None or found.withdrawn_at is not None:
        return None
    return found if knowing.today_of(found.agreement) <= found.until and found.agreement.is_live else None


def open_consents(agreement: Agreement) -> QuerySet[SwitchConsent]:
    """Those that were neither used nor withdrawn and whose days are not over."""
    today = knowing.today_of(agreement)
    return agreement.consents.filter(used_at=None, withdrawn_at=None, until__gte=today).order_by("-pk")


def _withdraw(consent: SwitchConsent, *, by: Actor) -> None:
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    record(SwitchConsentWithdrawn(consent_id=consent.pk), about=consent.agreement, by=by)


def _digest(code: str) -> str:
    return digest("".join(letter for letter in code.upper() if letter.isalnum()))
