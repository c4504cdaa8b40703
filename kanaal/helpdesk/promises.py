"""When whoever asks the helpdesk is promised an answer: in the hours in which it works for their region (H1, H2)."""

from __future__ import annotations

import datetime as dt

from kanaal.core import business_time
from kanaal.helpdesk.policy import HelpdeskPolicy, SupportHoursPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy


def promised_answer(asked_at: dt.datetime, region: str) -> dt.datetime:
    """By when something that was asked at a moment is answered. An unknown region is promised real hours."""
    return after(asked_at, dt.timedelta(hours=policy(HelpdeskPolicy).answer_hours), region)


def after(moment: dt.datetime, time: dt.timedelta, region: str) -> dt.datetime:
    """So much of the helpdesk's working time after a moment."""
    office = office_of(region)
    return business_time.add(office, moment, time) if office else moment + time


def passed(start: dt.datetime, end: dt.datetime, region: str) -> dt.timedelta:
    """How much of the helpdesk's working time lies between two moments."""
    office = office_of(region)
    return business_time.between(office, start, end) if office else max(dt.timedelta(0), end - start)


def office_of(region: str) -> business_time.Office | None:
    """The helpdesk's hours for a region; None where the programme says nothing of them."""
    release, found = releases.current(), policy(RegionsPolicy).get(region)
    if found is None or not release.pack.has(SupportHoursPolicy):
        return None
    hours = policy(SupportHoursPolicy).of(region)
    return hours.office(found.time_zone) if hours else None
