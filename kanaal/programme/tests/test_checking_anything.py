"""Whatever somebody writes into a pack, the check answers with faults and places, never with a traceback."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.programme.checking import check
from kanaal.programme.pseudo import _toml
from kanaal.programme.tests.packs import shipped
from kanaal.programme.tests.test_pseudo import VALUES


@cache
def small() -> dict[str, str]:
    return shipped("nordkuppel")


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, item in inner for path in paths(item, (*at, key)))]


def put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    for part in path[:-1]:
        document = document[part]
    document[path[-1]] = value


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_anywhere(data: Any):
    document = tomllib.loads(small()["programme.toml"])
    path = data.draw(st.sampled_from([p for p in paths(document) if p]))
    put(document, path, data.draw(VALUES))
    text = "".join(f"{name} = {_toml(value)}\n" for name, value in document.items())

    faults = check({**small(), "programme.toml": text})

    lines = text.count("\n") + 1
    for fault in faults:
        assert fault.says
        assert 0 <= fault.line <= max(lines, *(t.count("\n") + 1 for t in small().values()))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(0, 4000))
def test_any_text_in_the_middle_of_a_file(text: str, at: int):
    for name in ("programme.toml", "terms/registration.en.md", "mails/contact_invited.en.txt"):
        whole = small()[name]
        check({**small(), name: whole[:at] + text + whole[at:]})


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(tomllib.loads(small()["programme.toml"]))), VALUES)
def test_any_value_for_a_whole_section(section: str, value: Any):
    document = tomllib.loads(small()["programme.toml"])
    text = "".join(f"{name} = {_toml(value if name == section else kept)}\n" for name, kept in document.items())

    assert check({**small(), "programme.toml": text})
