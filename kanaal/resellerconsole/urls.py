"""Addresses under /reselling/: each part of the console brings its own."""

from kanaal.resellerconsole.addresses import customers, home, inviting

urlpatterns = [*home.urlpatterns, *inviting.urlpatterns, *customers.urlpatterns]
