"""Addresses of training, under /training/."""

from __future__ import annotations

from django.urls import path

from kanaal.training.views import center, certificates, checking, company, courses, media

urlpatterns = [
    path("", center.home, name="training-home"),
    path("registration/", center.registration, name="training-registration"),
    path("registration/<slug:region>/", center.register, name="register-learner"),
    # courses
    path("courses/<slug:key>/", courses.course, name="course"),
    path("courses/<slug:key>/start/", courses.start, name="start-course"),
    path("courses/<slug:key>/modules/<slug:part>/", courses.part, name="course-part"),
    path("courses/<slug:key>/modules/<slug:part>/read/", courses.read, name="read-module"),
    path("courses/<slug:key>/quiz/", courses.quiz, name="submit-quiz"),
    path("courses/<slug:key>/result/", courses.result, name="quiz-result"),
    path("courses/<slug:key>/media/<path:path>", media.course_media, name="course-media"),
    # certificates
    path("mine/", certificates.mine, name="my-learnings"),
    path("certificates/<str:public_id>/pdf/", certificates.pdf, name="certificate-pdf"),
    path("certificates/<str:public_id>/badge/", certificates.badge, name="certificate-badge"),
    path("certificates/<str:public_id>/revocation/", certificates.revoke, name="revoke-certificate"),
    path("company/", company.company, name="company-training"),
    path("company/<int:pk>/ask/<slug:key>/", company.ask, name="ask-colleague"),
    # for everybody
    path("check/", checking.check_credential, name="check-credential"),
    path("check/<str:public_id>/", checking.check, name="check-certificate"),
    path("did.json", checking.did, name="issuer-did"),
    path("revoked/<int:number>/", checking.status, name="badge-status"),
]
