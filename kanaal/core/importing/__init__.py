"""The way in for what a vendor has already: tables in CSV files, whoever wrote them.

A module declares what can be imported in its importers.py with `register(Importer(…))`; `kanaal import NAME FILE` does
the rest: it reads any usual encoding, separator and date, says first what would happen, refuses each bad row with line,
column and reason, keeps the refused rows in a file that can be mended and imported again, and writes in batches.
"""

from kanaal.core.importing.columns import Column
from kanaal.core.importing.engine import How, run
from kanaal.core.importing.faults import Fault, FileRefused
from kanaal.core.importing.registry import IMPORTERS, Importer, Outcome, Row, Switch, Work, register
from kanaal.core.importing.report import Report

__all__ = [
    "IMPORTERS",
    "Column",
    "Fault",
    "FileRefused",
    "How",
    "Importer",
    "Outcome",
    "Report",
    "Row",
    "Switch",
    "Work",
    "register",
    "run",
]
