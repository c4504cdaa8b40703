"""Partners by level and region, joining and leaving; enrolments and how fast they are answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.core.dashboards import Asked, Block, Dashboard, Picture, by_month, hours, month_name, register, share
from kanaal.partners import permissions
from kanaal.partners.models import Enrolment, Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy


def _of_region(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    return rows.filter(region=asked.region) if asked.region else rows


def partners(asked: Asked) -> list[Block]:
    """How many there are now, and how many joined and left in the time that is asked of."""
    now = _of_region(Partner.objects.filter(state="active"), asked).order_by()
    counts = {(row["level"], row["region"]): row["many"] for row in _grouped(now)}
    return [_by_level(counts), _by_region(counts), _coming_and_going(asked)]


def _grouped(rows: QuerySet[Any]) -> Any:
    return rows.values("level", "region").annotate(many=Count("pk"))


def _by_level(counts: dict[tuple[str, str], int]) -> Block:
    levels, regions = policy(LevelsPolicy).by_rank, policy(RegionsPolicy).regions
    sums: Counter[str] = Counter()
    for (level, _region), many in counts.items():
        sums[level] += many
    known = {one.key: str(one.name) for one in levels}
    names = known | {key: key for key in sums if key not in known}
    shown = [one for one in regions if any(region == one.key for _level, region in counts)]
    rows = [
        [name, sums[key], share(sums[key], sums.total()), *(counts.get((key, one.key), 0) for one in shown)]
        for key, name in names.items()
    ]
    return Block(
        "by-level",
        _("By level"),
        [_("Level"), _("Partners"), _("Per cent"), *(str(one.name) for one in shown)],
        rows,
        Picture("bars", _("Partners by level, today"), [(row[0], row[1]) for row in rows], _("Level")),
    )


def _by_region(counts: dict[tuple[str, str], int]) -> Block:
    names = {one.key: str(one.name) for one in policy(RegionsPolicy).regions}
    sums: Counter[str] = Counter()
    for (_level, region), many in counts.items():
        sums[region] += many
    rows = [[names.get(key, key), many, share(many, sums.total())] for key, many in sums.most_common()]
    return Block(
        "by-region",
        _("By region"),
        [_("Region"), _("Partners"), _("Per cent")],
        rows,
        Picture("bars", _("Partners by region, today"), [(row[0], row[1]) for row in rows], _("Region")),
    )


def _coming_and_going(asked: Asked) -> Block:
    joined = by_month(_of_region(Partner.objects.all(), asked), "member_since", asked, many=Count("pk"))
    ended = by_month(_of_region(Partner.objects.filter(state="ended"), asked), "ended_on", asked, many=Count("pk"))
    rows = [[month_name(month), row.get("many", 0), ended[month].get("many", 0)] for month, row in joined.items()]
    return Block(
        "coming-and-going",
        _("Joined and ended"),
        [_("Month"), _("Joined"), _("Membership ended")],
        rows,
        Picture("line", _("Partners who joined, by month"), [(row[0], row[1]) for row in rows], _("Month")),
    )


# --- enrolments


def enrolments(asked: Asked) -> list[Block]:
    """What was handed in in each month, and what came of it; answered in time: by the promise that was made."""
    took = ExpressionWrapper(F("decided_at") - F("submitted_at"), output_field=DurationField())
    decided = Q(state__in=("approved", "declined"))
    months = by_month(
        _of_region(Enrolment.objects.all(), asked),
        "submitted_at",
        asked,
        many=Count("pk"),
        approved=Count("pk", filter=Q(state="approved")),
        declined=Count("pk", filter=Q(state="declined")),
        in_time=Count("pk", filter=decided & Q(decided_at__lte=F("promised_at"))),
        took=Avg(took, filter=decided),
    )
    rows = []
    for month, row in months.items():
        found: dict[str, Any] = defaultdict(int, row)
        answered = found["approved"] + found["declined"]
        kept = share(found["in_time"], answered)
        told = [found["many"], found["approved"], found["declined"], kept, hours(row.get("took"))]
        rows.append([month_name(month), *told])
    heading = [
        _("Month"), _("Handed in"), _("Approved"), _("Declined"), _("Answered in time, per cent"),
        _("Hours to the answer, on average"),
    ]  # fmt: skip
    handed_in = Picture("line", _("Enrolments handed in, by month"), [(row[0], row[1]) for row in rows], _("Month"))
    return [Block("by-month", _("Enrolments"), heading, rows, handed_in)]


register(
    Dashboard(
        key="partners",
        order=10,
        label=gettext_noop("Partners"),
        icon="building-2",
        door=permissions.see_enrolments,
        make=partners,
    )
)
register(
    Dashboard(
        key="enrolments",
        order=15,
        label=gettext_noop("Enrolments"),
        icon="file-pen",
        door=permissions.see_enrolments,
        make=enrolments,
    )
)
