"""Doors for the clock."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.training.actions.certificates import expire_certificate, remind_of_certificate
from kanaal.training.models import Certificate
from kanaal.training.policy import TrainingPolicy


@every(days=1, at=dt.time(0, 40))
def expire_certificates(tick: dt.datetime) -> None:
    """Those whose days are over (C4). They stopped counting at midnight already; here it is recorded and told."""
    for certificate in Certificate.objects.filter(state="valid", valid_until__lt=clock.today()).iterator():
        expire_certificate(certificate)


@every(days=1, at=dt.time(8))
def remind_of_certificates(tick: dt.datetime) -> None:
    """Holders are written to before a certificate ends, as often as the programme says."""
    if not releases.exists() or not releases.current().pack.has(TrainingPolicy):
        return
    today = clock.today()
    until = today + dt.timedelta(days=policy(TrainingPolicy).renewal_days)
    ending = Certificate.objects.filter(state="valid", valid_until__gte=today, valid_until__lte=until)
    for certificate in ending.iterator():
        remind_of_certificate(certificate)
