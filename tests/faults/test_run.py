"""`kanaal run`: one tree of processes that stands up again, and of which nothing is left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import Copies
from tests.faults.installation import ROOT, Installation

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes through /proc")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, copies: Copies) -> Iterator[Installation]:
    with copies("run", tmp_path_factory.mktemp("run")) as made:
        made.env |= {"KANAAL_DEMO": "0", "KANAAL_DEBUG": "1"}  # neither the demo's world nor what production asks for
        yield made


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(port: int) -> list[str]:
    return [sys.executable, "-m", "kanaal", "run", "--port", str(port)]


@contextmanager
def running(installation: Installation, port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command(port), env=installation.env, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        installation.wait_for(lambda: answers(port) and len(tree(process.pid)) >= 4)
        yield process
    finally:
        left = [process.pid, *tree(process.pid)]
        for pid in left:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/openapi.json", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def tree(pid: int) -> list[int]:
    """All descendants of a process; itself the first."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        return []
    return [pid, *(found for child in children.read_text().split() for found in tree(int(child)))]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def named(pids: list[int], word: str) -> int:
    return next(pid for pid in pids if word in Path(f"/proc/{pid}/cmdline").read_text().split("\0"))


def test_it_stops_all_of_it_within_ten_seconds(installation: Installation) -> None:
    with running(installation, free_port()) as process:
        all_of_it = tree(process.pid)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=12)
        assert time.monotonic() - began < 10
        assert [pid for pid in all_of_it if alive(pid)] == []


def test_nothing_is_left_when_the_parent_is_killed(installation: Installation) -> None:
    with running(installation, free_port()) as process:
        all_of_it = tree(process.pid)
        process.kill()
        process.wait()
        installation.wait_for(lambda: not any(alive(pid) for pid in all_of_it), 12)


@pytest.mark.parametrize("fallen", ["worker", "granian"])
def test_what_is_killed_stands_up_again_and_leaves_nothing_behind(installation: Installation, fallen: str) -> None:
    port = free_port()
    with running(installation, port) as process:
        top = named(tree(process.pid), fallen)
        part = tree(top)
        os.kill(top, signal.SIGKILL)
        installation.wait_for(lambda: not any(alive(pid) for pid in part), 12)
        installation.wait_for(lambda: any(named_or_none(process.pid, fallen, top)) and answers(port))


def named_or_none(pid: int, word: str, but: int) -> Iterator[bool]:
    """Is there such a process, other than that one? (They come and go while we look.)"""
    for found in tree(pid):
        try:
            yield found != but and word in Path(f"/proc/{found}/cmdline").read_text().split("\0")
        except FileNotFoundError:
            continue


def test_a_taken_port_is_said_in_a_sentence(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        done = subprocess.run(
            command(port), env=installation.env, cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert f"choose another port: kanaal run --port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
