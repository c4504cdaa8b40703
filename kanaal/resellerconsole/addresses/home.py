"""The console's first page."""

from django.urls import path

from kanaal.resellerconsole.views import home

urlpatterns = [path("", home.home, name="reseller-console")]
