"""The settings of the installations that tests make and kill: the usual ones, and the tasks of these tests."""

import os

from kanaal.site.settings import *  # noqa: F403
from kanaal.site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]
if _PORT := os.environ.get("FAULTS_SMTP_PORT"):
    EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(_PORT)
