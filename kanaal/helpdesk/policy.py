"""The helpdesk's section of the pack."""

from __future__ import annotations

from dataclasses import dataclass

from kanaal.programme.sections import section


@section("helpdesk")
@dataclass(frozen=True)
class HelpdeskPolicy:
    """`number_prefix` begins the number of each request; `answer_hours` is what is promised to whoever asks."""

    number_prefix: str
    answer_hours: int
