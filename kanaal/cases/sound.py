"""Which files are taken in (`[cases]` of the pack), and why another is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.cases.policy import CasesPolicy
from kanaal.core.files import MEGABYTE, pictures
from kanaal.core.files.kinds import kind_of
from kanaal.core.files.names import shown_name
from kanaal.core.files.store import Store
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say, say_many
from kanaal.programme.policies import policy

STORE = Store("attachments")
_SENT_AS_CODE = ("text/html", "image/svg+xml")


@dataclass(frozen=True)
class Upload:
    """A file as it came: the name that it was given, and its bytes. `size` may be more than was read of it."""

    name: str
    data: bytes
    size: int = 0


@dataclass(frozen=True)
class SoundFile:
    """A file that may be kept. `inline`: a picture that we have drawn ourselves."""

    name: str
    kind: str
    data: bytes
    inline: bool


class AttachmentRefused(Refusal):
    status = 422
    field = "files"


class FileTooLarge(AttachmentRefused):
    def __init__(self, shown: str, most: int) -> None:
        super().__init__(
            say(_("“%(file)s” is larger than %(most)s MB."), file=name(shown), most=most),
            remedy=say(_("Send a smaller one: a picture of the part that matters, or a part of the document.")),
        )


class FileKindRefused(AttachmentRefused):
    def __init__(self, shown: str, kind: str) -> None:
        because = _("“%(file)s” is a kind of file that we don't take: %(kind)s.")
        if kind in _SENT_AS_CODE:
            because = _("“%(file)s” can hold programs, so we don't take it: %(kind)s.")
        super().__init__(
            say(because, file=name(shown), kind=name(kind)),
            remedy=say(_("Send a picture (PNG or JPEG), a PDF or plain text instead.")),
        )


class FileEmpty(AttachmentRefused):
    def __init__(self, shown: str) -> None:
        super().__init__(say(_("“%(file)s” is empty."), file=name(shown)), remedy=say(_("Choose the file again.")))


class PictureRefused(AttachmentRefused):
    def __init__(self, shown: str) -> None:
        super().__init__(
            say(_("“%(file)s” can't be read as a picture, or is far too large to be drawn."), file=name(shown)),
            remedy=say(_("Open it in a picture program, save it as PNG, and send that.")),
        )


class TooManyFiles(AttachmentRefused):
    def __init__(self, most: int) -> None:
        super().__init__(
            say_many("No more than %(count)s file at once.", "No more than %(count)s files at once.", most),
            remedy=say(_("Send the others with a second message.")),
        )


def sound_file(upload: Upload) -> SoundFile:
    """A file as it may be kept. Raises AttachmentRefused's kinds, each of which says why."""
    rule, shown = policy(CasesPolicy), shown_name(upload.name)
    if max(upload.size, len(upload.data)) > rule.file_mb * MEGABYTE:
        raise FileTooLarge(shown, rule.file_mb)
    if not upload.data:
        raise FileEmpty(shown)
    kind = kind_of(upload.data, shown)
    if kind in rule.pictures:
        try:
            drawn, kind = pictures.redrawn(upload.data)
        except pictures.PictureBroken as fault:
            raise PictureRefused(shown) from fault
        return SoundFile(shown, kind, drawn, inline=True)
    if kind not in rule.downloads:
        raise FileKindRefused(shown, kind)
    return SoundFile(shown, kind, upload.data, inline=False)


def sound_files(uploads: Sequence[Upload]) -> list[SoundFile]:
    """All files of a form, or a refusal: then none is kept."""
    if len(uploads) > (most := policy(CasesPolicy).files_at_once):
        raise TooManyFiles(most)
    return [sound_file(upload) for upload in uploads]


def sort_out(uploads: Sequence[Upload]) -> tuple[list[SoundFile], list[tuple[Upload, Text]]]:
    """Files of a mail: what may be kept, and of the others why not. A mail that is here can't be refused."""
    kept: list[SoundFile] = []
    refused: list[tuple[Upload, Text]] = []
    most = policy(CasesPolicy).files_at_once
    for upload in uploads:
        try:
            if len(kept) >= most:
                raise TooManyFiles(most)
            kept.append(sound_file(upload))
        except AttachmentRefused as no:
            refused.append((upload, no.says))
    return kept, refused
