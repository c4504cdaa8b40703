"""CPU time and memory of processes, as the kernel counts them."""

from __future__ import annotations

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
"""Ticks in a second: usually 100, so that a reading is right to 10 ms for each process."""


def tree(root: int) -> set[int]:
    """A process and all below it, as they are now."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            parents[int(folder.name)] = int(fields[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def seconds(root: int) -> float:
    """utime + stime of a whole tree of processes, with those below it that have ended and were waited for."""
    return sum(int(value) for pid in tree(root) for value in _stat(pid)[11:15]) / TICK


def parent_of(pid: int) -> int:
    return int(_stat(pid)[1])


def own_memory(pid: int) -> int:
    """Bytes that the process holds now and that are no file's (RssAnon); 0 for one that is just ending."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:")), 0)


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on; none when the process has ended meanwhile."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()
