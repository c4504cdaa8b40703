"""All doors of the house, found by walking the url configuration: a new page is in every walk by existing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.walks.rooms import rooms

# Pages and addresses of libraries that are meant for everybody, and our own. A door that is not here must turn
# strangers away; whoever adds one here says so in a review.
PUBLIC = {
    "accept-invitation", "account_confirm_email", "account_confirm_login_code",
    "account_email_verification_sent", "account_inactive", "account_login", "account_logout",
    "account_request_login_code", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_signup",
    "account_signup_by_passkey", "api:openapi-json", "demo", "demo-clock", "demo-home", "demo-mail",
    "demo-mailbox", "demo-sign-in", "enrol", "enrol-again", "enrol-authority", "enrol-company", "enrol-contact",
    "enrol-place", "enrol-start", "enrol-step", "enrol-terms", "healthz", "home", "levels", "lost-invitation",
    "me-erased", "mfa_authenticate", "mfa_login_webauthn", "mfa_trust", "openid_connect_callback",
    "openid_connect_login", "parts", "public-home", "robots", "set-language", "set-theme", "sign-out",
    "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup", "stop-viewing-as",
    "terms", "welcome-kit", "welcome-kit-pdf",
}.union(*(getattr(room, "PUBLIC", ()) for room in rooms()))  # fmt: skip


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
