"""What those who act for a partner learned, and what they proved."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.partners.belonging import strand
from kanaal.partners.models import Contact
from kanaal.training import permissions
from kanaal.training.models import Certificate, Learning

TRAINING = strand("training", _("Training"), permissions.see_training_figures)
TRAINING.takes(Learning, lambda partner: Learning.objects.filter(person__in=_people(partner)), name="course")
TRAINING.takes(Certificate, lambda partner: Certificate.objects.filter(person__in=_people(partner)))


def _people(partner: int) -> QuerySet[Contact, Any]:
    return Contact.objects.filter(partner=partner, active=True, person__isnull=False).values("person")
