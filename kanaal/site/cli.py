"""The command line `kanaal`: Django's own, with every module's commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanaal.site.settings")
    from django.core.management import execute_from_command_line  # reads the settings variable

    execute_from_command_line(["kanaal", *sys.argv[1:]])
