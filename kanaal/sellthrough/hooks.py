"""What higher rooms say of reported lines: which of them have counted for good."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

SETTLED: list[Callable[[], Q]] = []
"""Conditions under which a line's amount changes no more, whatever rate was wrong; a module registers in reactions.py.
Lines of a locked month are settled anyway.
"""
