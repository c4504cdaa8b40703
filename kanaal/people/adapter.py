"""How allauth does things here: its mails go through the outbox, its messages are in our words, failures are kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import passthrough_next_redirect_url
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.people import notices, security_log, viewing
from kanaal.people.models import Person, normal_address

# Made of our own address, never of what the browser said is the host.
LINKS = {
    "sign_in_url": "account_login",
    "make_id_url": "account_signup",
    "forgotten_url": "account_reset_password",
    "security_url": "mfa_index",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultAccountAdapter.error_messages | notices.ERRORS

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail of sign-in and security is promised like any other: kept, retried, in the person's language.

        Also to addresses that nobody has here: the same work is done for them, so the time it takes tells nothing.
        """
        person = self.person_of(email, context)
        values: dict[str, Any] = {"email": email} | {k: v for k, v in context.items() if isinstance(v, str)}
        values |= {key: absolute(page) for key, page in LINKS.items()}
        values["sign_in_url"] = passthrough_next_redirect_url(self.request, values["sign_in_url"], REDIRECT_FIELD_NAME)
        with transaction.atomic():
            outbox.post(
                notices.MAILS.get(template_prefix, "security_notice"),
                to=email,
                language=(person.language if person else None) or get_language() or settings.LANGUAGE_CODE,
                context=values | notices.about(template_prefix),
                person_id=person.pk if person else None,
            )

    def person_of(self, email: str, context: dict[str, Any]) -> Person | None:
        """Whose address it is; the mail about an ID that exists already is sent without saying whose."""
        user = context.get("user")
        if isinstance(user, Person) and user.pk:
            return user
        return Person.objects.filter(email=normal_address(email)).first()

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """What changes how one signs in is always told to the person, there is no switch for it."""
        to = email or EmailAddress.objects.get_primary_email(user) or user.email
        where = {"address": self.get_client_ip(self.request), **(context or {}), "user": user}
        self.send_mail(template_prefix, to, where)

    def add_message(  # the signature is allauth's
        self,
        request: Any,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """The same occasions as allauth's, in our words; some go without saying."""
        words = message or notices.message(message_template or "", message_context or {})
        if words:
            super().add_message(request, level, extra_tags=extra_tags, message=str(words))

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        security_log.sign_in_failed(request, credentials.get("email", ""))

    def logout(self, request: Any) -> None:
        viewing.end(request)
        super().logout(request)

    def populate_username(self, request: Any, user: Any) -> None:
        """We have no user names: the address is the ID."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return str(settings.KANAAL_URL.rstrip("/") + path)

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("mfa_index")
