"""Every step that the table of a lifecycle does not have refuses, and leaves the state as it was."""

from __future__ import annotations

import pytest
from django.apps import apps

from kanaal.core.lifecycles import Stateful
from kanaal.core.refusals import WrongState

STATEFUL = [m for m in apps.get_models() if issubclass(m, Stateful)]
STEPS = [
    pytest.param(model, state, step, id=f"{model.__name__}-{state}-{step}")
    for model in STATEFUL
    for state in model.lifecycle.labels
    for step in model.lifecycle.steps
]


@pytest.mark.parametrize(("model", "state", "step"), STEPS)
def test_a_step_is_taken_as_the_table_says_or_refused(model: type[Stateful], state: str, step: str) -> None:
    row = model()
    row.state = state
    rule = model.lifecycle.steps[step]
    if state in rule.sources:
        row.step(step)
        assert row.state == rule.target
    else:
        with pytest.raises(WrongState):
            row.step(step)
        assert row.state == state


def test_there_are_lifecycles_to_walk() -> None:
    assert len(STATEFUL) >= 4
