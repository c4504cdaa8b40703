"""What the programme says of a distributor's answers, and of its files (V6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kanaal.programme.fields import Positive
from kanaal.programme.sections import section


@section("distribution", optional=True)
@dataclass(frozen=True)
class DistributionPolicy:
    """`answer_hours`: what waits longer is shown as late. A file has at most `most_rows`; up to `at_once_rows` it is
    read, and carried out, while one waits.
    """

    answer_hours: Positive
    most_rows: Positive
    at_once_rows: Positive

    @property
    def answer_within(self) -> dt.timedelta:
        return dt.timedelta(hours=self.answer_hours)
