"""One parent for several processes: starts them, starts them again when they fall, stops them together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

_PR_SET_PDEATHSIG = 1
PATIENCE = 8.0
"""Seconds that a process gets to finish what it has in hand."""


@dataclass
class Child:
    """A process to keep alive."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    falls: int = 0
    started: float = 0.0
    rests_until: float | None = None

    def start(self) -> None:
        self.started, self.rests_until = time.monotonic(), None
        # A group of its own: what it starts itself can then be found and ended, though it has fallen.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=_fall_with_parent,  # noqa: PLW1509 - it only makes one call of the system
        )

    def is_down(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def clear(self) -> None:
        """End whatever of its group is left."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing is; a Mac says the latter
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()

    def run(self) -> None:
        """Keep the children alive until SIGINT, SIGTERM, or the terminal is closed."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
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
        if child.rests_until is not None:  # its rest must not keep us from looking after the others
            if time.monotonic() >= child.rests_until:
                child.start()
            return
        child.clear()
        # One that had lived for a while fell by accident; one that falls at once gets longer and longer rests.
        child.falls = 1 if time.monotonic() - child.started > 60 else child.falls + 1
        rest = min(30, 2 ** (child.falls - 1))
        sys.stderr.write(f"{child.name} has ended; starting it again in {rest} s\n")
        child.rests_until = time.monotonic() + rest

    def _end(self) -> None:
        for child in self.children:
            if child.process is not None:
                child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.children:
            if child.process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):  # then it is ended with what it started
                    child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
                child.clear()
                child.process.wait()


def _fall_with_parent() -> None:
    """In the child, before it becomes the other program: on Linux it ends when we end, however we end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
