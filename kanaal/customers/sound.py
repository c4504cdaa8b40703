"""What is said of a company, as plain values: read from what was typed, judged field by field, and kept tidy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.catalogue.policy import SegmentsPolicy
from kanaal.core.addresses import one_line
from kanaal.core.texts import Text, name, say
from kanaal.customers import numbers, rules
from kanaal.customers.policy import AccountsPolicy
from kanaal.partners import rules as domain_rules
from kanaal.partners.enrolment import companies
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.programme import codes
from kanaal.programme.policies import policy
from kanaal.programme.releases import current

PLAIN = ("name", "country", "town", "street", "postal_code", "province", "website", "segment")
"""Fields of an account that are one value."""
LISTED = ("legal_names", "trading_names", "former_names", "domains", "vat_numbers", "register_numbers")
LONGEST = {"name": 200, "town": 80, "street": 160, "postal_code": 20, "province": 80, "website": 200, "domains": 120}
Identifier = tuple[str, str, str]
"""(kind, country, value)."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which field."""

    field: str
    says: Text


@dataclass(frozen=True)
class Particulars:
    """All that is said of a company. `names` has its own name first; each with its kind."""

    name: str
    country: str
    town: str = ""
    street: str = ""
    postal_code: str = ""
    province: str = ""
    website: str = ""
    segment: str = ""
    names: tuple[tuple[str, str], ...] = ()
    domains: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    @property
    def plain(self) -> dict[str, str]:
        return {key: getattr(self, key) for key in PLAIN}

    @property
    def company(self) -> rules.Company:
        """For comparing it with others."""
        return rules.Company(
            names=tuple(one for one, _kind in self.names),
            country=self.country,
            town=self.town,
            domains=self.domains,
            identifiers=frozenset(self.identifiers),
            postal_code=self.postal_code,
        )


def read(given: Mapping[str, Any], known: Collection[Identifier] = ()) -> tuple[Particulars, list[Fault]]:
    """What was said, and what is wrong with it. Keys are those of PLAIN and LISTED; lists are of lines.

    `known` are numbers that the account has already: they are kept as they are, and judged no second time.
    """
    plain = {key: one_line(str(given.get(key) or "")) for key in PLAIN}
    plain["country"] = plain["country"].upper()
    lines = {key: _lines(given.get(key)) for key in LISTED}
    faults = [*_plain_faults(plain), *_length_faults(plain, lines)]
    if plain["country"] in codes.countries():
        faults += _country_faults(plain, lines, known)
    faults += _domain_faults(lines["domains"], plain["website"])
    particulars = Particulars(
        **plain,
        names=_names(plain["name"], lines),
        domains=_domains(lines["domains"], plain["website"]),
        identifiers=tuple(_identifiers(plain["country"], lines)),
    )
    return particulars, faults


def _lines(value: Any) -> list[str]:
    found = value.splitlines() if isinstance(value, str) else value or ()
    return list(dict.fromkeys(line for one in found if (line := one_line(str(one)))))


def _plain_faults(plain: Mapping[str, str]) -> Iterator[Fault]:
    if not plain["name"]:
        yield Fault("name", say(_("An account needs a name.")))
    if plain["country"] not in codes.countries():
        yield Fault("country", say(_("Choose the country in which the company is.")))
    for key, longest in LONGEST.items():
        if len(plain.get(key, "")) > longest:
            yield Fault(key, say(_("That is too long: %(most)s characters at most."), most=longest))
    if plain["website"] and (bad := companies.website_fault(plain["website"])):
        yield Fault("website", bad)
    if plain["segment"] and plain["segment"] not in segments():
        yield Fault("segment", say(_("The programme has no such market segment.")))


def _length_faults(plain: Mapping[str, str], lines: Mapping[str, list[str]]) -> Iterator[Fault]:
    most = policy(AccountsPolicy).names_at_most
    for key, found in lines.items():
        if len(found) > most:
            yield Fault(key, say(_("These are too many: %(most)s at most."), most=most))
    for key in ("legal_names", "trading_names", "former_names"):
        for one in lines[key]:
            if len(one) > LONGEST["name"]:
                yield Fault(key, say(_("That is too long: %(most)s characters at most."), most=LONGEST["name"]))
            elif bad := name_fault(one):
                yield Fault(key, bad)
    if plain["name"] and (bad := name_fault(plain["name"])):
        yield Fault("name", bad)


