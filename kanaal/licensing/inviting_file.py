"""A file of customers to be invited: read, each row judged, before anything is done (V2)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.importing import cells, reading
from kanaal.core.importing.columns import Column, Layout, names_of, plain
from kanaal.core.importing.faults import FileRefused
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.customers import sound
from kanaal.licensing import customer_details
from kanaal.licensing.customer_details import CustomerDetails
from kanaal.licensing.free_names import free_names_for
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.licensing.rules.names import key_of
from kanaal.partners.importing import lookups
from kanaal.partners.models import Partner

COLUMNS = (
    Column("name", "", ("organisation", "customer", "company", "organisatie", "klant", "naam", "firma"), True, 160),
    Column("street", "", ("address", "street and number", "straat", "adres", "straße", "strasse"), True, 160),
    Column("postal_code", "", ("postal code", "zip", "postcode", "plz"), False, 20),
    Column("town", "", ("city", "plaats", "stad", "ort", "stadt"), True, 80),
    Column("country", "", ("country code", "land"), False, 60),
    Column("segment", "", ("market segment", "marktsegment"), True, 60),
    Column("admin_name", "", ("administrator", "contact", "beheerder", "naam beheerder"), False, 120),
    Column("email", "", ("e-mail", "mail", "e-mail address", "e-mailadres", "e-mail-adresse"), True, 254),
    Column("language", "", ("taal", "sprache"), False, 40),
)  # fmt: skip
HEADING = tuple(column.key for column in COLUMNS)
LONGEST = {column.key: column.longest for column in COLUMNS}


class NoSuchTable(Refusal):
    """Nothing in the file can be read as a table of customers."""

    status = 422
    field = "file"

    def __init__(self, says: Text) -> None:
        super().__init__(says, remedy=say(_("Take the template, fill it in, and save it as CSV.")))


@dataclass(frozen=True)
class Line:
    """A row of the file. `line` counts from 1, the headings; `faults` are (column as the file calls it, what is wrong).

    `known`: why nothing has to be done for it. With neither it is good.
    """

    line: int
    details: CustomerDetails
    faults: tuple[tuple[str, Text], ...] = ()
    known: Text | None = None

    @property
    def is_good(self) -> bool:
        return not self.faults and self.known is None


@dataclass
class Preview:
    """What a file would do. `batch` marks it: of the same content it is the same."""

    batch: str
    lines: list[Line] = field(default_factory=list)

    @property
    def good(self) -> list[Line]:
        return [one for one in self.lines if one.is_good]

    @property
    def faulty(self) -> list[Line]:
        return [one for one in self.lines if one.faults]

    @property
    def known(self) -> list[Line]:
        return [one for one in self.lines if one.known is not None and not one.faults]


def preview(content: bytes, partner: Partner) -> Preview:
    """Read a file, whatever its encoding and separator, and judge each row. Raises NoSuchTable."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        path.write_bytes(content)
        try:
            return _judged(path, partner)
        except FileRefused as refused:
            raise NoSuchTable(say(_("This file can't be read as a table."))) from refused


def invited_before(partner: Partner, batch: str) -> frozenset[str]:
    """Keys of the names for which there is nothing to do: invited and waiting, invited with this very file, or a
    customer of the company already.
    """
    invited = CustomerInvitation.objects.filter(partner=partner)
    open_ones = invited.filter(state="open").values_list("name_key", flat=True)
    with_it = invited.filter(batch=batch).values_list("name_key", flat=True) if batch else ()
    ours = Agreement.objects.filter(partner=partner, state="live").values_list("name_key", flat=True)
    return frozenset((*open_ones, *with_it, *ours))


def _judged(path: Path, partner: Partner) -> Preview:
    known_headings = names_of(COLUMNS)
    with reading.opened(path, lambda heading: plain(heading) in known_headings) as table:
        layout = _layout(table.header)
        judge = _Judge(partner, layout)
        lines = [judge.line(record) for record in table.records()]
    if not lines:
        raise NoSuchTable(say(_("The file has headings and no customers below them.")))
    made = Preview(_mark(lines), lines)
    before, words = invited_before(partner, made.batch), say(_("invited already, or your customer already"))
    taken = _taken_by_others(lines, before)
    for place, one in enumerate(lines):
        key = key_of(one.details.name)
        if key in before:
            made.lines[place] = replace(one, known=words)
        elif key in taken:
            made.lines[place] = replace(one, faults=(*one.faults, (layout.heading("name"), _says_taken(one, partner))))
    return made


