"""The Admin Console's first page: what we have, until when, and whom to call (V13)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.adminconsole.steps import Situation, steps
from kanaal.core import formats, tables
from kanaal.core.texts import Text, say
from kanaal.licensing import access
from kanaal.licensing.models import Agreement, OrderLine
from kanaal.licensing.rules.authorisations import owed
from kanaal.licensing.rules.renewal import shown_on
from kanaal.licensing.rules.windows import Shown, WhyShown
from kanaal.licensing.sound import called

ORDERS = 20


def overview(agreement: Agreement) -> dict[str, Any]:
    """Everything on the page, from one reading of the agreement's facts."""
    known = access.known_of(agreement, users=True)
    products = access.access_of(agreement, known)
    due = owed(known.facts, known.terms, known.today) if known.facts else ()
    waiting = access.waiting_counts(agreement)
    return {
        "agreement": agreement,
        "products": products,
        "table": products_table(products),
        "steps": steps(Situation(known, products, due, waiting)),
        "term": _term(known),
        "reseller": _reseller(agreement),
        "orders": orders_table(agreement),
        "totals": _totals(products),
    }


def products_table(products: tuple[access.Access, ...]) -> tables.Table:
    return tables.Table(
        caption=_("Licences by product"),
        columns=[
            tables.link(_("Product"), "name", to=lambda one: reverse("console-licence", args=[one.sku]), under="sku"),
            tables.number(_("Have"), "holding.all"),
            tables.number(_("Given out"), "given"),
            tables.number(_("Free"), "free"),
            tables.number(_("Can't be used"), "suspended"),
            tables.part(_("State"), _state),
        ],
        rows=products,
        empty=_("There are no licences yet."),
    )


def _state(one: access.Access) -> SafeString:
    """In words, what the numbers alone don't say."""
    held = one.holding
    found = [
        ("bad", _("%(count)s suspended"), held.suspended),
        ("warn", _("%(count)s overdue"), held.overdue),
        ("warn", _("%(count)s to be renewed"), held.past_due),
        ("info", _("%(count)s to be ordered"), held.pending),
        ("bad", _("%(count)s without access"), len(one.without)),
    ]
    badges = [format_html('<span class="badge is-{}">{}</span> ', t, w % {"count": n}) for t, w, n in found if n]
    return format_html("{}" * len(badges), *badges) if badges else _ok()


def _ok() -> SafeString:
    return format_html('<span class="badge is-ok">{}</span>', _("in order"))


WHY = {
    WhyShown.TERM: gettext_noop("All licences of the agreement end together, whenever they were added."),
    WhyShown.RENEWED_BUT_WAITS: gettext_noop(
        "The date moves on only after the days in which a renewal can still be ordered; what is renewed is safe."
    ),
    WhyShown.RENEWED_AT_ONCE: gettext_noop("They are renewed for another term."),
    WhyShown.PAST_DUE: gettext_noop("They have expired, and can be renewed for some days more."),
    WhyShown.ENDED: gettext_noop("Nothing was renewed; licences that are added now begin anew."),
}


def _term(known: access.Known) -> dict[str, Any] | None:
    """The date that is shown as expiry, until when it is renewed already, and why (V7)."""
    if known.facts is None:
        return None
    found: Shown = shown_on(known.facts, known.terms, known.today)
    return {
        "expires": found.expires,
        "renewed_until": found.renewed_until,
        "moves_on": found.moves_on,
        "why": say(WHY[found.why]),
        "past": found.why in (WhyShown.PAST_DUE, WhyShown.ENDED),
        "by_itself": known.terms.renewing.automatic and known.facts.renews_itself,
    }


def _reseller(agreement: Agreement) -> dict[str, Any]:
    """Whom to call: the company, and who there looks after this customer."""
    partner, contact = agreement.partner, agreement.contact
    town = " ".join(part for part in (partner.postal_code, partner.city) if part)
    facts = [
        (_("Company"), partner.name),
        (_("Address"), ", ".join(p for p in (partner.street, town, formats.country(partner.country)) if p)),
        (_("Telephone"), _tel(partner.phone)),
        (_("Website"), partner.website),
    ]
    if contact is not None and contact.active:
        facts[:0] = [(_("Contact"), contact.name), (_("E-mail"), _mailto(contact.email))]
    return {"name": partner.name, "facts": facts, "email": contact.email if contact and contact.active else ""}


def _tel(phone: str) -> SafeString | str:
    digits = "".join(c for c in phone if c.isdigit() or c == "+")
    return format_html('<a class="link" href="tel:{}">{}</a>', digits, phone) if digits else ""


def _mailto(email: str) -> SafeString:
    return format_html('<a class="link" href="mailto:{}">{}</a>', email, email)


def _totals(products: tuple[access.Access, ...]) -> dict[str, int]:
    return {
        "have": sum(one.holding.all for one in products),
        "given": sum(one.given for one in products),
        "free": sum(one.free for one in products),
        "blocked": sum(one.suspended for one in products),
    }


STATES = {
    "waits": ("info", gettext_noop("waits for the distributor")),
    "confirmed": ("ok", gettext_noop("ordered")),
    "partly": ("warn", gettext_noop("ordered in part")),
    "refused": ("neutral", gettext_noop("not ordered")),
    "withdrawn": ("neutral", gettext_noop("withdrawn")),
}


def orders_table(agreement: Agreement) -> tables.Table:
    """The latest orders line by line. What the reseller pays for them is not the customer's to see."""
    rows = (
        OrderLine.objects.filter(order__agreement=agreement).select_related("order").order_by("-order_id", "position")
    )
    return tables.Table(
        caption=_("Orders"),
        columns=[
            tables.text(_("Order"), "order.number", under="order.reference", strong=True),
            tables.text(_("Product"), lambda line: str(called(line.sku))),
            tables.number(_("Licences"), "quantity"),
            tables.text(_("Kind"), lambda line: str(Text(line.order.get_kind_display()))),
            tables.date(_("Asked"), "order.asked_at"),
            tables.badge(_("State"), _line_state, {key: (tone, _(words)) for key, (tone, words) in STATES.items()}),
        ],
        rows=rows[:ORDERS],
        empty=_("Nothing has been ordered yet."),
    )


def _line_state(line: OrderLine) -> str:
    if line.order.state == "withdrawn":
        return "withdrawn"
    if line.open:
        return "waits"
    if line.confirmed:
        return "partly" if line.refused else "confirmed"
    return "refused"
