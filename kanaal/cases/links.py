"""Links into the helpdesk's form, for other modules: what one would ask about is filled in already."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def new_case(category: str = "", subject: object = "", text: object = "") -> str:
    """The address of the form with these values; a category that the pack doesn't have is left open."""
    values = {"category": category, "about": str(subject), "text": str(text)}
    given = {key: value for key, value in values.items() if value}
    return reverse("new-case") + (f"?{urlencode(given)}" if given else "")
