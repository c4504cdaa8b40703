"""Every action has a permission of its name, records a fact, and has a test class of its name that can fail."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from checks.rules import _is_action
from kanaal.core import decisions

ROOT = Path(__file__).resolve().parents[2]


def _files(pattern: str) -> list[Path]:
    return [f for f in ROOT.glob(pattern) if "migrations" not in f.parts]


def _actions() -> list[tuple[str, ast.FunctionDef, str]]:
    found = []
    for file in [*_files("kanaal/*/actions.py"), *_files("kanaal/*/actions/*.py")]:
        room, text = file.relative_to(ROOT).parts[1], file.read_text()
        found += [(room, f, text) for f in ast.parse(text).body if isinstance(f, ast.FunctionDef) and _is_action(f)]
    return found


ACTIONS = _actions()
IDS = [f"{room}.{f.name}" for room, f, _ in ACTIONS]


def _test_classes() -> set[str]:
    files = [*_files("kanaal/*/tests/**/*.py"), *_files("tests/**/*.py")]
    return {n.name for f in files for n in ast.walk(ast.parse(f.read_text())) if isinstance(n, ast.ClassDef)}


TESTS = _test_classes()


@pytest.mark.parametrize(("room", "action", "text"), ACTIONS, ids=IDS)
def test_an_action_has_its_permission_fact_and_tests(room: str, action: ast.FunctionDef, text: str) -> None:
    assert f"{room}.{action.name}" in decisions.ALL, "no permission of this name in permissions.py"
    assert "record(" in text, "the action's file records no fact"
    wanted = "Test" + "".join(part.capitalize() for part in action.name.split("_"))
    assert wanted in TESTS, f"no test class {wanted}"


def test_there_are_actions_to_walk() -> None:
    assert len(ACTIONS) >= 10
