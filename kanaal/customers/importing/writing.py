"""Writing a batch: the one place where imported accounts come into being. Six beats, for many at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models, transaction

from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.events import Fact, record_all
from kanaal.core.models import NumberSeries
from kanaal.customers import permissions
from kanaal.customers.events import AccountImported, AccountImportedAgain
from kanaal.customers.importing.planning import Plan
from kanaal.customers.keeping import SERIES, identifiers_of, names_of, update
from kanaal.customers.models import Account, AccountDomain, AccountIdentifier, AccountName
from kanaal.customers.policy import AccountsPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy


@transaction.atomic
def hold_numbers() -> NumberSeries:
    """The first lock of a batch: of two imports at once, one waits. Account numbers come from this row."""
    return numbers.hold(SERIES)


@transaction.atomic
def import_accounts(plans: Sequence[Plan], series: NumberSeries, *, by: Actor) -> None:
    """Write what was planned under the lock, with one fact for each account that came in or changed.

    New ones are not found yet: the index is built at once when the whole file is in. Raises NotAllowed;
    IntegrityError when somebody wrote the same at the same moment (the engine looks at it anew).
    """
    permissions.import_accounts.check(by, None)
    new = [one for one in plans if one.new]
    _number(new, series)
    for one in new:
        for key, value in one.said.plain.items():
            setattr(one.account, key, value)
        one.account.parent, one.account.made_at = one.parent, clock.now()
    Account.objects.bulk_create([one.account for one in new])
    AccountName.objects.bulk_create([row for one in new for row in names_of(one.account, one.said)])
    AccountIdentifier.objects.bulk_create([row for one in new for row in identifiers_of(one.account, one.said)])
    domains = [AccountDomain(account=one.account, domain=domain) for one in new for domain in one.said.domains]
    AccountDomain.objects.bulk_create(domains)
    changed = [one for one in plans if one.changes]
    for one in changed:
        update(one.account, one.said, one.parent)
    facts: list[tuple[Fact, models.Model]] = [(_fact(one), one.account) for one in (*new, *changed)]
    record_all(facts, by=by, release_id=releases.current().pk)


def _number(new: Sequence[Plan], series: NumberSeries) -> None:
    prefix = policy(AccountsPolicy).number_prefix
    for one in new:
        one.account.number = numbers.take(series, prefix)
    if new:
        series.save(update_fields=["next"])


def _fact(one: Plan) -> AccountImported | AccountImportedAgain:
    if one.new:
        return AccountImported(one.account.number, one.account.name, one.account.external_id)
    return AccountImportedAgain(one.changes)
