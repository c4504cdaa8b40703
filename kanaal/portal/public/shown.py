"""The levels as the public pages show them: what each asks, brings and opens, and all of them side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.partners.policy import Level, LevelsPolicy, Need, Place, PlacesPolicy
from kanaal.programme.models import Release
from kanaal.programme.pack import Pack


@dataclass(frozen=True)
class LevelShown:
    """One level. `needs`, `benefits` and `opens` are its own; `needs_before` what the levels below it ask already."""

    level: Level
    below: Level | None
    needs: tuple[Need, ...]
    needs_before: tuple[Need, ...]
    opens: tuple[Place, ...]
    opens_before: tuple[Place, ...]


def levels_shown(pack: Pack) -> list[LevelShown]:
    """Every level with all that it needs (LevelsPolicy.needs_of) and opens, the lowest first (P4)."""
    levels, places = pack.section(LevelsPolicy), pack.section(PlacesPolicy).places

    def shown(level: Level) -> LevelShown:
        opened = [place for place in places if levels.opens(level, place.key)]
        return LevelShown(
            level=level,
            below=levels.get(level.builds_on) if level.builds_on else None,
            needs=level.needs,
            needs_before=tuple(need for need in levels.needs_of(level) if need not in level.needs),
            opens=tuple(place for place in opened if place.key in level.opens),
            opens_before=tuple(place for place in opened if place.key not in level.opens),
        )

    return [shown(level) for level in levels.by_rank]


@dataclass(frozen=True)
class Line:
    """A row of the comparison: what is compared, and for each level whether, or how many."""

    label: object
    cells: tuple[bool | int, ...]


def compared(pack: Pack) -> Iterator[Line]:
    """All levels beside each other: the places that each opens, its seats, the number of its requirements."""
    levels, places = pack.section(LevelsPolicy), pack.section(PlacesPolicy).places
    ranked = levels.by_rank
    for place in places:
        yield Line(place.name, tuple(levels.opens(level, place.key) for level in ranked))
    if any(level.seats for level in ranked):
        yield Line(_("Sales seats"), tuple(level.seats for level in ranked))
    yield Line(_("Requirements"), tuple(len(levels.needs_of(level)) for level in ranked))


def comparison(pack: Pack) -> tables.Table:
    """The comparison as a table of the house."""

    def column(at: int, level: Level) -> tables.Column:
        return tables.text(level.name, lambda line: _cell(line.cells[at]))

    return tables.Table(
        caption=_("The levels compared"),
        columns=[
            replace(tables.text(_("What is compared"), "label"), hidden_label=True),
            *(column(at, level) for at, level in enumerate(pack.section(LevelsPolicy).by_rank)),
        ],
        rows=compared(pack),
        stacks=False,  # to compare, one needs the levels beside each other
    )


def _cell(value: bool | int) -> object:
    """A sign for the eye and a word for the ear, or a number."""
    if not isinstance(value, bool):
        return formats.number(value)
    if value:
        return format_html('<strong aria-hidden="true">✓</strong><span class="visually-hidden">{}</span>', _("yes"))
    return format_html(
        '<span class="muted" aria-hidden="true">–</span><span class="visually-hidden">{}</span>', _("no")
    )


def in_short(pack: Pack) -> tables.Table:
    """A level a line: what it is, what it brings, how much it asks."""
    levels = pack.section(LevelsPolicy)
    return tables.Table(
        caption=_("The levels in short"),
        columns=[
            tables.link(_("Level"), "name", to=lambda level: f"{reverse('levels')}#level-{level.key}", under="summary"),
            tables.part(_("What it brings"), lambda level: _lines(level.benefits)),
            tables.text(_("Requirements"), lambda level: formats.number(len(levels.needs_of(level)))),
        ],
        rows=levels.by_rank,
    )


def _lines(texts: Iterable[object]) -> SafeString:
    return format_html(
        '<div class="prose small"><ul>{}</ul></div>', format_html_join("", "<li>{}</li>", ((text,) for text in texts))
    )


def since(release: Release) -> dt.date:
    """The day on which a release began, where the programme is at home: it begins there at midnight."""
    return release.effective_from.astimezone(ZoneInfo(release.pack.programme.time_zone)).date()


@dataclass(frozen=True)
class Stair:
    """One step of the picture on the first page, in the units of its drawing."""

    name: object
    x: int
    y: int
    width: int
    weight: str
    top: bool

    @property
    def text_x(self) -> int:
        return self.x + 20

    @property
    def text_y(self) -> int:
        return self.y + 36


STAIRS_WIDE, STAIR_HIGH, STAIR_GAP = 464, 58, 10


def stairs(levels: LevelsPolicy) -> dict[str, Any]:
    """The levels as stairs that rise to the right. The highest is drawn full, the others lighter the lower they are."""
    ranked = levels.by_rank
    count, step = len(ranked), STAIR_HIGH + STAIR_GAP
    shift = STAIRS_WIDE * 54 // 100 // max(count - 1, 1)
    drawn = [
        Stair(
            name=level.name,
            x=at * shift,
            y=(count - 1 - at) * step,
            width=STAIRS_WIDE - at * shift,
            weight=f"{0.1 + 0.3 * at / max(count - 1, 1):.2f}",
            top=at == count - 1,
        )
        for at, level in enumerate(ranked)
    ]
    return {"steps": drawn, "box": f"0 0 {STAIRS_WIDE} {count * step - STAIR_GAP}"}
