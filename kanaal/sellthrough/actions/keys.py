"""Keys by which a reporter's own programs send reports: shown once, kept as a digest, good for a time (R1)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor, Role
from kanaal.core.addresses import one_line
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say, say_many
from kanaal.people import roles
from kanaal.people.models import digest, new_secret
from kanaal.programme.policies import policy
from kanaal.sellthrough import permissions
from kanaal.sellthrough.actions.reports import locked
from kanaal.sellthrough.events import ReportKeyMade, ReportKeyWithdrawn
from kanaal.sellthrough.models import ReportKey
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.reporters import Reporter, key_of

MOST = 5
"""Keys of a company that work at the same time: nobody oversees more."""
MARK = "kr_"
"""With which our secrets begin, so that one that leaked is found."""


class TooManyKeys(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say_many(
                "%(count)s key works already, and there can be no more at the same time.",
                "%(count)s keys work already, and there can be no more at the same time.",
                MOST,
            ),
            remedy=say(_("Withdraw one that is not used any more.")),
        )


class NamelessKey(Refusal):
    status = 422
    field = "name"

    def __init__(self) -> None:
        super().__init__(say(_("Give the key a name by which you know the program again.")))


@transaction.atomic
def make_report_key(company: Reporter, *, name: str, by: Actor) -> tuple[ReportKey, str]:
    """A key for one program. Answers it and its secret, which is shown once. Raises TooManyKeys and NamelessKey."""
    company = locked(company)
    permissions.make_report_key.check(by, company)
    today = clock.today()
    name = one_line(name)[:80]
    if not name:
        raise NamelessKey
    if ReportKey.objects.filter(reporter=key_of(company), state="active", until__gte=today).count() >= MOST:
        raise TooManyKeys
    secret = MARK + new_secret()
    role = by.role or Role("", 0)
    key = ReportKey.objects.create(
        name=name, digest=digest(secret), ending=secret[-4:], reporter=key_of(company), person_id=by.person_id or 0,
        role_kind=role.kind, role_id=role.id, made_at=clock.now(),
        until=today + dt.timedelta(days=policy(SellthroughPolicy).key_days),
    )  # fmt: skip
    record(ReportKeyMade(key_id=key.pk, name=name), about=company, by=by, person_id=by.person_id)
    return key, secret


@transaction.atomic
def withdraw_report_key(key: ReportKey, *, by: Actor) -> ReportKey:
    """The program is turned away from now on."""
    key = ReportKey.locked(key.pk)
    permissions.withdraw_report_key.check(by, key)
    key.step("withdraw")
    key.save(update_fields=["state"])
    record(ReportKeyWithdrawn(key_id=key.pk), about=key, by=by)
    return key


def actor_of(secret: str) -> tuple[Actor, ReportKey] | None:
    """Who calls with a key: its person, in the role in which they made it, if both still hold. Its use is noted."""
    key = ReportKey.objects.filter(digest=digest(secret), state="active").select_related("person").first()
    if key is None or key.until < clock.today():
        return None
    role, _subject = roles.load(key.person_id, Role(key.role_kind, key.role_id))
    if role is None or not key.person.is_active:
        return None
    now = clock.now()
    if key.used_at is None or now - key.used_at > dt.timedelta(hours=1):
        ReportKey.objects.filter(pk=key.pk).update(used_at=now)
    person = key.person
    return Actor("client", person.pk, str(person), person.email, role), key
