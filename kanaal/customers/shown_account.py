"""What a page shows of an account: for its partner, for everybody, for the desk."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.texts import Text
from kanaal.customers import queries
from kanaal.customers.hanging import hanging_of, panels_of
from kanaal.customers.models import Account, AccountIdentifier, AccountName
from kanaal.customers.queries import Said
from kanaal.customers.sound import segments
from kanaal.partners.models import Partner
from kanaal.people import history

Facts = list[tuple[str, Any]]
TIMELINE = 50


def address(one: Account) -> str:
    return reverse("account", args=[one.number])


def for_partner(one: Account, actor: Actor, partner: Partner) -> dict[str, Any]:
    """A shared account shows what a search shows; one's own shows all of it."""
    own = one.owner_id == partner.pk
    if not own:
        known: Facts = [(_("Town"), one.town), (_("Country"), formats.country(one.country))]
        return {"own": own, "facts": known, "timeline": [], "panels": panels_of(one, actor)}
    known = facts(one, queries.said_of(one.pk)[one.pk])
    timeline = history.entries(queries.events_about(one)[:TIMELINE])
    return {"own": own, "facts": known, "timeline": timeline, "panels": panels_of(one, actor)}


def for_desk(one: Account, actor: Actor) -> dict[str, Any]:
    """All that is known of one of `queries.detailed()`: names, numbers, what hangs on it, what was taken into it."""
    branches, absorbed = queries.family_of(one)
    return {
        "account": one,
        "facts": [
            (_("Whose"), one.owner.name if one.owner else _("shared by all partners")),
            *facts(one, queries.said_of(one.pk)[one.pk]),
        ],
        "hanging": hanging_of(one),
        "branches": branches,
        "absorbed": absorbed,
        "timeline": history.entries(queries.events_about(one)[:TIMELINE]),
        "panels": panels_of(one, actor),
    }


def facts(one: Account, said: Said) -> Facts:
    """What is said of a company, as labels and values."""
    return [
        (_("Account number"), one.number),
        *((_name_label(kind), name) for kind, name in said.names if name != one.name),
        (_("Street and number"), one.street),
        (_("Postal code"), one.postal_code),
        (_("Town"), one.town),
        *([(_("Province or state"), one.province)] if one.province else []),
        (_("Country"), formats.country(one.country)),
        (_("Website"), one.website),
        (_("E-mail domains"), ", ".join(said.domains)),
        *((_number_label(kind), f"{value} ({country})") for kind, country, value in said.identifiers),
        (_("Market segment"), segments().get(one.segment, one.segment)),
        (_("Belongs to"), one.parent.name if one.parent else ""),
        *([(_("Number elsewhere"), one.external_id)] if one.external_id else []),
        *([(_("Made although others look like it"), one.made_anyway)] if one.made_anyway else []),
    ]


def beside(one: Account, other: Account) -> list[tuple[str, Any, Any, bool]]:
    """Two accounts side by side: label, one, other, and whether they differ."""
    said = queries.said_of(one.pk, other.pk)
    counted = {row.pk: hanging_of(row) for row in queries.counted(one, other)}
    left, right = (_grouped(_side(row, said[row.pk], counted[row.pk])) for row in (one, other))
    labels = list(dict.fromkeys([*left, *right]))
    return [(label, a := left.get(label, ""), b := right.get(label, ""), a != b) for label in labels]


def _side(one: Account, said: Said, hanging: list[tuple[Text, int]]) -> Facts:
    made = formats.date(one.made_at, "medium")
    hung = ", ".join(f"{formats.number(count)} {label}" for label, count in hanging)
    owner = one.owner.name if one.owner else _("shared by all partners")
    return [*facts(one, said), (_("Whose"), owner), (_("Made"), made), (_("Hangs on it"), hung)]


def _grouped(rows: Facts) -> dict[str, str]:
    """Values of one label (several former names) stand together."""
    found: dict[str, str] = {}
    for label, value in rows:
        found[label] = f"{found[label]}; {value}" if label in found else str(value or "")
    return found


def _name_label(kind: str) -> str:
    return str(Text(str(AccountName.Kind(kind).label))).capitalize()


def _number_label(kind: str) -> str:
    label = str(Text(str(AccountIdentifier.Kind(kind).label)))
    return label[:1].upper() + label[1:]
