"""Distributors and their people as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import clock, formats, tables
from kanaal.core.texts import Text
from kanaal.distributors.models import Distributor, DistributorUser
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

STATES = {"active": "ok", "ended": "neutral"}
USER_STATES = {"invited": "info", "active": "ok", "left": "neutral", "withdrawn": "neutral"}


def distributors_table(rows: Iterable[Distributor]) -> tables.Table:
    states = {key: (STATES[key], str(Text(label))) for key, label in Distributor.lifecycle.choices()}
    return tables.Table(
        caption=_("Distributors"),
        columns=[
            tables.link(_("Name"), "name", to=tables.address("desk-distributor"), id="number", under="number"),
            tables.text(_("Country"), lambda one: formats.country(one.country)),
            tables.text(_("Regions"), region_names),
            tables.number(_("People"), "people"),
            tables.badge(_("State"), "state", states),
        ],
        rows=rows,
        empty=_("There is no distributor of this name. Add one: resellers order from it at once."),
    )


def region_names(one: Distributor) -> str:
    names = {region.key: str(region.name) for region in policy(RegionsPolicy).regions}
    return ", ".join(names.get(key, key) for key in one.regions)


def users_table(
    rows: Iterable[DistributorUser], addresses: Mapping[str, str], *, may_act: bool, of: Sequence[str] = ()
) -> tables.Table:
    """`addresses`: url names of what can be done about one (again, withdraw, left); `of` stands before its key."""
    states = {key: (USER_STATES[key], str(Text(label))) for key, label in DistributorUser.lifecycle.choices()}
    states["over"] = ("warn", _("invitation has expired"))
    today = clock.today()

    def state(one: DistributorUser) -> str:
        return "over" if one.state == "invited" and one.until < today else one.state

    columns = [
        tables.text(_("Name"), str, under="email", strong=True),
        tables.badge(_("State"), state, states),
        tables.date(_("Since"), lambda one: one.since or one.made_at.date()),
        tables.date(_("Until"), lambda one: one.left_on or (one.until if one.state == "invited" else None)),
    ]
    if may_act:
        columns.append(tables.part(_("What you can do"), partial(_buttons, addresses, of)))
    return tables.Table(
        caption=_("People"),
        columns=columns,
        rows=rows,
        empty=_("Nobody acts for it yet, so nobody answers its orders. Invite somebody."),
    )


def _buttons(addresses: Mapping[str, str], of: Sequence[str], user: DistributorUser) -> SafeString:
    """Buttons of the one form that stands beside the table."""
    offered = {
        "invited": (("again", _("Send again"), ""), ("withdraw", _("Withdraw"), "quiet")),
        "active": (("left", _("Has left"), "quiet"),),
    }.get(user.state, ())
    button = '<button class="btn small {}" form="row-action" formaction="{}">{}</button> '
    made = ((css, reverse(addresses[act], args=[*of, user.pk]), label) for act, label, css in offered)
    return format_html_join("", button, made)
