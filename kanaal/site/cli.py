"""The command line `kanaal`: Django's own, with every module's commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanaal.site.settings")
    if sys.argv[1:2] == ["run"] and "--demo" in sys.argv:
        # The settings ask for this before any command is there to say it; the processes that it starts inherit it.
        os.environ["KANAAL_DEMO"] = "1"
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - reads the settings variable

    execute_from_command_line(["kanaal", *sys.argv[1:]])
