"""Where a no is explained at length: the room that has the articles registers itself here, so that every refusal can
link to the same answer (H4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """An article: its title in the reader's language, and its address."""

    title: str
    url: str


ANSWERS: list[Callable[[tuple[str, ...]], Answer | None]] = []
"""Functions (names of permissions, conditions and `refusal:…`, the most telling first) → answer."""


def answer_to(*names: str) -> Answer | None:
    """The first answer that somebody has; None where nobody has one."""
    return next((found for ask in ANSWERS if (found := ask(names)) is not None), None)


def answer_to_decision(permission: str, failing: tuple[str, ...]) -> Answer | None:
    """One reason alone is what to explain; of several, what was wanted explains best how they belong together."""
    names = (*failing, permission) if len(failing) == 1 else (permission, *failing)
    return answer_to(*names) if failing else None
