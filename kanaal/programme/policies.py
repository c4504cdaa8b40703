"""The question that all rooms ask the programme: what does it say about this?"""

from __future__ import annotations

from typing import TypeVar

from kanaal.programme import releases
from kanaal.programme.models import Release

T = TypeVar("T")


def policy(cls: type[T], release: Release | None = None) -> T:
    """The section that `cls` reads, of the release in force now or of the given one.

    Raises releases.NoRelease when nothing is published, faults.PackFaulty when that release lacks the section.
    """
    return (release or releases.current()).pack.section(cls)
