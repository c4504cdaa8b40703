"""What a page shows of an account: for its partner, for everybody, for the desk."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.texts import Text
from kanaal.customers import queries
from kanaal.customers.hanging import hanging_on, panels_of
from kanaal.customers.models import Account, AccountIdentifier, AccountName
from kanaal.customers.sound import segments
from kanaal.partners.models import Partner
from kanaal.people import history

Facts = list[tuple[str, Any]]
TIMELINE = 50
BRANCHES = 50


def address(one: Account) -> str:
    return reverse("account", args=[one.number])


def for_partner(one: Account, actor: Actor, partner: Partner) -> dict[str, Any]:
    """A shared account shows what a search shows; one's own shows all of it."""
    own = one.owner_id == partner.pk
    known = [*facts(one)] if own else [(_("Town"), one.town), (_("Country"), formats.country(one.country))]
    timeline = history.entries(queries.events_about(one)[:TIMELINE]) if own else []
    return {"own": own, "facts": known, "timeline": timeline, "panels": panels_of(one, actor)}


def for_desk(one: Account, actor: Actor) -> dict[str, Any]:
    """All that is known: names, numbers, what hangs on it, what was taken into it, what it may be one with."""
    return {
        "facts": [(_("Whose"), one.owner.name if one.owner else _("shared by all partners")), *facts(one)],
        "hanging": hanging_on(one.pk).get(one.pk, []),
        "branches": list(queries.branches_of(one)[:BRANCHES]),
        "merges": list(queries.merges_into(one)),
        "pairs": list(queries.pairs_of(one)[:10]),
        "timeline": history.entries(queries.events_about(one)[:TIMELINE]),
        "panels": panels_of(one, actor),
    }


def facts(one: Account) -> Facts:
    """What is said of a company, as labels and values."""
    segment = segments().get(one.segment, one.segment)
    return [
        (_("Account number"), one.number),
        *((_name_label(kind), name) for kind, name in _names(one)),
        (_("Street and number"), one.street),
        (_("Postal code"), one.postal_code),
        (_("Town"), one.town),
        *([(_("Province or state"), one.province)] if one.province else []),
        (_("Country"), formats.country(one.country)),
        (_("Website"), one.website),
        (_("E-mail domains"), ", ".join(one.domains.order_by("pk").values_list("domain", flat=True))),
        *((_number_label(kind), f"{value} ({country})") for kind, country, value in _numbers(one)),
        (_("Market segment"), segment),
        (_("Belongs to"), one.parent.name if one.parent else ""),
        *([(_("Number elsewhere"), one.external_id)] if one.external_id else []),
        *([(_("Made although others look like it"), one.made_anyway)] if one.made_anyway else []),
    ]


def side(one: Account, hanging: list[tuple[Text, int]]) -> Facts:
    """One of two accounts that are compared: what differs is marked by the page that has both."""
    return [*facts(one), (_("Whose"), one.owner.name if one.owner else _("shared")), (_("Hangs on it"), hung(hanging))]


def beside(one: Account, other: Account) -> list[tuple[str, Any, Any, bool]]:
    """Two accounts side by side: label, one, other, and whether they differ."""
    hanging = hanging_on(one.pk, other.pk)
    left, right = _grouped(side(one, hanging.get(one.pk, []))), _grouped(side(other, hanging.get(other.pk, [])))
    labels = list(dict.fromkeys([*left, *right]))
    return [(label, a := left.get(label, ""), b := right.get(label, ""), str(a) != str(b)) for label in labels]


def hung(hanging: list[tuple[Text, int]]) -> str:
    return ", ".join(f"{formats.number(count)} {label}" for label, count in hanging)


def link(one: Account) -> SafeString:
    return format_html('<a class="link" href="{}">{}</a>', reverse("desk-account", args=[one.number]), one.name)


def _grouped(rows: Facts) -> dict[str, Any]:
    """Values of one label (several former names) stand together."""
    found: dict[str, str] = {}
    for label, value in rows:
        found[label] = f"{found[label]}; {value}" if label in found else str(value or "")
    return found


def _names(one: Account) -> list[tuple[str, str]]:
    return list(one.names.exclude(name=one.name).order_by("kind", "pk").values_list("kind", "name"))


def _numbers(one: Account) -> list[tuple[str, str, str]]:
    return list(one.identifiers.order_by("-kind", "pk").values_list("kind", "country", "value"))


def _name_label(kind: str) -> str:
    return str(Text(str(AccountName.Kind(kind).label))).capitalize()


def _number_label(kind: str) -> str:
    label = str(Text(str(AccountIdentifier.Kind(kind).label)))
    return label[:1].upper() + label[1:]
