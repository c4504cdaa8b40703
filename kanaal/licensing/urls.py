"""Pages that belong to no console: accepting an invitation."""

from __future__ import annotations

from django.urls import path

from kanaal.licensing.views import accepting

urlpatterns = [
    path("agreements/invitations/", accepting.mine, name="my-customer-invitations"),
    path("agreements/invitations/mine/<str:number>/", accepting.accept_mine, name="accept-my-customer-invitation"),
    path("agreements/invitations/<str:secret>/", accepting.accept, name="accept-customer-invitation"),
]
