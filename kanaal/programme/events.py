"""What happens to the programme itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class ReleasePublished(Fact):
    """A release stands fast: its number, what it is called, from when on it is in force (ISO 8601), and its digest."""

    says: ClassVar[str] = _("%(who)s published release %(number)s of the programme, in force from %(effective_from)s")
    icon: ClassVar[str] = "book-open"

    number: int
    name: str
    effective_from: str
    digest: str
    note: str = ""
