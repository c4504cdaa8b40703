"""Addresses under /reselling/: each part of the console brings its own."""

from kanaal.resellerconsole.addresses import counts, customers, guide, home, inviting, returning, segment

urlpatterns = [
    *home.urlpatterns,
    *inviting.urlpatterns,
    *customers.urlpatterns,
    *segment.urlpatterns,
    *returning.urlpatterns,
    *guide.urlpatterns,
    *counts.urlpatterns,
]
