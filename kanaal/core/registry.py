"""The chapters of `kanaal house`: each registry tells, beside its own definition, how it is printed.

    @lists("Request kinds")
    def _kinds() -> Iterable[str]:
        return (f"{kind.key}: {kind.label}" for kind in KINDS.values())

Core prints them (`core.listings`) without knowing whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Lines = Callable[[], Iterable[str]]

LISTS: dict[str, Lines] = {}
"""Title → what answers its lines. Printed in the order of their titles."""


def lists(title: str) -> Callable[[Lines], Lines]:
    """Register a chapter; a title can be registered once."""

    def register(lines: Lines) -> Lines:
        known = LISTS.get(title)
        if known is not None and known.__module__ != lines.__module__:
            raise ValueError(f"Two chapters are called {title!r}: {known.__module__} and {lines.__module__}.")
        LISTS[title] = lines
        return lines

    return register


def where(thing: object) -> str:
    """`partners.reactions.tell_the_desk`: where a function or a class stands."""
    thing = getattr(thing, "func", thing)
    return f"{getattr(thing, '__module__', '?')}.{getattr(thing, '__qualname__', '?')}".removeprefix("kanaal.")
