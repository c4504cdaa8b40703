"""What this module can import."""

from __future__ import annotations

from kanaal.core.importing import Importer, Switch, register
from kanaal.partners.importing.columns import COLUMNS
from kanaal.partners.importing.work import PartnersWork

PARTNERS = register(
    Importer(
        name="partners",
        says="the companies of your programme and their people: a row for each contact, the company repeated",
        columns=COLUMNS,
        start=PartnersWork,
        switches=(Switch("invite", "invite the contacts that have no ID and were never invited"),),
    )
)
