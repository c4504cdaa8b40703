"""How allauth does things here: its mails go through the outbox, its addresses are ours."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.utils.translation import get_language

from kanaal.core import outbox
from kanaal.core.texts import shown
from kanaal.people.models import Person

# allauth's templates and the name of our mail for each.
MAILS = {
    "account/email/email_confirmation_signup": "verify_address",
    "account/email/email_confirmation": "verify_address",
    "account/email/password_reset_key": "reset_password",
    "account/email/password_reset_code": "reset_password_code",
    "account/email/account_already_exists": "address_known",
    "account/email/unknown_account": "address_unknown",
    "account/email/login_code": "sign_in_code",
}


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail of sign-in and security is promised like any other: kept, retried, in the person's language."""
        person = context.get("user")
        known = person if isinstance(person, Person) and person.pk else None
        name = MAILS.get(template_prefix, "security_notice")
        values = {k: v for k, v in context.items() if isinstance(v, str | int | bool)}
        values["notice"] = template_prefix.rsplit("/", 1)[-1]
        with transaction.atomic():
            outbox.post(
                name,
                to=email,
                language=(known.language if known else None) or get_language() or "en",
                context={k: shown(v) if not isinstance(v, bool) else v for k, v in values.items()},
                person_id=known.pk if known else None,
            )

    def populate_username(self, request: Any, user: Any) -> None:
        """We have no user names: the address is the ID."""
