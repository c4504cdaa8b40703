"""One server for both: addresses below /bare/ pass by every middleware, all others go the way they always go."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.test.utils import override_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
house = get_wsgi_application()
with override_settings(MIDDLEWARE=[]):  # a handler reads the list once, when it is made
    bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    return (bare if environ["PATH_INFO"].startswith("/bare/") else house)(environ, start_response)
