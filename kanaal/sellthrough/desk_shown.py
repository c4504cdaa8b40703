"""What the vendor's pages of sales reports show (R1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kanaal.core import clock, formats, tables
from kanaal.core.refusals import Refusal
from kanaal.core.spreadsheets import Cells
from kanaal.core.texts import name, say
from kanaal.partners.models import PartnerNameKey
from kanaal.partners.rules import look_alikes, name_keys
from kanaal.sellthrough.actions.rates import Loaded
from kanaal.sellthrough.models import DayRate, LockedPeriod, SalesReport
from kanaal.sellthrough.periods import MonthName, last_month
from kanaal.sellthrough.queries import due_on
from kanaal.sellthrough.reporters import has_reports, key_of, reporters

SHOWN = 30


class NoPartner(Refusal):
    field = "partner"
    status = 422

    def __init__(self, number: str) -> None:
        super().__init__(
            say(gettext_noop("No member has the ID %(number)s."), number=name(number)),
            remedy=say(gettext_noop("Look it up in the list of partners.")),
        )


def tabs(current: str) -> list[dict[str, Any]]:
    labels = {
        "desk-sales-reports": _("Reports"),
        "desk-sales-lines": _("Lines"),
        "desk-resellers": _("Unknown resellers"),
        "desk-day-rates": _("Day rates"),
        "desk-periods": _("Months"),
    }
    return [{"label": label, "url": reverse(one), "current": one == current} for one, label in labels.items()]


def reports_found(asked: Mapping[str, Any]) -> QuerySet[SalesReport]:
    found = SalesReport.objects.all()
    if words := str(asked.get("q") or "").strip():
        found = found.filter(number=words.upper())
    state = asked.get("state")
    if state == "refused":
        return found.filter(state="taken", refused__gt=0)
    return found.filter(state=state) if state else found


def owed() -> dict[str, Any]:
    """Who has not sent last month's report yet: some names, and how many there are."""
    if not has_reports():
        return {}
    month = last_month(clock.today())
    there = set(
        SalesReport.objects.filter(month=month, state__in=("reading", "taken"))
        .values_list("reporter", flat=True)
        .distinct()
    )
    missing = [one.name for one in reporters() if key_of(one) not in there]
    due = due_on(month)
    return {
        "month": MonthName(month), "due": due, "late": clock.today() > due, "names": missing[:SHOWN],
        "more": max(0, len(missing) - SHOWN),
    }  # fmt: skip


def names_table(rows: Iterable[dict[str, Any]], names: Mapping[str, str]) -> tables.Table:
    return tables.Table(
        caption=_("Names that nobody is called by"),
        columns=[
            tables.part(_("Name in the report"), _to_recognise),
            tables.text(_("Reported by"), lambda row: names.get(row["reporter"], "–")),
            tables.number(_("Lines"), lambda row: row["lines"]),
            tables.date(_("Last sale"), lambda row: row["last"]),
        ],
        rows=rows,
        empty=_("Every reseller in the reports is known."),
    )


def _to_recognise(row: dict[str, Any]) -> SafeString:
    query = urlencode({"reporter": row["reporter"], "name": row["reseller"]})
    return format_html('<a class="link" href="{}?{}">{}</a>', reverse("desk-recognise"), query, row["reseller"])


def looking_alike(named: str) -> list[str]:
    """Partners whose names look like one, for whoever has to say who is meant."""
    rows = PartnerNameKey.objects.filter(key__in=name_keys(named)).values_list(
        "partner", "partner__name", "partner__number"
    )
    known = {pk: (called, number) for pk, called, number in rows[:500]}
    near = look_alikes(named, ((pk, called) for pk, (called, _number) in known.items()))
    return [f"{called} ({known[pk][1]})" for pk, called in near[:8]]


def rates_table(rows: Iterable[DayRate]) -> tables.Table:
    return tables.Table(
        caption=_("Day rates"),
        columns=[
            tables.date(_("Day"), "day"),
            tables.text(_("Currency"), "currency"),
            tables.text(_("Rate"), lambda row: f"{formats.exact(row.rate)} {row.currency} = 1 {row.base}"),
            tables.date(_("Loaded"), "loaded_at"),
        ],
        rows=rows,
        empty=_("No rate was loaded yet."),
    )


def missing_table(rows: Iterable[dict[str, Any]]) -> tables.Table:
    return tables.Table(
        caption=_("Lines that wait for a rate"),
        columns=[
            tables.text(_("Of"), lambda row: row["currency"]),
            tables.text(_("In"), lambda row: row["base_currency"]),
            tables.number(_("Lines"), lambda row: row["lines"]),
            tables.date(_("From"), lambda row: row["first"]),
            tables.date(_("To"), lambda row: row["last"]),
        ],
        rows=rows,
        empty=_("No line waits for a rate."),
    )


def loaded(made: Loaded) -> str:
    says = ngettext("%(n)s rate was loaded.", "%(n)s rates were loaded.", made.added) % {"n": made.added}
    if made.corrected:
        more = ngettext("%(n)s rate was corrected.", "%(n)s rates were corrected.", made.corrected)
        says += " " + more % {"n": made.corrected}
    if made.known_before:
        says += " " + _("Known already: %(n)s.") % {"n": made.known_before}
    if made.computed:
        more = ngettext("%(n)s line got its amount.", "%(n)s lines got their amount.", made.computed)
        says += " " + more % {"n": made.computed}
    return says


def rates_template() -> tuple[list[str], Iterator[Cells]]:
    day = clock.today().isoformat()
    return ["day", "currency", "base", "rate"], iter([[day, "USD", "EUR", "1.0842"], [day, "GBP", "EUR", "0.8571"]])


def periods_table(rows: Iterable[LockedPeriod]) -> tables.Table:
    return tables.Table(
        caption=_("Locked months"),
        columns=[
            tables.text(_("Month"), lambda row: MonthName(row.period), strong=True),
            tables.date(_("Locked"), "locked_at"),
            tables.text(_("By"), "locked_by"),
            tables.text(_("Why"), "reason"),
            tables.part(_("Open again"), _open_again),
        ],
        rows=rows,
        empty=_("No month is locked."),
    )


def _open_again(row: LockedPeriod) -> SafeString:
    return format_html('<a class="link" href="{}">{}</a>', reverse("desk-unlock", args=[row.period]), _("Open again"))
