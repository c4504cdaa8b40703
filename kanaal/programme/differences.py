"""What changes between two packs: rules by their path, texts line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kanaal.programme.pack import Pack


@dataclass(frozen=True)
class Change:
    """A rule that was added (`old` is empty), removed (`new` is empty) or changed. Values as TOML would write them."""

    path: str
    old: str
    new: str

    def __str__(self) -> str:
        if not self.old:
            return f"+ {self.path} = {self.new}"
        if not self.new:
            return f"- {self.path} = {self.old}"
        return f"  {self.path}: {self.old} → {self.new}"


def rules(old: Pack | None, new: Pack) -> list[Change]:
    """Every rule that differs, in the order of the new pack; what is gone comes last."""
    before = _flat(old.document.values) if old else {}
    after = _flat(new.document.values)
    paths = [*after, *(path for path in before if path not in after)]
    return [_change(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)]


def _change(path: str, old: Any, new: Any) -> Change:
    """Of two lists only what came and what went; of a list of 120 countries one doesn't want to read all."""
    if isinstance(old, list) and isinstance(new, list):
        gone, come = [v for v in old if v not in new], [v for v in new if v not in old]
        if gone or come:
            return Change(f"{path}[…]", _written(gone) if gone else "", _written(come) if come else "")
    return Change(path, "" if old is None else _written(old), "" if new is None else _written(new))


def texts(old: Pack | None, new: Pack) -> Iterator[str]:
    """The unified difference of every text that isn't TOML."""
    before = dict(old.files) if old else {}
    for name in sorted({*before, *new.files}):
        if name.endswith(".toml") or before.get(name) == new.files.get(name):
            continue
        yield from difflib.unified_diff(
            before.get(name, "").splitlines(),
            new.files.get(name, "").splitlines(),
            fromfile=f"old/{name}" if name in before else "/dev/null",
            tofile=f"new/{name}" if name in new.files else "/dev/null",
            lineterm="",
        )


def _flat(tables: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    _walk(tables, "", found)
    return found


def _walk(value: Any, path: str, found: dict[str, Any]) -> None:
    """Items of a list of tables are known by their key, so that a new one in front doesn't change all behind it."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            _walk(inner, f"{path}.{key}" if path else key, found)
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        keys = [item.get("key") for item in value]
        known = len(set(keys)) == len(keys) and all(isinstance(key, str) for key in keys)
        for number, item in enumerate(value, start=1):
            _walk(item, f"{path}[{item['key'] if known else number}]", found)
    else:
        found[path] = value


def _written(value: Any) -> str:
    """As TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(_written(item) for item in value)}]"
    return "{}" if value == {} else str(value)
