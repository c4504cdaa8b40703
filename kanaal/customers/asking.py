"""Having all accounts looked through: the search is noted and given to the workers, in one transaction."""

from __future__ import annotations

from django.db import transaction

from kanaal.core.actors import Actor
from kanaal.customers.actions.duplicates import look_for_duplicates
from kanaal.customers.duplicates import splink
from kanaal.customers.models import DuplicateSearch
from kanaal.customers.tasks import find_duplicates


def start(found_by: str, *, by: Actor) -> DuplicateSearch:
    """Begin a search, or find the one that goes on already. Raises SplinkMissing."""
    if found_by == "splink":
        splink.check()
    with transaction.atomic():
        search = look_for_duplicates(found_by=found_by, by=by)
        find_duplicates.enqueue(search.pk)
    return search
