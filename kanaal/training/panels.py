"""What training adds to lower pages: one's own courses and certificates among one's own data (L5)."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.texts import say
from kanaal.people import held, roles
from kanaal.people.models import Person
from kanaal.training.models import Certificate, ColleagueAsk, Learner, Learning
from kanaal.training.queries import certificates_seen_by


def my_courses(person: Person) -> held.Section:
    """Courses that a person began, with every attempt at their quizzes; and where they registered."""
    learner = Learner.objects.filter(person=person).first()
    asks = ColleagueAsk.objects.filter(contact__person=person)
    rows = [
        {"course": one.course, "state": one.state_label, "began_at": one.began_at, "passed_at": one.passed_at}
        | {"modules_read": one.modules_read, "paused_until": one.paused_until}
        | {"attempts": [{"at": a.at, "answers": a.answers, "right": a.right, "of": a.of} for a in one.attempts.all()]}
        | {"region": learner.region if learner else "", "registered_at": learner.registered_at if learner else None}
        for one in Learning.objects.filter(person=person).prefetch_related("attempts").order_by("-pk")
    ]
    rows += [{"course": ask.course, "asked_at": ask.asked_at, "state": say(_("a colleague asked you"))} for ask in asks]
    columns = [("course", say(_("Course"))), ("state", say(_("State"))), ("began_at", say(_("Begun")))]
    return held.Section("courses", say(_("Your courses")), rows, columns)


def my_certificates(person: Person) -> held.Section:
    rows = [
        {"name": c.name, "number": c.number, "state": c.state_label, "issued_on": c.issued_on, "holder": c.holder}
        | {"valid_until": c.valid_until, "public_id": c.public_id, "course": c.course, "key": c.key}
        | {"revoked_on": c.revoked_on, "revoked_because": c.revoked_because}
        for c in Certificate.objects.filter(person=person).order_by("-pk")
    ]
    columns = [("name", say(_("Certificate"))), ("number", say(_("Number"))), ("issued_on", say(_("Issued")))]
    columns.append(("valid_until", say(_("Valid until"))))
    return held.Section("certificates", say(_("Your certificates")), rows, columns)


def certificates_card(actor: Actor) -> Iterable[roles.Card]:
    """For somebody who is nobody's contact (any more): their certificates are theirs all the same (C4)."""
    if not certificates_seen_by(actor).exists():
        return []
    title, text = say(_("Your certificates")), say(_("They are yours, whichever company you work for."))
    return [roles.Card(title, text, reverse("my-learnings"), say(_("My Learnings")))]


held.SECTIONS.extend([my_courses, my_certificates])
roles.NO_ROLE.append(certificates_card)
