"""Publishing: the only way in which the programme changes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.models import NumberSeries
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say, say_many
from kanaal.programme import permissions, releases
from kanaal.programme.checking import check
from kanaal.programme.events import ReleasePublished
from kanaal.programme.faults import Fault
from kanaal.programme.media import pointers
from kanaal.programme.models import Medium, Release
from kanaal.programme.pack import Pack


class PackHasFaults(Refusal):
    """Only a pack without a fault is published. `faults` names them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(
            say_many(_("The pack has a fault."), _("The pack has %(count)s faults."), len(faults)),
            remedy=say(_("See them with: kanaal programme check.")),
        )


class Overtaken(Refusal):
    """Somebody published while this release was being prepared."""

    def __init__(self, last: Release) -> None:
        super().__init__(
            say(_("Release %(number)s was published in the meantime."), number=last.number),
            remedy=say(_("Look at the difference again, and publish if it still is what you want.")),
        )


class NothingNew(Refusal):
    """The pack is the one that was published last."""

    def __init__(self, last: Release) -> None:
        super().__init__(
            say(_("Release %(number)s is the same, to the letter."), number=last.number),
            remedy=say(_("Change something first; or leave it, since there is nothing to do.")),
        )


class BeginsInThePast(Refusal):
    """What was decided already can't be decided otherwise afterwards."""

    def __init__(self, begin: dt.datetime) -> None:
        super().__init__(
            say(_("A release can't begin in the past: %(begin)s."), begin=begin),
            remedy=say(_("Choose a later day, or 'now'.")),
        )


class BeginsBeforeTheLast(Refusal):
    """Releases follow each other; a later one would be overruled by the one before it."""

    def __init__(self, last: Release) -> None:
        super().__init__(
            say(_("Release %(number)s begins on %(begin)s already."), number=last.number, begin=last.effective_from),
            remedy=say(_("Let this one begin at the same moment, which replaces that one, or later.")),
        )


class MediaMissing(Refusal):
    """A release names a picture or a video whose content is nowhere."""

    def __init__(self, file: str) -> None:
        super().__init__(
            say(_("The content of %(file)s is missing."), file=name(file)),
            remedy=say(_("Publish the pack from its folder, where the file lies.")),
        )


@transaction.atomic
def publish_release(
    files: Mapping[str, str],
    *,
    effective_from: dt.datetime | None,
    by: Actor,
    note: str = "",
    after: int | None = None,
    media: Mapping[str, bytes] | None = None,
) -> Release:
    """Make a pack a release, in force from a moment on, or at once (None). The first one may begin in the past.

    `media` is the content of pictures and videos by SHA-256 (`read_folder(…)[0].media`); what an earlier release
    brought need not be given again.

    `after` is the number of the last release that the publisher has seen (0: none): of two who publish at once one
    wins, the other is told. Raises NotAllowed and the refusals above.
    """
    # The lock: a row that is there, or made, also before the first release.
    NumberSeries.objects.select_for_update().get_or_create(name="release")
    last = Release.objects.defer("files").order_by("-number").first()
    receipt = permissions.publish_release.check(by, None)

    if faults := check(files):
        raise PackHasFaults(faults)
    pack = Pack(files)
    now = clock.now()
    begin = effective_from or now
    _refuse_out_of_turn(pack, begin, now, last, after)
    _keep_media(files, media or {})

    release = Release.objects.create(
        number=last.number + 1 if last else 1,
        name=pack.name.in_(pack.default_language),
        effective_from=begin,
        published_at=now,
        note=note,
        digest=pack.digest,
        files=dict(files),
    )
    fact = ReleasePublished(release.number, release.name, begin.isoformat(), release.digest, note)
    record(fact, about=release, by=by, receipt=receipt, release_id=release.pk)
    releases.forget()
    return release


def _keep_media(files: Mapping[str, str], media: Mapping[str, bytes]) -> None:
    """Every content once; one that is neither given nor known refuses."""
    named = pointers(files)
    known = set(Medium.objects.filter(pk__in=[p.sha256 for p in named.values()]).values_list("pk", flat=True))
    new: dict[str, Medium] = {}
    for file, pointer in named.items():
        if pointer.sha256 in known:
            continue
        content = media.get(pointer.sha256)
        if content is None or hashlib.sha256(content).hexdigest() != pointer.sha256 or len(content) != pointer.size:
            raise MediaMissing(file)
        new[pointer.sha256] = Medium(
            sha256=pointer.sha256, content_type=pointer.content_type, size=pointer.size, content=content
        )
    Medium.objects.bulk_create(new.values())


def _refuse_out_of_turn(
    pack: Pack, begin: dt.datetime, now: dt.datetime, last: Release | None, after: int | None
) -> None:
    if after is not None and last is not None and last.number != after:
        raise Overtaken(last)
    if last is None:
        return
    if last.digest == pack.digest:
        raise NothingNew(last)
    if begin < now:
        raise BeginsInThePast(begin)
    if begin < last.effective_from:
        raise BeginsBeforeTheLast(last)


AT_THE_COMMAND_LINE = Actor(kind="clock", name="kanaal programme")
"""Who publishes from the command line."""
