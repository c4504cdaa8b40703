"""Findings, and the list of checks that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError

Level = Literal["ok", "warn", "bad"]


@dataclass(frozen=True)
class Finding:
    """`bad`: something does not work or is not safe; `warn`: look at it soon. `remedy` is what to do, empty when ok."""

    level: Level
    subject: str
    says: str
    remedy: str = ""


Check = Callable[[], Iterable[Finding]]
CHECKS: list[tuple[str, Check, bool]] = []


def ok(subject: str, says: str) -> Finding:
    return Finding("ok", subject, says)


def warn(subject: str, says: str, remedy: str) -> Finding:
    return Finding("warn", subject, says, remedy)


def bad(subject: str, says: str, remedy: str) -> Finding:
    return Finding("bad", subject, says, remedy)


def check(subject: str, *, database: bool = True) -> Callable[[Check], Check]:
    """`@check("mail")` on a generator of findings; `database`: it can't be asked while the database is silent."""

    def register(ask: Check) -> Check:
        CHECKS.append((subject, ask, database))
        return ask

    return register


def examine() -> Iterator[Finding]:
    """All findings, in the order in which the checks are declared. A check that itself falls is a finding, too."""
    database_answers = True
    for subject, ask, database in CHECKS:
        if database and not database_answers:
            continue
        try:
            found = list(ask())
        except DatabaseError as fault:
            found = [
                bad(subject, f"The database refused the question: {fault}.", "Bring it up to date: kanaal migrate.")
            ]
        except OSError as fault:
            found = [bad(subject, f"{fault}.", "See that the service may read and write there.")]
        database_answers = database_answers and not any(f.level == "bad" and f.subject == "database" for f in found)
        yield from found
