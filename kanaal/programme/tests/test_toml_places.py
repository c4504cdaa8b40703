"""The locator knows the place of exactly those paths that Python's own reader finds."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kanaal.programme.tests.packs import shipped
from kanaal.programme.toml_places import Path, places


def paths(value: Any, at: Path = ()) -> set[Path]:
    """Every path of a value as tomllib answers it."""
    found: set[Path] = set()
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        found |= {(*at, key)} | paths(item, (*at, key))
    return found


def rest_at(text: str, place: tuple[int, int]) -> str:
    line, column = place
    return "\n".join([text.split("\n")[line - 1][column - 1 :], *text.split("\n")[line:]])


def test_each_way_of_writing_has_its_place():
    text = (
        "# a comment = { not a table }\n"
        'title = "x # no comment ] }"   # but this\n'
        "[owner]\n"
        "name.first = 'Ada'\n"
        '"quoted key" = """\n[not.a.table]\nkey = "no key" \\\n  """\n'
        "lines = '''\n[[nor.this]]'''\n"
        "[[items]]\n"
        "key = 1\n"
        "tags = [ 'a', # one\n"
        "  'b' ]\n"
        "[items.inner]\n"
        "deep = { x = 1, y.z = [ { q = 1979-05-27 07:32:00 } ] }\n"
        "[[items]]\n"
        "key = 2\n"
        "[[items.sub]]\n"
        "here = true\n"
    )
    found = places(text)

    assert set(found) == paths(tomllib.loads(text))
    assert found["owner",] == (3, 2)
    assert found["owner", "name", "first"] == (4, 6)
    assert found["owner", "quoted key"] == (5, 1)
    assert found["items", 0] == (11, 3)
    assert found["items", 0, "tags", 1] == (14, 3)
    assert found["items", 0, "inner", "deep", "y", "z", 0, "q"] == (16, 27)
    assert found["items", 1] == (17, 3)
    assert found["items", 1, "sub", 0, "here"] == (20, 1)


def test_shipped_packs():
    for name in ("adobe", "nordkuppel"):
        for file, text in shipped(name).items():
            if file.endswith(".toml"):
                assert set(places(text)) == paths(tomllib.loads(text))


# --- any document at all: values and a way of writing them are drawn together

KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6),
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=15)
SCALARS = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
    st.dates(),
    st.datetimes(),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=5)


class Writer:
    """Writes a document as TOML, choosing among the ways that TOML has at every turn."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.lines: list[str] = []

    def coin(self) -> bool:
        return bool(self.draw(st.booleans()))

    def space(self) -> str:
        return str(self.draw(st.sampled_from(["", " ", "  ", "\t"])))

    def key(self, key: str) -> str:
        bare = key != "" and all(c.isascii() and (c.isalnum() or c in "_-") for c in key)
        if bare and self.coin():
            return key
        if "'" not in key and self.coin():
            return f"'{key}'"
        return self.basic(key)

    def basic(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=self.coin() and text.isascii()).replace("\x7f", "\\u007f")

    def text(self, text: str) -> str:
        if "'''" not in text and not text.endswith("'") and self.coin():
            return f"'''\n{text}'''"
        if self.coin():
            escaped = text.replace("\\", "\\\\").replace('"""', '""\\"').replace("\x7f", "\\u007f")
            return f'"""\n{escaped[:-1] + chr(92) + chr(34) if escaped.endswith(chr(34)) else escaped}"""'
        return self.basic(text)

    def value(self, value: Any) -> str:
        if isinstance(value, dict):
            pairs = [f"{self.key(k)}{self.space()}={self.space()}{self.value(v)}" for k, v in value.items()]
            return "{" + self.space() + f"{self.space()},{self.space()}".join(pairs) + self.space() + "}"
        if isinstance(value, list):
            gap = "\n # ], not yet\n" if self.coin() else self.space()
            comma = "," if value and self.coin() else ""
            return "[" + gap + f"{gap},{gap}".join(map(self.value, value)) + gap + comma + gap + "]"
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bool):
            return str(value).lower()
        return value.isoformat(sep=" ") if hasattr(value, "hour") else str(value)

    def table(self, table: dict[str, Any], at: list[str]) -> None:
        """Plain pairs first, then what may be written below a header of its own."""
        later = []
        for key, value in table.items():
            headed = (isinstance(value, dict) or _tables(value)) and self.coin()
            if headed:
                later.append((key, value))
            else:
                self.lines.append(f"{self.key(key)}{self.space()}={self.space()}{self.value(value)}{self.space()}")
                self.lines += ["# [comment] = 1"] if self.coin() else []
        for key, value in later:
            path = [*at, self.key(key)]
            dotted = f"{self.space()}.{self.space()}".join(path)
            for item in value if isinstance(value, list) else [value]:
                self.lines.append(f"[[{dotted}]]" if isinstance(value, list) else f"[{dotted}]")
                self.table(item, path)


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS, st.data())
def test_every_path_of_any_document_has_a_place_and_no_other(document: dict[str, Any], data: Any):
    writer = Writer(data.draw)
    writer.table(document, [])
    text = "\n".join(writer.lines) + "\n"
    read = tomllib.loads(text)
    assert paths(read) == paths(document)  # or the writer is at fault

    found = places(text)

    assert set(found) == paths(read)
    for path, place in found.items():
        rest = rest_at(text, place)
        if isinstance(path[-1], str):
            assert _leading_key(rest) == path[-1]


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS, st.data())
def test_windows_line_ends_do_not_move_a_place(document: dict[str, Any], data: Any):
    writer = Writer(data.draw)
    writer.table(document, [])
    text = "\n".join(writer.lines) + "\n"

    assert places(text.replace("\n", "\r\n")) == places(text)


def _leading_key(rest: str) -> str:
    """The key that stands at the beginning, read by tomllib itself."""
    for length in range(1, len(rest) + 1):
        if length < len(rest) and (rest[length].isalnum() or rest[length] in "_-") and rest[0] not in "\"'":
            continue
        try:
            return next(iter(tomllib.loads(f"{rest[:length]} = 1")))
        except tomllib.TOMLDecodeError:
            continue
    raise AssertionError(f"no key at {rest[:30]!r}")
