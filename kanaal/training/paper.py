"""A certificate as a PDF (C4): one landscape page, accessible by the standard, its fonts inside."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.core import formats, paper
from kanaal.core.links import absolute
from kanaal.programme import releases
from kanaal.training.models import Certificate


def printed(certificate: Certificate) -> bytes:
    """The PDF in the reader's language. The same certificate always makes the same page."""
    return paper.printed(_look(), certificate.issued_at, _inputs(certificate))


def _inputs(certificate: Certificate) -> dict[str, str]:
    programme = releases.current().pack.programme
    url = absolute("check-certificate", certificate.public_id)
    until = certificate.valid_until
    return {
        "title": _("Certificate"),
        "lang": (get_language() or "en").partition("-")[0],
        "hue": str(programme.hue),
        "vendor": programme.vendor,
        "programme": str(programme.name),
        "holder": certificate.holder or "–",
        "says": _("has completed the course, and passed its quiz, for"),
        "name": str(certificate.name),
        "course": "" if str(certificate.course_name) == str(certificate.name) else str(certificate.course_name),
        "label_issued": _("Issued"),
        "issued": formats.date(certificate.issued_on),
        "label_until": _("Valid until"),
        "until": formats.date(until) if until else _("for good"),
        "label_number": _("Number"),
        "number": certificate.number,
        "check_says": _("Check it at"),
        "url": url,
        "qr": paper.dots(url),
    }


@cache
def _look() -> bytes:
    return (Path(__file__).parent / "certificate.typ").read_bytes()
