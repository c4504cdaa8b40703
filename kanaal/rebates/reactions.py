"""What rebates do when something is reported: somebody asked for a computing."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.rebates.events import ComputingAsked
from kanaal.rebates.models import Cycle, Entry
from kanaal.rebates.tasks import compute_a_cycle
from kanaal.rebates.worth import rebates_then  # noqa: F401 - levels are told what they are worth
from kanaal.sellthrough.hooks import SETTLED


def counted_for_good() -> Q:
    """A line that an approved cycle has counted: its amount is what was paid by."""
    return Q(Exists(Entry.objects.filter(line=OuterRef("pk"), cycle__state__in=Cycle.FROZEN)))


SETTLED.append(counted_for_good)


@on(ComputingAsked)
def compute_it(fact: ComputingAsked, event: Event) -> None:
    job = compute_a_cycle.enqueue(event.about_id)
    Cycle.objects.filter(pk=event.about_id).update(job=int(str(job.id)))
