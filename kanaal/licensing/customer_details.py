"""What a reseller says of a customer who is to be invited: read, judged field by field, and kept tidy (V2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.addresses import AddressMalformed, one_line, sound_address
from kanaal.core.texts import Words, name, say
from kanaal.customers import sound
from kanaal.customers.models import Account
from kanaal.customers.sound import Fault
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.policy import AgreementTerms, AgreementTermsPolicy
from kanaal.licensing.rules.names import key_of
from kanaal.partners.enrolment import companies
from kanaal.partners.models import Partner
from kanaal.partners.rules import domain_of
from kanaal.programme import codes
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy, RegionsPolicy

LONGEST = {"name": 160, "admin_name": 120}
PLAIN = ("name", "country", "town", "street", "postal_code", "segment")
"""What an account says of a company, too."""


@dataclass(frozen=True)
class CustomerDetails:
    """A customer to be invited. `email` is where the invitation goes: the customer's administrator.

    `account` is its record where the reseller knows it; `terms` the kind of agreement, the first one on offer if empty.
    """

    name: str
    country: str
    segment: str
    email: str
    language: str
    street: str = ""
    postal_code: str = ""
    town: str = ""
    admin_name: str = ""
    account: Account | None = None
    terms: str = ""


def details_of(invitation: CustomerInvitation) -> CustomerDetails:
    """What was said of the customer when it was invited, for changing one thing of it."""
    fields = [key for key in CustomerDetails.__dataclass_fields__ if key != "account"]
    return CustomerDetails(**{key: getattr(invitation, key) for key in fields}, account=invitation.account)


def read(details: CustomerDetails, partner: Partner) -> tuple[CustomerDetails, list[Fault]]:
    """The details as they are kept, and what is wrong with them: one fault for a field."""
    plain = {key: one_line(getattr(details, key)) for key in (*PLAIN, "admin_name", "language", "email")}
    plain["country"] = plain["country"].upper()
    given: dict[str, Any] = {**plain, "terms": details.terms or kinds_on_offer()[0].key}
    tidy = replace(details, **given)
    found: dict[str, Fault] = {}
    try:
        tidy = replace(tidy, email=sound_address(tidy.email))
    except AddressMalformed as bad:
        found["email"] = Fault("email", say(_("%(says)s %(remedy)s"), says=bad.says, remedy=bad.remedy))
    for fault in _faults(tidy, partner):
        found.setdefault(fault.field, fault)
    return tidy, list(found.values())


def kinds_on_offer() -> tuple[AgreementTerms, ...]:
    """The kinds of agreement to which partners invite customers."""
    return policy(AgreementTermsPolicy).for_use("resale")


def languages() -> tuple[str, ...]:
    """In which a customer can be written to: those in which the programme is complete, and the house, too."""
    ours = dict(settings.LANGUAGES)
    return tuple(code for code in policy(ProgrammePolicy).languages if code in ours)


def countries() -> list[tuple[str, str]]:
    """Where agreements are on offer: code and name, as the reader's language sorts them."""
    here = {code for region in policy(RegionsPolicy).regions if region.open for code in region.countries}
    return sorted(((code, formats.country(code)) for code in here), key=lambda pair: companies.plain_letters(pair[1]))


def segments(kind: AgreementTerms) -> dict[str, Words]:
    """The market segments in which a kind of agreement is on offer."""
    return {key: words for key, words in sound.segments().items() if key in kind.segments}


def _faults(tidy: CustomerDetails, partner: Partner) -> Iterator[Fault]:
    for key, longest in LONGEST.items():
        if len(getattr(tidy, key)) > longest:
            yield Fault(key, say(_("That is too long: %(most)s characters at most."), most=longest))
    if len(key_of(tidy.name)) > LONGEST["name"]:  # some scripts grow when they are written in Latin letters
        yield Fault("name", say(_("That is too long: %(most)s characters at most."), most=LONGEST["name"] // 6))
    yield from _market_faults(tidy)
    yield from sound.read({key: getattr(tidy, key) for key in PLAIN})[1]
    yield from _address_faults(tidy)
    if tidy.language not in languages():
        spoken = ", ".join(languages())
        yield Fault("language", say(_("Choose one of the programme's languages: %(codes)s."), codes=name(spoken)))
    if _is_ours(tidy.email, partner):
        says = _("This is an address of your own company. The customer accepts the terms itself: give its own address.")
        yield Fault("email", say(says))


def _market_faults(tidy: CustomerDetails) -> Iterator[Fault]:
    kind = next((one for one in kinds_on_offer() if one.key == tidy.terms), None)
    if kind is None:
        yield Fault("terms", say(_("Choose one of the kinds of agreement that are offered.")))
    elif tidy.segment not in kind.segments:
        keys = ", ".join(kind.segments)
        yield Fault("segment", say(_("Choose one of the market segments on offer: %(keys)s."), keys=name(keys)))
    region = policy(RegionsPolicy).of_country(tidy.country)
    if region is None or not region.open:
        where = companies.country_words(tidy.country) if tidy.country in codes.countries() else name(tidy.country[:40])
        yield Fault("country", say(_("No agreements are offered in %(country)s."), country=where))


def _address_faults(tidy: CustomerDetails) -> Iterator[Fault]:
    """The agreement is a contract: it says where the customer is, in the parts that its country's post asks for."""
    if not tidy.street:
        yield Fault("street", say(_("Give the street and number of the customer.")))
    if not tidy.town:
        yield Fault("town", say(_("Give the town of the customer.")))
    known = tidy.country in codes.countries()
    needed = companies.address_rules(tidy.country).required_fields if known else ()
    if not tidy.postal_code and "postal_code" in needed:
        yield Fault("postal_code", say(_("Give the postal code of the customer.")))


def _is_ours(email: str, partner: Partner) -> bool:
    """Does the address belong to the reseller, by its domain or as a contact's?"""
    known = partner.__dict__.setdefault("_own_domains", None)
    if known is None:
        known = partner.__dict__["_own_domains"] = frozenset(partner.domains.values_list("domain", flat=True))
        partner.__dict__["_own_addresses"] = frozenset(
            address.lower() for address in partner.contacts.filter(active=True).values_list("email", flat=True)
        )
    return domain_of(email) in known or email in partner.__dict__["_own_addresses"]
