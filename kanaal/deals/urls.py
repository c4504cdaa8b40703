"""Addresses of deal registration: for partners under /sales/, for staff under /desk/, receipts for everybody."""

from django.urls import path

from kanaal.deals.views import availability, beside, desk, figures, receipts, registering

DEAL = "sales/opportunities/<str:opportunity_number>/register"
MINE = "sales/registrations/<str:registration_number>"
DESK = "desk/registrations/<str:registration_number>"

urlpatterns = [
    path(f"{DEAL}/", registering.register, name="register"),
    path(f"{DEAL}/submission/", registering.submit, name="submit-registration"),
    path(f"{DEAL}/marks/", registering.marks, name="registration-marks"),
    path(f"{MINE}/", registering.show, name="registration"),
    path(f"{MINE}/answer/", registering.answer, name="answer-registration"),
    path(f"{MINE}/withdrawal/", registering.withdraw, name="withdraw-registration"),
    path(f"{MINE}/extension/", registering.extend, name="extend-registration"),
    path(f"{MINE}/receipts/<int:pk>.<str:format>", registering.receipt, name="registration-receipt"),
    path("sales/availability/", availability.ask, name="availability"),
    path("desk/registrations/", desk.queue, name="desk-registrations"),
    path(f"{DESK}/", desk.show, name="desk-registration"),
    path(f"{DESK}/take/", desk.take, name="desk-take-registration"),
    path(f"{DESK}/question/", desk.ask, name="desk-ask-about-registration"),
    path(f"{DESK}/approval/", desk.approve, name="desk-approve-registration"),
    path(f"{DESK}/refusal/", desk.decline, name="desk-decline-registration"),
    path(f"{DESK}/reversal/", desk.reverse, name="desk-reverse-registration"),
    path(f"{DESK}/extension/", desk.extend, name="desk-extend-registration"),
    path(f"{DESK}/receipts/<int:pk>.txt", desk.receipt, name="desk-registration-receipt"),
    path("desk/deals/figures/", figures.show, name="desk-deal-figures"),
    path("desk/deals/figures.csv", figures.export, name="desk-deal-figures-csv"),
    path("desk/deals/absences/", beside.absences, name="desk-absences"),
    path("desk/deals/absences/<int:pk>/end/", beside.end_absence, name="end-absence"),
    path("desk/deals/named-accounts/", beside.named_accounts, name="desk-named-accounts"),
    path("desk/deals/named-accounts/<int:pk>/end/", beside.unmark_named_account, name="unmark-named-account"),
    path("desk/deals/availability/", beside.availability, name="desk-availability"),
    path("receipts/verify/", receipts.verify, name="verify-receipt"),
    path("receipts/keys/<str:key>.pem", receipts.key, name="receipt-key"),
    path(".well-known/kanaal-receipts.pem", receipts.keys, name="receipt-keys"),
]
