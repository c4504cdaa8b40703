"""One's own learning for machines: the same as My Learnings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Router, Schema

from kanaal.core import clock
from kanaal.core.api import REFUSALS, api
from kanaal.core.links import absolute
from kanaal.training.models import Certificate, Learning
from kanaal.training.queries import certificates_seen_by, learnings_seen_by

router = Router(tags=["training"])


class LearningOut(Schema):
    course: str
    state: str
    modules_read: list[str]
    began_at: dt.datetime
    passed_at: dt.datetime | None


class CertificateOut(Schema):
    number: str
    certificate: str
    course: str
    name: str
    holder: str
    standing: str
    issued_on: dt.date
    valid_until: dt.date | None
    check_url: str

    @staticmethod
    def resolve_certificate(row: Certificate) -> str:
        return row.key

    @staticmethod
    def resolve_name(row: Certificate) -> str:
        return str(row.name)

    @staticmethod
    def resolve_standing(row: Certificate) -> str:
        return row.standing_on(clock.today())

    @staticmethod
    def resolve_check_url(row: Certificate) -> str:
        return absolute("check-certificate", row.public_id)


@router.get("/training/learnings", response={200: list[LearningOut], **REFUSALS})
def list_learnings(request: Any) -> list[Learning]:
    """The newest hundred courses that the caller began."""
    return list(learnings_seen_by(request.actor)[:100])


@router.get("/training/certificates", response={200: list[CertificateOut], **REFUSALS})
def list_certificates(request: Any) -> list[Certificate]:
    """The newest hundred certificates of the caller (C4)."""
    return list(certificates_seen_by(request.actor)[:100])


api.add_router("", router)
