"""The lists of the Admin Console as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.adminconsole.reading import FileFault
from kanaal.core import clock, formats, tables
from kanaal.core.texts import Text
from kanaal.licensing.access import Access
from kanaal.licensing.models import (
    Administrator,
    AdministratorInvitation,
    Assignment,
    LicenceGroup,
    LicenceUser,
    ProvisioningToken,
)
from kanaal.licensing.sound import called

INVITED_TONES = {"open": "info", "accepted": "ok", "declined": "warn", "withdrawn": "neutral", "expired": "warn"}


def administrators_table(rows: Iterable[Administrator], *, me: int | None) -> tables.Table:
    """With *Change* beside the primary administrator, as the programme's guide has it (V12)."""
    return tables.Table(
        caption=_("Administrators"),
        columns=[
            tables.text(_("Name"), lambda one: str(one.person), under="person.email", strong=True),
            tables.badge(_("Kind"), "primary", {True: ("info", _("primary")), False: ("neutral", _("administrator"))}),
            tables.date(_("Since"), "since"),
            tables.part(_("Actions"), lambda one: _way(one, me), hidden_label=True),
        ],
        rows=rows,
        empty=_("Nobody administers this agreement."),
    )


def _way(one: Administrator, me: int | None) -> SafeString:
    if one.primary:
        return _link(reverse("console-change-primary"), _("Change"), _("Change the primary administrator"))
    words = _("Leave") if one.person_id == me else _("End")
    label = _("End the administration of %(name)s") % {"name": one.person}
    return _link(reverse("console-dismiss-administrator", args=[one.pk]), words, label)


def _link(url: str, words: str, label: str) -> SafeString:
    return format_html('<a class="btn small" href="{}" aria-label="{}">{}</a>', url, label, words)


def invitations_table(rows: Iterable[AdministratorInvitation]) -> tables.Table:
    states = {
        state: (INVITED_TONES[state], str(Text(label)))
        for state, label in AdministratorInvitation.lifecycle.choices()
    }  # fmt: skip
    kinds = {True: ("info", _("as primary administrator")), False: ("neutral", _("as administrator"))}
    return tables.Table(
        caption=_("Invitations"),
        columns=[
            tables.text(_("E-mail address"), "email", under="name", strong=True),
            tables.badge(_("Invited"), "primary", kinds),
            tables.badge(_("State"), "state", states),
            tables.date(_("Good until"), "until"),
            tables.part(_("Actions"), _buttons, hidden_label=True),
        ],
        rows=rows,
        empty=_("Nobody is invited at the moment."),
    )


def _buttons(one: AdministratorInvitation) -> SafeString:
    """Each its own address; the buttons belong to one empty form above the table."""
    made = [_button("console-send-administrator-again", one, _("Send again"))] if one.can("send_again") else []
    if one.can("withdraw"):
        made.append(_button("console-withdraw-administrator", one, _("Withdraw")))
    return format_html("{}" * len(made), *made)


def _button(page: str, row: Any, words: str) -> SafeString:
    label = f"{words}: {row.name if isinstance(row, ProvisioningToken) else row.email}"
    button = '<button class="btn small" form="row-action" formaction="{}" aria-label="{}">{}</button> '
    return format_html(button, reverse(page, args=[row.pk]), label, words)


# --- users


def users_table(
    rows: Iterable[LicenceUser], held: Mapping[int, list[Assignment]], products: Iterable[Access]
) -> tables.Table:  # fmt: skip
    """Each with the licences they have; those that they can't use now are marked."""
    lost = {(one.sku, row.user_id) for one in products for row in one.without}
    names = {one.sku: str(one.name) for one in products}
    return tables.Table(
        caption=_("Users"),
        columns=[
            tables.pick("user", label=str, form="pick-users"),
            tables.link(_("Name"), str, to=tables.address("console-user"), under=_address),
            tables.part(_("Licences"), lambda user: _licences(held.get(user.pk, []), names, lost)),
            tables.badge(_("State"), "active", {True: ("ok", _("active")), False: ("neutral", _("not active"))}),
            tables.text(_("How added"), lambda user: _(user.get_source_display())),
        ],
        rows=rows,
        empty=_("No user fits what you are looking for."),
    )


