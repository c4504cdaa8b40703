"""Where in a TOML text each value stands: Python's tomllib reads values and forgets their lines.

The text must have been read by tomllib without a fault; so this scanner only has to find its way, not to judge.
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, both counted from 1."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"""(?:""?(?!"))?', re.DOTALL),
    re.compile(r"'''.*?'''(?:''?(?!'))?", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)


def places(text: str) -> dict[Path, Place]:
    """Every path of a valid TOML document with the place where it is first written.

    A table's or a key's place is its key; an array's item's place is its value, or its `[[header]]`.
    """
    return _Scanner(text.replace("\r\n", "\n")).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}
        """How many items each array of tables has so far."""

    def run(self) -> dict[Path, Place]:
        here: Path = ()
        self._skip()
        while self.at < len(self.text):
            here = self._header() if self.text[self.at] == "[" else self._pair(here)
            self._skip()
        return {path: self._place(offset) for path, offset in self.found.items()}

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: answers the table that follows."""
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        path: Path = ()
        keys = self._keys()
        for number, (key, offset) in enumerate(keys, start=1):
            path = (*path, key)
            self.found.setdefault(path, offset)
            if double and number == len(keys):
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
                self.found.setdefault(path, offset)
        self.at += 2 if double else 1
        return path

    def _pair(self, here: Path) -> Path:
        """`a.b = value`; answers the table in which it stands."""
        path = here
        for key, offset in self._keys():
            path = (*path, key)
            self.found.setdefault(path, offset)
        self.at += 1  # =
        self._value(path)
        return here

    def _keys(self) -> list[tuple[str, int]]:
        """A dotted key, each part with its offset; stops behind it."""
        keys = []
        while True:
            self._skip()
            begin = self.at
            if match := _BARE_KEY.match(self.text, begin):
                self.at = match.end()
                keys.append((match.group(), begin))
            else:
                self.at = self._string_end()
                keys.append((tomllib.loads(f"k = {self.text[begin : self.at]}")["k"], begin))
            self._skip()
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _value(self, path: Path) -> None:
        self._skip()
        first = self.text[self.at]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        elif first in "\"'":
            self.at = self._string_end()
        else:
            match = _SCALAR.match(self.text, self.at)
            self.at = match.end() if match else self.at + 1

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while not self._closes("]"):
            self.found[(*path, index)] = self.at
            self._value((*path, index))
            index += 1
            self._comma()

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while not self._closes("}"):
            self._pair(path)
            self._comma()

    def _closes(self, bracket: str) -> bool:
        self._skip()
        if self.text[self.at] != bracket:
            return False
        self.at += 1
        return True

    def _comma(self) -> None:
        self._skip()
        if self.text[self.at] == ",":
            self.at += 1

    def _string_end(self) -> int:
        for pattern in _STRINGS:
            if match := pattern.match(self.text, self.at):
                return match.end()
        raise ValueError(f"No string begins at {self._place(self.at)}; was the text read by tomllib first?")

    def _skip(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _place(self, offset: int) -> Place:
        line = self.text.count("\n", 0, offset) + 1
        return line, offset - self.text.rfind("\n", 0, offset)
