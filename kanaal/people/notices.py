"""Our words for the occasions on which allauth writes a mail, shows a message or refuses an input."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say

# allauth's mail templates, and the name of our mail for each. What is not here is a security notice (below).
MAILS = {
    "account/email/email_confirmation_signup": "verify_address",
    "account/email/email_confirmation": "verify_address",
    "account/email/password_reset_key": "reset_password",
    "account/email/account_already_exists": "address_known",
    "account/email/unknown_account": "address_unknown",
    "account/email/login_code": "sign_in_code",
}

# What has happened: told by mail to the person, whoever did it.
NOTICES = {
    "password_changed": _("The password of your ID was changed"),
    "password_set": _("A password was set for your ID"),
    "password_reset": _("The password of your ID was reset"),
    "email_changed": _("The main e-mail address of your ID was changed"),
    "email_confirm": _("An e-mail address of your ID was confirmed"),
    "email_deleted": _("An e-mail address was removed from your ID"),
    "totp_activated": _("An authenticator app was added to your ID"),
    "totp_deactivated": _("The authenticator app was removed from your ID"),
    "webauthn_added": _("A passkey or security key was added to your ID"),
    "webauthn_removed": _("A passkey or security key was removed from your ID"),
    "recovery_codes_generated": _("New recovery codes were made for your ID"),
    "account_connected": _("Another ID was connected to yours"),
    "account_disconnected": _("A connected ID was disconnected from yours"),
}
OTHER = _("How you sign in to your ID was changed")

# allauth's messages on the next page. Signing in and out go without saying: the page shows it.
MESSAGES = {
    "account/messages/cannot_delete_primary_email.txt": _(
        "%(email)s is your main address and can't be removed. Make another address the main one first."
    ),
    "account/messages/email_confirmation_failed.txt": _("%(email)s can't be confirmed for this ID."),
    "account/messages/email_confirmed.txt": _("%(email)s is confirmed."),
    "account/messages/email_deleted.txt": _("%(email)s is removed."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/primary_email_set.txt": _("Your main address is changed."),
    "account/messages/unverified_primary_email.txt": _("Confirm the address first; then it can be the main one."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes; the old ones are worthless now."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is added."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "socialaccount/messages/account_connected.txt": _("The ID is connected."),
    "socialaccount/messages/account_connected_other.txt": _("That ID is connected to somebody else's already."),
    "socialaccount/messages/account_connected_updated.txt": _("The ID is connected."),
    "socialaccount/messages/account_disconnected.txt": _("The ID is disconnected."),
}

# What the forms refuse; each says what to do.
ERRORS = {
    "email_password_mismatch": gettext_lazy(
        "This address and password don't belong together. Try again, or choose a new password: the link is below."
    ),
    "too_many_login_attempts": gettext_lazy("That was tried too often. Wait five minutes and try again."),
    "rate_limited": gettext_lazy("That was asked for too often. Wait a few minutes and try again."),
    "incorrect_code": gettext_lazy("That is not the code. Look at the newest mail, or ask for a new code."),
    "incorrect_password": gettext_lazy("That is not your password."),
    "enter_current_password": gettext_lazy("That is not your password as it is now."),
    "duplicate_email": gettext_lazy("This address belongs to your ID already."),
    "same_as_current": gettext_lazy("This is the address that you gave before."),
}


def about(template_prefix: str) -> dict[str, Any]:
    """What a security notice says."""
    return {"what": say(NOTICES.get(template_prefix.rsplit("/", 1)[-1], OTHER))}


def message(template: str, context: dict[str, Any]) -> Text | None:
    """The message for one of allauth's, None where we say nothing."""
    msgid = MESSAGES.get(template)
    return say(msgid, email=name(context.get("email", ""))) if msgid else None
