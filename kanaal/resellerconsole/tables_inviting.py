"""Invitations of customers, and the people of the console, as tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kanaal.core import clock, tables
from kanaal.core.texts import Text
from kanaal.licensing.inviting_file import Line
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.queries import admitted_by_kind
from kanaal.licensing.shown_invitation import TONES, state_key
from kanaal.partners.models import Contact
from kanaal.partners.policy import ContactsPolicy
from kanaal.programme.policies import policy

ROW_FORM = "row-action"


def invitation_states() -> dict[str, tuple[str, str]]:
    words = {key: str(Text(label)) for key, label in CustomerInvitation.lifecycle.labels.items()}
    words["taken"] = _("needs another name")
    return {key: (TONES[key], label) for key, label in words.items()}


def invitations_table(rows: Iterable[CustomerInvitation]) -> tables.Table:
    return tables.Table(
        caption=_("Invitations of customers"),
        columns=[
            tables.link(_("Customer"), "name", to=_address, under="number"),
            tables.text(_("Town"), "town"),
            tables.text(_("Administrator"), "admin_name", under="email"),
            tables.badge(_("State"), state_key, invitation_states()),
            tables.date(_("Sent"), lambda row: clock.date_of(row.sent_at)),
            tables.date(_("Until"), lambda row: row.until if row.state in ("open", "expired") else None),
            tables.text(_("Agreement"), lambda row: row.agreement.number if row.agreement else ""),
        ],
        rows=rows,
        empty=_("No invitation fits what you are looking for."),
    )


def _address(row: CustomerInvitation) -> str:
    return reverse("console-invitation", args=[row.number])


def console_people_table(rows: Iterable[Contact], *, may_end: bool) -> tables.Table:
    """`may_end`: with a button that ends an appointment. Whom their kind of contact lets in needs none."""
    kinds = policy(ContactsPolicy)
    columns = [
        tables.text(_("Name"), str, under="email", strong=True),
        tables.text(_("Kind"), lambda row: kinds.kind(row.kind).name),
        tables.text(_("Why"), lambda row: _("by their kind of contact") if admitted_by_kind(row) else _("appointed")),
        tables.date(_("Since"), lambda row: None if admitted_by_kind(row) else row.console_appointment.since),
    ]
    if may_end:
        columns.append(tables.part(_("What you can do"), _end_button))
    return tables.Table(caption=_("Who uses the console"), columns=columns, rows=rows, empty=_("Nobody yet."))


def _end_button(row: Contact) -> SafeString:
    if admitted_by_kind(row):
        return mark_safe(tables.NOTHING)  # noqa: S308 - words of our own
    return format_html(
        '<button class="btn small" form="{}" formaction="{}">{}</button>',
        ROW_FORM,
        reverse("console-dismiss", args=[row.pk]),
        _("End access"),
    )


def lines_table(rows: Iterable[Line], why: str) -> tables.Table:
    """Rows of a file of which something is wrong, or for which nothing has to be done: where, and `why`, a heading."""
    return tables.Table(
        caption=_("Rows that are left out"),
        columns=[
            tables.number(_("Line"), "line"),
            tables.text(_("Customer"), lambda row: row.details.name, strong=True),
            tables.part(why, _why),
        ],
        rows=rows,
    )


def _why(row: Line) -> SafeString:
    if row.known is not None and not row.faults:
        return format_html("{}", str(row.known))
    told = ((f"{column}: " if column else "", str(says)) for column, says in row.faults)
    return format_html_join(mark_safe("<br>"), "<strong>{}</strong>{}", told)


def good_table(rows: Iterable[Line]) -> tables.Table:
    return tables.Table(
        caption=_("Customers to be invited"),
        columns=[
            tables.number(_("Line"), "line"),
            tables.text(_("Customer"), "details.name", strong=True),
            tables.text(_("Town"), "details.town"),
            tables.text(_("Administrator"), "details.admin_name", under="details.email"),
            tables.text(_("Language"), "details.language"),
        ],
        rows=rows,
    )
