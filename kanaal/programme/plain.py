"""What pydantic found, in plain words and with a way out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_type_hints

from kanaal.programme.fields import did_you_mean
from kanaal.programme.sections import Section
from kanaal.programme.toml_places import Path

Detail = Mapping[str, Any]
Told = tuple[str, str]
UNKNOWN = "unexpected_keyword_argument"


def plain(section: Section, detail: Detail) -> Told:
    """A sentence that names the key and what is wrong with it, and a remedy."""
    key = shown(section.place(detail["loc"]))
    kind = detail["type"]
    if kind == UNKNOWN:
        remedy = did_you_mean(str(detail["loc"][-1]), siblings(section, detail["loc"][:-1]))
        return f"{key} is not known here.", remedy
    tell = _TELL.get(kind, _wrong_kind)
    return tell(key, detail)


def _missing(key: str, detail: Detail) -> Told:
    return f"{key} is missing.", f"Add {detail['loc'][-1]} = …"


def _own(key: str, detail: Detail) -> Told:
    """Our own validators say it themselves."""
    return f"{key} {detail['ctx']['says']}.", detail["ctx"]["remedy"]


def _raised(key: str, detail: Detail) -> Told:
    """A section's own check raised ValueError("what is wrong | what to do")."""
    says, _, remedy = str(detail["ctx"]["error"]).partition(" | ")
    return f"{key} {says}.", remedy


def _choice(key: str, detail: Detail) -> Told:
    choices = [c.strip("'") for c in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    given = str(detail["input"])
    return f'{key} is "{given}", which it can\'t be.', did_you_mean(given, choices, f"It can be {', '.join(choices)}.")


def _pattern(key: str, detail: Detail) -> Told:
    return f'{key} is "{detail["input"]}", which hasn\'t the right form.', f"It must fit {detail['ctx']['pattern']}."


def _too_short(key: str, detail: Detail) -> Told:
    count = detail["ctx"]["actual_length"]
    return f"{key} has {count} entries, which are too few.", f"Give it at least {detail['ctx']['min_length']}."


def _limit(words: str, name: str) -> Callable[[str, Detail], Told]:
    def tell(key: str, detail: Detail) -> Told:
        return f"{key} is {detail['input']!r}; it {words} {detail['ctx'][name]}.", "Choose another value."

    return tell


def _wrong_kind(key: str, detail: Detail) -> Told:
    wanted, example = next((told for start, told in _KINDS.items() if detail["type"].startswith(start)), ("", ""))
    if not wanted:
        return f"{key}: {detail['msg'][:1].lower()}{detail['msg'][1:]}.", "See docs/how-to/write-a-programme.md."
    return f"{key} must be {wanted}, not {_kind_of(detail['input'])}.", example


_TELL: dict[str, Callable[[str, Detail], Told]] = {
    "missing": _missing,
    "pack": _own,
    "once": _own,
    "value_error": _raised,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "too_short": _too_short,
    "greater_than_equal": _limit("must be at least", "ge"),
    "greater_than": _limit("must be more than", "gt"),
    "less_than_equal": _limit("can be at most", "le"),
    "less_than": _limit("must be less than", "lt"),
}
_TABLE = ("a table", "Write it as key = value in braces, or below a [heading].")
_KINDS = {
    "string": ("a text", 'Put it in quotes: "…".'),
    "int": ("a whole number", "Write it without quotes and without a decimal point: 12."),
    "bool": ("true or false", "Write true or false, without quotes."),
    "float": ("a number", "Write it without quotes: 12.5."),
    "decimal": ("a number", "Write it without quotes: 12.5."),
    "date": ("a date", "Write it as 2027-03-01; the day must exist."),
    "tuple": ("a list", "Put it in square brackets: [ … ]."),
    "dataclass": _TABLE,
    "dict": _TABLE,
}


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a whole number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "that")


def shown(path: Path) -> str:
    """`levels[2].opens[0]`, counted from 1 as people do: the second level's first."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words


def siblings(section: Section, loc: tuple[str | int, ...]) -> list[str]:
    """The keys that a table may have: the fields of its dataclass."""
    found = section.cls
    for part in loc:
        hint = found if isinstance(part, int) else get_type_hints(found).get(part)
        found = next(_dataclasses_in(hint), found)
    return [f.name for f in dataclasses.fields(found)]


def _dataclasses_in(hint: Any) -> Iterator[type[Any]]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _dataclasses_in(inner)