def _taken_by_others(lines: Iterable[Line], before: Collection[str]) -> frozenset[str]:
    """Keys of names that an agreement in force has (V3): told here, before a customer is troubled."""
    keys = [key for key in {key_of(one.details.name) for one in lines} if key not in before]
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        found.update(Agreement.objects.filter(state="live", name_key__in=some).values_list("name_key", flat=True))
    return frozenset(found)


def _says_taken(line: Line, partner: Partner) -> Text:
    free = free_names_for(line.details, partner)
    if not free:
        return say(_("An agreement has this name already. Choose another."))
    return say(_("An agreement has this name already. Free are: %(names)s."), names=name(", ".join(free)))


def _mark(lines: Iterable[Line]) -> str:
    """What the file says, in 40 letters: spaces, order of columns and encoding don't count."""
    said = "\n".join("\t".join(str(getattr(one.details, key)) for key in HEADING) for one in lines)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:40]


def _layout(header: list[str]) -> Layout:
    names, places = names_of(COLUMNS), dict[str, int]()
    for place, heading in enumerate(header):
        key = names.get(plain(heading), "")
        if key in places:
            says = say(_("Two columns mean the same: %(one)s and %(other)s."), one=name(header[places[key]]),
                       other=name(heading))  # fmt: skip
            raise NoSuchTable(says)
        if key:
            places[key] = place
    missing = [column.key for column in COLUMNS if column.required and column.key not in places]
    if missing:
        raise NoSuchTable(say(_("The file lacks these columns: %(columns)s."), columns=name(", ".join(missing))))
    return Layout(tuple(header), places)


class _Judge:
    """Rows to details, with what is wrong. Remembers which names it has met."""

    def __init__(self, partner: Partner, layout: Layout) -> None:
        self.partner, self.layout = partner, layout
        self.met: dict[str, int] = {}
        self.read: dict[str, Callable[[str], str]] = {
            "country": lambda said: lookups.country(said) or said if said else partner.country,
            "segment": _one_of({key: (key, *words.values()) for key, words in sound.segments().items()}),
            "language": _language_of(partner),
        }

    def line(self, record: reading.Record) -> Line:
        values = self.layout.values([cells.unmarked(cell) for cell in record.cells])
        said = {key: self.read.get(key, str)(values.get(key, "")) for key in HEADING}
        details = CustomerDetails(**said, account=None)
        if record.broken:
            says = _("The quotes in this row don't add up. Write a quote inside a text twice.")
            return Line(record.line, details, (("", say(says)),))
        faults = list(self._unsound(values))
        if not faults:
            details, found = customer_details.read(details, self.partner)
            faults = [(self.layout.heading(one.field), one.says) for one in found]
        faults += self._double(details, record.line)
        return Line(record.line, details, tuple(faults))

    def _unsound(self, values: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
        for key, value in values.items():
            if cells.fault_of(value, LONGEST[key]):
                yield (
                    self.layout.heading(key),
                    say(
                        _("This can't be kept as it is: type it anew, in %(most)s characters at most, and no formula."),
                        most=LONGEST[key],
                    ),
                )

    def _double(self, details: CustomerDetails, line: int) -> Iterator[tuple[str, Text]]:
        if not (key := key_of(details.name)):
            return
        if (first := self.met.setdefault(key, line)) != line:
            yield self.layout.heading("name"), say(_("The same name stands in line %(line)s."), line=first)


def _one_of(words: Mapping[str, Iterable[str]]) -> Callable[[str], str]:
    """The key by which something goes, however it is called; what is called otherwise stays as it is."""
    known = {plain(word): key for key, names in words.items() for word in names}
    return lambda said: known.get(plain(said), said)


def _language_of(partner: Partner) -> Callable[[str], str]:
    codes = customer_details.languages()
    names: dict[str, tuple[Any, ...]] = {
        code: (code, formats.language(code), *(_called(code, other) for other in (*codes, "en"))) for code in codes
    }
    find, own = _one_of(names), partner.language if partner.language in codes else next(iter(codes), "")
    return lambda said: find(said) if said else own


def _called(code: str, language: str) -> str:
    return str(formats.locale_of(language).languages.get(code, code))
