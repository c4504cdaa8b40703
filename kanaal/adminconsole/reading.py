"""A file of users, read: which rows are sound, which are not and why, and what taking it in would do (V13)."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_noop as _

from kanaal.core.addresses import AddressMalformed, one_line, sound_address
from kanaal.core.importing import Column, FileRefused, cells, reading
from kanaal.core.importing.columns import Layout, layout_of, names_of, plain
from kanaal.core.models import Event
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.licensing.access import Access
from kanaal.licensing.actions.importing_users import FileRow
from kanaal.licensing.actions.users import folded
from kanaal.licensing.events.users import LicenceUsersImported
from kanaal.licensing.models import Agreement, Assignment, LicenceUser

MOST_ROWS = 10_000
MOST_BYTES = 2_000_000
COLUMNS = (
    Column(
        "email", "e-mail address", longest=254, required=True,
        aliases=("e-mail", "e-mailadres", "email address", "mail", "username", "user name", "gebruikersnaam"),
    ),
    Column("name", "name", ("naam", "full name", "display name", "weergavenaam", "volledige naam"), longest=160),
    Column("first_name", "first name", ("given name", "voornaam"), longest=80),
    Column("last_name", "last name", ("surname", "family name", "achternaam"), longest=80),
    Column(
        "products", "SKUs of the products", longest=400,
        aliases=("product", "sku", "skus", "licences", "licenses", "licenties", "producten"),
    ),
)  # fmt: skip


class NoTable(Refusal):
    """The file can't be read as a table at all."""

    status = 422
    field = "file"

    def __init__(self, header: str = "") -> None:
        super().__init__(
            say(_("This file is no table with a column for the e-mail address.")),
            remedy=say(_("Save it as CSV (UTF-8); the first line names the columns, one of them “e-mail address”.")),
        )


class TooLong(Refusal):
    status = 422
    field = "file"

    def __init__(self) -> None:
        super().__init__(
            say(_("This file has more than %(rows)s rows."), rows=MOST_ROWS), remedy=say(_("Divide it into several."))
        )


@dataclass(frozen=True)
class FileFault:
    """Why a row is left out: line 1 is the heading; `column` as the file calls it."""

    line: int
    column: str
    reason: Text


@dataclass
class Sheet:
    """What a file says: sound rows, faults, and what would come of it."""

    digest: str
    rows: list[FileRow] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    gives: Counter[str] = field(default_factory=Counter)
    before: Event | None = None

    @property
    def text(self) -> str:
        """The sound rows as a file of their own: what the next page takes in is what this one showed."""
        lines = ["email\tname\tproducts"]
        lines += ["\t".join((row.email, row.name.replace("\t", " "), " ".join(row.skus))) for row in self.rows]
        return "\n".join(lines)

    @property
    def does_nothing(self) -> bool:
        return not (self.added or self.changed or self.gives)


def read(agreement: Agreement, content: bytes, products: tuple[Access, ...]) -> Sheet:
    """Read a file as it was uploaded. Raises NoTable or TooLong where there is nothing to be shown."""
    if len(content) > MOST_BYTES:
        raise TooLong
    sheet = Sheet(hashlib.sha256(content).hexdigest())
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        try:
            _fill(sheet, Path(file.name), {one.sku: one for one in products}, agreement)
        except FileRefused as refused:
            raise NoTable from refused
    done = Event.objects.filter(about_kind=Agreement._meta.label_lower, about_id=agreement.pk)
    sheet.before = done.filter(name=LicenceUsersImported.__name__, data__file=sheet.digest).order_by("-pk").first()
    return sheet


def _fill(sheet: Sheet, path: Path, products: Mapping[str, Access], agreement: Agreement) -> None:
    known = {one.user_name: one for one in agreement.licence_users.all()}
    held = set(Assignment.objects.filter(agreement=agreement, until=None).values_list("user__user_name", "sku"))
    free = {sku: one.free for sku, one in products.items()}
    names = names_of(COLUMNS)
    seen: dict[str, int] = {}
    with reading.opened(path, lambda heading: plain(heading) in names) as table:
        layout = layout_of(table.header, COLUMNS, {})
        for number, record in enumerate(table.records()):
            if number >= MOST_ROWS:
                raise TooLong
            values = {key: one_line(cells.legible(value)) for key, value in layout.values(record.cells).items()}
            faults = list(_faults(record, values, layout, seen, products))
            faults = faults or list(_short(record, values, layout, held, free))
            sheet.faults += faults
            if not faults:
                _take(sheet, _row(values, products), known, held, free)


def _faults(
    record: reading.Record, values: Mapping[str, str], layout: Layout, seen: dict[str, int],
    products: Mapping[str, Access],
) -> Iterator[FileFault]:  # fmt: skip
    """What is wrong with a row by itself."""
    if record.broken:
        yield FileFault(record.line, "", say(_("The quotes of this row don't add up.")))
        return
    for column in COLUMNS:
        if len(values.get(column.key, "")) > column.longest:
            too_long = say(_("This has more than %(longest)s characters."), longest=column.longest)
            yield FileFault(record.line, layout.heading(column.key), too_long)
    try:
        email = sound_address(values["email"])
    except AddressMalformed as fault:
        yield FileFault(record.line, layout.heading("email"), fault.says)
        return
    if email in seen:
        twice = say(_("%(email)s stands in line %(line)s already."), email=name(email), line=seen[email])
        yield FileFault(record.line, layout.heading("email"), twice)
    seen.setdefault(email, record.line)
    for sku in _skus(values):
        if sku.upper() not in products:
            unknown = say(_("Your agreement has no licences of %(product)s."), product=name(sku[:60]))
            yield FileFault(record.line, layout.heading("products"), unknown)


def _short(
    record: reading.Record, values: Mapping[str, str], layout: Layout, held: set[tuple[str, str]],
    free: Mapping[str, int],
) -> Iterator[FileFault]:  # fmt: skip
    """Licences that run out on this line."""
    user = folded(sound_address(values["email"]))
    for sku in _skus(values):
        if (user, sku.upper()) not in held and free.get(sku.upper(), 0) < 1:
            none = say(_("No licence of %(product)s is free any more for this line."), product=name(sku.upper()))
            yield FileFault(record.line, layout.heading("products"), none)


def _take(
    sheet: Sheet, row: FileRow, known: Mapping[str, LicenceUser], held: set[tuple[str, str]], free: dict[str, int]
) -> None:
    sheet.rows.append(row)
    user = known.get(folded(row.email))
    sheet.added += user is None
    sheet.changed += user is not None and bool(row.name) and row.name != user.name
    for sku in row.skus:
        if (folded(row.email), sku) not in held and (user is None or user.active):
            free[sku] -= 1
            sheet.gives[sku] += 1


def _row(values: Mapping[str, str], products: Mapping[str, Access]) -> FileRow:
    called = values.get("name") or one_line(f"{values.get('first_name', '')} {values.get('last_name', '')}")
    skus = tuple(dict.fromkeys(sku.upper() for sku in _skus(values)))
    return FileRow(sound_address(values["email"]), called, skus)


def _skus(values: Mapping[str, str]) -> list[str]:
    return values.get("products", "").replace(",", " ").replace(";", " ").replace("|", " ").split()
