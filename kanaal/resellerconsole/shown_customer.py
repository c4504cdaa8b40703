"""A customer for its page: what comes next, what there is, what waits, and what can be done about it (V4–V7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, Finding, Permission
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text
from kanaal.licensing import permissions, wordings
from kanaal.licensing.access import Known, known_of
from kanaal.licensing.actions.authorising import must_be_clear
from kanaal.licensing.actions.renewing import renewal_open
from kanaal.licensing.knowing import kind_of
from kanaal.licensing.models import Agreement, Assignment
from kanaal.licensing.payment import payment_of
from kanaal.licensing.previewing.foreseen import ahead_of, next_level
from kanaal.licensing.prices import level_name
from kanaal.licensing.rules.authorisations import Option
from kanaal.licensing.rules.happenings import Happening
from kanaal.licensing.rules.timeline import timeline
from kanaal.licensing.rules.windows import goes_on
from kanaal.licensing.shown_dates import Anniversary, anniversary_of
from kanaal.licensing.waiting import waiting_in, waiting_lines
from kanaal.licensing.ways import opens, way_to
from kanaal.resellerconsole import tables_customer as tables

NEXT = 4
"""So many days that come are shown at the top; the others stand in the timeline."""


@dataclass(frozen=True)
class Next:
    """What comes, as a step that can be taken."""

    title: Text
    text: str
    url: str
    button: Text | None
    icon: str
    tone: str


def shown_customer(agreement: Agreement, actor: Actor) -> dict[str, Any]:
    """The context of a customer's page, with five questions (seven where payment is required)."""
    known = known_of(agreement)
    lines = list(_lines(agreement))
    waiting = waiting_in(lines)
    given = dict(
        Assignment.objects.filter(agreement=agreement, until=None).values_list("sku").annotate(n=Count("pk")).order_by()
    )
    return {
        "agreement": agreement,
        "tabs": tabs_of(agreement, "console-customer"),
        "may": may_of(agreement, actor, known),
        "payment": payment_of(agreement, for_role="reseller", known=known, waiting=waiting),
        "steps": steps_of(agreement, known),
        "anniversary": shown_anniversary(known),
        "level": level_facts(known),
        "waiting": tables.waiting_table(lines) if waiting.any else None,
        "licences": tables.licences_table(known, given),
        "authorisations": tables.authorisations_table(known, waiting),
        "returning": [line.order for line in lines if line.order.returns_at_once and line.open],
    }


def _lines(agreement: Agreement) -> Any:
    """What no distributor has answered."""
    return waiting_lines(agreement).select_related("order__distributor", "addition").order_by("order__pk", "position")


def tabs_of(agreement: Agreement, here: str) -> list[dict[str, Any]]:
    """The pages about one customer."""
    pages = (
        ("console-customer", _("Licences")),
        ("console-customer-orders", _("Orders and returns")),
        ("console-customer-days", _("Days")),
        ("console-customer-counts", _("Counts compared")),
        ("console-customer-about", _("Customer")),
    )
    return [
        {"label": label, "url": reverse(page, args=[agreement.number]), "current": page == here}
        for page, label in pages
    ]


# --- what can be done


def may_of(agreement: Agreement, actor: Actor, known: Known) -> dict[str, Decision]:
    """Whether each can be done now; where something else stands against it, that is among the reasons."""
    args = (agreement, known.facts, known.terms, known.today)
    return {
        "add": _explained(permissions.authorise_licences, agreement, actor, lambda: must_be_clear(*args)),
        "order": permissions.order_licences.explain(actor, agreement),
        "renew": _explained(permissions.order_renewal, agreement, actor, lambda: renewal_open(*args)),
    }


def _explained(
    permission: Permission[Agreement], agreement: Agreement, actor: Actor, sound: Callable[[], object]
) -> Decision:
    found = permission.explain(actor, agreement)
    try:
        sound()
    except Refusal as no:
        why = Finding(False, no.says, no.remedy, no.link, no.link_label, no.kind)
        return replace(found, findings=(*found.findings, why))
    return found


# --- what comes


def steps_of(agreement: Agreement, known: Known) -> list[Next]:
    """The first days that come if nobody does anything: what happens, what it means, what can be done until when."""
    if known.facts is None or not agreement.is_live:
        return []
    until = goes_on(known.facts.cycle(known.terms).next_anniversary(known.today), known.terms.renewing)
    coming = timeline(known.facts, known.terms, known.today, until + dt.timedelta(days=1)).coming
    return [_step(agreement, one, known.today) for one in _telling(coming)[:NEXT]]


def _telling(coming: Sequence[Happening]) -> list[Happening]:
    """A last day says nothing that the day after it, on which something happens, does not say better."""
    acting = [one for one in coming if wordings.WORDS[one.kind].means]
    return acting or list(coming)


def _step(agreement: Agreement, one: Happening, today: dt.date) -> Next:
    words, option = wordings.WORDS[one.kind], next(iter(one.options), None)
    means = wordings.means(one.kind, "reseller")
    can_do = _choice(agreement, option) if option else None
    url = way_to(option, agreement, "reseller") if option else ""
    later = f"{can_do}." if can_do and not url else ""
    text = " ".join(part for part in (f"{formats.date(one.on)}.", str(means or ""), later) if part)
    return Next(
        wordings.sentence(one, today),
        text,
        url,
        can_do,
        words.icon,
        words.tone,
    )


def _choice(agreement: Agreement, option: Option) -> Text:
    return wordings.choice(option.act, "reseller", option.until, agreement.partner.name, opens(option, agreement))


def shown_anniversary(known: Known) -> Anniversary | None:
    return anniversary_of(known.facts, known.terms, known.today) if known.facts else None


def level_facts(known: Known) -> list[tuple[object, object]]:
    """The discount level now and in the next term; nothing where the terms have none."""
    if known.facts is None:
        return []
    found = ahead_of(known.facts, known)
    if found is None:
        return []
    return [(_("Discount level now"), level_name(found.outlook.now.key)), (_("In the next term"), next_level(found))]


def kind_name(agreement: Agreement) -> object:
    return kind_of(agreement).name
