"""Taking a decision once more, as it was: under the release of its day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from kanaal.core.decisions import Decision
from kanaal.core.models import Event
from kanaal.programme import releases
from kanaal.programme.models import Release

Ask = Callable[[Event], Decision]
"""Takes the decision behind an event once more: the permission, with the actor and the subject as they were."""
REPLAYS: dict[str, Ask] = {}
"""Name of a fact → how its decision is asked again. A module adds its own; see `replays`."""


def replays(*facts: str) -> Callable[[Ask], Ask]:
    """`@replays("EnrolmentApproved")` on a function event → Decision."""

    def declare(ask: Ask) -> Ask:
        REPLAYS.update(dict.fromkeys(facts, ask))
        return ask

    return declare


def replay_kept(events: Iterable[Event]) -> Iterator[tuple[Event, Replay]]:
    """Every one of these events whose decision can be asked again, and what it answers now."""
    for event in events:
        ask = REPLAYS.get(event.name)
        if ask is not None and event.receipt is not None and event.release_id is not None:
            yield event, replay(event, partial(ask, event))


class NothingToReplay(LookupError):
    """The event keeps no decision, or not under which release it was taken."""


@dataclass(frozen=True)
class Replay:
    """A kept decision and the same question asked again under the same release."""

    kept: Decision
    again: Decision
    release: Release

    @property
    def same(self) -> bool:
        """Yes or no, and for the same reasons in the same words."""
        return self.kept.to_data() == self.again.to_data()


def replay(event: Event, ask: Callable[[], Decision]) -> Replay:
    """Ask again what an event's receipt answers; `ask` calls the permission with the actor and the subject of then.

    Whatever `ask` reads through `policy(…)` is the release that the event names, not the one in force today. What the
    subject was then is the caller's part. Raises NothingToReplay when the event has no receipt or no release.
    """
    if event.receipt is None or event.release_id is None:
        raise NothingToReplay(f"Event {event.pk} ({event.name}) keeps no decision under a release.")
    release = Release.objects.get(pk=event.release_id)
    with releases.under(release):
        again = ask()
    return Replay(Decision.from_data(event.receipt), again, release)
