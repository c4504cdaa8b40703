"""What the desk and the clock do with an enrolment (P3, P6): approve, decline, ask for more, remind, forget."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.decisions import Decision
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners import mails, permissions, rules
from kanaal.partners.enrolment import steps
from kanaal.partners.events import (
    EnrolmentApproved,
    EnrolmentAsked,
    EnrolmentDeclined,
    EnrolmentForgotten,
    EnrolmentReminded,
    MembershipBegan,
)
from kanaal.partners.models import Contact, Enrolment, Partner, PartnerNameKey
from kanaal.partners.policy import DeclineReasonsPolicy, EnrolmentPolicy, MembershipPolicy
from kanaal.partners.queries import address_belongs_to_a_partner
from kanaal.people.models import Person
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.programme.reasons import ReasonUnknown


class ApplicantBelongsToAPartner(Refusal):
    """P6, once more at the decision: the applicant became a contact of a partner in between."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            say(
                _("%(email)s belongs to a partner by now, and an address can belong to one only."),
                email=name(person.email),
            ),
            remedy=say(_("Decline this enrolment; the applicant can enrol with another address.")),
        )


class NothingAsked(Refusal):
    field = "question"

    def __init__(self) -> None:
        super().__init__(
            say(_("The applicant would not know what to do.")),
            remedy=say(_("Choose at least one field and write what you want to know.")),
        )


