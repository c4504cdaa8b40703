"""No dead end: where a no sends one to the helpdesk, it leads there (H2, H4)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import kanaal

HOUSE = Path(kanaal.__file__).parent


def _noes() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the house that names a remedy, with where it stands."""
    for file in sorted(HOUSE.rglob("*.py")):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and any(one.arg == "remedy" for one in node.keywords):
                yield f"{file.relative_to(HOUSE)}:{node.lineno}", node


def _said(call: ast.Call) -> str:
    """All words of a remedy."""
    remedy = next(one.value for one in call.keywords if one.arg == "remedy")
    return " ".join(n.value for n in ast.walk(remedy) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def test_a_remedy_that_names_the_helpdesk_leads_to_it() -> None:
    without = [
        f"{where}: {_said(call)}"
        for where, call in _noes()
        if "helpdesk" in _said(call).lower()
        and "the helpdesk decides" not in _said(call).lower()  # the form that refuses is the way there
        and not any(one.arg == "link" for one in call.keywords)
    ]
    assert not without, "\n".join(without)
