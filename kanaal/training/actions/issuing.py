"""Making a certificate: part of passing a quiz, in its transaction."""

from __future__ import annotations

from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.levels import measuring
from kanaal.partners.rules import months_after
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.training import credentials, mails
from kanaal.training.events import CertificateIssued
from kanaal.training.models import Certificate, Learning
from kanaal.training.policy import Course, TrainingPolicy
from kanaal.training.queries import active_contact_of


def issue(learning: Learning, course: Course, *, by: Actor) -> Certificate:
    """The certificate of a course that was passed; the caller holds the learning."""
    today, person = clock.today(), learning.person
    certificate = Certificate.objects.create(
        person=person,
        learning=learning,
        key=course.certificate,
        course=course.key,
        name_words=dict(course.certificate_name),
        course_words=dict(course.name),
        holder=str(person),
        number=numbers.next_number("certificate", policy(TrainingPolicy).certificate_prefix),
        issued_at=clock.now(),
        issued_on=today,
        valid_until=months_after(today, course.valid_months) if course.valid_months else None,
    )
    credentials.remember_key()
    contact = active_contact_of(person.pk)
    record(
        CertificateIssued(certificate.pk, certificate.key, certificate.number, holder=certificate.holder),
        about=contact.partner if contact else certificate,
        by=by,
        person_id=person.pk,
        release_id=releases.current().pk,
    )
    mails.certificate_issued(certificate)
    if contact:
        measuring.changed(contact.partner_id)
    return certificate


def tell_levels(certificate: Certificate) -> None:
    """Something about a certificate is otherwise now: the company of its holder is weighed again."""
    contact = active_contact_of(certificate.person_id)
    if contact:
        measuring.changed(contact.partner_id)
