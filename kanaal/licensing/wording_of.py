"""What a kind of happening is called, said and shown with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wording:
    """Messages of the catalogue, each for one licence and for several. They may use `count`, `product` and `number`.

    `will`: of a day that comes; `was`: of one that has passed. `means`: role → what it means for whoever reads it.
    """

    icon: str
    tone: str
    will: tuple[str, str]
    was: tuple[str, str]
    means: Mapping[str, str] = field(default_factory=dict)
