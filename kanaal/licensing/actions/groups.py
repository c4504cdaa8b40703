"""A directory's groups, and what they give (V13): whoever is in a product's group is given a licence of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.texts import Words
from kanaal.licensing import access, permissions
from kanaal.licensing.actions.assignments import NotYours, fill_from_groups, take
from kanaal.licensing.events.users import (
    LicenceGroupChanged,
    LicenceGroupMade,
    LicenceGroupMapped,
    LicenceGroupRemoved,
)
from kanaal.licensing.models import Agreement, Assignment, GroupMember, LicenceGroup


@transaction.atomic
def make_licence_group(
    agreement: Agreement, *, name: str, external_id: str = "", members: Collection[int] = (), by: Actor
) -> LicenceGroup:
    """A group of a directory. One that is called like a product of the agreement gives it; others are told to."""
    agreement = Agreement.locked(agreement.pk)
    permissions.make_licence_group.check(by, agreement)

    now = clock.now()
    group = agreement.licence_groups.create(
        name=name, external_id=external_id, sku=sku_called(agreement, name), made_at=now, changed_at=now
    )
    _join(group, members)
    record(LicenceGroupMade(licence_group_id=group.pk, name=name), about=agreement, by=by)
    settle(agreement, [group.sku], by=by)
    return group


@transaction.atomic
def change_licence_group(
    group: LicenceGroup, *, name: str, external_id: str, members: Collection[int], by: Actor
) -> LicenceGroup:
    """Its name, and who is in it: who came is given a licence as long as there are any, who went loses it."""
    agreement = Agreement.locked(group.agreement_id)
    group = LicenceGroup.locked(group.pk)
    permissions.change_licence_group.check(by, agreement)

    here, wanted = set(group.members.values_list("user_id", flat=True)), set(members)
    if here == wanted and (group.name, group.external_id) == (name, external_id):
        return group
    group.name, group.external_id = name, external_id
    _move(agreement, group, [one for one in members if one not in here], here - wanted, by)
    return group


@transaction.atomic
def change_group_members(
    group: LicenceGroup, *, joined: Collection[int], left: Collection[int], by: Actor
) -> LicenceGroup:
    """The same for those who come or go, however many are in it: what directories do all day."""
    agreement = Agreement.locked(group.agreement_id)
    group = LicenceGroup.locked(group.pk)
    permissions.change_group_members.check(by, agreement)

    here = set(group.members.filter(user__in={*joined, *left}).values_list("user_id", flat=True))
    came, gone = [one for one in joined if one not in here], here & set(left)
    if came or gone:
        _move(agreement, group, came, gone, by)
    return group


@transaction.atomic
def map_licence_group(group: LicenceGroup, *, sku: str, by: Actor) -> LicenceGroup:
    """Choose which product a group gives; nothing, when it is empty: what it gave is taken back."""
    agreement = Agreement.locked(group.agreement_id)
    group = LicenceGroup.locked(group.pk)
    permissions.map_licence_group.check(by, agreement)

    if sku and not access.access_to(agreement, sku).holding.all:
        raise NotYours(sku)
    was, group.sku = group.sku, sku
    group.save(update_fields=["sku"])
    record(LicenceGroupMapped(licence_group_id=group.pk, name=group.name, sku=sku), about=agreement, by=by)
    settle(agreement, [was, sku], by=by)
    return group


@transaction.atomic
def remove_licence_group(group: LicenceGroup, *, by: Actor) -> None:
    """The group goes, and with it the licences that it gave; its users stay."""
    agreement = Agreement.locked(group.agreement_id)
    group = LicenceGroup.locked(group.pk)
    permissions.remove_licence_group.check(by, agreement)

    sku, fact = group.sku, LicenceGroupRemoved(licence_group_id=group.pk, name=group.name)
    group.delete()
    record(fact, about=agreement, by=by)
    settle(agreement, [sku], by=by)


@transaction.atomic
def settle_groups(agreement: Agreement, *, by: Actor = CLOCK) -> int:
    """Licences that became free go to those who wait for one in a group; answers how many. Late or twice is no harm."""
    agreement = Agreement.locked(agreement.pk)
    permissions.settle_groups.check(by, agreement)
    return fill_from_groups(agreement)


def settle(agreement: Agreement, skus: Iterable[str], *, by: Actor) -> None:
    """Take back what a group gave to those who are in none any more, then give what is free. Locked by the caller."""
    members = access.members_by_sku(agreement)
    for sku in {one for one in skus if one}:
        given = Assignment.objects.filter(agreement=agreement, sku=sku, until=None, source="group")
        inside = {user for found, user in members if found == sku}
        take(agreement, sku, set(given.values_list("user_id", flat=True)) - inside, by=by, source="group")
    fill_from_groups(agreement)


def sku_called(agreement: Agreement, called: str) -> str:
    """The product of the agreement that has this name in any language, or this SKU."""
    wanted = called.strip().casefold()
    for one in access.access_of(agreement):
        names = one.name.values() if isinstance(one.name, Words) else ()
        if wanted in {one.sku.casefold(), *(name.casefold() for name in names)}:
            return one.sku
    return ""


def _move(agreement: Agreement, group: LicenceGroup, came: Collection[int], gone: Collection[int], by: Actor) -> None:
    """Save the group as it is now, with who comes and who goes; then licences follow."""
    group.version, group.changed_at = group.version + 1, clock.now()
    group.save(update_fields=["name", "external_id", "version", "changed_at"])
    group.members.filter(user__in=gone).delete()
    fact = LicenceGroupChanged(
        licence_group_id=group.pk, name=group.name, joined=_join(group, came), left=len(gone)
    )  # fmt: skip
    record(fact, about=agreement, by=by)
    settle(agreement, [group.sku], by=by)


def _join(group: LicenceGroup, users: Collection[int]) -> int:
    """Those of the agreement's own users; another customer's are nobody here."""
    own = set(group.agreement.licence_users.filter(pk__in=users).values_list("pk", flat=True))
    now = clock.now()
    rows = [GroupMember(group=group, user_id=one, since=now) for one in dict.fromkeys(users) if one in own]
    GroupMember.objects.bulk_create(rows, batch_size=500)
    return len(rows)
