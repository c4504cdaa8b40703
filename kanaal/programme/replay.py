"""Taking a decision once more, as it was: under the release of its day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kanaal.core.decisions import Decision
from kanaal.core.models import Event
from kanaal.programme import releases
from kanaal.programme.models import Release


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
