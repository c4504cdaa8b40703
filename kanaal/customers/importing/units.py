"""A customer of a table, as sound values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Customer:
    """`given` holds only what the table says, by the fields of an account; what it leaves empty stays as it is.

    `parent` is the external id of the company it belongs to, `owner` the membership ID of the partner who sees it.
    """

    line: int
    external_id: str
    given: Mapping[str, Any]
    parent: str
    owner: str
