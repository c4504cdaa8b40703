"""Licences given to users and taken back (V13). Never more than can be used; what a group gives, the group takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, Words, name, say, say_many
from kanaal.licensing import access, permissions
from kanaal.licensing.events.users import LicencesGiven, LicencesTakenBack
from kanaal.licensing.models import Agreement, Assignment, GroupMember, LicenceUser
from kanaal.licensing.sound import called

BATCH = 500


class NotEnoughLicences(Refusal):
    """More than there are (V13). Says what to do: take back, or have the reseller add some."""

    field = "sku"

    def __init__(self, product: Words | Text, free: int, wanted: int, reseller: str) -> None:
        super().__init__(
            say_many(
                "Of %(product)s %(count)s licence is free, and you want to give out %(wanted)s.",
                "Of %(product)s %(count)s licences are free, and you want to give out %(wanted)s.",
                free,
                product=product,
                wanted=wanted,
            ),
            remedy=say(
                _("Take licences back from users who don't need them, or ask your reseller %(reseller)s for more."),
                reseller=name(reseller),
            ),
            link=reverse_lazy("admin-console"),
            label=say(_("Whom to call")),
        )


class NotYours(Refusal):
    field = "sku"

    def __init__(self, sku: str) -> None:
        super().__init__(
            say(_("Your agreement has no licences of %(product)s."), product=called(sku)),
            remedy=say(_("Choose one of the products that you have, or ask your reseller for this one.")),
            link=reverse_lazy("admin-console"),
            label=say(_("Whom to call")),
        )


class UserInactive(Refusal):
    def __init__(self, user: LicenceUser) -> None:
        super().__init__(
            say(_("%(user)s is not active, and gets no licence."), user=name(str(user))),
            remedy=say(_("Make the user active first.")),
        )


class NobodyTicked(Refusal):
    status = 422

    def __init__(self, link: str) -> None:
        super().__init__(
            say(_("No user was ticked.")),
            remedy=say(_("Tick the users in the list first.")),
            link=link,
            label=say(_("The users")),
        )


class GivenByGroup(Refusal):
    """Taken back by hand it would be given again: the user is still in the group."""

    def __init__(self, group: str) -> None:
        super().__init__(
            say(_("The licence comes from the group %(group)s, which your directory looks after."), group=name(group)),
            remedy=say(_("Take the user out of the group there, or let the group give nothing any more.")),
            link=reverse_lazy("console-groups"),
            label=say(_("The groups")),
        )


@transaction.atomic
def assign_licence(user: LicenceUser, *, sku: str, by: Actor) -> Assignment:
    """Give a user a licence of a product. Twice is no harm."""
    agreement = Agreement.locked(user.agreement_id)
    permissions.assign_licence.check(by, agreement)
    user = LicenceUser.locked(user.pk)
    give(agreement, sku, [user], by=by)
    return Assignment.objects.get(user=user, sku=sku, until=None)


@transaction.atomic
def assign_licences(agreement: Agreement, *, sku: str, users: Collection[int], by: Actor) -> int:
    """Give several users a licence, all or none of them; answers how many did not have one."""
    agreement = Agreement.locked(agreement.pk)
    permissions.assign_licences.check(by, agreement)
    return give(agreement, sku, agreement.licence_users.filter(pk__in=users), by=by)


@transaction.atomic
def take_licence_back(user: LicenceUser, *, sku: str, by: Actor) -> None:
    """A user loses a licence at once; it is free again. Twice is no harm."""
    agreement = Agreement.locked(user.agreement_id)
    permissions.take_licence_back.check(by, agreement)
    _refuse_by_group(agreement, sku, [user.pk])
    take(agreement, sku, [user.pk], by=by)


@transaction.atomic
def take_licences_back(agreement: Agreement, *, sku: str, users: Collection[int], by: Actor) -> int:
    """Take a licence back from several users; answers how many had one."""
    agreement = Agreement.locked(agreement.pk)
    permissions.take_licences_back.check(by, agreement)
    _refuse_by_group(agreement, sku, users)
    return take(agreement, sku, users, by=by)


def give(
    agreement: Agreement, sku: str, users: Iterable[LicenceUser], *, by: Actor, source: str = "hand",
    known: access.Known | None = None,
) -> int:  # fmt: skip
    """The rows of licences given out, and the fact. The agreement is locked by the caller."""
    have = set(Assignment.objects.filter(agreement=agreement, sku=sku, until=None).values_list("user_id", flat=True))
    wanted = [user for user in users if user.pk not in have]
    if sleeping := next((user for user in wanted if not user.active), None):
        raise UserInactive(sleeping)
    found = access.access_to(agreement, sku, known)
    if not found.holding.all:
        raise NotYours(sku)
    if len(wanted) > found.free:
        raise NotEnoughLicences(found.name, found.free, len(wanted), agreement.partner.name)
    if not wanted:
        return 0
    now = clock.now()
    made = [Assignment(user=one, agreement=agreement, sku=sku, source=source, since=now) for one in wanted]
    Assignment.objects.bulk_create(made, batch_size=BATCH)
    ids = [user.pk for user in wanted]
    record(LicencesGiven(sku=sku, count=len(ids), users=ids, source=source), about=agreement, by=by)
    return len(ids)


def take(agreement: Agreement, sku: str, users: Collection[int], *, by: Actor, source: str = "hand") -> int:
    """The rows of licences taken back, and the fact; what became free goes to whoever waits for it in a group."""
    rows = Assignment.objects.filter(agreement=agreement, sku=sku, until=None, user__in=users)
    ids = sorted(rows.values_list("user_id", flat=True))
    if not ids:
        return 0
    rows.update(until=clock.now())
    record(LicencesTakenBack(sku=sku, count=len(ids), users=ids, source=source), about=agreement, by=by)
    fill_from_groups(agreement)
    return len(ids)


def take_all(agreement: Agreement, user: LicenceUser, *, by: Actor) -> None:
    """All that somebody has: they go, or are no longer active."""
    for sku in user.assignments.filter(until=None).order_by("sku").values_list("sku", flat=True):
        take(agreement, sku, [user.pk], by=by)


def fill_from_groups(agreement: Agreement) -> int:
    """Licences that are free go to those who wait for one in a group, whoever came first at the front."""
    if not agreement.is_live:
        return 0
    waiting = access.waiting_of(agreement)
    known = access.known_of(agreement) if waiting else None
    count = 0
    for sku, users in waiting.items():
        free = access.access_to(agreement, sku, known).free
        if chosen := users[:free]:
            found = LicenceUser.objects.filter(pk__in=chosen)
            count += give(agreement, sku, found, by=CLOCK, source="group", known=known)
    return count


def _refuse_by_group(agreement: Agreement, sku: str, users: Collection[int]) -> None:
    rows = GroupMember.objects.filter(group__agreement=agreement, group__sku=sku, user__in=users, user__active=True)
    if (member := rows.select_related("group").first()) is not None:
        raise GivenByGroup(member.group.name)
