"""The countries of countries.toml, as values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Country:
    """What invented companies of a country are made of. A town is (name, shape of its postal codes, province)."""

    code: str
    share: int
    language: str
    dialling: str
    suffix: str
    towns: tuple[tuple[str, str, str], ...]
    streets: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    trades: tuple[str, ...]
    legal: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    number_first: bool = False


def _country(said: dict[str, Any]) -> Country:
    towns = []
    for entry in said.pop("towns"):
        name, code, *province = (part.strip() for part in entry.split("|"))
        towns.append((name, code, province[0] if province else ""))
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Country(towns=tuple(towns), **values)


_DATA = tomllib.loads((Path(__file__).parent / "countries.toml").read_text(encoding="utf-8"))
COUNTRIES = tuple(_country(said) for said in _DATA["countries"])
