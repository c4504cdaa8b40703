"""What happens to an ID, and what is done with it. About the person, so that they can read it themselves (L4, L5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal

# --- the ID


@dataclass(frozen=True)
class PersonSignedUp(Fact):
    says: ClassVar[str] = _("The ID was made with the address %(email)s")
    icon: ClassVar[str] = "user-plus"
    email: str = personal()


@dataclass(frozen=True)
class AddressVerified(Fact):
    says: ClassVar[str] = _("The address %(email)s was proved to be theirs")
    icon: ClassVar[str] = "mail"
    email: str = personal()


@dataclass(frozen=True)
class AddressAdded(Fact):
    says: ClassVar[str] = _("The address %(email)s was added")
    icon: ClassVar[str] = "mail"
    email: str = personal()


@dataclass(frozen=True)
class AddressRemoved(Fact):
    says: ClassVar[str] = _("The address %(email)s was removed")
    icon: ClassVar[str] = "mail"
    email: str = personal()


@dataclass(frozen=True)
class MainAddressChanged(Fact):
    says: ClassVar[str] = _("The main address was changed from %(before)s to %(email)s")
    icon: ClassVar[str] = "mail"
    email: str = personal()
    before: str = personal()


@dataclass(frozen=True)
class ProfileChanged(Fact):
    says: ClassVar[str] = _("%(who)s changed the name or time zone of this ID")
    icon: ClassVar[str] = "pencil"
    name: str = personal()
    time_zone: str = personal()


@dataclass(frozen=True)
class LanguageChosen(Fact):
    says: ClassVar[str] = _("%(who)s chose the language %(language)s")
    icon: ClassVar[str] = "globe"
    language: str


# --- signing in


@dataclass(frozen=True)
class SignedIn(Fact):
    """`method` is allauth's word: password, mfa, socialaccount, code."""

    says: ClassVar[str] = _("Signed in %(method)s, from %(address)s")
    icon: ClassVar[str] = "log-in"
    method: str
    address: str = personal()
    browser: str = personal()


@dataclass(frozen=True)
class SignInFailed(Fact):
    """Recorded for unknown addresses too (about nobody), so that the answer takes as long either way."""

    says: ClassVar[str] = _("Somebody tried to sign in with a wrong password or code, from %(address)s")
    icon: ClassVar[str] = "shield-alert"
    address: str = personal()
    browser: str = personal()


@dataclass(frozen=True)
class PasswordChanged(Fact):
    says: ClassVar[str] = _("The password was changed")
    icon: ClassVar[str] = "key-round"


@dataclass(frozen=True)
class PasswordReset(Fact):
    says: ClassVar[str] = _("The password was reset through a link sent by mail")
    icon: ClassVar[str] = "key-round"


@dataclass(frozen=True)
class AuthenticatorAdded(Fact):
    """`what` is the kind of authenticator: totp, webauthn, recovery_codes."""

    says: ClassVar[str] = _("A way to sign in was added (%(what)s)")
    icon: ClassVar[str] = "shield-check"
    what: str


@dataclass(frozen=True)
class AuthenticatorRemoved(Fact):
    says: ClassVar[str] = _("A way to sign in was removed (%(what)s)")
    icon: ClassVar[str] = "shield-alert"
    what: str


@dataclass(frozen=True)
class RecoveryCodesRenewed(Fact):
    says: ClassVar[str] = _("The recovery codes were replaced by new ones")
    icon: ClassVar[str] = "shield"


@dataclass(frozen=True)
class ExternalIdConnected(Fact):
    says: ClassVar[str] = _("An ID of %(provider)s was connected")
    icon: ClassVar[str] = "link"
    provider: str


@dataclass(frozen=True)
class ExternalIdDisconnected(Fact):
    says: ClassVar[str] = _("The ID of %(provider)s was disconnected")
    icon: ClassVar[str] = "x"
    provider: str


@dataclass(frozen=True)
class SessionsEnded(Fact):
    says: ClassVar[str] = _("%(who)s signed this ID out elsewhere (browsers: %(count)s)")
    icon: ClassVar[str] = "log-out"
    count: int


# --- roles and what staff do


@dataclass(frozen=True)
class StaffRoleGranted(Fact):
    says: ClassVar[str] = _("%(who)s gave the staff role %(role)s")
    icon: ClassVar[str] = "badge-check"
    role: str


@dataclass(frozen=True)
class StaffRoleEnded(Fact):
    says: ClassVar[str] = _("%(who)s ended the staff role %(role)s")
    icon: ClassVar[str] = "circle-x"
    role: str


@dataclass(frozen=True)
class ViewingStarted(Fact):
    """A member of staff looks through this person's eyes, and says why."""

    says: ClassVar[str] = _("%(who)s began to look at Kanaal as this person sees it, as %(role)s. Reason: %(reason)s")
    icon: ClassVar[str] = "eye"
    role: str = personal()
    reason: str = personal()


@dataclass(frozen=True)
class ViewingStopped(Fact):
    says: ClassVar[str] = _("%(who)s stopped looking as this person")
    icon: ClassVar[str] = "eye"


# --- terms, data


@dataclass(frozen=True)
class TermsAccepted(Fact):
    """`digest` is that of the text exactly as it was shown."""

    says: ClassVar[str] = _("%(who)s accepted “%(title)s”, release %(version)s (%(language)s)")
    icon: ClassVar[str] = "file-check"
    terms: str
    title: str
    version: str
    language: str
    digest: str


@dataclass(frozen=True)
class DataExported(Fact):
    says: ClassVar[str] = _("%(who)s exported all that is held about this ID")
    icon: ClassVar[str] = "download"


@dataclass(frozen=True)
class PersonErased(Fact):
    says: ClassVar[str] = _("This ID was erased at the person's own wish")
    icon: ClassVar[str] = "user-x"


METHODS = {
    "password": _("with a password"),
    "password_reset": _("after a new password"),
    "mfa": _("with a passkey or a second step"),
    "socialaccount": _("with the ID of a company"),
    "code": _("with a code sent by mail"),
}
"""allauth's words for how one signs in, in ours."""

WAYS = {
    "totp": _("authenticator app"),
    "webauthn": _("passkey or security key"),
    "recovery_codes": _("recovery codes"),
}
"""allauth's words for what one signs in with, in ours."""
