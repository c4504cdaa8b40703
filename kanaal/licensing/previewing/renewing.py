"""Before a renewal is ordered: what is renewed, what ends, and which date the console shows when (V7)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, say, say_many
from kanaal.licensing.access import Known, known_of
from kanaal.licensing.actions.renewing import RenewalAsked, sound_renewal
from kanaal.licensing.models import Agreement
from kanaal.licensing.previewing.foreseen import Foreseen, Row
from kanaal.licensing.prices import level_name
from kanaal.licensing.rules.commitment import breaks
from kanaal.licensing.rules.holdings import renewed_for
from kanaal.licensing.rules.orders import return_by
from kanaal.licensing.rules.renewal import due
from kanaal.licensing.rules.windows import goes_on, moves_on, window


def foresee_renewal(agreement: Agreement, *, wanted: Mapping[str, int], known: Known | None = None) -> Foreseen:
    """So many of each product carried over the anniversary, at the level of the next term."""
    known = known or known_of(agreement)
    found = sound_renewal(agreement, known.facts, known.terms, known.today, wanted, known.waiting)
    says, anniversary = known.terms.renewing, found.anniversary
    last = window(anniversary, says).last
    after = known.as_is.cycle(known.terms).next_anniversary(anniversary)
    rows: list[Row] = [
        (say(_("Counts")), say(_("once the distributor has confirmed it, on %(day)s at the latest"), day=last)),
        (say(_("Renewed")), _parts(found)),
        (say(_("The new term")), say(_("from %(first)s to %(after)s"), first=anniversary, after=after)),
        *_shown(known, found),
    ]
    if found.level:
        level = say(_("%(level)s, the one of the next term"), level=level_name(found.level))
        rows.append((say(_("Discount level")), level))
    until = return_by(known.today, known.terms, anniversary)
    rows.append((say(_("Can go back")), say(_("until %(day)s"), day=until)))
    return Foreseen(known, found.charges, tuple(rows), tuple(_notes(known, found)))


def _parts(found: RenewalAsked) -> Text:
    renewed, added = sum(one.renewed for one in found.parts), sum(one.added for one in found.parts)
    if not added:
        return say_many("%(count)s licence", "%(count)s licences", renewed)
    return say(_("%(renewed)s licences, and %(added)s new ones on top"), renewed=renewed, added=added)


def _shown(known: Known, found: RenewalAsked) -> list[Row]:
    """The date that the console shows: it waits, where the terms say so, and it is said before."""
    says, anniversary = known.terms.renewing, found.anniversary
    after = known.as_is.cycle(known.terms).next_anniversary(anniversary)
    if not says.date_waits or known.today >= moves_on(anniversary, says):
        return [(say(_("Expiry date shown")), say(_("%(day)s, once it is confirmed"), day=after))]
    return [
        (
            say(_("Expiry date shown")),
            say(
                _("%(old)s until %(moves)s, with \"renewed until %(after)s\" beside it; from then on %(after)s"),
                old=anniversary, moves=moves_on(anniversary, says), after=after,
            ),
        )
    ]  # fmt: skip


def _notes(known: Known, found: RenewalAsked) -> list[tuple[str, Text]]:
    notes = []
    asked = {one.product: one.renewed for one in found.parts}
    waiting = known.waiting.renewals
    there = due(known.as_is, known.terms, found.anniversary, known.today)
    left = sum(
        max(0, one.left - asked.get(one.product, 0) - waiting.get((found.anniversary, one.product), 0)) for one in there
    )
    gone = goes_on(found.anniversary, known.terms.renewing)
    if left:
        notes.append(("warn", _ending(left, gone)))
    if any(one.added for one in found.parts):
        notes.append(("info", say(_("More is asked for than there is to renew: what is on top are new licences."))))
    kept = sum(renewed_for(known.as_is, found.anniversary, one.product, known.today) for one in there)
    if breaks(known.as_is, known.terms, kept + sum(one.renewed + one.added for one in found.parts), found.anniversary):
        notes.append(("bad", say(_("These are fewer than the customer committed to; its prices are then not held."))))
    return notes


def _ending(left: int, gone: object) -> Text:
    return say_many(
        "%(count)s licence is not renewed by this, and goes on %(day)s if nobody renews it.",
        "%(count)s licences are not renewed by this, and go on %(day)s if nobody renews them.",
        left,
        day=gone,
    )
