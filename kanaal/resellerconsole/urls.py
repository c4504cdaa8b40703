"""Addresses under /reselling/: each part of the console brings its own."""

from kanaal.resellerconsole.addresses import customers, home, inviting, returning, segment

urlpatterns = [
    *home.urlpatterns,
    *inviting.urlpatterns,
    *customers.urlpatterns,
    *segment.urlpatterns,
    *returning.urlpatterns,
]
