"""What allauth reports by Django signals, turned into events.

Signals are banned in this house: whoever reads an action should see all that it causes. allauth's are the exception,
because it offers no other way to learn that somebody has signed in, proved an address or added a passkey. They are
listened to in this file only, and each does one thing: it keeps an event.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as socialaccount
from django.dispatch import receiver

from kanaal.core.actors import STRANGER
from kanaal.people import events, roles
from kanaal.people.models import Person
from kanaal.people.security_log import keep
from kanaal.people.visitors import address_of, browser_of


@receiver(account.user_signed_up)
def signed_up(user: Person, **_: Any) -> None:
    keep(events.PersonSignedUp(email=user.email), user)


@receiver(account.user_logged_in)
def signed_in(request: Any, user: Person, **_: Any) -> None:
    """The menu of roles is asked anew: what happened to them while one was away shows."""
    roles.forget_menu(request)
    records = get_authentication_records(request, user)
    method = records[-1]["method"] if records else "code"
    keep(events.SignedIn(method=method, address=address_of(request), browser=browser_of(request)), user)


@receiver(account.email_confirmed)
def address_verified(email_address: Any, **_: Any) -> None:
    keep(events.AddressVerified(email=email_address.email), email_address.user)


@receiver(account.email_added)
def address_added(user: Person, email_address: Any, **_: Any) -> None:
    keep(events.AddressAdded(email=email_address.email), user)


@receiver(account.email_removed)
def address_removed(user: Person, email_address: Any, **_: Any) -> None:
    keep(events.AddressRemoved(email=email_address.email), user)


@receiver(account.email_changed)
def main_address_changed(user: Person, from_email_address: Any, to_email_address: Any, **_: Any) -> None:
    before = from_email_address.email if from_email_address else ""
    keep(events.MainAddressChanged(email=to_email_address.email, before=before), user)


@receiver([account.password_changed, account.password_set])
def password_changed(user: Person, **_: Any) -> None:
    keep(events.PasswordChanged(), user)


@receiver(account.password_reset)
def password_reset(user: Person, **_: Any) -> None:
    keep(events.PasswordReset(), user)


@receiver(mfa.authenticator_added)
def authenticator_added(user: Person, authenticator: Any, **_: Any) -> None:
    keep(events.AuthenticatorAdded(what=authenticator.type), user)


@receiver(mfa.authenticator_removed)
def authenticator_removed(user: Person, authenticator: Any, **_: Any) -> None:
    keep(events.AuthenticatorRemoved(what=authenticator.type), user)


@receiver(mfa.authenticator_reset)
def recovery_codes_renewed(user: Person, **_: Any) -> None:
    keep(events.RecoveryCodesRenewed(), user)


@receiver(mfa.authentication_failed)
def second_step_failed(request: Any, user: Person, **_: Any) -> None:
    keep(events.SignInFailed(address=address_of(request), browser=browser_of(request)), user, by=STRANGER)


@receiver(socialaccount.social_account_added)
def external_id_connected(sociallogin: Any, **_: Any) -> None:
    keep(events.ExternalIdConnected(provider=sociallogin.account.provider), sociallogin.user)


@receiver(socialaccount.social_account_removed)
def external_id_disconnected(socialaccount: Any, **_: Any) -> None:
    keep(events.ExternalIdDisconnected(provider=socialaccount.provider), socialaccount.user)
