"""What becomes of a mail that came in, and of a sender's claim. Pure decisions over plain values (H1, L3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "duplicate", "own", "bounce", "automatic", "too_many", "added", "added_unverified", "opened", "opened_unverified"
]
QUIET: frozenset[Outcome] = frozenset(("duplicate", "own", "bounce", "automatic", "too_many"))
"""Kept, counted, and never answered."""


@dataclass(frozen=True)
class Circumstances:
    """All that the decision looks at. `trusted`: nothing speaks against the sender's claim (see `claim_holds`)."""

    seen_before: bool = False
    ours: bool = False
    bounce: bool = False
    automatic: bool = False
    too_many: bool = False
    case_found: bool = False
    takes_part: bool = False
    known: bool = False
    trusted: bool = True


def outcome(of: Circumstances) -> Outcome:
    """The first that fits. Loops end here: what a machine sent is never answered."""
    quiet: tuple[tuple[bool, Outcome], ...] = (
        (of.seen_before, "duplicate"),
        (of.bounce, "bounce"),
        (of.ours, "own"),
        (of.automatic, "automatic"),
        (of.too_many, "too_many"),
    )
    for fits, name in quiet:
        if fits:
            return name
    if of.case_found:
        return "added" if of.takes_part and of.trusted else "added_unverified"
    return "opened" if of.known and of.trusted else "opened_unverified"


_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*(\w+)([^;]*)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:smtp\.mailfrom|header\.(?:d|i|from))\s*=\s*(?:[^\s;@]*@)?([a-z0-9.-]+)", re.IGNORECASE)


def claim_holds(results: Sequence[str], authserv: str, sender: str) -> bool:
    """Does our own mail server say that the sender is who they claim to be?

    Only headers that begin with our server's name count: everybody can write others. Without such a server every claim
    is just that, and holds for what a claim may do: add words.
    """
    if not authserv:
        return True
    domain = sender.rpartition("@")[2].lower()
    for header in results:
        server, _, said = header.partition(";")
        if server.split()[:1] == [authserv] and _says_yes(said, domain):
            return True
    return False


def _says_yes(said: str, domain: str) -> bool:
    found = {m[1].lower(): (m[2].lower(), m[3]) for m in _RESULT.finditer(said)}
    if "dmarc" in found and found["dmarc"][0] != "none":
        return found["dmarc"][0] == "pass"
    for method in ("dkim", "spf"):
        verdict, rest = found.get(method, ("", ""))
        domains = [d.lower() for d in _DOMAIN.findall(rest)]
        if verdict == "pass" and any(d == domain or domain.endswith(f".{d}") for d in domains):
            return True
    return False


_QUOTE_BEGINS = re.compile(
    r"^\s*(>|-{2,}\s*(original message|oorspronkelijk bericht|ursprüngliche nachricht)|_{10,}\s*$"
    r"|(on|op|am)\b.{5,200}(wrote|schreef|schrieb)\b.*:?\s*$"
    r"|(from|van|von):\s.+@)",
    re.IGNORECASE,
)


def divide_quote(text: str) -> tuple[str, str]:
    """What is new in a mail, and what it repeats of earlier ones. Nothing is left out."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        two = f"{line} {lines[place + 1]}" if place + 1 < len(lines) else line
        begins = _QUOTE_BEGINS.match(line) or (line.lower().startswith(("on ", "op ", "am ")) and _ends_so(two))
        if begins and "".join(lines[:place]).strip():
            return "\n".join(lines[:place]).strip(), "\n".join(lines[place:]).strip()
    return text.strip(), ""


def _ends_so(line: str) -> bool:
    return len(line) < 400 and bool(_QUOTE_BEGINS.match(line))
