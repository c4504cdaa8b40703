"""What an import did, or would do: in numbers and examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kanaal.core.importing.faults import Fault
from kanaal.core.importing.registry import Outcome

EXAMPLES = 3
SHOWN_FAULTS = 20


@dataclass
class Report:
    """Grows with every batch, and stays small however long the file is."""

    applied: bool
    encoding: str = ""
    separator: str = ""
    unused: tuple[str, ...] = ()
    rows: int = 0
    empty_lines: int = 0
    refused: int = 0
    did: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    by_column: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    faults: list[Fault] = field(default_factory=list)
    rejects: Path | None = None

    def add(self, outcome: Outcome) -> None:
        self.did.update(outcome.did)
        self.fields.update(outcome.fields)
        for note in outcome.notes:
            self.notes[note] += 1
        for word in outcome.did:
            if outcome.label and len(self.examples[word]) < EXAMPLES:
                self.examples[word].append(outcome.label)

    def refuse(self, faults: list[Fault]) -> None:
        """One row was refused."""
        self.refused += 1
        self.by_column.update(sorted({f.column or "the whole row" for f in faults}))
        self.faults += faults[: max(0, SHOWN_FAULTS - len(self.faults))]

    def lines(self) -> Iterator[str]:
        """For people at a terminal."""
        name = {"\t": "tab"}.get(self.separator, self.separator)
        yield f"{self.rows:,} rows read ({self.encoding}, separator {name})."
        if self.unused:
            yield f"Columns not used: {', '.join(self.unused)}."
        yield "" if self.applied else "\nThis is what would happen; nothing has been changed yet:"
        for word, count in sorted(self.did.items()):
            examples = "; ".join([*self.examples.get(word, []), *["…"][: count > EXAMPLES]])
            yield f"  {count:>9,}  {word}   ({examples})"
        if self.fields:
            yield "  changed: " + ", ".join(f"{name} {count:,}" for name, count in self.fields.most_common())
        yield f"  {self.refused:>9,}  refused rows"
        yield from self._faults()
        if self.notes:
            yield "\nWorth a look:"
            yield from (f"  {count:>9,}  {note}" for note, count in self.notes.most_common(SHOWN_FAULTS))

    def _faults(self) -> Iterator[str]:
        if not self.refused:
            return
        yield "\nRefused, by column: " + ", ".join(f"{c} {n:,}" for c, n in self.by_column.most_common())
        yield from (f"  {fault}" for fault in self.faults)
        if self.refused > len({f.line for f in self.faults}):
            yield "  …"
        if self.rejects:
            yield f"The refused rows are in {self.rejects}, each with its reason. Mend them there and import that file."

    def to_data(self) -> dict[str, Any]:
        """For machines."""
        return {
            "applied": self.applied, "rows": self.rows, "refused": self.refused, "did": dict(self.did),
            "changed_fields": dict(self.fields), "notes": dict(self.notes), "unused_columns": list(self.unused),
            "encoding": self.encoding, "separator": self.separator,
            "faults": [{"line": f.line, "column": f.column, "reason": f.reason} for f in self.faults],
            "rejects": str(self.rejects) if self.rejects else None,
        }  # fmt: skip
