"""Tables that are made in one go.

A Django template spends most of a list page's time on its cells. Here every column is made ready once (its language,
its separators, its tones), then the rows run through. What comes from a row is escaped, always.

    Table(
        caption=_("Opportunities"),
        columns=[
            link(_("Account"), "account.name", to="/sales/opportunities/{}/", under="account.town", sort="account"),
            money(_("Value"), "value", currency="currency", sort="value"),
            badge(_("State"), "state", {"open": ("info", _("Open")), "won": ("ok", _("Won"))}),
        ],
        rows=opportunities,
        sort=request.GET.get("sort", ""),
    )
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from html import escape
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from kanaal.core import clock, formats

Label = object
"""Anything that becomes words when it is shown: str, lazy translation, Text, Words."""
Source = str | Callable[[Any], Any]
"""Where a cell's value comes from: a path of names (`account.name`), or a function of the row."""
Read = Callable[[Any], Any]
Cell = Callable[[Any], str]

NOTHING = '<span class="muted">–</span>'
# A list that is sorted anew begins at its beginning.
PLACE_PARAMS = ("after", "before", "page", "sort")


@dataclass(frozen=True)
class Column:
    """A heading and the way to its cells. `prepare` is called once a table, in the reader's language."""

    label: Label
    prepare: Callable[[], Cell]
    sort: str = ""
    css: str = ""
    hidden_label: bool = False

    def head(self, table: Table, query: QueryDict | None) -> str:
        label = conditional_escape(str(self.label))
        if self.hidden_label:
            label = format_html('<span class="visually-hidden">{}</span>', label)
        state = ""
        if self.sort:
            label, state = _sorter(self, table.sort, query)
        return f'<th scope="col" role="columnheader" class="{self.css}"{state}>{label}</th>'

    def open(self) -> str:
        return f'<td role="cell" class="{self.css}" data-label="{conditional_escape(str(self.label))}">'


@dataclass(frozen=True)
class Table:
    """Rows under headings. `empty` is what stands there when there are none: words, or a ready part.

    `sort` is the column that the rows are sorted by now (`value`, or `-value` for falling). `foot` are the cells of a
    last row, sums perhaps. `stacks` lets a row become a small card where there is little room.
    """

    columns: Sequence[Column]
    rows: Iterable[Any]
    caption: Label
    empty: Label = ""
    sort: str = ""
    foot: Sequence[object] = field(default=())
    stacks: bool = True

    def html(self, query: QueryDict | None = None) -> SafeString:
        """The whole table. `query` is the page's own, so that a sorted list stays filtered."""
        columns = [(c.open(), c.prepare()) for c in self.columns]
        body: list[str] = []
        for row in self.rows:
            body.append('<tr role="row">')
            for opening, cell in columns:
                body += (opening, cell(row), "</td>")
            body.append("</tr>")
        if not body:
            return self._nothing()
        return mark_safe(self._before(query) + "".join(body) + self._after())  # noqa: S308  every cell is escaped

    def __html__(self) -> SafeString:
        return self.html()

    def _nothing(self) -> SafeString:
        if isinstance(self.empty, SafeString):
            return self.empty
        return render_to_string("ui/empty.html", {"title": self.empty or _("There is nothing here."), "icon": "inbox"})

    def _before(self, query: QueryDict | None) -> str:
        caption = conditional_escape(str(self.caption))
        heads = "".join(c.head(self, query) for c in self.columns)
        return (
            f'<div class="table" role="region" aria-label="{caption}" tabindex="0">'
            f'<table role="table" class="{"stacks" if self.stacks else ""}">'
            f'<caption class="visually-hidden">{caption}</caption>'
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">'
        )

    def _after(self) -> str:
        if not self.foot:
            return "</tbody></table></div>"
        cells = "".join(
            f"{column.open()}{_safe('' if value is None else value)}</td>"
            for column, value in zip(self.columns, self.foot, strict=True)
        )
        return f'</tbody><tfoot role="rowgroup"><tr role="row">{cells}</tr></tfoot></table></div>'


# --- kinds of columns


def text(label: Label, value: Source, *, under: Source | None = None, sort: str = "", strong: bool = False) -> Column:
    """Words. `under` is a second, quieter line."""
    read, below = reader(value), reader(under) if under else None

    def cell(row: Any) -> str:
        words = shown(read(row))
        return (f"<strong>{words}</strong>" if strong else words) + _below(below, row)

    return Column(label, lambda: cell, sort, _numbers(value))


