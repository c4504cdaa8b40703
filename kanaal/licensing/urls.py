"""Pages that belong to no console: accepting an invitation, the days of an agreement, the desk's lists."""

from __future__ import annotations

from django.urls import URLPattern, path

from kanaal.licensing.views import accepting, timeline, unannounced

urlpatterns: list[URLPattern] = [
    path("agreements/<str:agreement_number>/timeline/", timeline.days, name="agreement-timeline"),
    path("agreements/invitations/", accepting.mine, name="my-customer-invitations"),
    path("agreements/invitations/mine/<str:number>/", accepting.accept_mine, name="accept-my-customer-invitation"),
    path("agreements/invitations/<str:secret>/", accepting.accept, name="accept-customer-invitation"),
    path("desk/licences/unannounced/", unannounced.listed, name="desk-unannounced"),
    path("desk/licences/unannounced/<int:pk>/ask/", unannounced.ask, name="desk-ask-for-addressee"),
]
