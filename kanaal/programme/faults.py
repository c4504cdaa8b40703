"""A fault in a pack: where it is, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend. `line` and `column` count from 1; 0 means the whole file."""

    file: str
    line: int
    column: int
    says: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.says} {self.remedy}".rstrip()


class PackFaulty(ValueError):
    """A pack can't be used as it is. Carries every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(f) for f in self.faults))