def link(
    label: Label, value: Source, *, to: str | Read, id: Source = "pk", under: Source | None = None, sort: str = ""
) -> Column:
    """Words that lead somewhere: `to="/partners/{}/"` with the row's `id`, or a function of the row."""
    read, below = reader(value), reader(under) if under else None
    address = to if callable(to) else _address(to, reader(id))

    def cell(row: Any) -> str:
        return f'<a href="{_safe(address(row))}">{shown(read(row))}</a>{_below(below, row)}'

    return Column(label, lambda: cell, sort, _numbers(value))


def _numbers(value: Source) -> str:
    """Numbers of orders, deals and the like stay on one line: nobody reads `LO-100003-` and `3` as one."""
    return "num" if isinstance(value, str) and value.rpartition(".")[2] in ("number", "sku") else ""


def date(label: Label, value: Source, *, sort: str = "") -> Column:
    """A date, or the date and time of a moment, as the reader writes it."""
    read = reader(value)

    def prepare() -> Cell:
        seen: dict[Any, str] = {None: NOTHING}

        def cell(row: Any) -> str:
            when = read(row)
            if when not in seen:
                seen[when] = formats.moment(when) if isinstance(when, dt.datetime) else formats.date(when, "medium")
            return seen[when]

        return cell

    return Column(label, prepare, sort, "num")


def number(label: Label, value: Source, *, sort: str = "") -> Column:
    """A whole number or a decimal, right-aligned."""
    read = reader(value)

    def prepare() -> Cell:
        write = _writer(formats.number, Decimal(1234567))
        return lambda row: NOTHING if (n := read(row)) is None else _safe(write(n))

    return Column(label, prepare, sort, "r num")


def money(label: Label, value: Source, *, currency: Source = "currency", sort: str = "") -> Column:
    """An amount. `currency` is where the row keeps its code, or the code itself when it is three capitals."""
    read = reader(value)
    fixed = currency if isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency) else ""
    code = (lambda row: fixed) if fixed else reader(currency)

    def prepare() -> Cell:
        writers: dict[str, Callable[[Any], str]] = {}

        def cell(row: Any) -> str:
            if (amount := read(row)) is None:
                return NOTHING
            unit = code(row)
            if unit not in writers:
                writers[unit] = _writer(partial(_money, unit), Decimal(1234567))
            return _safe(writers[unit](amount))

        return cell

    return Column(label, prepare, sort, "r num")


def badge(label: Label, value: Source, tones: Mapping[Any, tuple[str, Label]], *, sort: str = "") -> Column:
    """A state: `{"won": ("ok", _("Won"))}`. A value that is not in the mapping is shown as it is, without a tone."""
    read = reader(value)

    def prepare() -> Cell:
        made = {key: _badge(tone, words) for key, (tone, words) in tones.items()}
        return lambda row: made.get(v := read(row)) or _badge("neutral", v)

    return Column(label, prepare, sort)


def waiting(label: Label, since: Source, *, promise: dt.timedelta | None = None, sort: str = "") -> Column:
    """How long already, and against what was promised; counts on while the page is open."""
    read = reader(since)

    def prepare() -> Cell:
        write = _wait_writer(promise, clock.now())
        return lambda row: NOTHING if (then := read(row)) is None else write(then)

    return Column(label, prepare, sort, "num")


def part(
    label: Label, make: Callable[[Any], SafeString], *, sort: str = "", hidden_label: bool = False, css: str = ""
) -> Column:
    """Anything else: a function that answers safe HTML (`format_html`), a row's buttons perhaps."""
    return Column(label, lambda: lambda row: str(conditional_escape(make(row))), sort, css, hidden_label)


def pick(name: str, *, value: Source = "pk", label: Source, form: str) -> Column:
    """A box to choose rows with; it belongs to the form of this id, which stands before or after the table."""
    read, words = reader(value), reader(label)

    def prepare() -> Cell:
        choose = gettext("Choose %(name)s")
        box = '<label><input type="checkbox" name="{}" form="{}" value="{}" aria-label="{}"></label>'
        return lambda row: format_html(box, name, form, read(row), choose % {"name": words(row)})

    return Column(gettext_lazy("Choose"), prepare, css="pick", hidden_label=True)


