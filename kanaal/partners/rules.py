"""Pure decisions about companies and addresses: domains, free mail, look-alike names, terms of membership."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from disposable_email_domains import blocklist
from publicsuffixlist import PublicSuffixList
from rapidfuzz import fuzz

# What companies are, not what they are called; dropped before names are compared.
_LEGAL_FORMS = frozenset(
    (
        "bv nv vof cv gmbh ag kg ohg ug eg se sa sas sarl srl spa sl ltd limited plc llp llc inc corp co company as "
        "aps ab oy oyj sro kft zrt doo ooo kk pty gmbhco holding group groep gruppe"
    ).split()
)
_LOOKS_ALIKE = 86
"""From this likeness (0–100, rapidfuzz's token sort ratio) on, two names are shown to the desk as look-alikes."""


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def domain_of(address: str) -> str:
    """The registrable domain of an e-mail address or host: `anna@mail.acme.co.uk` → `acme.co.uk` (D1)."""
    host = address.rpartition("@")[2].strip().lower().rstrip(".")
    host = re.sub(r"^[a-z]+://", "", host).partition("/")[0]
    try:
        host = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host  # no host can be called so; whoever asks finds that it is nobody's domain
    return _suffixes().privatesuffix(host) or host


def is_domain(text: str) -> bool:
    """Can this be an e-mail domain: labels of letters, digits and dashes under a public suffix?"""
    labels = text.split(".")
    sound = all(re.fullmatch(r"(?!-)[a-z0-9-]{1,63}(?<!-)", label) for label in labels)
    return len(labels) > 1 and sound and _suffixes().privatesuffix(text) == text


def is_free_mail(domain: str, free_mail_domains: Collection[str]) -> bool:
    """Is it a provider where anybody gets an address? The programme lists the usual; throw-away ones are known."""
    return domain in free_mail_domains or domain in blocklist


def plain_name(name: str) -> str:
    """A name for comparison: Latin letters, lower case, without legal form. `Lindebòòm B.V.` → `lindeboom`."""
    folded = anyascii(name).lower().replace("&", " and ")
    folded = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", folded)  # b.v. → bv
    words = re.findall(r"[a-z0-9]+", folded)
    kept = [w for w in words if w not in _LEGAL_FORMS] or words
    return " ".join(kept)


def name_keys(name: str) -> frozenset[str]:
    """Keys of a name: two names of which a long word differs by one letter share at least one key.

    For each word of at least five letters: the word, and the word with one letter left out. A shorter name is its
    own key.
    """
    plain = plain_name(name)
    keys = {plain.replace(" ", "")[:40]}
    for word in (whole[:40] for whole in plain.split()):
        if len(word) >= 5:
            keys |= {word, *(word[:i] + word[i + 1 :] for i in range(min(len(word), 39)))}
    return frozenset(k for k in keys if k)


def likeness(one: str, other: str) -> float:
    """How alike two companies' names are, from 0 to 100; word order and legal form do not count."""
    a, b = plain_name(one), plain_name(other)
    return max(fuzz.token_sort_ratio(a, b), fuzz.ratio(a.replace(" ", ""), b.replace(" ", "")))


def look_alikes(name: str, known: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Of (id, name) pairs, those that look like a name, the most alike first."""
    scored = [(likeness(name, other), pk, other) for pk, other in known]
    return [(pk, other) for score, pk, other in sorted(scored, reverse=True) if score >= _LOOKS_ALIKE]


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months later; where that month has no such day, its last."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def term_end(starts: dt.date, months: int) -> dt.date:
    """The last day of a term: the day before the same day some months later."""
    return months_after(starts, months) - dt.timedelta(days=1)


def renewal_window(term_ends: dt.date, before_days: int, after_days: int) -> tuple[dt.date, dt.date]:
    """The first and the last day on which a membership can be renewed (P15)."""
    return term_ends - dt.timedelta(days=before_days), term_ends + dt.timedelta(days=after_days)


def next_term_end(term_ends: dt.date, months: int) -> dt.date:
    """The last day of the term after the one that ends on a day: no time is lost and none gained (P15).

    A term that ends with its month goes on ending with the month: 28 February, 31 March, 29 February in a leap year.
    """
    later = months_after(term_ends, months)
    ends_its_month = (term_ends + dt.timedelta(days=1)).day == 1
    return later.replace(day=calendar.monthrange(later.year, later.month)[1]) if ends_its_month else later


@dataclass(frozen=True)
class Notice:
    """A mail that is due about the end of a term. `key` names it for good, so that it goes out once."""

    key: str
    day: dt.date


def notices(term_ends: dt.date, before_days: Iterable[int], closes: dt.date, closing_days: int) -> list[Notice]:
    """All mails about the end of a term, by day: those before it, one on its last day, one before the window closes."""
    days = [Notice(f"before-{n}", term_ends - dt.timedelta(days=n)) for n in before_days]
    days.append(Notice("last-day", term_ends))
    closing = closes - dt.timedelta(days=closing_days)
    if closing > term_ends:
        days.append(Notice("closing", closing))
    return sorted(days, key=lambda notice: notice.day)
