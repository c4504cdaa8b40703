"""What the help centre learns from being read: counts only, nothing about anybody."""

from __future__ import annotations

from django.db import models


class Unanswered(models.Model):
    """A question that found no article, as it was asked but for anything that could be somebody's, and how often."""

    question = models.CharField(max_length=80)
    language = models.CharField(max_length=12)
    times = models.PositiveIntegerField(default=0)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "language"], name="unanswered_once")]

    def __str__(self) -> str:
        return self.question


class Reading(models.Model):
    """How often an article was opened, and was said to have helped or not."""

    article = models.CharField(max_length=80, unique=True)
    opened = models.PositiveIntegerField(default=0)
    helped = models.PositiveIntegerField(default=0)
    did_not = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.article
