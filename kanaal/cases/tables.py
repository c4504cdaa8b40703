"""Cases as tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.cases.models import Case, IncomingMail
from kanaal.cases.policy import CategoriesPolicy
from kanaal.core import clock, formats, tables
from kanaal.core.texts import Text
from kanaal.programme.policies import policy

TONES = {
    "new": "info", "open": "info", "waiting": "warn", "solved": "ok", "closed": "neutral", "merged": "neutral",
}  # fmt: skip


def _states() -> dict[str, tuple[str, str]]:
    return {s: (TONES[s], str(Text(label))) for s, label in Case.lifecycle.choices()}


def my_table(rows: Iterable[Case]) -> tables.Table:
    categories = policy(CategoriesPolicy)
    return tables.Table(
        caption=_("My cases"),
        columns=[
            tables.link(_("Subject"), lambda c: c.subject or c.number, to=tables.address("case"), under="number"),
            tables.text(_("What it is about"), lambda c: categories.name_of(c.category)),
            tables.badge(_("State"), "state", _states()),
            tables.text(_("Asked by"), "asked_by"),
            tables.date(_("Asked"), "asked_at"),
        ],
        rows=rows,
        empty=_("You have asked nothing yet."),
    )


def queue_table(rows: Iterable[Case]) -> tables.Table:
    now = clock.now()

    def due(case: Case) -> SafeString:
        if case.due_at is None:
            return format_html('<span class="muted">{}</span>', _("none"))
        tone = "bad" if case.due_at < now else "info"
        return format_html('<span class="badge is-{}">{}</span>', tone, formats.moment(case.due_at))

    return tables.Table(
        caption=_("Cases"),
        columns=[
            tables.link(_("Subject"), lambda c: c.subject or c.number, to=tables.address("case"), under="number"),
            tables.text(_("Asked by"), _asker, under="partner.name"),
            tables.badge(_("State"), "state", _states()),
            tables.part(_("Promised by"), due),
            tables.text(_("Who has it"), lambda c: str(c.assignee) if c.assignee else _("nobody yet")),
            tables.date(_("Asked"), "asked_at"),
        ],
        rows=rows,
        empty=_("No case fits what you are looking for."),
    )


def _asker(case: Case) -> str:
    if case.asked_by:
        return str(case.asked_by)
    return _("%(email)s (unverified)") % {"email": case.claimed_email or "?"}


def mails_table(rows: Iterable[IncomingMail]) -> tables.Table:
    why = {
        "duplicate": _("here already"),
        "own": _("one of our own"),
        "bounce": _("could not be delivered"),
        "automatic": _("written by a machine"),
        "too_many": _("too many from one sender"),
    }
    return tables.Table(
        caption=_("Mails kept aside"),
        columns=[
            tables.link(_("From"), lambda m: m.sender or "?", to=tables.address("raw-mail"), under="message_id"),
            tables.text(_("Why it was answered with nothing"), lambda m: why.get(m.outcome, m.outcome)),
            tables.date(_("Came in"), "came_at"),
            tables.text(_("Size"), lambda m: formats.number(m.size)),
        ],
        rows=rows,
        empty=_("No mail was kept aside."),
    )
