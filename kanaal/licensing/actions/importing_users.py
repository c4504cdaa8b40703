"""Many users at once, from a file that was read and shown before (V13). The same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.licensing import permissions
from kanaal.licensing.actions.assignments import BATCH, give
from kanaal.licensing.actions.users import folded
from kanaal.licensing.events.users import LicenceUsersImported
from kanaal.licensing.models import Agreement, LicenceUser


@dataclass(frozen=True)
class FileRow:
    """A sound row: an address, perhaps a name, the SKUs of what is to be given."""

    email: str
    name: str = ""
    skus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imported:
    added: int
    changed: int
    given: int


@transaction.atomic
def import_licence_users(agreement: Agreement, *, rows: Sequence[FileRow], file: str, by: Actor) -> Imported:
    """Add the users that are new, call the others what the file calls them, and give what it says: all or nothing.

    `file` is the SHA-256 of what was read. A licence that the file doesn't name is not taken back.
    """
    agreement = Agreement.locked(agreement.pk)
    permissions.import_licence_users.check(by, agreement)

    known = {user.user_name: user for user in agreement.licence_users.all()}
    added = _add(agreement, [row for row in rows if folded(row.email) not in known])
    changed = _rename([(known[folded(row.email)], row.name) for row in rows if folded(row.email) in known])
    known |= {user.user_name: user for user in added}
    given = 0
    for sku in sorted({sku for row in rows for sku in row.skus}):
        wanted = [known[folded(row.email)] for row in rows if sku in row.skus]
        given += give(agreement, sku, [user for user in wanted if user.active], by=by)
    done = Imported(len(added), changed, given)
    record(LicenceUsersImported(done.added, done.changed, done.given, file), about=agreement, by=by)
    return done


def _add(agreement: Agreement, rows: Sequence[FileRow]) -> list[LicenceUser]:
    now = clock.now()
    made = {
        folded(row.email): LicenceUser(
            agreement=agreement, user_name=folded(row.email), email=row.email, name=row.name, source="file",
            made_at=now, changed_at=now,
        )
        for row in rows
    }  # fmt: skip
    return LicenceUser.objects.bulk_create(made.values(), batch_size=BATCH)


def _rename(found: Sequence[tuple[LicenceUser, str]]) -> int:
    """An empty name in the file says nothing."""
    now, changed = clock.now(), []
    for user, called in found:
        if called and called != user.name:
            user.name, user.changed_at, user.version = called, now, user.version + 1
            changed.append(user)
    LicenceUser.objects.bulk_update(changed, ["name", "changed_at", "version"], batch_size=BATCH)
    return len(changed)
