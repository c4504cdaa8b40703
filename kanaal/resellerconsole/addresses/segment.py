"""A customer in the wrong market segment (V8)."""

from django.urls import path

from kanaal.resellerconsole.views import segment

urlpatterns = [path("customers/<str:agreement_number>/segment/", segment.ask, name="console-segment")]
