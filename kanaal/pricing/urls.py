"""Addresses of the pricing module."""

from __future__ import annotations

from django.urls import path

from kanaal.pricing import views

LIST = "price-lists/<slug:book>/<slug:publication>/"

urlpatterns = [
    path("price-lists/", views.price_lists, name="price-lists"),
    path("price-lists/all/", views.all_price_lists, name="all-price-lists"),
    path("price-lists/opened/", views.price_list_grants, name="price-list-grants"),
    path("price-lists/opened/<int:pk>/closing/", views.revoke_price_list, name="revoke-price-list"),
    path(LIST, views.price_list, name="price-list"),
    path(f"{LIST}changes/", views.price_list_changes, name="price-list-changes"),
    path(f"{LIST}changes/<slug:format>/", views.take_price_list_changes, name="take-price-list-changes"),
    path(f"{LIST}<slug:format>/", views.take_price_list, name="take-price-list"),
]
