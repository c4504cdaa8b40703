"""What goes on in the background: looking through all accounts for duplicates."""

from __future__ import annotations

from kanaal.core.jobs import job, task
from kanaal.customers.duplicates.looking import go_through
from kanaal.customers.models import DuplicateSearch


@job(max_attempts=8, unique=lambda search_id: f"duplicates:{search_id}")
@task()
def find_duplicates(search_id: int) -> None:
    """Go on with a search until all accounts were looked at; run again, it goes on where it was."""
    search = DuplicateSearch.objects.filter(pk=search_id, ended_at=None).first()
    if search is not None:
        go_through(search)
