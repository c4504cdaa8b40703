"""What a higher room has to say before a distributor ends: whatever still waits for its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kanaal.core.decisions import Finding
from kanaal.distributors.models import Distributor

OBJECTIONS: list[Callable[[Distributor], Iterable[Finding]]] = []
"""distributor → what stands in the way of its end; a module registers in its reactions.py."""
