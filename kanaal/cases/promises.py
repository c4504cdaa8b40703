"""The promises of a case: when it is due, and what waiting for the asker adds."""

from __future__ import annotations

import datetime as dt

from kanaal.cases.models import Case
from kanaal.cases.policy import CasesPolicy
from kanaal.helpdesk import promises
from kanaal.programme.policies import policy


def promise_anew(case: Case, now: dt.datetime) -> None:
    """A first answer and a solution are promised from now on; in memory."""
    rule = policy(CasesPolicy)
    case.answer_by = promises.after(now, dt.timedelta(hours=rule.answer_hours), case.region)
    case.solve_by = promises.after(now, dt.timedelta(hours=rule.solve_hours), case.region)
    case.answered_at = case.solved_at = case.closed_at = case.waiting_since = None
    set_due(case)


def set_due(case: Case) -> None:
    """The next promise to be kept, as the state is now; in memory."""
    if case.state not in ("new", "open"):
        case.due_at = None
    else:
        case.due_at = case.solve_by if case.answered_at else case.answer_by


def rest_is_over(case: Case, now: dt.datetime) -> None:
    """The time in which we waited for the asker is added to the solution's promise; in memory."""
    if case.waiting_since is None:
        return
    left = promises.passed(case.waiting_since, case.solve_by, case.region)
    case.solve_by = promises.after(now, left, case.region)
    case.waiting_since = None
