"""Addresses of pages that other parts of the console bring."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def agreement_url(number: str) -> str:
    """The page of a customer; the console's first page where there is none yet."""
    try:
        return reverse("console-customer", args=[number])
    except NoReverseMatch:
        return reverse("reseller-console")
