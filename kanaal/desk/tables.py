"""Lists of the desk as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import clock, formats, tables
from kanaal.core.texts import Text
from kanaal.desk.forms import SHOWN_STATES
from kanaal.desk.worklist import Row
from kanaal.partners.actions.enrolment_submission import promise_of
from kanaal.partners.enrolment import marks
from kanaal.partners.models import Contact, Enrolment, Partner
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

STATE_TONES = {"submitted": "info", "asked": "warn", "approved": "ok", "declined": "bad", "withdrawn": "neutral"}
PARTNER_TONES = {"active": "ok", "ended": "neutral"}


def work_table(rows: Iterable[Row]) -> tables.Table:
    """What waits, of whatever kind: where it is decided, since when it waits, and until when it was promised."""
    regions = {one.key: str(one.name) for one in policy(RegionsPolicy).regions}
    now = clock.now()

    def waited(row: Row) -> SafeString:
        if row.since is None:
            return SafeString("–")
        return tables.waited(row.since, row.promised - row.since if row.promised else None, now)

    return tables.Table(
        caption=_("What waits"),
        columns=[
            tables.link(_("What"), "waiting.title", to=lambda row: row.waiting.url, under="waiting.under"),
            tables.text(_("Queue"), lambda row: str(row.queue.shown_label)),
            tables.part(_("Waiting"), waited),
            tables.date(_("Promised by"), "promised"),
            tables.text(_("Region"), lambda row: regions.get(row.region, row.region)),
            tables.text(_("In whose hands"), "agent"),
        ],
        rows=rows,
        empty=_("Nothing waits."),
    )


def state_words() -> dict[str, tuple[str, str]]:
    labels = Enrolment.lifecycle.labels
    return {s: (STATE_TONES[s], str(Text(labels[s]))) for s in SHOWN_STATES}


def queue_table(rows: Iterable[Enrolment], *, state: str = "submitted") -> tables.Table:
    """Enrolments: in review with how long they wait against the promise, else with when they ended."""
    if state == "submitted":
        timing = [tables.part(_("Waiting"), _waiter()), tables.date(_("Promised by"), "promised_at")]
    else:
        timing = [
            tables.badge(_("State"), "state", state_words()),
            tables.date(_("Handed in"), "submitted_at"),
            tables.date(_("Decided"), "decided_at"),
        ]
    return tables.Table(
        caption=_("Enrolments"),
        columns=[
            tables.link(_("Company"), _company, to=tables.address("desk-enrolment"), under="email"),
            tables.text(_("Country"), lambda row: formats.country(row.country)),
            *timing,
            tables.part(_("Marks"), mark_badges),
        ],
        rows=rows,
        empty=_("No enrolment fits what you are looking for."),
    )


def _waiter() -> Callable[[Enrolment], SafeString]:
    """How long an enrolment has been waiting; near and past the promise it changes its tone (P3)."""
    promises, now = cache(promise_of), clock.now()

    def waited(row: Enrolment) -> SafeString:
        return tables.waited(row.waiting_since or now, promises(row.region), now)

    return waited


def mark_badges(row: Enrolment) -> SafeString:
    """What to look at, in a few words; the page of the enrolment says the rest."""
    keys = list(dict.fromkeys(mark.key for mark in row.marks.all()))
    if not keys:
        return format_html('<span class="muted">{}</span>', _("none"))
    return format_html_join(" ", '<span class="badge is-{}">{}</span>', ((tone_of(k), mark_words(k)) for k in keys))


def mark_words(key: str) -> str:
    return str(Text(marks.LABELS.get(key, key)))


def tone_of(key: str) -> str:
    return "bad" if key in marks.ALWAYS else "warn"


def partners_table(rows: Iterable[Partner]) -> tables.Table:
    states = {s: (PARTNER_TONES[s], str(Text(label))) for s, label in Partner.lifecycle.choices()}
    return tables.Table(
        caption=_("Partners"),
        columns=[
            tables.link(_("Company"), "name", to=tables.address("desk-partner"), under="number"),
            tables.text(_("Level"), "level_name"),
            tables.text(_("Country"), lambda row: formats.country(row.country)),
            tables.text(_("Town"), "city"),
            tables.badge(_("Membership"), "state", states),
            tables.date(_("Until"), "term_ends"),
        ],
        rows=rows,
        empty=_("No partner fits what you are looking for."),
    )


def contacts_table(rows: Iterable[Contact], *, view_as: str = "") -> tables.Table:
    """The people of a partner; `view_as` is the id of the form whose buttons look through their eyes."""
    kinds = {k: ("info" if k == "primary" else "neutral", str(Text(label))) for k, label in Contact.Kind.choices}
    columns = [
        tables.text(_("Name"), "name", under="email", strong=True),
        tables.badge(_("Kind"), "kind", kinds),
        tables.text(_("Access"), _access),
    ]
    if view_as:
        columns.append(tables.part(_("View as"), _view_button, hidden_label=True))
    return tables.Table(caption=_("Contacts"), columns=columns, rows=rows, empty=_("Nobody acts for this company."))


def _company(row: Enrolment) -> str:
    return row.company_name or _("(no name)")


def _access(row: Contact) -> str:
    if not row.active:
        return _("left")
    return _("active") if row.person_id else _("not invited yet")


def _view_button(row: Contact) -> SafeString:
    """A small form for each person: which one is looked at lies in it."""
    if not row.active or row.person_id is None:
        return SafeString("")
    words = _("See what %(name)s sees") % {"name": row.name}
    return format_html(
        '<button class="btn small quiet" form="view-as-{}" aria-label="{}">{}</button>', row.pk, words, _("View as")
    )
