"""Addresses about levels: a company's own, and the desk's."""

from __future__ import annotations

from django.urls import path

from kanaal.levels.views import desk, mine, programme

urlpatterns = [
    path("portal/level/", mine.my_level, name="my-level"),
    path("portal/level/what-if/", mine.what_if, name="what-if"),
    path("portal/level/needs/<slug:key>/", mine.my_need, name="my-need"),
    path("portal/level/<slug:level>/application/", mine.ask, name="request-upgrade"),
    path("portal/applications/<int:pk>/", mine.upgrade, name="upgrade"),
    path("portal/applications/<int:pk>/withdrawal/", mine.withdraw, name="withdraw-upgrade"),
    path("desk/applications/", desk.queue, name="desk-upgrades"),
    path("desk/applications/<int:pk>/", desk.upgrade, name="desk-upgrade"),
    path("desk/applications/<int:pk>/approval/", desk.approve, name="desk-approve-upgrade"),
    path("desk/applications/<int:pk>/refusal/", desk.decline, name="desk-decline-upgrade"),
    path("desk/programme/", programme.programme, name="programme"),
    path("desk/programme/<int:pk>/", programme.proposal, name="proposal"),
    path("desk/programme/<int:pk>/impact/", programme.weigh, name="weigh-proposal"),
    path("desk/programme/<int:pk>/publication/", programme.publish, name="publish-proposal"),
    path("desk/programme/<int:pk>/dropping/", programme.drop, name="drop-proposal"),
    path("desk/programme/<int:pk>/partners/", programme.affected, name="proposal-partners"),
    path("desk/programme/<int:pk>/partners.csv", programme.affected_file, name="proposal-partners-file"),
    path("desk/programme/<int:pk>/files/<path:path>/", programme.proposal_file, name="proposal-file"),
    path("desk/partners/<int:pk>/level/", desk.partner, name="desk-level"),
    path("desk/partners/<int:pk>/attestations/", desk.attestations, name="desk-attestations"),
    path("desk/partners/<int:pk>/level/attestation/", desk.attest, name="desk-attest"),
    path("desk/attestations/<int:pk>/withdrawal/", desk.withdraw_attestation, name="desk-withdraw-attestation"),
]
