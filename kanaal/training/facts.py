"""What training contributes to levels: how many people of a partner hold a certificate that counts (C2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.texts import name, say
from kanaal.levels.measuring import Closing, Datum, Measure, Params, register
from kanaal.partners.models import Partner
from kanaal.training.policy import FACT, courses
from kanaal.training.queries import certificates_of, holders


def _values(partner_ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    return holders(partner_ids, str(params.get("certificate", "")), day)


def _data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    """Each certificate behind the number, with its holder and how long it counts."""
    return [
        Datum(
            key=f"certificate:{certificate.pk}",
            says=say(_("%(holder)s, %(number)s"), holder=name(certificate.holder), number=certificate.number),
            on=certificate.issued_on,
            until=certificate.valid_until,
            link=reverse("check-certificate", args=[certificate.public_id]),
        )
        for certificate in certificates_of(partner, str(params.get("certificate", "")), day)
    ]


def _closes(partner: Partner, params: Params) -> Closing | None:
    """The course that brings the certificate, if one can still be taken."""
    today = clock.today()
    for course in courses():
        if course.certificate == params.get("certificate") and not course.is_retired(today):
            says = say(_("Take the course %(course)s, or ask a colleague to."), course=course.name)
            return Closing(says, reverse("course", args=[course.key]), say(_("To the course")))
    return None


CERTIFICATE = register(
    Measure(
        key=FACT,
        label=_("people who hold the certificate"),
        values=_values,
        data=_data,
        closes=_closes,
    )
)
