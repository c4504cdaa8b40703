"""What rebates do when something is reported: somebody asked for a computing."""

from __future__ import annotations

from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.rebates.events import ComputingAsked
from kanaal.rebates.models import Cycle
from kanaal.rebates.tasks import compute_a_cycle
from kanaal.rebates.worth import rebates_then  # noqa: F401 - levels are told what they are worth


@on(ComputingAsked)
def compute_it(fact: ComputingAsked, event: Event) -> None:
    job = compute_a_cycle.enqueue(event.about_id)
    Cycle.objects.filter(pk=event.about_id).update(job=int(str(job.id)))
