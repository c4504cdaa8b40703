"""The questions of `data/faq.toml`: how they are asked, and what each of the cast is to read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VERDICTS = {"yes": True, "no": False, "told": None}


@dataclass(frozen=True)
class Reads:
    """What somebody reads of their own case: whether they may, where the button leads, and words beside it."""

    may: bool | None
    to: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    key: str
    nl: tuple[str, ...]
    en: tuple[str, ...]
    reads: Mapping[str, Reads]


def _reads(line: str) -> Reads:
    """`no /levels/#level-gold | Registered | Gold`."""
    first, *says = (part.strip() for part in line.split("|"))
    verdict, _, to = first.partition(" ")
    return Reads(VERDICTS[verdict], to, tuple(says))


def _read() -> dict[int, Asked]:
    data = tomllib.loads((Path(__file__).parent / "data" / "faq.toml").read_text("utf-8"))
    found = {}
    for one in data["questions"]:
        lines = data["like"].get(one.get("like"), {}) | one.get("reads", {})
        reads = {who: _reads(line) for who, line in lines.items()}
        found[one["number"]] = Asked(one["key"], tuple(one["nl"]), tuple(one["en"]), reads)
    return found


FAQ = _read()
