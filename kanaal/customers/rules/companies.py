"""Are two companies one? A verdict, a score to sort by, and every reason for and against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kanaal.customers.rules.names import key_of
from kanaal.customers.rules.numbers import number_key
from kanaal.customers.rules.reasons import Kind, Reason
from kanaal.customers.rules.wording import NOTHING, Wording, name_of, wording

Verdict = Literal["same", "likely", "related", "different"]
Identifier = tuple[str, str, str]
"""Kind (`vat`, `register`), country, value."""

MOST_NAMES = 12
_BANDS = {"same": (95, 100), "likely": (60, 94), "related": (30, 59), "different": (0, 29)}
# Where each court or state counts for itself, a register number alone proves nothing.
_LOCAL_REGISTERS = frozenset({"CA", "CN", "DE", "ES", "ID", "IT", "MX", "US"})


@dataclass(frozen=True)
class Company:
    """What is known of a company. `domains` are its own, not those of mail providers; `country` is ISO 3166-1."""

    names: tuple[str, ...]
    country: str = ""
    town: str = ""
    domains: tuple[str, ...] = ()
    identifiers: frozenset[Identifier] = frozenset()
    postal_code: str = ""


@dataclass(frozen=True)
class Likeness:
    """`same` is sure. `likely`: somebody should look. `related`: near, of one house perhaps, not one company."""

    verdict: Verdict
    score: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class _Evidence:
    """Everything besides the names. A thing unknown on either side is neither shared nor other."""

    vat: str = ""
    register: str = ""
    register_is_local: bool = False
    domain: str = ""
    other_vat: bool = False
    other_register: bool = False
    same_country: bool = False
    other_country: bool = False
    same_town: bool = False
    other_town: bool = False
    same_postal_code: bool = False


def compare(a: Company, b: Company) -> Likeness:
    """How alike two companies are. `same` needs a number of an authority, or one name at one place or domain."""
    best, mine, other = _best_wording(a, b)
    evidence = _evidence(a, b)
    other_form = best.sure and _forms_differ(mine, other)
    verdict = _verdict(best, evidence, other_form=other_form)
    reasons = (*_for(a, b, best, evidence), *_against(a, b, evidence, other_form=other_form))
    return Likeness(verdict, _score(verdict, best, evidence, other_form=other_form), reasons)


def _best_wording(a: Company, b: Company) -> tuple[Wording, str, str]:
    """The likeness of the two names that are most alike, and which they are."""
    best, mine, other = NOTHING, "", ""
    for one in a.names[:MOST_NAMES]:
        for two in b.names[:MOST_NAMES]:
            found = wording(name_of(one), name_of(two))
            if (found.sure, found.weight) > (best.sure, best.weight):
                best, mine, other = found, one, two
    return best, mine, other


def _evidence(a: Company, b: Company) -> _Evidence:
    vat, other_vat = _numbers(a, b, "vat")
    register, other_register = _numbers(a, b, "register")
    town, other = key_of(a.town), key_of(b.town)
    code, other_code = (c.postal_code.replace(" ", "").upper() for c in (a, b))
    return _Evidence(
        vat=vat[2],
        register=register[2],
        register_is_local=register[1] in _LOCAL_REGISTERS,
        domain=min(set(a.domains) & set(b.domains), default=""),
        other_vat=other_vat,
        other_register=other_register,
        same_country=bool(a.country) and a.country == b.country,
        other_country=bool(a.country and b.country) and a.country != b.country,
        same_town=bool(town) and town == other,
        other_town=bool(town and other) and town != other,
        same_postal_code=bool(code) and code == other_code and a.country == b.country,
    )


def _numbers(a: Company, b: Company, kind: str) -> tuple[Identifier, bool]:
    """The number that both have, and whether they have others of one country instead."""
    mine, other = ({_comparable(i) for i in company.identifiers if i[0] == kind and i[2]} for company in (a, b))
    if shared := mine & other:
        return min(shared), False
    return (kind, "", ""), bool({i[1] for i in mine} & {i[1] for i in other})


def _comparable(identifier: Identifier) -> Identifier:
    kind, country, value = identifier
    return kind, country, number_key(kind, country, value)


def _forms_differ(mine: str, other: str) -> bool:
    """Do both say what kind of company they are, and not the same? A GmbH and an AG of one name are two."""
    one, two = name_of(mine).form, name_of(other).form
    return bool(one and two) and one != two


def _verdict(best: Wording, seen: _Evidence, *, other_form: bool) -> Verdict:
    if seen.vat or (seen.register and not seen.other_vat and (best.sure or not seen.register_is_local)):
        return "same"
    conflict = seen.other_vat or seen.other_register or seen.other_country or other_form
    placed = seen.same_town or seen.same_postal_code or (bool(seen.domain) and not seen.other_town)
    if best.sure and seen.same_country and placed and not conflict:
        return "same"
    if seen.register or (best.weight >= _likely_from(seen) and not seen.other_country):
        return "likely"
    if best.weight >= 60 and seen.other_country and seen.domain:
        return "likely"
    return "related" if best.weight >= 40 or seen.domain else "different"


def _likely_from(seen: _Evidence) -> int:
    """The weight of names from which on somebody should look: less where domain or place speak for it too."""
    if seen.domain:
        return 55
    if seen.other_vat or seen.other_register:
        return 80
    if seen.other_town:
        return 80
    return 60 if seen.same_town or seen.same_postal_code else 70


def _score(verdict: Verdict, best: Wording, seen: _Evidence, *, other_form: bool) -> int:
    lowest, highest = _BANDS[verdict]
    if seen.vat or (seen.register and verdict == "same"):
        return highest
    score = best.weight + 8 * bool(seen.domain) + 3 * seen.same_town + 3 * seen.same_postal_code
    score -= 6 * seen.other_town + 12 * seen.other_country + 15 * (seen.other_vat or seen.other_register)
    return max(lowest, min(highest, score - 4 * other_form))


def _for(a: Company, b: Company, best: Wording, seen: _Evidence) -> Iterator[Reason]:
    if seen.vat:
        yield Reason.of(Kind.SAME_VAT, value=seen.vat)
    if seen.register:
        yield Reason.of(Kind.SAME_REGISTER, value=seen.register)
    if seen.domain:
        yield Reason.of(Kind.SAME_DOMAIN, domain=seen.domain)
    if best.reason is not None:
        yield best.reason
    if seen.same_town and (best.weight or seen.domain):
        yield Reason.of(Kind.SAME_TOWN, town=b.town)
    if seen.same_postal_code and (best.weight or seen.domain):
        yield Reason.of(Kind.SAME_POSTAL_CODE, code=b.postal_code)


def _against(a: Company, b: Company, seen: _Evidence, *, other_form: bool) -> Iterator[Reason]:
    if seen.other_vat:
        yield Reason.of(Kind.OTHER_VAT)
    if seen.other_register:
        yield Reason.of(Kind.OTHER_REGISTER)
    if seen.other_country:
        yield Reason.of(Kind.OTHER_COUNTRY, one=a.country, other=b.country)
    elif seen.other_town:
        yield Reason.of(Kind.OTHER_TOWN, one=a.town, other=b.town)
    if other_form:
        yield Reason.of(Kind.OTHER_FORM)


def without_names(company: Company) -> Company:
    """The company but for its names: what is left to compare when they say nothing."""
    return replace(company, names=())
