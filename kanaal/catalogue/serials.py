"""Serial numbers of products, wherever they are given: sealed at rest, loaded from a file whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, numbered, say, say_many
from kanaal.core.vault import Unreadable, Vault

KEY = "serials"
VAULT = Vault(KEY)
SHORTEST, LONGEST = 6, 80
WRITTEN = re.compile(r"[A-Za-z0-9./-]+(?: [A-Za-z0-9./-]+)*")
"""Nothing that a page, a mail or a spreadsheet could take for anything else than a number."""

NAMED = 8
"""So many lines a refusal names; what is wrong with the first ones is wrong with the rest."""


class SerialUnreadable(Refusal):
    """The installation's key is another one than that with which it was sealed."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            say(_("This serial number can't be read at the moment.")),
            remedy=say(_("Tell the helpdesk: somebody there has to put this installation's keys back.")),
            link=reverse_lazy("new-case"),
            label=say(_("Ask the helpdesk")),
        )


class LinesWrong(Refusal):
    """The file is refused whole; its lines are named by their numbers, since serial numbers appear nowhere."""

    status = 422
    field = "file"

    def __init__(self, says: tuple[str, str], lines: Sequence[int], remedy: str) -> None:
        shown = ", ".join(str(line) for line in lines[:NAMED]) + ("…" if lines[NAMED:] else "")
        super().__init__(say_many(*says, len(lines), lines=name(shown)), remedy=say(remedy))
        self.lines = tuple(lines)


STRANGE = numbered("Line %(lines)s is no serial number.", "Lines %(lines)s are no serial numbers.")
ONE_A_LINE = _(
    "Put each serial number on a line of its own, and nothing else into the file: 6 to 80 letters and digits, with "
    "hyphens, points, slashes or single spaces between them."
)
TWICE = numbered(
    "Line %(lines)s repeats a serial number of a line before it.",
    "Lines %(lines)s repeat serial numbers of lines before them.",
)
NOTHING_LOADED = _("Nothing was loaded. Mend the file and load it again.")

Known = Callable[[Sequence[str]], Iterable[str]]
"""Those of some digests that are there already."""


def low_pools(loads: QuerySet[Any], free: QuerySet[Any], few: int) -> QuerySet[Any]:
    """The last load of each product of which no more than `few` are left, with how many (`free`)."""
    later = loads.filter(sku=OuterRef("sku")).order_by().values("sku").annotate(last=Max("pk"))
    left = free.filter(sku=OuterRef("sku")).order_by().values("sku").annotate(many=Count("pk"))
    rows = loads.filter(pk=Subquery(later.values("last")))
    found: QuerySet[Any] = rows.annotate(free=Coalesce(Subquery(left.values("many")), 0)).filter(free__lte=few)
    return found


def left_words(free: int) -> str:
    return ngettext("%(count)s serial number is left", "%(count)s serial numbers are left", free) % {"count": free}


def unsealed(sealed: str) -> str:
    """The number itself, for whoever may see it. Raises SerialUnreadable."""
    try:
        return VAULT.unseal(sealed)
    except Unreadable as wrong:
        raise SerialUnreadable from wrong


def sound(lines: Sequence[str], *, known: Known, says_known: tuple[str, str]) -> dict[str, str]:
    """Digest → number of a file in which nothing is wrong; empty lines don't count. Raises LinesWrong.

    `says_known` is what is said of lines whose numbers are there already.
    """
    given = {at: text for at, line in enumerate(lines, 1) if (text := line.strip())}
    strange = [at for at, text in given.items() if not _is_one(text)]
    if strange or not given:
        raise LinesWrong(STRANGE, strange or [1], ONE_A_LINE)
    found = _once(given)
    digests = list(found)
    there = {digest for at in range(0, len(digests), 500) for digest in known(digests[at : at + 500])}
    if there:
        raise LinesWrong(says_known, [at for digest, at in found.items() if digest in there], NOTHING_LOADED)
    return {digest: given[at] for digest, at in found.items()}


def _once(given: Mapping[int, str]) -> dict[str, int]:
    """Digest → line, each number once."""
    found: dict[str, int] = {}
    twice = []
    for at, text in given.items():
        if found.setdefault(VAULT.digest_of(text), at) != at:
            twice.append(at)
    if twice:
        raise LinesWrong(TWICE, twice, NOTHING_LOADED)
    return found


def _is_one(text: str) -> bool:
    fits = SHORTEST <= len(text) <= LONGEST and any(map(str.isalnum, text))
    return fits and WRITTEN.fullmatch(text) is not None
