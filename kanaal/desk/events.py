"""What the desk does about background work that was given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class JobRunAgain(Fact):
    says: ClassVar[str] = _("%(who)s had %(task)s run again")
    icon: ClassVar[str] = "refresh-cw"
    task: str = ""


@dataclass(frozen=True)
class JobSetAside(Fact):
    says: ClassVar[str] = _("%(who)s set %(task)s aside")
    icon: ClassVar[str] = "archive"
    task: str = ""
