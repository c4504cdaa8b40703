"""Who acts for a distributor: invited by mail, accepted with an ID, until they leave (V6)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line, sound_address
from kanaal.core.events import record
from kanaal.core.refusals import Refusal, WrongState
from kanaal.core.texts import name, say
from kanaal.distributors import mails, permissions
from kanaal.distributors.events import (
    DistributorUserAccepted,
    DistributorUserInvited,
    DistributorUserLeft,
    DistributorUserSentAgain,
    DistributorUserWithdrawn,
)
from kanaal.distributors.models import Distributor, DistributorUser
from kanaal.distributors.policy import DistributorsPolicy
from kanaal.partners.actions.acceptance import InvitationOver, MeantForAnother
from kanaal.people import tokens
from kanaal.people.models import Person, normal_address
from kanaal.programme.policies import policy

PURPOSE = "accept_distributor_user"


class ActsAlready(Refusal):
    field = "email"

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s acts for this distributor already."), email=name(email)),
            remedy=say(_("Look for this person in the list of its people.")),
        )


class InvitedAlready(Refusal):
    field = "email"

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s has been invited already."), email=name(email)),
            remedy=say(_("If the mail was lost, send the invitation again.")),
        )


@transaction.atomic
def invite_distributor_user(distributor: Distributor, *, email: str, full_name: str, by: Actor) -> DistributorUser:
    """Offer somebody to act for it. They get access only when they accept. Raises ActsAlready, InvitedAlready."""
    distributor = Distributor.locked(distributor.pk)
    permissions.invite_distributor_user.check(by, distributor)

    email = normal_address(sound_address(email))
    known = distributor.users.filter(email__iexact=email, state__in=("invited", "active")).first()
    if known is not None:
        raise (ActsAlready if known.state == "active" else InvitedAlready)(email)

    user = distributor.users.create(email=email, name=one_line(full_name), made_at=clock.now(), until=_good_until())
    record(DistributorUserInvited(user_id=user.pk, email=email), about=distributor, by=by)
    mails.distributor_user_invited(user, _new_link(user), by.name)
    return user


@transaction.atomic
def send_distributor_user_again(user: DistributorUser, *, by: Actor) -> DistributorUser:
    """Send a lost invitation again, or one whose days are over; the older link stops working, the days count anew."""
    distributor = Distributor.locked(user.distributor_id)
    user = DistributorUser.locked(user.pk)
    permissions.send_distributor_user_again.check(by, distributor)
    user.step("send_again")
    user.until = _good_until()
    user.save(update_fields=["state", "until"])
    record(DistributorUserSentAgain(user_id=user.pk, email=user.email), about=distributor, by=by)
    mails.distributor_user_invited(user, _new_link(user), by.name)
    return user


@transaction.atomic
def withdraw_distributor_user(user: DistributorUser, *, by: Actor) -> DistributorUser:
    """Take an invitation back; its link stops working at once."""
    distributor = Distributor.locked(user.distributor_id)
    user = DistributorUser.locked(user.pk)
    permissions.withdraw_distributor_user.check(by, distributor)
    user.step("withdraw")
    user.save(update_fields=["state"])
    tokens.withdraw(PURPOSE, user)
    record(DistributorUserWithdrawn(user_id=user.pk, email=user.email), about=distributor, by=by)
    return user


@transaction.atomic
def accept_distributor_user(user: DistributorUser, *, person: Person, full_name: str, by: Actor) -> DistributorUser:
    """Act for the distributor from now on. The person's verified address must be the invited one (P7)."""
    distributor = Distributor.locked(user.distributor_id)
    user = DistributorUser.locked(user.pk)
    permissions.accept_distributor_user.check(by, distributor)
    person = Person.locked(person.pk)

    if normal_address(person.email) != user.email:
        raise MeantForAnother(person.email)
    user.step("accept")
    if user.until < clock.today():
        raise InvitationOver(user.until)

    user.person, user.name, user.since = person, one_line(full_name), clock.today()
    user.save(update_fields=["state", "person", "name", "since"])
    tokens.use_up(PURPOSE, user)
    record(DistributorUserAccepted(user_id=user.pk, name=user.name), about=distributor, by=by, person_id=person.pk)
    return user


@transaction.atomic
def dismiss_distributor_user(user: DistributorUser, *, by: Actor) -> DistributorUser:
    """Somebody has left: they see nothing of the distributor's from this moment on. What they did stays."""
    distributor = Distributor.locked(user.distributor_id)
    user = DistributorUser.locked(user.pk)
    permissions.dismiss_distributor_user.check(by, distributor)
    user.step("leave")
    if by.acts_as("distributor") and not distributor.users.filter(state="active").exclude(pk=user.pk).exists():
        raise LastOne(distributor)
    user.left_on = clock.today()
    user.save(update_fields=["state", "left_on"])
    person = user.person
    record(
        DistributorUserLeft(user_id=user.pk, name=user.name or user.email),
        about=distributor, by=by, person_id=person.pk if person else None,
    )  # fmt: skip
    if person is not None and person.pk != by.person_id:
        mails.distributor_user_left(user, person)
    return user


class LastOne(WrongState):
    """Nobody would be left to answer orders; the desk may see to that, a colleague may not."""

    def __init__(self, distributor: Distributor) -> None:
        super().__init__(
            say(_("Nobody would act for %(distributor)s any more."), distributor=name(distributor.name)),
            remedy=say(_("Invite a colleague first, and wait until they have accepted.")),
        )


def _good_until() -> dt.date:
    return clock.today() + dt.timedelta(days=policy(DistributorsPolicy).invitation_days)


def _new_link(user: DistributorUser) -> str:
    return tokens.issue(PURPOSE, user, audience=user.email, until=tokens.end_of(user.until))
