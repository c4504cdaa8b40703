"""Somebody can't find an order: what is wrong is told by mail, to the address it is about, and to nobody else (K6).

The same is done for every address, and what differs is found by the worker: neither words nor time tell whoever asks
whether an address is known.
"""

from __future__ import annotations

from kanaal.core import limits
from kanaal.core.actors import Actor
from kanaal.core.addresses import sound_address
from kanaal.core.vault import Vault
from kanaal.licensingwebsite import mails
from kanaal.licensingwebsite.diagnosis import known_of
from kanaal.licensingwebsite.policy import LicensingWebsitePolicy
from kanaal.licensingwebsite.rules import causes
from kanaal.licensingwebsite.ways import way
from kanaal.programme.policies import policy

ASKED = Vault("asked")
"""What strangers typed waits sealed, until the mail is written."""


def sealed_question(email: str, number: str, by: Actor) -> tuple[str, str]:
    """A question as it waits for the worker. Raises AddressMalformed, TooOften."""
    email = sound_address(email)
    limits.spend("licences-help", policy(LicensingWebsitePolicy).asks, by.address or f"person:{by.person_id}", email)
    return ASKED.seal(email), ASKED.seal(number)


def tell(sealed_email: str, sealed_number: str, language: str) -> None:
    """Find out, and write. For the worker."""
    email, number = ASKED.unseal(sealed_email), ASKED.unseal(sealed_number)
    known = known_of(email, number)
    mails.what_is_wrong(email, language, [way(cause, number) for cause in causes(known)], orders=known.orders)
