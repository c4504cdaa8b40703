"""E-mail addresses and names as people type them: one way to keep them, and one to refuse what is none."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from email_validator import EmailNotValidError, validate_email

from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say

LONGEST = 254
"""Characters; what SMTP can carry (RFC 5321)."""


class AddressMalformed(Refusal):
    status = 422
    field = "email"

    def __init__(self, typed: str) -> None:
        shown = typed if len(typed) <= 60 else f"{typed[:57]}…"
        super().__init__(
            say(_("“%(typed)s” is not an e-mail address."), typed=name(shown)),
            remedy=say(_("Write it like name@company.example, without spaces.")),
        )


def one_line(text: str) -> str:
    """A name as it may stand in a mail: without line breaks, which would let it look like a paragraph of ours."""
    return " ".join(text.split())


def sound_address(typed: str) -> str:
    """The address as we keep it: trimmed, in lower case. Raises AddressMalformed; asks no name server."""
    try:
        found = validate_email(typed.strip(), check_deliverability=False)
    except EmailNotValidError as fault:
        raise AddressMalformed(typed) from fault
    if len(found.normalized) > LONGEST:
        raise AddressMalformed(typed)
    return found.normalized.lower()
