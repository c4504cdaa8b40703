"""Is an address of the same company as another (K1)? Equal domains, and sister domains on record, are; what merely
looks like one is not, and is the likelier to be somebody else the more it looks so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from anyascii import anyascii
from rapidfuzz.distance import OSA

from kanaal.partners.rules import domain_of, is_domain, is_free_mail

Kinship = Literal["same", "sister", "free-mail", "look-alike", "other", "none"]
"""The same domain; one on record; of a provider where anybody gets an address; a masquerade; another; no domain."""
How = Literal["", "signs", "letters", "name", "ending"]
"""Of a look-alike: signs that look alike, a letter changed, the name with something to it, another ending."""

# Letters of other scripts that stand for Latin ones, as Unicode's confusables have them.
_MASKS = str.maketrans(
    "аеоорсухѕіјԁһԛԝкмтвнгпαβεζηικνορτυχγωɡɩʏʀɴʜʟⅼｌıłøđħŧŋℓ∣ǀ",
    "aeoopcyxsijdhqwkmtbhrnabezniknoptuxywgiyrnhlllilodhtnlll",
)
# Signs of one script that the eye takes for each other; longer ones first.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "u"))
_SIGNS = str.maketrans("013589i|!", "olesbglll")
_SHORTEST = 4
"""Letters; of shorter names one letter makes another name as easily as a masquerade."""
_LONG = 9
"""Letters; from here on two changed letters are overlooked as easily as one."""


@dataclass(frozen=True)
class Verdict:
    """`domain` is that of the address; `like` the one it is kin to, or masks itself as."""

    kind: Kinship
    domain: str
    like: str = ""
    how: How = ""

    @property
    def is_kin(self) -> bool:
        """May somebody with this address speak for the company?"""
        return self.kind in ("same", "sister")


def judge(address: str, present: str, sisters: Collection[str], free_mail: Collection[str]) -> Verdict:
    """What an address is to the company of the `present` one, whose domains on record are `sisters`."""
    mine, theirs = domain_of(address), domain_of(present)
    if not is_domain(mine):
        return Verdict("none", mine)
    own = [one for one in dict.fromkeys((theirs, *sisters)) if is_domain(one) and not is_free_mail(one, free_mail)]
    if mine in own:
        return Verdict("same" if mine == theirs else "sister", mine, mine)
    if is_free_mail(mine, free_mail):
        return Verdict("free-mail", mine)
    host = address.rpartition("@")[2].lower()
    found = next(((one, how) for one in own if (how := masks(host, mine, one))), None)
    return Verdict("look-alike", mine, *found) if found else Verdict("other", mine)


def masks(host: str, domain: str, real: str) -> How:
    """How a domain that is not `real` looks as if it were; nothing where it does not. `host` is all of it."""
    name, own = label_of(domain), label_of(real)
    if name == own:
        return "ending"
    bare, plain = skeleton(name), skeleton(own)
    if bare == plain:
        return "signs"
    if min(len(bare), len(plain)) >= _SHORTEST and OSA.distance(bare, plain) <= (2 if len(plain) >= _LONG else 1):
        return "letters"
    if len(plain) > _SHORTEST and (plain in bare or _in_front(host, domain, plain)):
        return "name"
    return ""


@lru_cache(maxsize=4096)
def skeleton(label: str) -> str:
    """A label as the eye takes it: without script, marks, dashes, and with signs that look alike made one."""
    text = unicodedata.normalize("NFKC", readable(label)).casefold().translate(_MASKS)
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    text = anyascii(text).casefold().replace("-", "").replace(".", "")
    for pair, one in _PAIRS:
        text = text.replace(pair, one)
    return text.translate(_SIGNS)


def label_of(domain: str) -> str:
    """The name that somebody registered: `acme` of acme.co.uk. The domain is a registrable one."""
    return domain.partition(".")[0]


def readable(label: str) -> str:
    """A label of the wire (`xn--…`) as people read it; one that can't be read as it is."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def shown_domain(domain: str) -> str:
    """A domain for people to judge: as it is read, and behind it as it is written on the wire where that differs."""
    read = ".".join(readable(label) for label in domain.split("."))
    return domain if read == domain else f"{read} ({domain})"


def scripts(text: str) -> frozenset[str]:
    """The scripts of a text's letters, by the names that Unicode gives them: LATIN, CYRILLIC."""
    return frozenset(unicodedata.name(sign, "?").partition(" ")[0] for sign in text if sign.isalpha())


def _in_front(host: str, domain: str, plain: str) -> bool:
    """The company's name stands before a foreign domain: acme.mail-login.example."""
    before: Iterable[str] = host.removesuffix(domain).split(".")
    return any(plain in skeleton(label) for label in before if label)
