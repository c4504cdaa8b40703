"""Making, changing and sharing accounts. Before one is made, those that look like it are shown, each with why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say, say_many
from kanaal.customers import finding, permissions
from kanaal.customers.actions.duplicates import put_look_alikes_in_queue
from kanaal.customers.events import AccountChanged, AccountMade, AccountShared
from kanaal.customers.finding import EVERYONE, Lookalike
from kanaal.customers.keeping import SERIES, ancestors, changes_of, create, identifiers_now, update
from kanaal.customers.models import Account
from kanaal.customers.policy import AccountsPolicy
from kanaal.customers.sound import Fault, Identifier, Particulars, read
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy

STOPS = ("same", "likely")
"""Verdicts upon which an account is made only with a word of reason."""


class AccountUnsound(Refusal):
    """Something that was said of the company can't be so."""

    status = 422

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        self.field = faults[0].field  # type: ignore[misc]  # of this one refusal
        super().__init__(faults[0].says)


class LooksAlike(Refusal):
    """There are accounts like it, which whoever makes this one has not seen yet, or has not answered with a reason.

    `lookalikes` are all that are shown; `stops` tells whether a reason is asked.
    """

    def __init__(self, lookalikes: Sequence[Lookalike]) -> None:
        self.lookalikes = tuple(lookalikes)
        self.stops = any(one.likeness.verdict in STOPS for one in lookalikes)
        self.field = "reason" if self.stops else ""  # type: ignore[misc]  # of this one refusal
        super().__init__(
            say_many(
                "There is an account already that looks like it: %(first)s.",
                "There are %(count)s accounts already that look like it, %(first)s among them.",
                len(lookalikes),
                first=name(lookalikes[0].name),
            ),
            remedy=say(_("Use it if it is the same company. If not, say why, and make yours."))
            if self.stops
            else say(_("Look at them. If none is the same company, make yours.")),
        )


class ParentUnsuitable(Refusal):
    status = 422
    field = "parent"

    def __init__(self, number: str) -> None:
        super().__init__(
            say(_("%(number)s can't be what it belongs to: it belongs to this account itself."), number=name(number)),
            remedy=say(_("Look at the branches first, and take them apart there.")),
        )


@transaction.atomic
def make_account(
    owner: Partner | None,
    *,
    given: Mapping[str, Any],
    by: Actor,
    parent: Account | None = None,
    seen: Collection[str] = (),
    reason: str = "",
) -> Account:
    """Make an account: a partner's own, or the desk's, which is shared. `seen` are the numbers that were shown as like
    it; `reason` says why it is made all the same. Raises AccountUnsound, LooksAlike.
    """
    # Two who make the same at once: the second waits here, and then sees the first.
    numbers.hold(SERIES)
    receipt = permissions.make_account.check(by, owner)

    said = _sound(given)
    lookalikes = _look_alikes(said, owner)
    known = dict(Account.objects.filter(pk__in=[one.account_id for one in lookalikes]).values_list("pk", "number"))
    stopping = [one for one in lookalikes if one.likeness.verdict in STOPS]
    if any(known[one.account_id] not in seen for one in lookalikes) or (stopping and not reason.strip()):
        raise LooksAlike(lookalikes)

    number = numbers.next_number(SERIES, policy(AccountsPolicy).number_prefix)
    anyway = reason.strip() if stopping else ""
    made = create(
        Account(
            number=number,
            owner=owner,
            parent=parent,
            made_at=clock.now(),
            made_by_id=by.person_id,
            made_anyway=anyway,
        ),
        said,
    )
    fact = AccountMade(number, made.name, made.owner_id, bool(stopping), sorted(known.values()))
    record(fact, about=made, by=by, receipt=receipt)
    put_look_alikes_in_queue(made, found_by="made", by=by)
    return made


@transaction.atomic
def change_account(account: Account, *, given: Mapping[str, Any], by: Actor, parent: Account | None = None) -> Account:
    """Correct what is said of a company: what it was called before is kept as such only if whoever changes says so."""
    if parent is not None:
        numbers.hold(SERIES)  # two changes at once could make a ring of which neither sees the other half
    account = Account.locked(account.pk)
    permissions.change_account.check(by, account)

    account.step("change")
    said = _sound(given, identifiers_now(account))
    if parent is not None and account.pk in (parent.pk, *ancestors(parent)):
        raise ParentUnsuitable(parent.number)

    changes = changes_of(account, said, parent)
    if not changes:
        return account
    update(account, said, parent)
    record(AccountChanged(changes), about=account, by=by)
    put_look_alikes_in_queue(account, found_by="changed", by=by)
    return account


@transaction.atomic
def share_account(account: Account, *, by: Actor) -> Account:
    """From now on all partners find it, and the desk looks after it."""
    account = Account.locked(account.pk)
    permissions.share_account.check(by, account)

    account.step("share")
    if account.is_shared:
        return account
    before, account.owner = account.owner_id, None
    account.save(update_fields=["owner"])
    finding.index_account(account)
    record(AccountShared(before), about=account, by=by)
    return account


def _sound(given: Mapping[str, Any], known: Collection[Identifier] = ()) -> Particulars:
    said, faults = read(given, known)
    if faults:
        raise AccountUnsound(faults)
    return said


def _look_alikes(said: Particulars, owner: Partner | None) -> list[Lookalike]:
    """Among all that whoever makes it may see: a partner never learns of a foreign account."""
    whose = owner.pk if owner is not None else EVERYONE
    return list(finding.lookalikes(said.company, owner=whose, limit=policy(AccountsPolicy).lookalikes))
