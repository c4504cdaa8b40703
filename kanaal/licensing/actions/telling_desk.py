"""What the desk is to hear of coming days: one mail for a round of the clock, whatever the number of agreements (V7).

A reader of the desk is noted beside the announcement (`NoticeTo`) and told here with all others of the same morning. A
row that has no mail yet waits; told and noted in one transaction, nothing is told twice and nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.licensing import permissions
from kanaal.licensing.events import DeskToldOfComing
from kanaal.licensing.mails.digest import desk_told_of_coming
from kanaal.licensing.models import NoticeTo
from kanaal.people.models import Person


@transaction.atomic
def tell_desk(*, by: Actor = CLOCK) -> int:
    """Write to everybody at the desk who is to hear of something. Answers how many mails that makes."""
    waiting = NoticeTo.objects.waiting_for_the_desk().select_for_update(of=("self",))
    rows: dict[int | None, list[NoticeTo]] = defaultdict(list)
    for row in waiting.select_related("notice__agreement__partner"):
        rows[row.person_id].append(row)
    people = {one.pk: one for one in Person.objects.filter(pk__in=[pk for pk in rows if pk])}
    told = 0
    for pk, mine in rows.items():
        reader = people.get(pk or 0)
        if reader is None or not reader.is_active or reader.erased_at is not None:
            continue
        permissions.tell_desk.check(by, reader)
        mail = desk_told_of_coming(reader, [row.notice for row in mine])
        NoticeTo.objects.filter(pk__in=[row.pk for row in mine]).update(mail_id=mail.pk)
        record(DeskToldOfComing(announcements=len(mine)), about=reader, by=by, person_id=reader.pk)
        told += 1
    return told
