"""Beside registrations: who answers while an agent is away, and which customers the vendor looks after itself."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers.models import Account
from kanaal.deals import permissions
from kanaal.deals.events import AccountNamed, AccountNamedNoLonger, DelegateEnded, DelegateNamed
from kanaal.deals.models import DeskAbsence, NamedAccount
from kanaal.people.models import Person, StaffRole


class NoDelegate(Refusal):
    """Who answers instead must be able to: another agent or manager, who isn't away then."""

    field = "delegate"
    status = 422

    def __init__(self, who: str) -> None:
        super().__init__(
            say(_("%(name)s can't answer instead."), name=name(who)),
            remedy=say(_("Choose a colleague who decides registrations and isn't away on these days.")),
        )


class EndsBeforeItStarts(Refusal):
    field = "ends"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("The last day can't be before the first one, or over already.")),
            remedy=say(_("Choose other days.")),
        )


class NamedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("This customer is a named account already.")), remedy=say(_("Nothing needs to be done."))
        )


@transaction.atomic
def name_delegate(person: Person, *, delegate: Person, starts: dt.date, ends: dt.date, by: Actor) -> DeskAbsence:
    """An agent is away; partners and colleagues see who answers instead."""
    person = Person.locked(person.pk)
    permissions.name_delegate.check(by, person)
    if ends < starts or ends < clock.today():
        raise EndsBeforeItStarts
    decides = StaffRole.objects.filter(person=delegate, active=True, kind__in=("manager", "agent")).exists()
    away = DeskAbsence.objects.filter(person=delegate, starts__lte=ends, ends__gte=starts).exists()
    if not decides or away or delegate.pk == person.pk:
        raise NoDelegate(str(delegate))

    absence = DeskAbsence.objects.create(person=person, delegate=delegate, starts=starts, ends=ends)
    fact = DelegateNamed(absence.pk, delegate.pk, starts.isoformat(), ends.isoformat())
    record(fact, about=person, by=by)
    return absence


@transaction.atomic
def end_delegation(absence: DeskAbsence, *, by: Actor) -> None:
    """Back again, or it was a mistake: the absence is over, as if it had not been from today."""
    absence = DeskAbsence.locked(absence.pk)
    permissions.end_delegation.check(by, absence)

    record(DelegateEnded(absence.pk), about=absence.person, by=by)
    yesterday = clock.today() - dt.timedelta(days=1)
    if absence.starts > yesterday:
        absence.delete()
    else:
        absence.ends = min(absence.ends, yesterday)
        absence.save(update_fields=["ends"])


@transaction.atomic
def mark_named_account(account: Account, *, word: str, by: Actor) -> NamedAccount:
    """The vendor looks after this customer itself: the rules may send its deals to the desk."""
    account = Account.locked(account.pk)
    permissions.mark_named_account.check(by, account)
    if NamedAccount.objects.filter(account=account).exists():
        raise NamedAlready

    named = NamedAccount.objects.create(
        account=account, word=word.strip(), marked_at=clock.now(), marked_by_id=by.person_id
    )
    record(AccountNamed(named.word), about=account, by=by)
    return named


@transaction.atomic
def unmark_named_account(named: NamedAccount, *, by: Actor) -> None:
    """Its deals are judged like all others from now on."""
    account = Account.locked(named.account_id)
    permissions.unmark_named_account.check(by, account)

    record(AccountNamedNoLonger(), about=account, by=by)
    NamedAccount.objects.filter(pk=named.pk).delete()
