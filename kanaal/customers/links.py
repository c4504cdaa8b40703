"""Links to rooms above this one, for pages that lead there."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def new_opportunity_url(number: str) -> str:
    """Where an opportunity with an account is begun; nothing where no room for it is built."""
    try:
        address = reverse("new-opportunity")
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode({'account': number})}"


def new_account_url(name: str = "") -> str:
    """Where an account is made, with what was typed filled in."""
    return reverse("new-account") + (f"?{urlencode({'name': name})}" if name else "")
