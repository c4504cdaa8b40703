"""Writing down what was said, with its files. Called by the actions, inside their transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from kanaal.cases.models import Attachment, Case, IncomingMail, Message
from kanaal.cases.sound import STORE, SoundFile, Upload
from kanaal.core import clock
from kanaal.core.files.names import shown_name
from kanaal.core.texts import Text


def write_down(
    case: Case,
    kind: Message.Kind,
    body: str,
    *,
    author_id: int | None,
    files: Sequence[SoundFile] = (),
    claimed_email: str = "",
    quoted: str = "",
    mail: IncomingMail | None = None,
) -> Message:
    """A message of the case. Its files lie on disk before the row says so."""
    message = Message.objects.create(
        case=case,
        kind=kind,
        body=body.replace("\r\n", "\n").strip(),
        quoted=quoted,
        author_id=author_id,
        claimed_email=claimed_email,
        by_mail=mail,
        at=clock.now(),
    )
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            original_name=one.name,
            kind=one.kind,
            size=len(one.data),
            digest=STORE.keep(one.data),
            inline=one.inline,
        )
        for one in files
    )
    return message


def note_refused(message: Message, refused: Sequence[tuple[Upload, Text]]) -> None:
    """Files that a mail brought and that we don't keep: that they were there, and why not."""
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            original_name=shown_name(upload.name),
            kind="",
            size=max(upload.size, len(upload.data)),
            refusal=because.to_data(),
        )
        for upload, because in refused
    )


def forget_files(digests: Sequence[str]) -> None:
    """Take files from the disk that no row needs any more, once the transaction has committed."""

    def drop() -> None:
        needed = set(Attachment.objects.filter(digest__in=digests).values_list("digest", flat=True))
        for digest in set(digests) - needed:
            STORE.drop(digest)

    transaction.on_commit(drop)
