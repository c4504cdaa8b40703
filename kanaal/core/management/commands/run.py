"""`kanaal run`: everything in one process tree: the pages and the worker. `--demo` makes and shows the demo's world."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kanaal.core.supervisor import Child, Supervisor


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="with the demo's world, its mailbox and its clock")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="processes that serve pages")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        refuse_taken_port(host, port)
        # Links in mails lead back here: in those of the processes that are started, and of the world that is built.
        settings.KANAAL_URL = os.environ.setdefault("KANAAL_URL", address(host, port).rstrip("/"))
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if settings.DEMO and "world" in get_commands():
            call_command("world", "--if-absent")
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"\n  Kanaal is at {address(host, port)}   (Ctrl-C stops it)")
        if settings.DEMO:
            self.stdout.write(f"  Be anybody of the demo with one click: {address(host, port)}demo/\n")
        self.stdout.flush()
        Supervisor([pages(host, port, workers), background()]).run()


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise CommandError(
                f"{host}:{port} can't be used ({taken.strerror}). Is Kanaal running already? "
                f"Stop it, or choose another port: kanaal run --port {port + 1}"
            ) from taken


def address(host: str, port: int) -> str:
    return f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}/"  # noqa: S104 - compared only


def pages(host: str, port: int, workers: int) -> Child:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "kanaal.site.wsgi:application"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
    return Child("pages", [*command, "--no-ws", "--log-level", "warning", "--respawn-failed-workers"])


def background() -> Child:
    return Child("worker", [sys.executable, "-m", "kanaal", "worker", "--with-parent"])
