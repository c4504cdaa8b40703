"""What other rooms keep on a company's timeline about its bank details (R4)."""

from __future__ import annotations

from collections.abc import Iterable

from kanaal.bankdetails.events import BankDetailsPutInFile
from kanaal.bankdetails.models import BankDetails
from kanaal.core.actors import Actor
from kanaal.core.events import record_all


def keep_put_in_file(rows: Iterable[BankDetails], file: str, *, by: Actor) -> None:
    """These accounts stand in full in a payment file that somebody made or downloaded: each company sees it.

    The rows' partners are in hand (`select_related`).
    """
    record_all([(BankDetailsPutInFile(one.pk, one.masked, file), one.partner) for one in rows], by=by)
