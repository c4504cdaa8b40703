"""What is measured: a page and the bare view beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """`cookie` signs the page's reader in; `queries` of one opening; `size` of the page in characters."""

    name: str
    page: str
    bare: str
    cookie: str
    queries: int
    size: int
