"""The list of customers as a table."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.catalogue.books import catalogue
from kanaal.core import formats, tables
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.shown_invitation import state_key
from kanaal.resellerconsole.links import agreement_url
from kanaal.resellerconsole.listing.rows import Row, Shown
from kanaal.resellerconsole.listing.views_of import ALL, CANCELLED, Chosen
from kanaal.resellerconsole.listing.wording import TONES, badges, what_next
from kanaal.resellerconsole.tables_inviting import invitation_states


def customers_table(shown: Shown, chosen: Chosen) -> tables.Table:
    """Headings sort where the whole list can be walked in that order."""
    sorts = chosen.view in (ALL, CANCELLED) and shown.hits is None
    segments = {key: str(name) for key, name in catalogue().segments.items()}
    return tables.Table(
        caption=_("Customers"),
        columns=[
            tables.link(_("Customer"), "either.name", to=_address, under="either.number", sort="name" if sorts else ""),
            tables.text(
                _("Town"), "either.town", under=lambda row: segments.get(row.either.segment, row.either.segment)
            ),
            tables.part(_("What comes next"), _coming()),
            tables.number(
                _("Licences"),
                lambda row: row.agreement.licences if row.agreement else None,
                sort="licences" if sorts else "",
            ),
            tables.date(
                _("Anniversary"),
                lambda row: row.agreement.anniversary if row.agreement else None,
                sort="anniversary" if sorts else "",
            ),
            tables.text(_("Administrator"), "administrator"),
            tables.text(_("Managed by"), lambda row: row.either.contact),
        ],
        rows=shown.page.rows,
        empty=_("No customer stands in this list."),
        sort=chosen.sort or ("name" if sorts else ""),
    )


def _address(row: Row) -> str:
    if row.agreement is not None:
        return agreement_url(row.agreement.number)
    return reverse("console-invitation", args=[row.either.number])


def _coming() -> Callable[[Row], SafeString]:
    """A function of a row; the words of the badges are looked up once."""
    words, states = badges(), invitation_states()
    made = {one: format_html('<span class="badge is-{}">{}</span>', TONES[one], words[one]) for one in TONES}
    calm = format_html('<span class="badge is-ok">{}</span>', _("in order"))

    def cell(row: Row) -> SafeString:
        if row.agreement is None:
            assert row.invitation is not None  # noqa: S101 - one of the two is there
            return _invited(row.invitation, states)
        marks = format_html_join(" ", "{}", ((made[one],) for one in row.lists)) or (
            calm if row.agreement.is_live else ""
        )
        return format_html("{}<small>{}</small>", marks, what_next(row.agreement, row.lists, row.today))

    return cell


def _invited(one: CustomerInvitation, states: dict[str, tuple[str, str]]) -> SafeString:
    tone, label = states[state_key(one)]
    until = {"day": formats.date(one.until, "medium")}
    if one.state == "expired":
        says = _("The invitation lasted until %(day)s. Send it again.") % until
    elif one.taken_at is not None:
        says = _("The customer can't accept: the name is taken. Choose another one.")
    else:
        says = _("Invited; it can be accepted until %(day)s.") % until
    return format_html('<span class="badge is-{}">{}</span><small>{}</small>', tone, label, says)
