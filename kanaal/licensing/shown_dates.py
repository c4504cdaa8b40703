"""Which date a console shows for an agreement, and why it is that one (V7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, say
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.renewal import shown_on
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.rules.windows import WhyShown, window


@dataclass(frozen=True)
class Anniversary:
    """`expires` is shown; `renewed_until` stands beside it where it differs; `why` says it in a sentence."""

    expires: dt.date
    renewed_until: dt.date | None
    why: Text
    tone: str = ""


def anniversary_of(known: Facts, terms: Terms, today: dt.date) -> Anniversary:
    """What the console shows on a day."""
    found = shown_on(known, terms, today)
    span = window(found.expires, terms.renewing)
    if found.why is WhyShown.RENEWED_BUT_WAITS:
        why = say(
            _(
                "It is renewed until %(until)s. The window of this renewal stays open until %(last)s, so the date that "
                "is shown moves on only on %(moves)s."
            ),
            until=found.renewed_until,
            last=span.last,
            moves=found.moves_on,
        )
        return Anniversary(found.expires, found.renewed_until, why, "ok")
    if found.why is WhyShown.RENEWED_AT_ONCE:
        return Anniversary(
            found.expires, None, say(_("The renewal is confirmed; this is the end of the new term.")), "ok"
        )
    if found.why is WhyShown.PAST_DUE:
        why = say(_("This day has passed and nothing was renewed. It can be, until %(last)s."), last=span.last)
        return Anniversary(found.expires, None, why, "warn")
    if found.why is WhyShown.ENDED:
        why = say(_("Nothing was renewed by %(last)s; all licences have ended."), last=span.last)
        return Anniversary(found.expires, None, why, "bad")
    why = say(
        _("All licences end on this day. The renewal can be ordered from %(first)s to %(last)s."),
        first=span.first,
        last=span.last,
    )
    return Anniversary(found.expires, None, why)
