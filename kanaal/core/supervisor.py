"""One parent for several processes: starts them, starts them again when they fall, stops them together."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

_PR_SET_PDEATHSIG = 1
PATIENCE = 10.0
"""Seconds that a process gets to finish what it has in hand."""


@dataclass
class Child:
    """A process to keep alive."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    falls: int = 0
    started: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, preexec_fn=_fall_with_parent)  # noqa: PLW1509

    def is_down(self) -> bool:
        return self.process is None or self.process.poll() is not None


class Supervisor:
    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()

    def run(self) -> None:
        """Keep the children alive until SIGINT or SIGTERM."""
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, self._stop)
        for child in self.children:
            child.start()
        while not self.stopping.wait(0.5):
            for child in self.children:
                self._look_after(child)
        self._end()

    def _stop(self, *_: Any) -> None:
        self.stopping.set()

    def _look_after(self, child: Child) -> None:
        if not child.is_down():
            return
        # One that had lived for a while fell by accident; one that falls at once gets longer and longer rests.
        child.falls = 1 if time.monotonic() - child.started > 60 else child.falls + 1
        rest = min(30, 2 ** (child.falls - 1))
        sys.stderr.write(f"{child.name} has ended; starting it again in {rest} s\n")
        if not self.stopping.wait(rest):
            child.start()

    def _end(self) -> None:
        running = [c.process for c in self.children if c.process is not None and c.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _fall_with_parent() -> None:
    """In the child, before it becomes the other program: on Linux it ends when we end, however we end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
