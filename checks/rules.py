"""The rules. Each looks at one file and answers its faults; `RULES` lists them."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE_CAP, FUNCTION_CAP, VIEW_CAP, ACTION_CAP = 400, 45, 25, 45
FIXED = set(
    (
        "__init__ apps models rules events permissions queries mails actions forms views urls api policy tasks "
        "reactions facts places panels roles requests importers tables queues dashboards timeline"
    ).split()
)
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


@dataclass(frozen=True, order=True)
class Fault:
    file: str
    line: int
    rule: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.says}"


@dataclass(frozen=True)
class Source:
    """A file of ours: its path from the root, its text, and for Python its tree."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).with_suffix("").parts

    def is_kind(self, name: str) -> bool:
        """Is this `name.py` of a module, or a file of its package `name/`?"""
        return len(self.parts) > 2 and self.parts[2] == name and self.parts[-1] != "__init__"

    def fault(self, node: ast.AST | int, rule: str, says: str) -> Fault:
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return Fault(self.path, line, rule, says)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


def small(source: Source) -> Iterator[Fault]:
    """Files and functions have caps; one that grows is divided by its idea."""
    lines = source.text.count("\n")
    if lines > FILE_CAP:
        yield source.fault(1, "small", f"{lines} lines; {FILE_CAP} is the cap. Divide the idea.")
    cap = VIEW_CAP if source.is_kind("views") else FUNCTION_CAP
    for f in functions(source.tree):
        size = (f.end_lineno or f.lineno) - f.lineno + 1
        if size > cap:
            yield source.fault(f, "small", f"{f.name} has {size} lines; {cap} is the cap here.")


def six_beats(source: Source) -> Iterator[Fault]:
    """An action is one transaction, takes `by`, asks the permission of its own name, and records a fact."""
    if not source.is_kind("actions"):
        return
    for f in source.tree.body:
        if not isinstance(f, ast.FunctionDef) or not _is_action(f):
            continue
        body = ast.unparse(f)
        if f"permissions.{f.name}" not in body:
            yield source.fault(f, "six-beats", f"{f.name} doesn't ask permissions.{f.name}.")
        if ast.get_docstring(f) is None:
            yield source.fault(f, "six-beats", f"{f.name} has no docstring.")


def _is_action(f: ast.FunctionDef) -> bool:
    atomic = any("atomic" in ast.unparse(d) for d in f.decorator_list)
    names = [a.arg for a in (*f.args.args, *f.args.kwonlyargs)]
    return atomic and "by" in names and not f.name.startswith("_")


def reads_only(source: Source) -> Iterator[Fault]:
    """Permissions, queries, rules and views write nothing: actions do."""
    if not any(source.is_kind(kind) for kind in ("permissions", "queries", "rules", "views", "api", "forms")):
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in WRITES and ".objects" in ast.unparse(node.func):
            yield source.fault(node, "reads-only", f"{ast.unparse(node.func)} writes; let an action do it.")


def one_intention(source: Source) -> Iterator[Fault]:
    """One URL, one intention: a view never branches on which button was pressed."""
    if not source.is_kind("views"):
        return
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Compare)
            and isinstance(node.ops[0], ast.In)
            and "POST" in ast.unparse(node.comparators[0])
        ):
            yield source.fault(node, "one-intention", "branches on a key of the form; give each intention its URL.")


def no_signals(source: Source) -> Iterator[Fault]:
    """No Django signals and no save() overrides: what happens is visible where it happens."""
    if source.path.endswith("signals_of_allauth.py"):
        return  # the one library that tells of sign-ins in no other way
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("django")
            and "signals" in (node.module or "")
        ):
            yield source.fault(node, "no-signals", "use an action and, for higher modules, a reaction.")
        if isinstance(node, ast.FunctionDef) and node.name == "save" and source.is_kind("models"):
            yield source.fault(node, "no-signals", "save() is not overridden; an action changes the row.")


def fixed_names(source: Source) -> Iterator[Fault]:
    """Business modules have files of fixed names, so that a reader knows where a thing is."""
    room = source.parts[1] if len(source.parts) > 2 else ""
    if room not in {"partners", "helpdesk"} or len(source.parts) != 3:
        return
    if source.parts[2] not in FIXED and source.parts[2] not in EXTRA.get(room, set()):
        yield source.fault(1, "fixed-names", f"{source.parts[2]}.py is no file of a module; see docs/house.md.")


EXTRA = {"helpdesk": {"kinds", "promises"}, "partners": {"belonging", "doors", "rooms"}}
"""Files beyond the fixed names, each with a decision record."""


def words_are_found(source: Source) -> Iterator[Fault]:
    """No text is given to the catalogue within an f-string: whoever gathers the texts does not look into one."""
    inside = (value for node in ast.walk(source.tree) if isinstance(node, ast.JoinedStr) for value in ast.walk(node))
    for call in inside:
        if isinstance(call, ast.Call) and _name_of(call) in ("_", "gettext", "ngettext", "pgettext"):
            yield source.fault(call, "words-are-found", "translate before the f-string, which no catalogue looks into.")


def _name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


@cache
def pack_words(root: Path) -> frozenset[str]:
    """Keys and names of levels in all packs: words that Python must not know."""
    words: set[str] = set()
    for file in root.glob("programmes/*/*.toml"):
        for level in tomllib.loads(file.read_text()).get("levels", []):
            name = level["name"]
            words |= {level["key"], *([name] if isinstance(name, str) else name.values())}
    return frozenset(w.lower() for w in words)


def knows_no_level(source: Source, root: Path) -> Iterator[Fault]:
    """A level's name in Python is a defect: the programme is data."""
    if source.parts[0] != "kanaal" or "tests" in source.parts or source.parts[-1] == "ui_preview":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() in pack_words(root):
            yield source.fault(
                node, "programme-is-data", f"{node.value!r} is a level of a pack; read it from the policy."
            )


_INLINE = re.compile(r"<[^>]*\s(style|on[a-z]+)=", re.I)
_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style[\s>]", re.I)


def strict_templates(source: Source) -> Iterator[Fault]:
    """No inline style, script or handler: the content security policy allows none. A mail has styles of its own."""
    if source.path.endswith("ui/mail.html"):
        return
    for number, line in enumerate(source.text.splitlines(), 1):
        if _INLINE.search(line) or _SCRIPT.search(line):
            yield source.fault(number, "strict-templates", "inline style, script or handler.")


RULES: tuple[Callable[[Source], Iterator[Fault]], ...] = (
    small,
    six_beats,
    reads_only,
    one_intention,
    no_signals,
    fixed_names,
    words_are_found,
)


def python_faults(source: Source, root: Path) -> Iterator[Fault]:
    for rule in RULES:
        yield from rule(source)
    yield from knows_no_level(source, root)


def all_faults(root: Path) -> Iterator[Fault]:
    """Every fault of every file of ours."""
    for file in sorted((root / "kanaal").rglob("*.py")):
        if "migrations" not in file.parts:
            yield from python_faults(Source(str(file.relative_to(root)), file.read_text()), root)
    for file in sorted((root / "kanaal").rglob("*.html")):
        yield from strict_templates(Source(str(file.relative_to(root)), file.read_text()))
