"""The guide (V14)."""

from django.urls import path

from kanaal.resellerconsole.views import guide

urlpatterns = [path("guide/", guide.show, name="console-guide")]
