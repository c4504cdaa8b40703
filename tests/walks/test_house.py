"""The printout of the house is kept in the repository: what a change registers, moves or loses shows in its review."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "house-printout.txt"
OURS = ("KANAAL_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def printed(folder: Path) -> str:
    """The command as one types it, in an installation without settings of its own: what tests register isn't in it."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    command = [sys.executable, "-m", "kanaal", "house"]
    done = subprocess.run(
        command, cwd=ROOT, env=env | {"KANAAL_VAR": str(folder)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_printout_of_the_house_is_as_it_is_kept(tmp_path: Path) -> None:
    found, kept = printed(tmp_path), KEPT.read_text()
    changes = "\n".join(difflib.unified_diff(kept.splitlines(), found.splitlines(), "kept", "now", lineterm="", n=0))
    assert found == kept, f"If this is meant, run: kanaal house > docs/house-printout.txt\n{changes}"


def test_the_printout_needs_no_database_and_is_the_same_again(tmp_path: Path) -> None:
    first = printed(tmp_path)
    assert not list(tmp_path.glob("*.sqlite3"))
    assert printed(tmp_path) == first
