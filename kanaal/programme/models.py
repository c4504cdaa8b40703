"""Releases: the packs that were, are and will be in force."""

from __future__ import annotations

from django.db import models

from kanaal.programme.pack import Pack, pack_of


class Release(models.Model):
    """A published pack. Rows are only added, never changed: what was decided under one can be replayed.

    `files` holds the whole pack, path → text, and `digest` proves it. In force is the one that began last.
    """

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=120)
    effective_from = models.DateTimeField()
    published_at = models.DateTimeField()
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    files = models.JSONField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(number__gte=1), name="release_number_from_one")]
        indexes = [models.Index(fields=["-effective_from", "-number"], name="release_in_force")]

    def __str__(self) -> str:
        return f"{self.name}, release {self.number}"

    @property
    def pack(self) -> Pack:
        """The rules and texts of this release, parsed once for each process."""
        return pack_of(self.digest, lambda: self.files)


class Medium(models.Model):
    """The content of a picture or a video that releases name. Written once, when the first of them is published."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=1), name="medium_not_empty")]
