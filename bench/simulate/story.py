"""What is told of an agreement while it is played: its acts by day, for whoever has to find out why something broke."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Story:
    """`name` leads back to it: with the same seed it is played in the same way."""

    name: str
    lines: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, day: dt.date, what: str, more: str = "") -> None:
        self.lines.append(f"{day}  {what} {more}".rstrip())
        self.counts[what] += 1


class Broken(AssertionError):
    """Something that must always hold did not."""

    def __init__(self, story: Story, day: dt.date, says: str) -> None:
        told = "\n".join(f"  {line}" for line in story.lines[-60:])
        super().__init__(f"{story.name}, {day}: {says}\n{told}\n")

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return Retold, (str(self),)


class Retold(AssertionError):
    """The same, from another process."""
