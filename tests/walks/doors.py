"""All doors of the house, found by walking the url configuration: a new page is in every walk by existing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Pages and addresses of libraries that are meant for everybody, and our own. A door that is not here must turn
# strangers away; whoever adds one here says so in a review.
PUBLIC = {
    "public-home", "levels", "welcome-kit", "welcome-kit-pdf", "terms", "healthz", "robots",
    "set-theme", "set-language", "home",
    "enrol", "enrol-start", "enrol-step", "enrol-again", "enrol-place", "enrol-authority", "enrol-company", "enrol-contact", "enrol-terms",
    "accept-invitation", "lost-invitation",
    "account_login", "account_signup", "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive",
    "account_email_verification_sent", "account_confirm_email", "account_request_login_code",
    "account_confirm_login_code", "account_signup_by_passkey", "mfa_login_webauthn", "mfa_authenticate",
    "mfa_trust", "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup",
    "openid_connect_login", "openid_connect_callback", "sign-out", "stop-viewing-as",
    "demo-mailbox", "demo-mail", "demo-clock", "demo", "demo-home", "demo-sign-in", "parts",
}  # fmt: skip


@dataclass(frozen=True)
class Door:
    """A named address and the names of its parameters."""

    name: str
    parameters: tuple[str, ...]
    callback: Callable[..., Any]

    def url(self, **values: Any) -> str:
        return reverse(self.name, kwargs={p: values[p] for p in self.parameters})

    @property
    def public(self) -> bool:
        return self.name in PUBLIC


def doors() -> list[Door]:
    """Every named address, once."""
    found: dict[str, Door] = {}
    for pattern, prefix in _patterns(get_resolver().url_patterns):
        name = f"{prefix}{pattern.name}"
        if pattern.name and name not in found:
            found[name] = Door(name, tuple(pattern.pattern.regex.groupindex), pattern.callback)
    return sorted(found.values(), key=lambda d: d.name)


def _patterns(entries: list[Any], prefix: str = "") -> Iterator[tuple[URLPattern, str]]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _patterns(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            yield entry, prefix
