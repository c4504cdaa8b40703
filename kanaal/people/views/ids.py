"""Where allauth's views for signing in need a little more than another template."""

from __future__ import annotations

import base64
import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.forms import SignupForm
from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import SignupView
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from requests import RequestException

from kanaal.core.pages import page
from kanaal.people.models import Person
from kanaal.people.sessions import sessions_of

logger = logging.getLogger(__name__)


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth ships no types
    def try_save(self, request: HttpRequest) -> Any:
        """For a known address nobody is made; the password is hashed all the same, so that both take as long."""
        if self.account_already_exists:
            Person().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class SignUp(SignupView):  # type: ignore[misc]
    form_class = SignUpForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Where one was going stays in the address: who has an ID already can still turn to signing in (P1)."""
        answer: HttpResponse = super().form_valid(form)
        url = answer.headers.get("Location", "")
        if url == reverse("account_email_verification_sent"):
            answer.headers["Location"] = passthrough_next_redirect_url(self.request, url, REDIRECT_FIELD_NAME)
        return answer


class AddApp(ActivateTOTPView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The picture on white: black on a dark page can't be scanned."""
        found = super().get_context_data(**kwargs)
        white = found["totp_svg"].replace("<path", '<rect width="100%" height="100%" fill="#fff"/><path', 1)
        return {**found, "picture": "data:image/svg+xml;base64," + base64.b64encode(white.encode()).decode()}


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the sign-in page, and from there still to where one was going."""
        return _again(self.request, form, "account_login")


class PasskeyAgain(ReauthenticateWebAuthnView):  # type: ignore[misc]
    def form_invalid(self, form: Any) -> HttpResponse:
        return _again(self.request, form, "mfa_reauthenticate_webauthn")


def _again(request: HttpRequest, form: Any, page: str) -> HttpResponse:
    for message in form.errors.get("credential", []):
        messages.error(request, message)
    return HttpResponseRedirect(passthrough_next_redirect_url(request, reverse(page), REDIRECT_FIELD_NAME))


class Security(IndexView):  # type: ignore[misc]
    """All ways in which one signs in, and where one is signed in now."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "sessions": sessions_of(person, self.request.session.session_key),
            "connected": list(SocialAccount.objects.filter(user=person)),
            "company_offered": bool(settings.SOCIALACCOUNT_PROVIDERS),
        }


@require_http_methods(["GET", "POST"])
def company(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sign in at one's company: a page with the way there.

    Not a redirect: our Content-Security-Policy lets no form lead to another site.
    """
    if request.method == "GET":
        return HttpResponseRedirect(
            passthrough_next_redirect_url(request, reverse("account_login"), REDIRECT_FIELD_NAME)
        )
    try:
        answer = oidc.login(request, provider_id)
    except RequestException:
        logger.warning("The sign-in page of %s did not answer.", provider_id, exc_info=True)
        return HttpResponseRedirect(reverse("socialaccount_login_error"))
    url = answer.headers.get("Location", "")
    host = urlsplit(url).hostname
    return page(request, "people/id/company_leave.html", url=url, host=host) if host else answer
