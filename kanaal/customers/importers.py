"""What this module can import."""

from __future__ import annotations

from kanaal.core.importing import Importer, register
from kanaal.customers.finding import rebuild
from kanaal.customers.importing.columns import COLUMNS
from kanaal.customers.importing.work import AccountsWork

ACCOUNTS = register(
    Importer(
        name="accounts",
        says="the customers to whom your partners sell: a row for each company",
        columns=COLUMNS,
        start=AccountsWork,
        after=rebuild,
    )
)
