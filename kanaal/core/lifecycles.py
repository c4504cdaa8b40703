"""States and the steps between them, as one table beside the model. Every step that is not in the table refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.refusals import WrongState
from kanaal.core.texts import Text, say


@dataclass(frozen=True)
class Step:
    """From which states one comes, and where one arrives."""

    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True)
class Lifecycle:
    """`labels` names the states for people; `steps` names what can happen: `Step(("draft",), "submitted")`."""

    labels: Mapping[str, str]
    steps: Mapping[str, Step]

    def label(self, state: str) -> Text:
        return Text(self.labels[state])

    def choices(self) -> list[tuple[str, str]]:
        return list(self.labels.items())

    def can(self, state: str, step: str) -> bool:
        return state in self.steps[step].sources

    def after(self, state: str, step: str) -> str:
        """The state after a step; raises WrongState, saying what state the thing is in, when it can't be taken."""
        if not self.can(state, step):
            raise WrongState(
                say(_("This is already %(state)s, so it can't be done any more."), state=self.label(state)),
                remedy=say(_("Somebody else may have been first. Look at it as it is now.")),
            )
        return self.steps[step].target


class Stateful(models.Model):
    """A row with a lifecycle. The subclass has `state` and a class attribute `lifecycle`."""

    lifecycle: Lifecycle
    state: models.CharField[str, str]

    class Meta:
        abstract = True

    def step(self, name: str) -> None:
        """Take a step in memory; the action saves. Raises WrongState when the table has no such step."""
        self.state = self.lifecycle.after(self.state, name)

    def can(self, name: str) -> bool:
        return self.lifecycle.can(self.state, name)

    @property
    def state_label(self) -> Text:
        return self.lifecycle.label(self.state)
