"""What the clock does for an agreement on a day: writes down what renewed by itself, and tells what is due (V7).

It may run late, twice, or be killed in the middle: each agreement is a transaction of its own, what renewed is written
once by a constraint, and what was told is a row beside the mail that tells it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.models import Mail
from kanaal.licensing import permissions
from kanaal.licensing.announcing import Look, look, seen_through, told_of_many
from kanaal.licensing.columns import KEPT
from kanaal.licensing.events import HappeningsAnnounced, LicencesRenewedThemselves
from kanaal.licensing.knowing import terms_of, today_of, written_of_many
from kanaal.licensing.mails.announcing import happenings_announced
from kanaal.licensing.models import Agreement, Notice, NoticeTo, Renewal
from kanaal.licensing.reaching import DESK, Reader, Readers, readers_of
from kanaal.licensing.rules import facts
from kanaal.licensing.rules.announcements import Announcement


@transaction.atomic
def see_to_agreement(agreement: Agreement, *, readers: Readers | None = None, by: Actor = CLOCK) -> list[Notice]:
    """Everything that today asks for, and what was left undone before. Answers what was told.

    `readers`: who hears of it, where they were asked for together with those of others.
    """
    agreement = Agreement.locked(agreement.pk)
    permissions.see_to_agreement.check(by, agreement)
    written = written_of_many([agreement])[agreement.pk]
    if written is None or not agreement.is_live or written.begins > today_of(agreement):
        return []

    told = told_of_many([agreement])[agreement.pk]
    found = look(agreement, written, terms_of(agreement), told, today_of(agreement))
    _write_down(agreement, found.renewed, by)
    notices = _tell(agreement, found, {one.key for one in told}, readers, by) if found.due else []
    seen_through(agreement, found)
    agreement.save(update_fields=KEPT)
    return notices


def caught_up(agreement: Agreement) -> Agreement:
    """For an act that changes what past days were decided by (how products renew): first the clock does what it has
    left undone, should it be late. The agreement is locked by the caller; answers it as it is then.
    """
    if agreement.look_on is None or agreement.look_on > today_of(agreement):
        return agreement
    see_to_agreement(agreement)
    return Agreement.locked(agreement.pk)


def _write_down(agreement: Agreement, renewed: Iterable[facts.Renewal], by: Actor) -> None:
    """What renewed by itself, as sold by whoever's customer it was on that day."""
    for anniversary, several in groupby(renewed, key=lambda one: one.anniversary):
        spell = agreement.spells.filter(since__lte=anniversary).order_by("-since", "-pk").first()
        partner_id = spell.partner_id if spell else agreement.partner_id
        rows = [
            Renewal(
                agreement=agreement, number=f"{agreement.number}/{anniversary.isoformat()}", sku=one.product,
                anniversary=anniversary, ordered=anniversary, quantity=one.quantity, automatic=True, at=clock.now(),
                partner_id=partner_id,
            )
            for one in several
        ]  # fmt: skip
        Renewal.objects.bulk_create(rows)
        counts = {row.sku: row.quantity for row in rows}
        fact = LicencesRenewedThemselves(agreement.number, anniversary.isoformat(), counts)
        record(fact, about=agreement, by=by)


def _tell(
    agreement: Agreement, found: Look, known: Collection[str], readers: Readers | None, by: Actor
) -> list[Notice]:
    """A row for each announcement; a mail for each reader with all that they are to know today. `known`: the keys of
    what was told before.
    """
    now, today, readers = clock.now(), found.seen.today, readers or readers_of(agreement)
    again = [one.happening.key for one in found.due if one.happening.key in known]
    earlier = list(agreement.notices.filter(key__in=again).prefetch_related("to")) if again else []
    notices = [
        Notice(
            agreement=agreement, key=one.happening.key, about=one.happening.kind, happens_on=one.happening.on,
            days_before=one.notice.days_before, quantity=one.happening.quantity, late=one.late, at=now, on=today,
        )
        for one in found.due
    ]  # fmt: skip
    Notice.objects.bulk_create(notices)
    told, to = list(zip(found.due, notices, strict=True)), []
    for reader in dict.fromkeys(who for one in found.due for role in one.notice.to for who in readers.get(role, ())):
        mine = [(one, notice) for one, notice in told if reader.role in one.notice.to]
        alone = bool(reader.email) and reader.role != DESK  # the desk hears of all agreements together (`tell_desk`)
        mail = happenings_announced(agreement, reader, [one for one, _ in mine], earlier) if alone else None
        to += [_note(reader, notice, mail) for _, notice in mine]
    NoticeTo.objects.bulk_create(to)
    reached = len({(row.role, row.email) for row in to if row.email})
    record(HappeningsAnnounced(agreement.number, reached, _what(found.due)), about=agreement, by=by)
    return notices


def _note(reader: Reader, notice: Notice, mail: Mail | None) -> NoticeTo:
    return NoticeTo(
        notice=notice, role=reader.role, person_id=reader.person_id, name=reader.name, email=reader.email,
        why=reader.why, mail_id=mail.pk if mail else None,
    )  # fmt: skip


def _what(due: Iterable[Announcement]) -> list[dict[str, object]]:
    return [
        {"key": one.happening.key, "days_before": one.notice.days_before}
        | {"quantity": one.happening.quantity, "late": one.late}
        for one in due
    ]
