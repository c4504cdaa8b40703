"""Counting what is read and what found nothing. No event is recorded: nothing here is about anybody or anything."""

from __future__ import annotations

import re
from typing import Literal

from django.db import transaction
from django.db.models import F

from kanaal.core import clock
from kanaal.core.limits import Limit, TooOften, spend
from kanaal.helpcentre.models import Reading, Unanswered
from kanaal.helpcentre.words import words

AN_HOUR = 3600
SEARCHES, VERDICTS = Limit(30, AN_HOUR), Limit(20, AN_HOUR)
"""From one address. More are answered all the same, but count no more."""
MOST_ASKED = 6

Counted = Literal["opened", "helped", "did_not"]


def bare(question: str) -> str:
    """A question without what could be somebody's: addresses and numbers are left out, capitals and accents, too."""
    kept = [part for part in question.split() if "@" not in part and not re.search(r"\d{3,}", part)]
    return " ".join(words(" ".join(kept)))[:80].strip()


def count_unanswered(question: str, language: str, address: str) -> None:
    """One more who asked this and was not answered."""
    asked = bare(question)
    if asked and _within("help-search", SEARCHES, address):
        today = clock.today()
        with transaction.atomic():
            row, _new = Unanswered.objects.get_or_create(
                question=asked, language=language[:12], defaults={"first_on": today, "last_on": today}
            )
            Unanswered.objects.filter(pk=row.pk).update(times=F("times") + 1, last_on=today)


def count_reading(article: str, what: Counted, address: str = "") -> None:
    """One more who opened it, or said whether it helped; no more than an address's share of the latter."""
    if what != "opened" and not _within("help-verdict", VERDICTS, address):
        return
    more = {what: F(what) + 1}
    if not Reading.objects.filter(article=article).update(**more):
        with transaction.atomic():
            Reading.objects.get_or_create(article=article)
        Reading.objects.filter(article=article).update(**more)


def _within(name: str, limit: Limit, address: str) -> bool:
    try:
        spend(name, limit, address)
    except TooOften:
        return False
    return True
