"""What goes on in the background: looking through all accounts for duplicates."""

from __future__ import annotations

import datetime as dt

from kanaal.core.jobs import every, job, task
from kanaal.customers.duplicates.looking import go_through
from kanaal.customers.finding import rebuild
from kanaal.customers.models import DuplicateSearch


@job(max_attempts=8, unique=lambda search_id: f"duplicates:{search_id}")
@task()
def find_duplicates(search_id: int) -> None:
    """Go on with a search until all accounts were looked at; run again, it goes on where it was."""
    search = DuplicateSearch.objects.filter(pk=search_id, ended_at=None).first()
    if search is not None:
        go_through(search)


@every(days=1, at=dt.time(3, 20))
def tend_index(tick: dt.datetime) -> None:
    """By night: what an import that was stopped left out of the index comes in, and how common words are is counted."""
    rebuild()
