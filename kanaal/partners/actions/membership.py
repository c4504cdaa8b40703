"""The term of a membership: renewed, recalled, ended, reinstated (P15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.partners import mails, permissions, rules
from kanaal.partners.actions.enrolment_submission import terms_key
from kanaal.partners.events import MembershipEnded, MembershipReinstated, MembershipReminded, MembershipRenewed
from kanaal.partners.models import Contact, MembershipNotice, Partner
from kanaal.partners.policy import EndReasonsPolicy, LevelsPolicy, MembershipPolicy
from kanaal.partners.queries import terms_were_accepted
from kanaal.people import terms
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.reasons import ReasonUnknown


class RenewedAlready(Refusal):
    """Pressed twice, or a colleague was first: one renewal."""

    def __init__(self, until: dt.date) -> None:
        super().__init__(
            say(_("The membership is renewed already, until %(until)s."), until=until),
            remedy=say(_("You need not do anything.")),
        )


class TermsNotAccepted(Refusal):
    field = "accepted"

    def __init__(self) -> None:
        super().__init__(
            say(_("Your company has not accepted the terms of the programme as they are now.")),
            remedy=say(_("Read them as they are now, and tick the box.")),
        )


@transaction.atomic
def renew_membership(
    partner: Partner, *, seen: dt.date, accepted: bool = False, shown: str = "", by: Actor, browser: str = ""
) -> Partner:
    """One more term, from the day after the present one ends. `seen` is the last day as the page showed it.

    Where the terms have changed since they were accepted, the present ones are accepted with it.
    """
    partner = Partner.locked(partner.pk)
    if partner.term_ends > seen:
        raise RenewedAlready(partner.term_ends)
    decision = permissions.renew_membership.check(by, partner)
    if not terms_were_accepted(partner):
        if not accepted:
            raise TermsNotAccepted
        person = Person.objects.get(pk=by.person_id or 0)
        terms.accept(
            person, terms_key(), release=releases.current(), language=partner.language,
            for_=partner, shown=shown, by=by, browser=browser,
        )  # fmt: skip

    was, partner.term_ends = (
        partner.term_ends,
        rules.next_term_end(partner.term_ends, policy(MembershipPolicy).term_months),
    )
    partner.save(update_fields=["term_ends"])
    fact = MembershipRenewed(was_until=was.isoformat(), until=partner.term_ends.isoformat())
    record(fact, about=partner, by=by, receipt=decision)
    for contact in _concerned(partner):
        mails.membership_renewed(contact)
    return partner


@transaction.atomic
def remind_of_renewal(partner: Partner, *, by: Actor = CLOCK) -> None:
    """The mail that is due about the end of the term. Each goes out once; of several missed ones only the latest."""
    partner = Partner.locked(partner.pk)
    permissions.remind_of_renewal.check(by, partner)
    rule, closes = policy(MembershipPolicy), permissions.renewal_window_of(partner)[1]
    if partner.state != "active" or clock.today() > closes:
        return
    planned = rules.notices(partner.term_ends, rule.reminder_days, closes, rule.closing_reminder_days)
    due = [notice for notice in planned if notice.day <= clock.today()]
    sent = set(partner.membership_notices.filter(term_ends=partner.term_ends).values_list("notice", flat=True))
    new = [notice for notice in due if notice.key not in sent]
    if not new:
        return

    rows = [MembershipNotice(partner=partner, term_ends=partner.term_ends, notice=notice.key) for notice in new]
    MembershipNotice.objects.bulk_create(rows)
    if due[-1] not in new:
        return  # a later one has gone out before
    record(MembershipReminded(notice=due[-1].key, until=partner.term_ends.isoformat()), about=partner, by=by)
    for contact in _concerned(partner):
        mails.membership_ends(contact, closes=closes, notice=due[-1].key)


@transaction.atomic
def end_membership(partner: Partner, *, reason: str = "", note: str = "", by: Actor = CLOCK) -> Partner:
    """Access is lost, data are kept; all contacts are told. By the clock when the window closed, or by the desk."""
    partner = Partner.locked(partner.pk)
    decision = permissions.end_membership.check(by, partner)
    partner.step("end")
    chosen = policy(EndReasonsPolicy).get(reason)
    if chosen is None and by.kind != "clock":
        raise ReasonUnknown

    partner.ended_on = clock.today()
    partner.save(update_fields=["state", "ended_on"])
    record(MembershipEnded(reason=reason, note=note.strip()), about=partner, by=by, receipt=decision)
    for contact in _with_access(partner):
        mails.membership_ended(contact, reason=chosen.text if chosen else "", note=note.strip())
    return partner


@transaction.atomic
def reinstate_membership(partner: Partner, *, by: Actor) -> Partner:
    """In force again, for a term from today; at the level that the programme says."""
    partner = Partner.locked(partner.pk)
    decision = permissions.reinstate_membership.check(by, partner)
    if partner.state == "active":  # its window closed, and nobody has swept it up yet
        partner.step("end")
    partner.step("reinstate")

    rule, was_level = policy(MembershipPolicy), partner.level
    partner.term_ends, partner.ended_on = rules.term_end(clock.today(), rule.term_months), None
    if rule.reinstated_level == "entry":
        partner.level = policy(LevelsPolicy).by_rank[0].key
    partner.save(update_fields=["state", "term_ends", "ended_on", "level"])
    fact = MembershipReinstated(partner.term_ends.isoformat(), partner.level, was_level)
    record(fact, about=partner, by=by, receipt=decision)
    for contact in _with_access(partner):
        mails.membership_reinstated(contact)
    return partner


def _with_access(partner: Partner) -> Iterable[Contact]:
    return partner.contacts.filter(active=True, person__isnull=False).select_related("person", "partner").order_by("pk")


def _concerned(partner: Partner) -> list[Contact]:
    """The primary contact; and where that one has no ID, or there is none, the secondary ones, too."""
    active = partner.contacts.filter(active=True).select_related("person", "partner").order_by("pk")
    primary = [c for c in active if c.kind == Contact.Kind.PRIMARY]
    if primary and primary[0].person_id:
        return primary
    return primary + [c for c in active if c.kind == Contact.Kind.SECONDARY]
