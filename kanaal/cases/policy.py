"""What the programme says of cases: categories, promises, how files and mails are taken in, ready-made answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from kanaal.programme.fields import Count, Key, Line, Positive, Words, key_of, once, words_with
from kanaal.programme.sections import section


@section("cases")
@dataclass(frozen=True)
class CasesPolicy:
    """`answer_hours`, `solve_hours`: promised, in the helpdesk's own hours; `warn_hours` before, agents hear of it.

    `reopen_days`: so long an answer opens a solved case again; after them it is closed. `mail_category`: what comes by
    mail. `file_mb`, `files_at_once`, `file_types` (of `inline` pictures and `downloads`): what may be attached.
    `raw_mail_days`: so long a mail is kept as it came, after which its words in the case remain (L5).
    `mails_an_hour`: more from one sender are kept and looked at by people, and are answered with nothing.
    """

    number_prefix: Line
    answer_hours: Positive
    solve_hours: Positive
    warn_hours: Count
    reopen_days: Positive
    mail_category: Annotated[Key, key_of("case_categories")]
    unverified_queue: Annotated[Key, key_of("case_queues")]
    file_mb: Positive
    files_at_once: Positive
    pictures: Annotated[tuple[Line, ...], Field(min_length=1)]
    downloads: tuple[Line, ...]
    mails_an_hour: Positive
    raw_mail_days: Positive


@dataclass(frozen=True)
class Queue:
    key: Annotated[Key, once("case queue")]
    name: Words


@section("case_queues")
@dataclass(frozen=True)
class QueuesPolicy:
    """Who of the helpdesk looks after what."""

    case_queues: Annotated[tuple[Queue, ...], Field(min_length=1)]

    def name_of(self, key: str) -> Words | str:
        return next((q.name for q in self.case_queues if q.key == key), key)


@dataclass(frozen=True)
class Category:
    """What a case is about; `queue` is where it goes."""

    key: Annotated[Key, once("case category")]
    name: Words
    queue: Annotated[Key, key_of("case_queues")]


@section("case_categories")
@dataclass(frozen=True)
class CategoriesPolicy:
    case_categories: Annotated[tuple[Category, ...], Field(min_length=1)]

    def get(self, key: str) -> Category | None:
        return next((c for c in self.case_categories if c.key == key), None)

    def name_of(self, key: str) -> Words | str:
        found = self.get(key)
        return found.name if found else key


@dataclass(frozen=True)
class Macro:
    """A ready-made answer in each language; `{name}` and `{number}` are filled in."""

    key: Annotated[Key, once("macro")]
    name: Words
    text: Annotated[Words, words_with("name", "number")]


@section("macros", optional=True)
@dataclass(frozen=True)
class MacrosPolicy:
    macros: tuple[Macro, ...]
