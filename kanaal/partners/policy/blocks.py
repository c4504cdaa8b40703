"""Blocks of the welcome kit that are made of the levels, so that they can't be out of date (P4).

Each is Markdown without a word of its own: headings and sentences around it are the pack's.
"""

from __future__ import annotations

from kanaal.core import markdown
from kanaal.core.texts import Words
from kanaal.partners.policy.levels import LevelsPolicy
from kanaal.partners.policy.places import PlacesPolicy
from kanaal.programme.filling import Rules, block

_YES, _NO = "✓", "–"


def _table(rows: list[list[str]]) -> str:
    """The first row is the head. What people typed stays words: a bar in it must not end its cell."""
    lines = ["| " + " | ".join(markdown.quote(cell) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _lists(parts: list[tuple[Words, list[Words]]], language: str) -> str:
    """A small heading for each level, its points below it."""
    return "\n\n".join(
        f"### {markdown.quote(name.in_(language))}\n\n"
        + "\n".join(f"- {markdown.quote(point.in_(language))}" for point in points)
        for name, points in parts
        if points
    )


@block("levels.summary")
def summary(pack: Rules, language: str) -> str:
    """Each level and what it is, one below the other."""
    levels = pack.section(LevelsPolicy).by_rank
    return "\n".join(
        f"- **{markdown.quote(lv.name.in_(language))}** – {markdown.quote(lv.summary.in_(language))}" for lv in levels
    )


@block("levels.needs")
def needs(pack: Rules, language: str) -> str:
    """What each level asks on top of the one below it."""
    return _lists([(lv.name, [n.shown for n in lv.needs]) for lv in pack.section(LevelsPolicy).by_rank], language)


@block("levels.benefits")
def benefits(pack: Rules, language: str) -> str:
    """What each level brings on top of the one below it."""
    return _lists([(lv.name, list(lv.benefits)) for lv in pack.section(LevelsPolicy).by_rank], language)


@block("levels.places")
def places(pack: Rules, language: str) -> str:
    """A table: which level opens which place."""
    levels = pack.section(LevelsPolicy)
    head = ["", *(lv.name.in_(language) for lv in levels.by_rank)]
    rows = [
        [p.name.in_(language), *(_YES if levels.opens(lv, p.key) else _NO for lv in levels.by_rank)]
        for p in pack.section(PlacesPolicy).places
    ]
    return _table([head, *rows])


@block("levels.seats")
def seats(pack: Rules, language: str) -> str:
    """A table: how many sales seats each level has (P10)."""
    levels = pack.section(LevelsPolicy).by_rank
    return _table([[lv.name.in_(language) for lv in levels], [str(lv.seats) for lv in levels]])