def _address(user: LicenceUser) -> str:
    return user.email if user.email and user.email != str(user) else ""


def _licences(mine: list[Assignment], names: Mapping[str, str], lost: set[tuple[str, int]]) -> SafeString:
    if not mine:
        return format_html('<span class="muted">{}</span>', _("none"))
    without = _("no access")
    badges = [
        (
            "bad" if (one.sku, one.user_id) in lost else "neutral",
            names.get(one.sku, one.sku) + (f" ({without})" if (one.sku, one.user_id) in lost else ""),
        )
        for one in mine
    ]
    return format_html_join(" ", '<span class="badge is-{}">{}</span>', badges)


def holders_table(rows: Iterable[Any]) -> tables.Table:
    """Who has a product: since when, and for whom it can't be used."""
    return tables.Table(
        caption=_("Users with this licence"),
        columns=[
            tables.link(_("Name"), "user", to=lambda row: reverse("console-user", args=[row.user_id]), under="address"),
            tables.date(_("Given"), "since"),
            tables.text(_("How"), lambda row: _(row.how)),
            tables.part(_("Access"), _access),
        ],
        rows=rows,
        empty=_("Nobody was given one yet."),
    )


def _access(row: Any) -> SafeString:
    if row.without is None:
        return format_html('<span class="badge is-ok">{}</span>', _("has access"))
    says = _("no access since %(day)s") % {"day": formats.date(row.without)}
    return format_html('<span class="badge is-bad">{}</span>', says)


# --- directory


def tokens_table(rows: Iterable[ProvisioningToken]) -> tables.Table:
    now = clock.now()
    states = {
        "good": ("ok", _("good")), "over": ("warn", _("over")), "revoked": ("neutral", _("revoked")),
    }  # fmt: skip
    return tables.Table(
        caption=_("Tokens"),
        columns=[
            tables.part(_("Name"), _named),
            tables.badge(_("State"), lambda one: token_state(one, now), states),
            tables.date(_("Good until"), "until"),
            tables.date(_("Last used"), "used_at"),
            tables.part(_("Actions"), lambda one: _revoke(one, now), hidden_label=True),
        ],
        rows=rows,
        empty=_("No directory can come in yet."),
    )


def _named(one: ProvisioningToken) -> SafeString:
    return format_html("<strong>{}</strong><small><code>…{}</code></small>", one.name, one.hint)


def token_state(one: ProvisioningToken, now: dt.datetime) -> str:
    if one.revoked_at is not None:
        return "revoked"
    return "good" if one.is_good_at(now) else "over"


def _revoke(one: ProvisioningToken, now: dt.datetime) -> SafeString:
    if not one.is_good_at(now):
        return format_html("")
    return _button("console-revoke-token", one, _("Revoke"))


def groups_table(rows: Iterable[LicenceGroup], waiting: Mapping[str, list[int]]) -> tables.Table:
    return tables.Table(
        caption=_("Groups"),
        columns=[
            tables.link(_("Group"), "name", to=tables.address("console-group")),
            tables.text(_("Gives"), lambda one: str(called(one.sku)) if one.sku else _("nothing")),
            tables.number(_("Users"), "size"),
            tables.number(_("Wait for a licence"), lambda one: len(waiting.get(one.sku, []))),
        ],
        rows=rows,
        empty=_("Your directory has sent no groups yet."),
    )


def faults_table(rows: Iterable[FileFault]) -> tables.Table:
    return tables.Table(
        caption=_("Rows that are left out"),
        columns=[
            tables.number(_("Line"), "line"),
            tables.text(_("Column"), lambda one: one.column or _("the whole row")),
            tables.text(_("Why"), "reason"),
        ],
        rows=rows,
        empty=_("Every row is sound."),
    )
