"""What has to be done for people at a set time."""

from __future__ import annotations

import datetime as dt

from kanaal.core.jobs import every
from kanaal.people.erasure import forget_farewells, forget_words
from kanaal.people.policy import RecordsPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy


@every(seconds=3600, by="machine")
def forget_last_addresses(tick: dt.datetime) -> None:
    """The mail that confirms an erasure was the last use of its address (L5)."""
    forget_farewells()


@every(days=1, at=dt.time(4), by="machine")
def forget_words_of_mails(tick: dt.datetime) -> None:
    """Mails lose their words when the programme says so; those with a secret in them soon (L5)."""
    if releases.exists():
        rule = policy(RecordsPolicy)
        forget_words(rule.secret_mail_days, rule.mail_days)
