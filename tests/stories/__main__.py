"""`make stories`: which requirement is held by which story, and which by none yet."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIST = HERE.parent.parent / "docs" / "requirements.md"


def numbers() -> list[tuple[str, str]]:
    """Every number of the list with its words; a range such as N1–N5 is spread out."""
    found = []
    for first, last, words in re.findall(r"^\| ([A-Z]\d+)(?:–[A-Z](\d+))? \| (.+) \|$", LIST.read_text(), re.M):
        letter, start = first[0], int(first[1:])
        found += [(f"{letter}{n}", words) for n in range(start, int(last or start) + 1)]
    return found


def stories() -> dict[str, list[str]]:
    """Number → tests; a story file is named after its numbers: `test_p8_invitations.py`, `test_l4_l5_records.py`."""
    held: dict[str, list[str]] = {}
    for file in sorted(HERE.rglob("test_*.py")):
        tests = [n.name for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.FunctionDef)]
        count = sum(name.startswith("test_") for name in tests)
        for number in re.findall(r"_([a-z]\d+)(?=_)", file.stem):
            held.setdefault(number.upper(), []).append(f"{file.name} ({count} tests)")
    return held


def main() -> None:
    held = stories()
    for number, words in numbers():
        mark = "held" if number in held else "    "
        print(f"{number:4} {mark}  {words}")
        for test in held.get(number, []):
            print(f"            {test}")
    print(f"\n{sum(n in held for n, _ in numbers())} of {len(numbers())} numbers are held by a story.")


if __name__ == "__main__":
    main()