def address(url_name: str) -> str:
    """The pattern that `to` takes, made of a named page with one argument: `/partners/{}/`."""
    mark = 987654321
    return reverse(url_name, args=[mark]).replace(str(mark), "{}")


# --- how long already


def wait_words() -> dict[str, str]:
    """The three ways to say a length of waiting, by their name; kanaal.js counts on with the same."""
    return {"days": _("%(d)s d %(h)s h"), "hours": _("%(h)s h %(m)s min"), "minutes": _("%(m)s min")}


def waited(since: dt.datetime, promise: dt.timedelta | None = None, now: dt.datetime | None = None) -> SafeString:
    """How long already. Carries seconds rather than a start: the business's clock may differ from the reader's."""
    return mark_safe(_wait_writer(promise, now or clock.now())(since))  # noqa: S308  words of the catalogue, numbers


def _wait_writer(promise: dt.timedelta | None, now: dt.datetime) -> Callable[[dt.datetime], str]:
    words = {name: escape(word) for name, word in wait_words().items()}
    limit = int(promise.total_seconds()) if promise else 0
    said_late = escape(_("late"))  # not within the f-string, where no catalogue finds it
    late = f' <span class="badge is-bad">{said_late}</span>'

    def write(since: dt.datetime) -> str:
        passed = max(0, int((now - since).total_seconds()))
        days, hours, minutes = passed // 86_400, passed // 3_600, passed // 60
        said = words["days" if days else "hours" if hours else "minutes"]
        said = said % {"d": days, "h": hours % 24 if days else hours, "m": minutes % 60}
        over = limit and passed > limit
        state = "is-late" if over else "is-near" if limit and passed > limit * 0.75 else ""
        time = f'<time class="wait {state}" data-waited="{passed}" data-promise="{limit or ""}">{said}</time>'
        return time + late if over else time

    return write


# --- inside


def reader(source: Source) -> Read:
    """A function of the row that follows a path of names through objects and mappings; a method is called."""
    if callable(source):
        return source
    names = source.split(".")

    def read(row: Any) -> Any:
        for name in names:
            if row is None:
                return None
            row = row[name] if isinstance(row, Mapping) else getattr(row, name)
        return row() if callable(row) else row

    return read


def shown(value: Any) -> str:
    """A value as safe words."""
    return NOTHING if value is None or value == "" else _safe(value)


def _safe(value: Any) -> str:
    """Escaped; Django's own function does the same, but asks four questions of a plain string first."""
    return escape(value) if type(value) is str else str(conditional_escape(value))


def _below(read: Read | None, row: Any) -> str:
    value = read(row) if read else None
    return f"<small>{_safe(value)}</small>" if value else ""


def _badge(tone: str, words: object) -> str:
    return str(format_html('<span class="badge is-{}">{}</span>', tone, str(words)))


def _money(currency: str, amount: Any) -> str:
    return formats.money(Decimal(amount), currency)


def _address(pattern: str, read: Read) -> Read:
    before, _mark, behind = pattern.partition("{}")
    return lambda row: f"{before}{read(row)}{behind}"


def _sorter(column: Column, now: str, query: QueryDict | None) -> tuple[SafeString, str]:
    """A heading that sorts: first rising, then falling; everything else in the URL stays."""
    rising, falling = now == column.sort, now == f"-{column.sort}"
    params = query.copy() if query is not None else QueryDict(mutable=True)
    for name in PLACE_PARAMS:
        params.pop(name, None)
    params["sort"] = f"-{column.sort}" if rising else column.sort
    state = ' aria-sort="ascending"' if rising else ' aria-sort="descending"' if falling else ""
    return format_html('<a href="?{}">{}</a>', params.urlencode(), str(column.label)), state


def _writer(slow: Callable[[Any], str], sample: Decimal) -> Callable[[Any], str]:
    """A fast double of a CLDR formatter, learned from what it makes of one sample; the slow one for all else."""
    found = re.fullmatch(r"(\D*)1(?P<group>\D?)234(?P=group)567(?:(\D)(\d+))?(\D*)", slow(sample))
    if not found:
        return slow
    before, group, point, digits, behind = found.groups(default="")
    places, signs = len(digits), str.maketrans({",": group, ".": point})

    def write(n: Any) -> str:
        exact = isinstance(n, int) or -n.as_tuple().exponent <= places
        return f"{before}{f'{n:,.{places}f}'.translate(signs)}{behind}" if n >= 0 and exact else slow(n)

    return write
