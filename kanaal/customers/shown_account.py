"""What a page shows of an account: for its partner, for everybody, for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
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
TIMELINE, RELATIVES = 50, 100


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
    said = queries.said_of(one.pk, relatives=True)[one.pk]
    return {
        "account": one,
        "facts": [
            (_("Whose"), one.owner.name if one.owner else _("shared by all partners")),
            *facts(one, said),
        ],
        "hanging": hanging_of(one),
        "branches": said.branches[:RELATIVES],
        "absorbed": said.absorbed,
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


@dataclass(frozen=True)
class Line:
    """One thing that is said of two accounts. `differs` is told where it is worth a look."""

    label: str
    one: object
    other: object
    differs: bool


def beside(one: Account, other: Account) -> list[Line]:
    """Two accounts side by side, line by line."""
    said = queries.said_of(one.pk, other.pk)
    counted = {row.pk: hanging_of(row) for row in queries.counted(one, other)}
    mine, theirs = (_grouped(_side(row, said[row.pk], counted[row.pk])) for row in (one, other))
    longer, shorter = (mine, theirs) if len(mine) >= len(theirs) else (theirs, mine)
    lines = [Line(_("Name"), link(one), link(other), differs=one.name != other.name)]
    for label in dict.fromkeys([*longer, *shorter]):
        left, right = mine.get(label, ""), theirs.get(label, "")
        lines.append(Line(label, left, right, differs=left != right and label != _("Made")))
    return lines


def link(one: Account) -> SafeString:
    return format_html('<a class="link" href="{}">{}</a>', reverse("desk-account", args=[one.number]), one.name)


def _side(one: Account, said: Said, hanging: list[tuple[Text, int]]) -> Facts:
    """What is compared, without the number, which always differs."""
    hung = ", ".join(f"{label}: {formats.number(count)}" for label, count in hanging)
    owner = one.owner.name if one.owner else _("shared by all partners")
    more = [(_("Whose"), owner), (_("Hangs on it"), hung), (_("Made"), formats.date(one.made_at, "medium"))]
    return [*more, *facts(one, said)[1:]]


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
