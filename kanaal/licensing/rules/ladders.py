"""Where a quantity stands on a ladder of discount levels."""

from __future__ import annotations

from kanaal.licensing.rules.terms import Ladder, Step


def step_for(ladder: Ladder, quantity: int) -> Step:
    """The level of a quantity; the lowest for none at all."""
    return max((step for step in ladder.steps if step.at_least <= quantity), key=_least, default=ladder.steps[0])


def rank(ladder: Ladder, key: str) -> int:
    """The place of a level, from 0, also by its key for who has committed; -1 for one that there is no longer."""
    return next((n for n, step in enumerate(ladder.steps) if key and key in (step.key, step.committed)), -1)


def next_step(ladder: Ladder, quantity: int) -> Step | None:
    """The first level that a quantity does not reach; None at the top."""
    return next((step for step in ladder.steps if step.at_least > quantity), None)


def highest(*steps: Step) -> Step:
    return max(steps, key=_least)


def _least(step: Step) -> int:
    return step.at_least
