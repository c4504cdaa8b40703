"""Addresses under /sales/ for partners, and under /desk/opportunities/ for staff."""

from django.urls import path

from kanaal.sales.views import calendar, closing, desk, forecast, handing, home, opportunities, products, profile

ONE = "sales/opportunities/<str:opportunity_number>"
DESK = "desk/opportunities/<str:opportunity_number>"

urlpatterns = [
    path("sales/", home.home, name="sales-home"),
    path("sales/profile/", profile.profile, name="sales-profile"),
    path("sales/profile/seats/", profile.seats, name="sales-seats"),
    path("sales/profile/<int:person>/hand-over/", profile.hand_over, name="hand-over-of"),
    path("sales/forecast/", forecast.show, name="sales-forecast"),
    path("sales/forecast/export.csv", forecast.export_forecast, name="export-forecast"),
    path("sales/calendar/", calendar.calendar, name="sales-calendar"),
    path("sales/calendar/make/", calendar.make, name="make-calendar"),
    path("sales/calendar/end/", calendar.end, name="end-calendar"),
    path("sales/calendar/<str:token>.ics", calendar.feed, name="calendar-feed"),
    path("sales/opportunities/", opportunities.listed, name="opportunities"),
    path("sales/opportunities/export.csv", forecast.export_opportunities, name="export-opportunities"),
    path("sales/opportunities/new/", opportunities.new, name="new-opportunity"),
    path("sales/opportunities/hand-over/", handing.picked, name="hand-over-picked"),
    path("sales/opportunities/hand-over/these/", handing.pass_on, name="hand-over-these"),
    path("sales/opportunities/hand-over/all/", handing.everything, name="hand-over-all"),
    path(f"{ONE}/", opportunities.show, name="opportunity"),
    path(f"{ONE}/change/", opportunities.edit, name="edit-opportunity"),
    path(f"{ONE}/stage/", opportunities.stage, name="move-opportunity"),
    path(f"{ONE}/copy/", opportunities.copy, name="copy-opportunity"),
    path(f"{ONE}/hand-over/", handing.one, name="hand-over-opportunity"),
    path(f"{ONE}/close/", closing.booked, name="book-opportunity"),
    path(f"{ONE}/close/more-rows/", closing.more_rows, name="book-more-rows"),
    path(f"{ONE}/close/lost/", closing.lost, name="lose-opportunity"),
    path(f"{ONE}/close/cancelled/", closing.cancelled, name="cancel-opportunity"),
    path(f"{ONE}/products/", products.products, name="opportunity-products"),
    path(f"{ONE}/products/add/", products.add, name="add-line"),
    path(f"{ONE}/products/new-prices/", products.new_prices, name="take-new-prices"),
    path(f"{ONE}/products/<int:position>/", products.change, name="change-line"),
    path(f"{ONE}/products/<int:position>/take-off/", products.remove, name="remove-line"),
    path("desk/opportunities/", desk.listed, name="desk-opportunities"),
    path(f"{DESK}/", desk.show, name="desk-opportunity"),
    path(f"{DESK}/reopen/", desk.reopen, name="reopen-opportunity"),
]
