"""An installation of its own for tests that start and kill real processes: its own database, keys and folders."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlparse, urlunparse

import psycopg

ROOT = Path(__file__).resolve().parents[2]


class Installation:
    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.log = folder, folder / "log.txt"
        self.log.touch()
        self.env = os.environ | {
            "KANAAL_VAR": str(folder),
            "DATABASE_URL": database_url,
            "KANAAL_CLOCK_MOVABLE": "1",
            "KANAAL_DEMO": "1",
            "FAULTS_LOG": str(self.log),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *command: str) -> str:
        """A command of the command line; answers what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "kanaal", *command],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        """Python inside the installation; answers what it printed."""
        return self.run("shell", "--no-imports", "-c", code).strip()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Read or change rows directly, as somebody with the database's password can."""
        if url := self.env["DATABASE_URL"]:
            with psycopg.connect(url, autocommit=True) as connection:
                cursor = connection.execute(sql)
                return list(cursor.fetchall()) if cursor.description else []
        with closing(sqlite3.connect(self.folder / "kanaal.sqlite3", timeout=20, isolation_level=None)) as file:
            return file.execute(sql).fetchall()

    @contextmanager
    def worker(self, lease: float = 2) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "kanaal", "worker", "--lease", str(lease)]
        process = subprocess.Popen(command, env=self.env, cwd=ROOT)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def wait_for(self, met: Callable[[], bool], seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not met():
            assert time.monotonic() < deadline, f"waited {seconds} s in vain; the log says {self.lines()}"
            time.sleep(0.1)


@contextmanager
def copy_of(other: Installation, name: str, folder: Path) -> Iterator[Installation]:
    """An installation in `folder` that begins as the other one stands."""
    shutil.copytree(other.folder, folder, dirs_exist_ok=True)
    template = urlparse(other.env["DATABASE_URL"]).path.removeprefix("/")
    with database_of_its_own(f"kanaal_{name}_{os.getpid()}", template or "template1") as url:
        yield Installation(folder, url)


@contextmanager
def database_of_its_own(name: str, template: str = "template1") -> Iterator[str]:
    """A DATABASE_URL for one test: empty for SQLite, a fresh database where the suite runs on PostgreSQL."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield ""
        return
    parts = urlparse(url)
    with psycopg.connect(urlunparse(parts._replace(path="/postgres")), autocommit=True) as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')
        admin.execute(f'create database "{name}" template "{template}"')
        try:
            yield urlunparse(parts._replace(path=f"/{name}"))
        finally:
            admin.execute(f'drop database if exists "{name}" with (force)')
