"""A production installation whose addresses include the bare views. Everything else is as it is for real."""

from kanaal.site.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
WSGI_APPLICATION = "bench.wsgi.application"
