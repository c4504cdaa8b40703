"""The lists of the partners module as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kanaal.core import tables
from kanaal.core.texts import Text
from kanaal.partners.models import Contact, Invitation

KIND_TONES = {"primary": "info", "secondary": "neutral", "other": "neutral"}
STATE_TONES = {"open": "info", "accepted": "ok", "withdrawn": "neutral", "expired": "warn"}


def contacts_table(rows: Iterable[Contact], *, may_edit: bool = False) -> tables.Table:
    kinds = {k: (KIND_TONES[k], str(Text(label))) for k, label in Contact.Kind.choices}
    return tables.Table(
        caption=_("Contacts"),
        columns=[
            _name_column(may_edit),
            tables.text(_("E-mail address"), "email"),
            tables.badge(_("Kind"), "kind", kinds),
            tables.badge(_("Access"), _access, _access_words()),
            tables.date(_("Since"), "since"),
        ],
        rows=rows,
        empty=_("No contact fits what you are looking for."),
    )


def _name_column(may_edit: bool) -> tables.Column:
    """Whoever may change contacts opens them from their names; those who left are only read."""
    if not may_edit:
        return tables.text(_("Name"), "name", under="job_title", strong=True)
    return tables.link(
        _("Name"), str, to=lambda c: reverse("edit-contact", args=[c.pk]) if c.active else "", under="job_title"
    )


def _access(contact: Contact) -> str:
    if not contact.active:
        return "left"
    return "in" if contact.person_id else "imported"


def _access_words() -> dict[str, tuple[str, str]]:
    return {
        "in": ("ok", _("active")),
        "imported": ("warn", _("not invited yet")),
        "left": ("neutral", _("left")),
    }


def invitations_table(rows: Iterable[Invitation], *, may_act: bool) -> tables.Table:
    states = {s: (STATE_TONES[s], str(Text(label))) for s, label in Invitation.lifecycle.choices()}
    kinds = {k: ("neutral", str(Text(label))) for k, label in Contact.Kind.choices}
    columns = [
        tables.text(_("E-mail address"), "email", strong=True),
        tables.badge(_("Kind"), "kind", kinds),
        tables.badge(_("State"), "state", states),
        tables.date(_("Valid until"), "until"),
    ]
    if may_act:
        columns.append(tables.part(_("What you can do"), _invitation_buttons))
    return tables.Table(
        caption=_("Invitations"), columns=columns, rows=rows, empty=_("Nobody is waiting for an answer.")
    )


def _invitation_buttons(invitation: Invitation) -> Any:
    """Buttons of the one form that stands beside the table."""
    return format_html(
        '<button class="btn small" form="row-action" formaction="{}">{}</button> '
        '<button class="btn small quiet" form="row-action" formaction="{}">{}</button>',
        reverse("send-invitation-again", args=[invitation.pk]),
        _("Send again"),
        reverse("withdraw-invitation", args=[invitation.pk]),
        _("Withdraw"),
    )
