"""How users are shown: one of them with what they have, and all of them as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from kanaal.adminconsole.queries import given_and_mine
from kanaal.core.spreadsheets import csv_answer
from kanaal.core.texts import Text, Words
from kanaal.licensing.access import Access, Without, access_of
from kanaal.licensing.models import Agreement, Assignment, LicenceUser

BATCH = 500
HOW = dict(Assignment.source.field.choices or ())


@dataclass(frozen=True)
class Owned:
    """A product as one user sees it: theirs since when and how, or not; and since when it can't be used."""

    access: Access
    since: dt.datetime | None
    how: Text | None
    without: Without | None

    @property
    def sku(self) -> str:
        return self.access.sku

    @property
    def name(self) -> Words | Text:
        return self.access.name


def of_user(user: LicenceUser) -> dict[str, Any]:
    """Every product of the agreement, those that the user has first; and the groups they are in."""
    given, mine = given_and_mine(user)
    rows = [_owned(one, user, *mine.get(one.sku, (None, ""))) for one in access_of(user.agreement, given=given)]
    groups = [one.group for one in user.memberships.select_related("group").order_by("group__name")]
    return {"owned": sorted(rows, key=lambda row: row.since is None), "groups": groups}


def _owned(one: Access, user: LicenceUser, since: dt.datetime | None, how: str) -> Owned:
    lost = next((lost for lost in one.without if lost.user_id == user.pk), None)
    return Owned(one, since, Text(HOW[how]) if how else None, lost)


def users_csv(agreement: Agreement, rows: QuerySet[LicenceUser]) -> StreamingHttpResponse:
    """Columns as the import reads them, so that the file can be changed and taken in again."""
    heading = [_("E-mail address"), _("Name"), _("Products"), _("Active"), _("From")]
    return csv_answer(f"{agreement.number}-users", heading, _lines(agreement, rows))


def _lines(agreement: Agreement, rows: QuerySet[LicenceUser]) -> Iterator[list[str]]:
    held: dict[int, list[str]] = {}
    current = Assignment.objects.filter(agreement=agreement, until=None).order_by("sku")
    for user, sku in current.values_list("user_id", "sku"):
        held.setdefault(user, []).append(sku)
    yes, no = _("yes"), _("no")
    for one in rows.iterator(chunk_size=BATCH):
        products = " ".join(held.get(one.pk, []))
        yield [one.email or one.user_name, one.name, products, yes if one.active else no, _(one.get_source_display())]
