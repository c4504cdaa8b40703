"""The desk's list of whom the clock will not reach with what is coming, and what mends it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.texts import Text
from kanaal.licensing import wordings
from kanaal.licensing.models import Foresight, Unreached
from kanaal.licensing.reaching import DESK, readers_of_many
from kanaal.licensing.rules.kinds import Kind

RELATED = ("agreement__partner", "agreement__account")


def still_unreached(rows: Sequence[Unreached]) -> list[Unreached]:
    """Without those that were mended since the proof of this morning."""
    agreements = {row.agreement_id: row.agreement for row in rows}
    readers = readers_of_many(list(agreements.values()), {row.role for row in rows}) if agreements else {}
    return [row for row in rows if row.role == "" or not _reached(readers[row.agreement_id].get(row.role, ()))]


def _reached(readers: Iterable[Any]) -> bool:
    return any(one.reached for one in readers)


def figures(latest: Foresight | None) -> list[dict[str, Any]]:
    """The proof in figures, as `kpi`s."""
    if latest is None:
        return []
    days = (latest.until - latest.on).days
    return [
        {"label": _("Days ahead"), "value": formats.number(days)},
        {"label": _("Changes that are coming"), "value": formats.number(latest.happenings)},
        {"label": _("Announcements of them"), "value": formats.number(latest.announcements)},
        _counted(_("Not reached"), latest.unreached, "warn"),
        _counted(_("Nobody hears of it"), latest.alone, "bad"),
    ]


def _counted(label: str, count: int, tone: str) -> dict[str, Any]:
    """A figure that should be nought."""
    return {"label": label, "value": formats.number(count), "tone": tone if count else "ok"}


def unannounced_table(rows: list[Unreached], ask: Any) -> tables.Table:
    """`ask`: row → the button by which somebody is asked to mend it."""
    return tables.Table(
        caption=_("Whom nothing reaches"),
        columns=[
            tables.link(_("Customer"), "agreement.name", to=_days_of, under="agreement.partner.name"),
            tables.text(_("Who"), lambda row: str(wordings.role_name(row.role)) if row.role else _("everybody")),
            tables.text(_("Why"), lambda row: str(Text(row.get_why_display()))),
            tables.part(_("What is coming"), _coming),
            tables.date(_("To be told on"), "first_on"),
            tables.badge(_("Others hear of it"), "alone", {True: ("bad", _("no")), False: ("ok", _("yes"))}),
            tables.part(_("What mends it"), lambda row: _mends(row, ask)),
        ],
        rows=rows,
        empty=_("Everybody who is to hear of something can be reached."),
    )


def _days_of(row: Unreached) -> str:
    return reverse("agreement-timeline", args=[row.agreement.number])


def _coming(row: Unreached) -> SafeString:
    what = wordings.called(Kind(row.about))
    return format_html("{}<br><span class='muted'>{}</span>", what, formats.date(row.happens_on, "medium"))


def _mends(row: Unreached, ask: Any) -> SafeString:
    """The way to mend it: a staff role, another contact, or a question to the reseller."""
    if row.role == DESK:
        return _link(reverse("staff"), _("Make somebody a programme manager"))
    if row.asked_at is not None:
        asked = _("Asked on %(day)s") % {"day": formats.date(row.asked_at.date(), "medium")}
        return format_html('<span class="muted">{}</span> {}', asked, ask(row))
    partner = _link(reverse("desk-partner", args=[row.agreement.partner_id]), _("The partner's contacts"))
    return format_html("{} {}", ask(row), partner)


def _link(url: str, label: str) -> SafeString:
    return format_html('<a class="link" href="{}">{}</a>', url, label)
