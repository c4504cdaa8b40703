"""Tokens with which a customer's directory comes in (V13): shown once, kept as a digest, good for a time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say, say_many
from kanaal.licensing import permissions
from kanaal.licensing.events.users import ProvisioningTokenMade, ProvisioningTokenRevoked
from kanaal.licensing.models import Agreement, ProvisioningToken
from kanaal.people.models import digest, new_secret

MOST = 10
"""Tokens of an agreement that are good at the same time: nobody oversees more."""


class TooManyTokens(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say_many(
                "%(count)s token is good already, and there can be no more at the same time.",
                "%(count)s tokens are good already, and there can be no more at the same time.",
                MOST,
            ),
            remedy=say(_("Revoke one that is not used any more.")),
        )


@transaction.atomic
def make_provisioning_token(agreement: Agreement, *, name: str, days: int, by: Actor) -> tuple[ProvisioningToken, str]:
    """Let a directory in for some days. Answers the token and its secret, which is shown once and kept nowhere."""
    agreement = Agreement.locked(agreement.pk)
    permissions.make_provisioning_token.check(by, agreement)

    now = clock.now()
    if agreement.provisioning_tokens.filter(revoked_at=None, until__gt=now).count() >= MOST:
        raise TooManyTokens
    secret = new_secret()
    token = agreement.provisioning_tokens.create(
        name=one_line(name), digest=digest(secret), hint=secret[-4:], made_at=now, made_by_id=by.person_id,
        until=now + dt.timedelta(days=days),
    )  # fmt: skip
    fact = ProvisioningTokenMade(token_id=token.pk, name=token.name, until=token.until.isoformat())
    record(fact, about=agreement, by=by)
    return token, secret


@transaction.atomic
def revoke_provisioning_token(token: ProvisioningToken, *, by: Actor) -> ProvisioningToken:
    """The directory stays outside from now on. Twice is no harm."""
    agreement = Agreement.locked(token.agreement_id)
    token = ProvisioningToken.locked(token.pk)
    permissions.revoke_provisioning_token.check(by, agreement)

    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record(ProvisioningTokenRevoked(token_id=token.pk, name=token.name), about=agreement, by=by)
    return token


def come_in(secret: str) -> ProvisioningToken | None:
    """The token of a secret, if it is good now and its agreement in force. When it was used is kept, by the minute."""
    token = ProvisioningToken.objects.filter(digest=digest(secret)).select_related("agreement").first()
    now = clock.now()
    if token is None or not token.is_good_at(now) or not token.agreement.is_live:
        return None
    if token.used_at is None or now - token.used_at > dt.timedelta(minutes=1):
        ProvisioningToken.objects.filter(pk=token.pk).update(used_at=now)
    return token
