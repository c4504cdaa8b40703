"""What has come of disputes about rebates."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class EntryAmended(Fact):
    """`amount`: the difference, which the next cycle counts."""

    says = _("%(who)s granted a correction of %(amount)s %(currency)s for a line of %(statement)s")
    icon = "scale"
    entry_id: int
    statement: str
    amount: str
    currency: str


@dataclass(frozen=True)
class MissingLineSettled(Fact):
    says = _("%(who)s found the sales of %(order)s and counts them for %(deal)s")
    icon = "scan-search"
    deal: str
    order: str
    lines: int
