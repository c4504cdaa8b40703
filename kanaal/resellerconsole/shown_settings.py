"""How a customer's licences renew by themselves, and its commitment, for their pages (V7)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core import formats, tables
from kanaal.licensing.access import Known
from kanaal.licensing.actions.settings import set_by
from kanaal.licensing.models import Agreement
from kanaal.licensing.prices import level_name
from kanaal.licensing.rules.commitment import Committed, accept_by, committed, ends_on, fulfil_by
from kanaal.licensing.rules.facts import Setting
from kanaal.licensing.rules.renewal import due
from kanaal.licensing.sound import called


def setting_of(known: Known, sku: str) -> Setting:
    """What holds for a product: all of it renews, where nothing was set."""
    found = known.facts.settings if known.facts else ()
    return next((one for one in found if one.product == sku), Setting(sku, enabled=True))


def setting_now(known: Known, sku: str) -> dict[str, Any]:
    now = setting_of(known, sku)
    how = "none" if not now.enabled else "all" if now.quantity is None else "some"
    return {"how": how, "quantity": now.quantity}


def setting_page(agreement: Agreement, known: Known, sku: str) -> dict[str, Any]:
    anniversary = known.facts.cycle(known.terms).next_anniversary(known.today) if known.facts else None
    until = set_by(anniversary, known.terms) if anniversary else None
    return {"agreement": agreement, "product": called(sku), "anniversary": anniversary, "until": until}


def settings_of(agreement: Agreement, known: Known) -> dict[str, Any]:
    """Each product with what it does on the next anniversary if nobody does anything."""
    automatic = known.terms.renewing.automatic
    if known.facts is None or not automatic:
        return {"agreement": agreement, "automatic": automatic, "table": None}
    anniversary = known.facts.cycle(known.terms).next_anniversary(known.today)
    rows = due(known.facts, known.terms, anniversary, known.today)
    until = set_by(anniversary, known.terms)
    table = tables.Table(
        caption=_("What renews by itself"),
        columns=[
            tables.link(
                _("Product"), lambda one: called(one.product), to=lambda one: _setting_url(agreement, one.product)
            ),
            tables.number(_("There are"), "renewable"),
            tables.text(_("On the anniversary"), lambda one: _says(setting_of(known, one.product))),
        ],
        rows=rows,
        empty=_("No licences that could renew."),
    )  # fmt: skip
    return {"agreement": agreement, "automatic": True, "table": table, "anniversary": anniversary, "until": until}


def _setting_url(agreement: Agreement, sku: str) -> str:
    return reverse("console-setting", args=[agreement.number, sku])


def _says(one: Setting) -> str:
    if not one.enabled:
        return _("none renews; all end")
    if one.quantity is None:
        return _("all renew by themselves")
    return _("%(count)s renew by themselves") % {"count": formats.number(one.quantity)}


def commitment_page(agreement: Agreement, known: Known) -> dict[str, Any]:
    """What a commitment would mean; and where the present one stands."""
    says, facts = known.terms.committing, known.facts
    rows: list[tuple[object, object]] = []
    if says is not None:
        rows = [
            (_("For at least"), _("%(count)s licences") % {"count": says.min_quantity}),
            (_("From the level"), level_name(says.min_level)),
            (_("Answered within"), _("%(days)s days") % {"days": says.accept_days}),
            (_("Ordered within"), _("%(days)s days of the answer") % {"days": says.fulfil_days}),
        ]
    return {"agreement": agreement, "rows": rows, "now": _now(known) if facts else (), "offered": says is not None}


def _now(known: Known) -> list[tuple[object, object]]:
    facts, says = known.facts, known.terms.committing
    if facts is None or says is None or facts.commitment is None:
        return []
    one, standing = facts.commitment, committed(facts, known.terms, known.today)
    rows: list[tuple[object, object]] = [
        (_("Licences"), one.quantity),
        (_("Stands"), _(STANDS[standing]) if standing else None),
    ]
    if one.accepted is None:
        return [*rows, (_("To be accepted by"), formats.date(accept_by(one, says)))]
    ends = ends_on(one.accepted, facts.cycle(known.terms), says)
    return [
        *rows,
        (_("To be ordered by"), formats.date(fulfil_by(one.accepted, says))),
        (_("Ends"), formats.date(ends)),
    ]


STANDS = {
    Committed.REQUESTED: gettext_noop("waits for the customer's answer"),
    Committed.EXPIRED: gettext_noop("was not answered in time"),
    Committed.DECLINED: gettext_noop("declined"),
    Committed.ACCEPTED: gettext_noop("accepted; the licences are to be ordered"),
    Committed.KEPT: gettext_noop("holds"),
    Committed.MISSED: gettext_noop("was not fulfilled in time"),
    Committed.ENDED: gettext_noop("has ended"),
}
