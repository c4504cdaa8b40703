"""Files that prove a request: judged by content, kept outside the web root under their own digest, never shown inline.

Pictures are written anew: what a camera adds (where, when, which telephone) and whatever else was hidden is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.files import MEGABYTE, pictures
from kanaal.core.files.kinds import kind_of
from kanaal.core.files.names import shown_name
from kanaal.core.files.store import Store
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.helpdesk.models import Evidence, Request
from kanaal.helpdesk.policy import HelpdeskPolicy
from kanaal.people.models import Person
from kanaal.programme.policies import policy

STORE = Store("evidence")
ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
ACCEPT = ".pdf,.png,.jpg,.jpeg"


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
    for file, (content, kind) in [(f, _sound(f, rule.evidence_megabytes)) for f in files]:
        request.evidence.create(
            name=_named(file, kind), kind=kind, size=len(content), digest=STORE.keep(content),
            added_by=person, added_at=clock.now(),
        )  # fmt: skip


def forget(rows: Iterable[Evidence]) -> None:
    """Delete rows, and after commit the files that no other row names."""
    rows = list(rows)
    digests = {row.digest for row in rows}
    Evidence.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: _sweep(digests))


def _sweep(digests: set[str]) -> None:
    for digest in digests - set(Evidence.objects.filter(digest__in=digests).values_list("digest", flat=True)):
        STORE.drop(digest)


def _sound(file: UploadedFile[Any], most: int) -> tuple[bytes, str]:
    """The bytes to keep, with the type that the content shows; what the browser claimed counts for nothing."""
    shown = str(file.name or "")
    if (file.size or 0) > most * MEGABYTE:
        raise EvidenceTooLarge(shown, most)
    content = file.read()
    kind = kind_of(content)
    if kind not in ENDINGS:
        raise EvidenceUnreadable(shown)
    if kind == "application/pdf":
        return content, kind
    try:
        return pictures.redrawn(content)
    except pictures.PictureBroken as fault:
        raise EvidenceUnreadable(shown) from fault


def _named(file: UploadedFile[Any], kind: str) -> str:
    """The name as it was, with the ending that the content has."""
    plain = shown_name(str(file.name or ""))
    stem, dot, _ending = plain.rpartition(".")
    return (stem if dot else plain)[:80].strip() + ENDINGS[kind]
