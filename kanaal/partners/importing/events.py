"""What an import did to a partner. No personal data: people stand in these facts by the ids of their contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class PartnerImported(Fact):
    """A company that was a partner before came in from a table. `line` is the one of the file."""

    says = _("%(partner)s was imported, with the membership ID %(number)s")
    icon = "database"
    partner: str
    number: str
    level: str
    external_id: str
    contact_ids: list[int]


@dataclass(frozen=True)
class PartnerImportedAgain(Fact):
    """A later table said something new. `changes`: field → [before, after]."""

    says = _("An import changed the company's data")
    icon = "database"
    changes: dict[str, Any]
    domains_added: list[str]
    contacts_added: list[int]
    contacts_changed: list[int]
