"""Files of many answers: taken in, carried out, or dropped (V6). What the work on them is: `distribution.filing`."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.files import MEGABYTE
from kanaal.core.files.names import shown_name
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.distribution import permissions
from kanaal.distribution.events import FileDropped, FileStarted, FileTakenIn
from kanaal.distribution.filing.kinds import FILE_KINDS
from kanaal.distribution.filing.store import MOST_BYTES, STORE
from kanaal.distribution.models import DistributorFile
from kanaal.distributors.models import Distributor


class NoFile(Refusal):
    status = 422
    field = "file"

    def __init__(self) -> None:
        super().__init__(
            say(_("The file is empty, or larger than %(most)s MB."), most=MOST_BYTES // MEGABYTE),
            remedy=say(_("Save it as CSV, and divide it if it is that large.")),
        )


class SentBefore(Refusal):
    """The same file twice does nothing twice."""

    field = "file"

    def __init__(self, earlier: DistributorFile) -> None:
        super().__init__(
            say(
                _("Just this file was sent on %(at)s, as %(name)s; it is: %(state)s."),
                at=earlier.sent_at,
                name=name(earlier.name),
                state=earlier.state_label,
            ),
            remedy=say(_("Nothing is to be done twice. Look at what became of it.")),
            link=reverse("distribution-file", args=[earlier.pk]),
            label=say(_("Look at the file")),
        )


class NotSure(Refusal):
    """Something about the file can't be known here; its sender says that it is whole."""

    field = "sure"

    def __init__(self) -> None:
        super().__init__(
            say(_("It can't be told from the file whether it arrived whole.")),
            remedy=say(_("Compare the number of rows with yours, and say that these are all.")),
        )


@transaction.atomic
def take_in_file(distributor: Distributor, *, kind: str, called: str, data: bytes, by: Actor) -> DistributorFile:
    """Keep a file, to be read and judged; nothing is done before its sender has seen what it would do.

    Raises NoFile, and SentBefore for what was sent already.
    """
    distributor = Distributor.locked(distributor.pk)
    permissions.take_in_file.check(by, distributor)
    if not data.strip() or len(data) > MOST_BYTES or kind not in FILE_KINDS:
        raise NoFile
    digest = STORE.keep(data)
    earlier = DistributorFile.objects.filter(
        distributor=distributor, kind=kind, digest=digest, state__in=DistributorFile.LIVE
    ).first()
    if earlier is not None:
        raise SentBefore(earlier)
    file = DistributorFile.objects.create(
        distributor=distributor,
        kind=kind,
        name=shown_name(called),
        digest=digest,
        sent_at=clock.now(),
        sent_by_id=by.person_id,
    )
    record(FileTakenIn(kind=kind, digest=digest, lines=data.count(b"\n")), about=file, by=by, person_id=by.person_id)
    return file


@transaction.atomic
def carry_out_file(file: DistributorFile, *, sure: bool, by: Actor) -> DistributorFile:
    """Have the sound rows carried out. `sure`: these are all rows, if the file doesn't say so. Raises NotSure."""
    Distributor.locked(file.distributor_id)
    file = DistributorFile.locked(file.pk)
    permissions.carry_out_file.check(by, file)
    file.step("carry_out")
    if file.doubt and not sure:
        raise NotSure
    file.carried_out_by_id, file.carried_out_role = by.person_id, by.role.key if by.role else ""
    file.save(update_fields=["state", "carried_out_by", "carried_out_role"])
    record(FileStarted(kind=file.kind, rows=file.rows), about=file, by=by, person_id=by.person_id)
    return file


@transaction.atomic
def drop_file(file: DistributorFile, *, by: Actor) -> DistributorFile:
    """It was checked, and is not to be carried out. Sent again later it is a new one."""
    Distributor.locked(file.distributor_id)
    file = DistributorFile.locked(file.pk)
    permissions.drop_file.check(by, file)
    file.step("drop")
    file.save(update_fields=["state"])
    record(FileDropped(kind=file.kind), about=file, by=by, person_id=by.person_id)
    return file
