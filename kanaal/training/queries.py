"""Questions about what people have learned. Everybody sees their own; a primary contact their company's."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kanaal.core.actors import Actor
from kanaal.partners.models import Contact, Partner
from kanaal.training.models import Attempt, Certificate, ColleagueAsk, Learner, Learning

MANY = 2000
"""From so many partners on they are counted together and picked out afterwards: a list has its limits."""


def learner_of(person_id: int | None) -> Learner | None:
    return Learner.objects.filter(person_id=person_id).first() if person_id else None


def active_contact_of(person_id: int) -> Contact | None:
    """A person is an active contact of one partner at most (P6)."""
    return Contact.objects.filter(person_id=person_id, active=True).select_related("partner").first()


def learnings_seen_by(actor: Actor) -> QuerySet[Learning]:
    """One's own, the latest first."""
    mine = Learning.objects.filter(person_id=actor.person_id) if actor.person_id else Learning.objects.none()
    return mine.order_by("-pk")


def latest_learning(actor: Actor, course: str) -> Learning | None:
    return learnings_seen_by(actor).filter(course=course).first()


def latest_learnings(actor: Actor) -> dict[str, Learning]:
    """Course → one's latest way through it."""
    found: dict[str, Learning] = {}
    for learning in learnings_seen_by(actor):
        found.setdefault(learning.course, learning)
    return found


def certificates_seen_by(actor: Actor) -> QuerySet[Certificate]:
    """One's own, the latest first."""
    mine = Certificate.objects.filter(person_id=actor.person_id) if actor.person_id else Certificate.objects.none()
    return mine.order_by("-pk")


def last_attempt(learning: Learning) -> Attempt | None:
    return learning.attempts.order_by("-number").first()


def counting_on(day: dt.date) -> Q:
    """Certificates that count on a day, as `Certificate.counts_on` says for one."""
    lasts = Q(valid_until=None) | Q(valid_until__gte=day)
    return Q(issued_on__lte=day) & lasts & (Q(revoked_on=None) | Q(revoked_on__gt=day))


def holders(partner_ids: Collection[int], key: str, day: dt.date) -> Mapping[int, int]:
    """Partner → how many of its active contacts hold a certificate that counts on a day. Two queries at most."""
    held = Certificate.objects.filter(counting_on(day), key=key, person_id=OuterRef("person_id"))
    found = Contact.objects.filter(Exists(held), active=True, person__isnull=False)
    if len(partner_ids) <= MANY:
        found = found.filter(partner_id__in=partner_ids)
    counted = found.values("partner_id").annotate(people=Count("person_id", distinct=True))
    wanted = set(partner_ids)
    return {row["partner_id"]: row["people"] for row in counted.order_by() if row["partner_id"] in wanted}


def certificates_of(partner: Partner, key: str, day: dt.date) -> QuerySet[Certificate]:
    """The certificates behind a partner's number: of its active contacts, counting on a day."""
    people = partner.contacts.filter(active=True, person__isnull=False).values("person_id")
    found = Certificate.objects.filter(counting_on(day), key=key, person_id__in=people)
    return found.select_related("person").order_by("person_id", "-pk")


def colleagues(partner: Partner) -> QuerySet[Contact]:
    return partner.contacts.filter(active=True).select_related("person").order_by("name", "pk")


def certificates_by_person(people: Iterable[int], day: dt.date) -> dict[int, dict[str, Certificate]]:
    """Person → certificate's key → the one that counts the longest on a day."""
    found: dict[int, dict[str, Certificate]] = defaultdict(dict)
    rows = Certificate.objects.filter(counting_on(day), person_id__in=list(people))
    for row in rows.order_by("pk"):
        known = found[row.person_id].get(row.key)
        if known is None or (row.valid_until or dt.date.max) >= (known.valid_until or dt.date.max):
            found[row.person_id][row.key] = row
    return found


def asked_lately(partner: Partner, since: dt.datetime) -> set[tuple[int, str]]:
    """(contact, course) of those who were asked since a moment."""
    rows = ColleagueAsk.objects.filter(partner=partner, asked_at__gt=since)
    return set(rows.values_list("contact_id", "course"))
