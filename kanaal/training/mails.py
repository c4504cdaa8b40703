"""Mails about certificates, and to a colleague who is asked. None acts when it is opened."""

from __future__ import annotations

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.people.mails import to_person
from kanaal.training.models import Certificate, ColleagueAsk
from kanaal.training.policy import Course


def certificate_issued(certificate: Certificate) -> Mail:
    """To the holder: it is yours, and by this link anybody can check it."""
    return _to_holder("certificate_issued", certificate)


def certificate_expires(certificate: Certificate) -> Mail:
    """To the holder: until when it counts, and how it is renewed."""
    return _to_holder("certificate_expires", certificate)


def certificate_revoked(certificate: Certificate) -> Mail:
    """To the holder: why it counts no longer."""
    return _to_holder("certificate_revoked", certificate)


def colleague_asked(ask: ColleagueAsk, course: Course) -> Mail:
    """To a colleague: who asks, for which course, how long it takes."""
    contact, asker = ask.contact, ask.asked_by
    return outbox.post(
        "colleague_asked",
        to=contact.email,
        language=contact.person.language if contact.person else contact.partner.language,
        person_id=contact.person_id,
        context={
            "name": str(contact),
            "asker": str(asker) if asker else contact.partner.name,
            "partner": contact.partner.name,
            "course": course.name,
            "minutes": course.minutes,
            "course_url": absolute("course", course.key),
        },
    )


def _to_holder(mail: str, certificate: Certificate) -> Mail:
    return to_person(
        mail,
        certificate.person,
        name=certificate.holder,
        certificate=certificate.name,
        number=certificate.number,
        until=certificate.valid_until,
        reason=certificate.revoked_because,
        course_url=absolute("course", certificate.course),
        mine_url=absolute("my-learnings"),
        check_url=absolute("check-certificate", certificate.public_id),
    )
