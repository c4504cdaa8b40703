"""An installation of its own for one measurement: a folder, a database, and the production server on a free port."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse, urlunparse

import psycopg

from bench import cpu
from bench.targets import Target

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = 2, 4
"""As `kanaal run --workers 2` starts them."""


class Installation:
    """`url` is its DATABASE_URL; empty: SQLite in its folder."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.port = folder, _free_port()
        ours = ("KANAAL_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        self.env = kept | {
            "KANAAL_VAR": str(folder),
            "DATABASE_URL": url,
            "KANAAL_HOSTS": "127.0.0.1",
            "KANAAL_SSL_REDIRECT": "0",  # what comes here has passed the proxy that speaks HTTPS
            "KANAAL_LOG": "ERROR",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": str(ROOT),
        }

    def prepare(self, rows: int) -> list[Target]:
        """Make the tables; with rows, fill them and answer what can be measured."""
        said = self.run("-m", "bench.prepare", str(rows))
        return [Target(**values) for values in json.loads(said.splitlines()[-1])] if rows else []

    def run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[int]:
        """The production server, ready; answers the id of its first process."""
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "bench.wsgi:application", "--no-ws"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning"]
        command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
        server = subprocess.Popen(command, env=self.env, cwd=ROOT)
        try:
            self._wait()
            yield server.pid
        finally:
            server.terminate()
            server.wait(20)

    def _wait(self) -> None:
        """Until it answers; whatever else it answers than 200 is a fault."""
        deadline = time.monotonic() + 60
        while (status := self._ask()) is None:
            assert time.monotonic() < deadline, "the server did not come up within a minute"
            time.sleep(0.2)
        assert status == 200, f"the server is up and answers {status}"

    def _ask(self) -> int | None:
        """The status of its own report on its health; None while nobody listens."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            asked.request("GET", "/healthz")
            return asked.getresponse().status
        except ConnectionError:
            return None
        finally:
            asked.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database(name: str) -> Iterator[str]:
    """A fresh database on the PostgreSQL of the environment; an empty URL, for SQLite, where there is none."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield ""
        return
    parts = urlparse(url)
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f'create database "{name}"')
        try:
            yield urlunparse(parts._replace(path=f"/{name}"))
        finally:
            admin.execute(f'drop database if exists "{name}" with (force)')


def postmaster() -> int | None:
    """The id of PostgreSQL's first process, whose children serve us."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return None
    with psycopg.connect(url) as asked:
        return cpu.parent_of(asked.info.backend_pid)
