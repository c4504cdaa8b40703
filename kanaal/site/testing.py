"""Settings under which the tests run: the same, told that this is a test before anything is read."""

import os

os.environ["KANAAL_TESTING"] = "1"

from kanaal.site.settings import *  # noqa: E402, F403
