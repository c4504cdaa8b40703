"""Files that prove a request: judged by content, kept outside the web root under their own digest, never shown inline.

Pictures are written anew: what a camera adds (where, when, which telephone) and whatever else was hidden is left out.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_noop as _
from PIL import Image, ImageOps

from kanaal.core import clock
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.helpdesk.models import Evidence, Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.people.models import Person
from kanaal.programme.policies import policy

PICTURES = {"PNG": ("image/png", ".png"), "JPEG": ("image/jpeg", ".jpg")}
ACCEPT = ".pdf,.png,.jpg,.jpeg"
MEGABYTE = 1024 * 1024
MOST_PIXELS = 50_000_000
"""A picture of more is refused unread: unpacked it would fill the memory."""


class EvidenceTooLarge(Refusal):
    field = "evidence"
    status = 413

    def __init__(self, file: str, most: int) -> None:
        super().__init__(
            say(_("%(file)s is too large: %(most)s MB at most."), file=name(file), most=most),
            remedy=say(_("Make it smaller, or attach only the pages that matter.")),
        )


class EvidenceTooMuch(Refusal):
    field = "evidence"
    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(
            say(_("A request carries %(most)s files at most."), most=most),
            remedy=say(_("Put several pages into one PDF.")),
        )


class EvidenceUnreadable(Refusal):
    field = "evidence"
    status = 415

    def __init__(self, file: str) -> None:
        super().__init__(
            say(_("%(file)s is neither a PDF nor a picture that can be read."), file=name(file)),
            remedy=say(_("Attach a PDF, PNG or JPEG file.")),
        )


def keep_all(request: Request, files: Sequence[UploadedFile[Any]], person: Person) -> None:
    """Keep the files with a request; raises before anything is kept when one of them will not do."""
    rule = policy(HelpdeskPolicy)
    if request.evidence.count() + len(files) > rule.evidence_files:
        raise EvidenceTooMuch(rule.evidence_files)
    for file, (content, kind, ending) in [(f, _sound(f, rule.evidence_megabytes)) for f in files]:
        digest = hashlib.sha256(content).hexdigest()
        _write(digest, content)
        request.evidence.create(
            name=_shown_name(file, ending), kind=kind, size=len(content), digest=digest,
            added_by=person, added_at=clock.now(),
        )  # fmt: skip


def path_of(digest: str) -> Path:
    return Path(settings.VAR) / "evidence" / digest[:2] / digest


def forget(rows: Iterable[Evidence]) -> None:
    """Delete rows, and after commit the files that no other row names."""
    rows = list(rows)
    digests = {row.digest for row in rows}
    Evidence.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: _sweep(digests))


def _sweep(digests: set[str]) -> None:
    for digest in digests - set(Evidence.objects.filter(digest__in=digests).values_list("digest", flat=True)):
        path_of(digest).unlink(missing_ok=True)


def _sound(file: UploadedFile[Any], most: int) -> tuple[bytes, str, str]:
    """The bytes to keep, with the type that the content shows; what the browser claimed counts for nothing."""
    shown = str(file.name or "")
    if (file.size or 0) > most * MEGABYTE:
        raise EvidenceTooLarge(shown, most)
    content = file.read()
    if content.startswith(b"%PDF-"):
        return content, "application/pdf", ".pdf"
    try:
        return _anew(content)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise EvidenceUnreadable(shown) from fault


def _anew(content: bytes) -> tuple[bytes, str, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=list(PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            kind, ending = PICTURES[str(picture.format)]
            turned = ImageOps.exif_transpose(picture)
            plain = turned.convert("RGB" if ending == ".jpg" else "RGBA")
    out = io.BytesIO()
    plain.save(out, format="JPEG" if ending == ".jpg" else "PNG", optimize=True)
    return out.getvalue(), kind, ending


def _shown_name(file: UploadedFile[Any], ending: str) -> str:
    """The name as it was, on one line, with the ending that the content has."""
    stem = PurePosixPath(str(file.name or "").replace("\\", "/")).stem
    return "".join(c for c in stem if c.isprintable())[:80].strip() + ending


def _write(digest: str, content: bytes) -> None:
    path = path_of(digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    half.write_bytes(content)
    half.chmod(0o600)
    half.replace(path)
