"""A certificate as a PDF (C4): one landscape page, accessible by the standard, its fonts inside."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import qrcode
import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.links import absolute
from kanaal.programme import releases
from kanaal.training.models import Certificate


def printed(certificate: Certificate) -> bytes:
    """The PDF in the reader's language. The same certificate always makes the same page."""
    source, inputs = _look(), _inputs(certificate)
    moment = int(certificate.issued_at.timestamp())
    try:
        return typst.compile(source, format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=moment)
    except typst.TypstError:  # a name in a script that none of the fonts has: the page is right all the same
        return typst.compile(source, format="pdf", sys_inputs=inputs, timestamp=moment)


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
        "qr": _dots(url),
    }


def _dots(url: str) -> str:
    """The address as a QR code: rows of 0 and 1, with commas between them."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(url)
    return ",".join("".join("1" if dot else "0" for dot in row) for row in code.get_matrix())


@cache
def _look() -> bytes:
    return (Path(__file__).parent / "certificate.typ").read_bytes()