@transaction.atomic
def approve_enrolment(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """Let the company in (P3): partner, primary contact and membership ID come into being; the applicant is told."""
    enrolment = Enrolment.locked(enrolment.pk)
    decision = permissions.approve_enrolment.check(by, enrolment)
    enrolment.step("approve")
    person = Person.locked(enrolment.person_id or 0)

    if address_belongs_to_a_partner(person.pk, person.email):
        raise ApplicantBelongsToAPartner(person)

    partner = enrolment.partner = _admit(enrolment)
    _seat(partner, enrolment, person)
    _decided(enrolment, by)
    approved = EnrolmentApproved(partner_id=partner.pk, number=partner.number, level=partner.level)
    _record(approved, enrolment, by, decision)
    began = MembershipBegan(partner=partner.name, number=partner.number, level=partner.level, enrolment_id=enrolment.pk)
    record(began, about=partner, by=by, release_id=releases.current().pk)
    mails.enrolment_approved(enrolment)
    return enrolment


@transaction.atomic
def decline_enrolment(enrolment: Enrolment, *, reason: str, note: str, by: Actor) -> Enrolment:
    """Say no, with a reason of the programme's list and a note. The applicant is told, and free to try again."""
    enrolment = Enrolment.locked(enrolment.pk)
    decision = permissions.decline_enrolment.check(by, enrolment)
    enrolment.step("decline")

    if policy(DeclineReasonsPolicy).get(reason) is None:
        raise ReasonUnknown

    enrolment.decline_reason, enrolment.decline_note = reason, note.strip()
    _decided(enrolment, by)
    _record(EnrolmentDeclined(reason=reason, note=enrolment.decline_note), enrolment, by, decision)
    mails.enrolment_declined(enrolment)
    return enrolment


@transaction.atomic
def ask_enrolment(enrolment: Enrolment, *, fields: list[str], question: str, by: Actor) -> Enrolment:
    """Ask the applicant about some fields. The clock of the promise stands still until they have answered."""
    enrolment = Enrolment.locked(enrolment.pk)
    decision = permissions.ask_enrolment.check(by, enrolment)
    enrolment.step("ask")

    asked = [f for f in steps.ASKABLE if f in fields]
    if not asked or not question.strip():
        raise NothingAsked

    enrolment.asked_fields, enrolment.question = asked, question.strip()
    enrolment.asked_at = clock.now()
    enrolment.save(update_fields=["state", "asked_fields", "question", "asked_at"])
    _record(EnrolmentAsked(fields=asked, question=enrolment.question), enrolment, by, decision)
    mails.enrolment_asked(enrolment)
    return enrolment


@transaction.atomic
def remind_enrolment(enrolment: Enrolment, *, by: Actor = CLOCK) -> None:
    """Recall a half-filled enrolment by mail. Late or twice is no harm: each of the pack's reminders goes out once."""
    enrolment = Enrolment.locked(enrolment.pk)
    permissions.remind_enrolment.check(by, enrolment)

    due = _reminders_due(enrolment)
    if enrolment.state != "draft" or enrolment.person_id is None or due <= enrolment.reminders:
        return
    enrolment.reminders = due
    enrolment.save(update_fields=["reminders"])
    record(EnrolmentReminded(times=due), about=enrolment, by=by, person_id=enrolment.person_id)
    mails.enrolment_reminder(enrolment)


@transaction.atomic
def forget_enrolment(enrolment: Enrolment, *, by: Actor = CLOCK) -> None:
    """Drop the answers of a half-filled enrolment that nobody went on with for as long as the programme says (L5)."""
    enrolment = Enrolment.locked(enrolment.pk)
    permissions.forget_enrolment.check(by, enrolment)

    kept = dt.timedelta(days=policy(EnrolmentPolicy).draft_kept_days)
    if enrolment.state != "draft" or enrolment.touched_at + kept > clock.now():
        return
    enrolment.step("forget")
    enrolment.answers, enrolment.company_name, enrolment.draft_key = {}, "", None
    enrolment.save(update_fields=["state", "answers", "company_name", "draft_key"])
    record(EnrolmentForgotten(), about=enrolment, by=by, person_id=enrolment.person_id)


def _reminders_due(enrolment: Enrolment) -> int:
    """How many reminders the programme has for a draft that has been lying for so long."""
    lying = (clock.now() - enrolment.touched_at).days
    return sum(lying >= days for days in policy(EnrolmentPolicy).draft_reminder_days)


def _admit(enrolment: Enrolment) -> Partner:
    """The partner that the answers describe, at the programme's entry level, for its first term."""
    rule, region = policy(EnrolmentPolicy), policy(RegionsPolicy).get(enrolment.region)
    today = clock.today(region.time_zone if region else None)
    partner = Partner.objects.create(
        number=next_number("membership", rule.membership_prefix),
        name=enrolment.company_name,
        country=enrolment.country,
        region=enrolment.region,
        language=enrolment.language,
        street=" ".join(enrolment.answer("street").split())[:160],
        postal_code=enrolment.answer("postal_code").strip().upper()[:20],
        city=" ".join(enrolment.answer("city").split())[:80],
        province=enrolment.answer("country_area").strip()[:80],
        vat_number=enrolment.vat_number,
        register_number=enrolment.answer("registration_number").strip()[:40],
        website=enrolment.answer("website").strip()[:200],
        phone=enrolment.answer("telephone").strip()[:40],
        level=rule.entry_level,
        member_since=today,
        term_ends=rules.term_end(today, policy(MembershipPolicy).term_months),
    )
    if not rules.is_free_mail(enrolment.domain, rule.free_mail_domains):
        partner.domains.create(domain=enrolment.domain)
    keys = (PartnerNameKey(partner=partner, key=key) for key in rules.name_keys(partner.name))
    PartnerNameKey.objects.bulk_create(keys)
    return partner


def _seat(partner: Partner, enrolment: Enrolment, person: Person) -> Contact:
    """The applicant becomes the primary contact; the database has the last word on P6."""
    try:
        with transaction.atomic():
            return partner.contacts.create(
                person=person,
                email=person.email,
                name=enrolment.answer("full_name").strip()[:120],
                job_title=enrolment.answer("job_title").strip()[:80],
                kind=Contact.Kind.PRIMARY,
                since=partner.member_since,
            )
    except IntegrityError as taken:
        raise ApplicantBelongsToAPartner(person) from taken


def _decided(enrolment: Enrolment, by: Actor) -> None:
    enrolment.decided_at, enrolment.decided_by_id = clock.now(), by.person_id
    enrolment.save(update_fields=["state", "partner", "decided_at", "decided_by", "decline_reason", "decline_note"])


def _record(
    fact: EnrolmentApproved | EnrolmentAsked | EnrolmentDeclined, enrolment: Enrolment, by: Actor, receipt: Decision
) -> None:
    release = releases.current().pk
    record(fact, about=enrolment, by=by, person_id=enrolment.person_id, receipt=receipt, release_id=release)
