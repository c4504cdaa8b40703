"""Addresses under /reselling/: each part of the console brings its own."""

from kanaal.resellerconsole.addresses import customers, home, inviting, returning

urlpatterns = [*home.urlpatterns, *inviting.urlpatterns, *customers.urlpatterns, *returning.urlpatterns]
