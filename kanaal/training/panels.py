"""What training adds to lower pages: one's own courses and certificates among one's own data (L5)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say
from kanaal.people import held
from kanaal.people.models import Person
from kanaal.training.models import Certificate, ColleagueAsk, Learner, Learning


def my_courses(person: Person) -> held.Section:
    """Courses that a person began, with every attempt at their quizzes; and where they registered."""
    learnings = Learning.objects.filter(person=person).select_related("person__learner").order_by("-pk")
    found = list(learnings.prefetch_related("attempts"))
    learner = _learner(found, person)
    asks = ColleagueAsk.objects.filter(contact__person=person)
    rows = [
        {"course": one.course, "state": one.state_label, "began_at": one.began_at, "passed_at": one.passed_at}
        | {"modules_read": one.modules_read, "paused_until": one.paused_until}
        | {"attempts": [{"at": a.at, "answers": a.answers, "right": a.right, "of": a.of} for a in one.attempts.all()]}
        | {"region": learner.region if learner else "", "registered_at": learner.registered_at if learner else None}
        for one in found
    ]
    rows += [{"course": ask.course, "asked_at": ask.asked_at, "state": say(_("a colleague asked you"))} for ask in asks]
    columns = [("course", say(_("Course"))), ("state", say(_("State"))), ("began_at", say(_("Begun")))]
    return held.Section("courses", say(_("Your courses")), rows, columns)


def _learner(found: list[Learning], person: Person) -> Learner | None:
    """The registration; it came along with the first course that was found, if there is one."""
    if not found:
        return Learner.objects.filter(person=person).first()
    return getattr(found[0].person, "learner", None)


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


held.SECTIONS.extend([my_courses, my_certificates])
