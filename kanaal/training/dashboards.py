"""Courses that were passed, certificates that count, and which of them end (C2–C4)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core.dashboards import Asked, Block, Cell, Dashboard, Picture, by_month, month_name, register
from kanaal.core.texts import Words
from kanaal.programme.policies import policy
from kanaal.training import permissions
from kanaal.training.models import Certificate, Learning
from kanaal.training.policy import CoursesPolicy


def training(asked: Asked) -> list[Block]:
    """Certificates that count today; what was begun and passed in the time that is asked of, and what ends."""
    return [_certificates(asked), _learnings(asked)]


def _of_region(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """By the region in which the person registered for training."""
    return rows.filter(person__learner__region=asked.region) if asked.region else rows


def _certificates(asked: Asked) -> Block:
    ending = Q(valid_until__range=(asked.since, asked.until))
    issued = Q(issued_on__range=(asked.since, asked.until))
    valid = Q(state="valid")
    found = _of_region(Certificate.objects.all(), asked).order_by().values("key")
    sums = found.annotate(
        valid=Count("pk", filter=valid), issued=Count("pk", filter=issued), ending=Count("pk", filter=valid & ending)
    )
    rows: list[list[Cell]] = [
        [_named(row["key"]), row["valid"], row["issued"], row["ending"]]
        for row in sorted(sums, key=lambda row: (-row["valid"], row["key"]))
    ]
    heading = [_("Certificate"), _("Valid today"), _("Issued in this time"), _("Ends in this time")]
    points = [(row[0], row[1]) for row in rows]
    picture = Picture("bars", _("Certificates that are valid today"), points, _("Certificate"))
    return Block("certificates", _("Certificates"), heading, rows, picture)


def _named(key: str) -> str:
    """As the programme calls the certificate now; its key, where it has it no longer."""
    course = next(iter(policy(CoursesPolicy).bringing(key)), None)
    found: Words | str = course.certificate_name if course else key
    return str(found)


def _learnings(asked: Asked) -> Block:
    began = by_month(_of_region(Learning.objects.all(), asked), "began_at", asked, many=Count("pk"))
    passed = by_month(_of_region(Learning.objects.all(), asked), "passed_at", asked, many=Count("pk"))
    rows: list[list[Cell]] = [
        [month_name(month), row.get("many", 0), passed[month].get("many", 0)] for month, row in began.items()
    ]
    points = [(row[0], row[2]) for row in rows]
    picture = Picture("line", _("Courses passed, by month"), points, _("Month"))
    return Block("courses", _("Courses"), [_("Month"), _("Begun"), _("Passed")], rows, picture)


register(
    Dashboard(
        key="training",
        order=60,
        label=gettext_noop("Training"),
        icon="graduation-cap",
        door=permissions.see_training_figures,
        make=training,
    )
)
