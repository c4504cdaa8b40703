"""The people of a company as a table: seats to tick, and what each has in hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanaal.core import tables
from kanaal.partners.models import Contact, Partner
from kanaal.partners.policy import ContactsPolicy
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.sales import permissions

FORM = "seats"


def people_table(
    rows: Iterable[Contact],
    in_hand: Mapping[int, int],
    *,
    ticked: Collection[int],
    may_give: bool,
    may_hand_over: bool,
) -> tables.Table:
    kinds = policy(ContactsPolicy)
    name = (
        tables.link(_("Name"), str, to=lambda c: reverse("edit-contact", args=[c.pk]), under="email")
        if may_hand_over
        else tables.text(_("Name"), str, under="email", strong=True)
    )
    columns = [name, tables.text(_("Kind"), lambda c: kinds.kind(c.kind).name)]
    if permissions.needs_seat():
        columns.append(_seat_column(ticked, may_give))
    if may_hand_over:
        columns.append(tables.part(_("Open opportunities"), lambda c: _in_hand(c, in_hand)))
    return tables.Table(
        caption=_("People"),
        columns=columns,
        rows=rows,
        empty=_("Nobody fits what you are looking for."),
    )


def _seat_column(ticked: Collection[int], may_give: bool) -> tables.Column:
    words, none = _("Seat of %(name)s"), _("not invited yet")

    def cell(contact: Contact) -> SafeString:
        holds = contact.pk in ticked
        if contact.person_id is None and not holds:
            return format_html('<span class="muted">{}</span>', none)
        return format_html(
            '<label><input type="checkbox" name="seat" value="{}" form="{}" aria-label="{}"{}{}></label>'
            '<input type="hidden" name="shown" value="{}" form="{}">',
            contact.pk,
            FORM,
            words % {"name": contact},
            mark_safe(" checked" if holds else ""),  # noqa: S308 - words of our own
            mark_safe("" if may_give else " disabled"),  # noqa: S308 - words of our own
            contact.pk,
            FORM,
        )

    return tables.part(_("Sales seat"), cell)


def _in_hand(contact: Contact, in_hand: Mapping[int, int]) -> SafeString:
    """How many; and where nobody can work on them, the way to somebody who can."""
    count = in_hand.get(contact.person_id or 0, 0)
    if not count:
        return mark_safe(tables.NOTHING)  # noqa: S308 - words of our own
    if contact.seat_since is not None or not permissions.needs_seat():
        return format_html("{}", count)
    says = ngettext("owns %(count)s opportunity, no seat", "owns %(count)s opportunities, no seat", count)
    return format_html(
        '<span class="badge is-warn">{}</span> <a class="btn small" href="{}">{}</a>',
        says % {"count": count},
        reverse("hand-over-of", args=[contact.person_id]),
        _("Hand over"),
    )


@dataclass(frozen=True)
class Gone:
    """Somebody who acts for the company no longer and still owns something, since nobody was there to take it."""

    person: Person
    count: int

    @property
    def url(self) -> str:
        return reverse("hand-over-of", args=[self.person.pk])


def gone_rows(partner: Partner, in_hand: Mapping[int, int]) -> list[Gone]:
    here = set(partner.contacts.filter(active=True, person_id__in=in_hand).values_list("person_id", flat=True))
    missing: dict[Any, int] = {pk: count for pk, count in in_hand.items() if pk not in here}
    people = Person.objects.filter(pk__in=missing) if missing else ()
    return [Gone(person, missing[person.pk]) for person in people]
