"""From rows to SCIM resources and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scim2_models import Meta, Reference

from kanaal.adminconsole.scim.resources import Email, Group, Member, Membership, User
from kanaal.core.addresses import AddressMalformed, one_line, sound_address
from kanaal.licensing.actions.users import UserDetails
from kanaal.licensing.models import LicenceGroup, LicenceUser

SENT = {"user_name", "name", "display_name", "emails", "active"}
"""What is kept as it was sent, beside the columns."""


def version_of(row: LicenceUser | LicenceGroup) -> str:
    return f'W/"{row.version}"'


def to_user(row: LicenceUser, groups: Iterable[LicenceGroup] = ()) -> User:
    """A user as the directory sent it; one that was made by hand as it would have sent it."""
    sent = row.resource or _by_hand(row)
    found = User.model_validate({"userName": row.user_name, **sent})
    found.id, found.external_id = str(row.pk), row.external_id or None
    found.active = row.active if "active" in sent or not row.active else None
    found.meta = _meta("User", row)
    mine = [
        Membership(value=str(one.pk), ref=Reference(f"Groups/{one.pk}"), display=one.name) for one in groups
    ]  # fmt: skip
    found.groups = mine or None
    return found


def from_user(resource: User, *, source: str = "scim") -> UserDetails:
    """What of it we keep. An address that is none names nobody, and is no reason to send the user back."""
    return UserDetails(
        email=address_of(resource),
        name=name_of(resource),
        active=resource.active is not False,
        user_name=resource.user_name or "",
        external_id=(resource.external_id or "")[:254],
        source=source,
        resource=_sent(resource),
    )


def to_group(row: LicenceGroup, members: Iterable[LicenceUser] | None) -> Group:
    """`members` None: they were not asked for."""
    found = Group(id=str(row.pk), external_id=row.external_id or None, display_name=row.name)
    found.meta = _meta("Group", row)
    found.members = [Member(value=str(one.pk), ref=Reference(f"Users/{one.pk}")) for one in members or ()] or None
    return found


def is_id(value: str) -> bool:
    """Can it be an id of ours at all?"""
    return value.isascii() and value.isdecimal() and len(value) < 18


def address_of(resource: User) -> str:
    """The primary address, else the first one, else the user's name where it is one."""
    emails = sorted(resource.emails or (), key=lambda one: not one.primary)
    for typed in [*(str(one.value) for one in emails if one.value), resource.user_name or ""]:
        try:
            return sound_address(typed)
        except AddressMalformed:
            continue
    return ""


def name_of(resource: User) -> str:
    parts = resource.name
    whole = parts and (parts.formatted or f"{parts.given_name or ''} {parts.family_name or ''}")
    return one_line(resource.display_name or whole or "")[:160]


def amended(row: LicenceUser, *, email: str, name: str) -> dict[str, Any]:
    """What a directory sent, after somebody has changed name or address by hand."""
    if not row.resource:
        return {}
    sent = User.model_validate({"userName": row.user_name, **row.resource})
    if name != row.name:
        sent.display_name, sent.name = name or None, None
    if email.lower() != row.email:
        sent.emails = [Email(value=email, type=Email.Type.work, primary=True)]
    return _sent(sent)


def _sent(resource: User) -> dict[str, Any]:
    found = {key: value for key, value in resource.model_dump(include=SENT).items() if value is not None}
    return {key: value for key, value in found.items() if key not in ("schemas", "id", "meta")}


def _by_hand(row: LicenceUser) -> dict[str, Any]:
    found: dict[str, Any] = {"userName": row.user_name, "active": row.active}
    if row.name:
        found["displayName"] = row.name
    if row.email:
        found["emails"] = [{"value": row.email, "type": "work", "primary": True}]
    return found


def _meta(kind: str, row: LicenceUser | LicenceGroup) -> Meta:
    return Meta(resource_type=kind, created=row.made_at, last_modified=row.changed_at, version=version_of(row))
