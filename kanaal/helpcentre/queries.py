"""Questions about how the help centre is used."""

from __future__ import annotations

from django.db.models import QuerySet

from kanaal.helpcentre.models import Reading, Unanswered


def most_opened(number: int) -> list[str]:
    """Keys of the articles that are opened most, the first ones first."""
    return list(Reading.objects.order_by("-opened", "article").values_list("article", flat=True)[:number])


def unanswered() -> QuerySet[Unanswered]:
    return Unanswered.objects.order_by("-times", "-last_on", "question")


def readings() -> QuerySet[Reading]:
    """The articles that helped least first: those are to be written better."""
    return Reading.objects.order_by("-did_not", "-opened", "article")
