"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from kanaal.desk.views import enrolments, figures, home, partners, work

urlpatterns = [
    path("", home.desk_home, name="desk-home"),
    path("enrolments/", enrolments.queue, name="desk-enrolments"),
    path("enrolments/<int:pk>/", enrolments.enrolment, name="desk-enrolment"),
    path("enrolments/<int:pk>/approval/", enrolments.approve, name="desk-approve-enrolment"),
    path("enrolments/<int:pk>/refusal/", enrolments.decline, name="desk-decline-enrolment"),
    path("enrolments/<int:pk>/question/", enrolments.ask, name="desk-ask-enrolment"),
    path("enrolments/<int:pk>/terms/", enrolments.accepted_terms, name="desk-enrolment-terms"),
    path("work/", work.background, name="desk-work"),
    path("work/<int:pk>/", work.job, name="desk-job"),
    path("work/<int:pk>/again/", work.run_again, name="run-job-again"),
    path("work/<int:pk>/aside/", work.set_aside, name="set-job-aside"),
    path("figures/", figures.show, name="desk-figures"),
    path("figures/<slug:dashboard>/", figures.show, name="desk-figures-of"),
    path("figures/<slug:dashboard>/<str:block>.<slug:format>", figures.export, name="desk-figures-file"),
    path("partners/", partners.partner_list, name="desk-partners"),
    path("partners/<int:pk>/", partners.partner, name="desk-partner"),
]
