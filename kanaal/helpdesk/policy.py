"""The helpdesk's section of the pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from kanaal.programme.sections import section


@section("helpdesk")
@dataclass(frozen=True)
class HelpdeskPolicy:
    """`number_prefix` begins the number of each request; `answer_hours` is what is promised to whoever asks.

    An authorisation can be given for `authorisation_days` and is recalled once, `authorisation_reminder_days` before
    that is over. A request carries at most `evidence_files` files of at most `evidence_megabytes` each.
    """

    number_prefix: str
    answer_hours: int
    authorisation_days: Annotated[int, Field(ge=1, le=365)]
    authorisation_reminder_days: Annotated[int, Field(ge=0, le=365)]
    evidence_files: Annotated[int, Field(ge=1, le=50)]
    evidence_megabytes: Annotated[int, Field(ge=1, le=100)]
