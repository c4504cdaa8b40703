"""Mails that announce what is coming: one for each reader and agreement with all that they are to know that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation

from kanaal.core import outbox
from kanaal.core.links import absolute, absolute_path
from kanaal.core.models import Mail
from kanaal.core.texts import Text, say_many
from kanaal.licensing import wordings
from kanaal.licensing.models import Agreement, Notice
from kanaal.licensing.reaching import Reader
from kanaal.licensing.rules.announcements import Announcement
from kanaal.licensing.ways import opens, way_to


def happenings_announced(
    agreement: Agreement, to: Reader, found: Sequence[Announcement], earlier: Iterable[Notice]
) -> Mail:
    """`earlier`: what was told of the same happenings before, with its readers at hand."""
    earlier, today = list(earlier), found[0].on
    with translation.override(to.language):  # what is put together here is put together in the reader's words
        items = [_item(agreement, to, one, earlier, today) for one in found]
    first = min(found, key=lambda one: (one.happening.on, one.late))
    context: dict[str, Any] = {
        "name": to.name,
        "customer": agreement.name,
        "number": agreement.number,
        "day": first.happening.on,
        "what": wordings.subject(first.happening),
        "more": say_many("and %(count)s more", "and %(count)s more", len(found) - 1) if found[1:] else "",
        "items": items,
        "timeline_url": absolute("agreement-timeline", agreement.number),
    }
    return outbox.post(
        "happenings_announced", to=to.email, language=to.language, context=context, person_id=to.person_id
    )


def _item(
    agreement: Agreement, to: Reader, one: Announcement, earlier: Iterable[Notice], today: dt.date
) -> dict[str, Any]:
    """A happening as the mail tells it."""
    happening, before = one.happening, _told_before(one, to, earlier)
    reseller = agreement.partner.name
    return {
        "day": happening.on,
        "what": wordings.sentence(happening, today),
        "means": wordings.means(happening.kind, to.role),
        "ways": [
            {
                "text": wordings.choice(option.act, to.role, option.until, reseller, opens(option, agreement)),
                "url": absolute_path(url) if (url := way_to(option, agreement, to.role)) else "",
            }
            for option in happening.options
        ],
        "before": before,
        "late": one.late,
        "sudden": not before and not one.late and happening.known_from >= today - dt.timedelta(days=1),
    }


def _told_before(one: Announcement, to: Reader, earlier: Iterable[Notice]) -> list[dt.date]:
    """On which days this reader's role heard of it already."""
    mine = {
        notice.on
        for notice in earlier
        if notice.key == one.happening.key and any(who.role == to.role and who.mail_id for who in notice.to.all())
    }
    return sorted(mine)


def addressee_asked_for(agreement: Agreement, to: Reader, role: str, why: Text, day: dt.date) -> Mail:
    """Somebody is asked to name whoever hears of what is coming as `role`."""
    context: dict[str, Any] = {
        "name": to.name,
        "customer": agreement.name,
        "number": agreement.number,
        "role": wordings.role_name(role),
        "why": why,
        "day": day,
        "timeline_url": absolute("agreement-timeline", agreement.number),
    }
    return outbox.post(
        "addressee_asked_for", to=to.email, language=to.language, context=context, person_id=to.person_id
    )
