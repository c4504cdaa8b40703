"""Signing in with the ID of one's company (OpenID Connect), where the settings name one."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language


class CompanyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def populate_user(self, request: Any, sociallogin: Any, data: dict[str, Any]) -> Any:
        """A new ID takes over the name that the company knows, and the language of the page."""
        person = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        person.name = (data.get("name") or " ".join(part for part in parts if part))[:120]
        person.language = get_language() or "en"
        return person

    def on_authentication_error(
        self, request: Any, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Our own page says what to do; it needs to know no more than whether the person broke it off."""
        page = "socialaccount_login_cancelled" if error == "cancelled" else "socialaccount_login_error"
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse(page)))