def _country_faults(
    plain: Mapping[str, str], lines: Mapping[str, list[str]], known: Collection[Identifier]
) -> Iterator[Fault]:
    """What depends on the country in which the company is."""
    country = plain["country"]
    if plain["postal_code"] and (bad := companies.postal_code_fault(plain["postal_code"], country)):
        yield Fault("postal_code", bad)
    for number in lines["vat_numbers"]:
        if _vat(number, country) not in known and (bad := numbers.vat_fault(number, country)):
            yield Fault("vat_numbers", bad)
    for number in lines["register_numbers"]:
        where, bare = abroad(number, country)
        if _register(number, country) not in known and (bad := numbers.register_fault(bare, where)):
            yield Fault("register_numbers", bad)


def _domain_faults(domains: Iterable[str], website: str) -> Iterator[Fault]:
    free = policy(EnrolmentPolicy).free_mail_domains
    for typed in domains:
        domain = domain_rules.domain_of(companies.website_host(typed) or typed)
        if not domain_rules.is_domain(domain) or len(domain) > LONGEST["domains"]:
            says = say(
                _("%(domain)s is no domain. One looks like %(example)s."),
                domain=name(typed[:60]),
                example=name("example.com"),
            )
            yield Fault("domains", says)
        elif domain_rules.is_free_mail(domain, free):
            says = say(
                _("Anybody can get an address at %(domain)s, so it can't be a company's own."), domain=name(domain)
            )
            yield Fault("domains", says)


def name_fault(text: str) -> Text | None:
    """A name has letters or digits and nothing that can't be seen. One letter will do: there are such companies."""
    if not any(c.isalnum() for c in text):
        return say(_("A name has letters or digits."))
    return companies.name_fault(text) if len(text) > 1 else None


def abroad(number: str, country: str) -> tuple[str, str]:
    """A register's number that begins with its country, `DE: München HRB 42243`, and which that is."""
    code, sign, rest = number.partition(":")
    code = code.strip().upper()
    return (code, rest.strip()) if sign and code in codes.countries() else (country, number)


def segments() -> dict[str, Any]:
    """The market segments of the programme: key → name; none where it has none."""
    if not current().pack.has(SegmentsPolicy):
        return {}
    return {segment.key: segment.name for segment in policy(SegmentsPolicy).segments}


def _names(own: str, lines: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """Each name once, its own first; the kind of the first mention counts."""
    found = {own: "legal"} if own else {}
    for key, kind in (("legal_names", "legal"), ("trading_names", "trading"), ("former_names", "former")):
        for one in lines[key]:
            found.setdefault(one, kind)
    return tuple(found.items())


def _domains(lines: Iterable[str], website: str) -> tuple[str, ...]:
    """Registrable domains, that of the website among them; of a website at a provider's only what was typed."""
    found = [domain_rules.domain_of(companies.website_host(one) or one) for one in lines]
    free = policy(EnrolmentPolicy).free_mail_domains
    own = domain_rules.domain_of(companies.website_host(website)) if website else ""
    if own and domain_rules.is_domain(own) and not domain_rules.is_free_mail(own, free):
        found.append(own)
    return tuple(dict.fromkeys(domain for domain in found if domain))


def _identifiers(country: str, lines: Mapping[str, list[str]]) -> Iterator[Identifier]:
    found = [_vat(number, country) for number in lines["vat_numbers"]]
    found += [_register(number, country) for number in lines["register_numbers"]]
    return (one for one in dict.fromkeys(found) if one[2])


def _vat(number: str, country: str) -> Identifier:
    where = numbers.vat_country(number, country)
    return "vat", where, numbers.vat_value(number, where)


def _register(number: str, country: str) -> Identifier:
    where, bare = abroad(number, country)
    return "register", where, numbers.register_value(bare, where)
