"""The names of agreements: unique among those in force, and which are free instead (V3, V11)."""

from __future__ import annotations

from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.names import free_names, key_of

OFFERED = 3
"""So many free names are offered: one is one's own to choose, more are a list to read."""


def is_taken(name: str, *, but: Agreement | None = None) -> bool:
    """Has an agreement in force this name, or one that differs only in case, accents or signs?"""
    found = Agreement.objects.filter(state="live", name_key=key_of(name))
    return (found.exclude(pk=but.pk) if but else found).exists()


def free_instead(name: str, *hints: str) -> tuple[str, ...]:
    """Slight changes of a name that no agreement in force has."""
    alike = Agreement.objects.filter(state="live", name_key__startswith=key_of(name))
    return free_names(name, alike.values_list("name_key", flat=True)[:200], hints, OFFERED)
