"""Documents on paper: PDFs that are accessible by the standard, with their fonts inside."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping

import qrcode
import typst

log = logging.getLogger(__name__)


def printed(source: bytes, moment: dt.datetime, inputs: Mapping[str, str] | None = None) -> bytes:
    """The PDF of a Typst source. What people typed comes in through `inputs`, so that it is never markup.

    The same words and the same moment always make the same file.
    """
    words, at = dict(inputs or {}), int(moment.timestamp())
    try:
        return typst.compile(source, format="pdf", sys_inputs=words, pdf_standards="ua-1", timestamp=at)
    except typst.TypstError as error:  # a name in a script that none of the fonts has: the page is right all the same
        log.warning("A document can't be sealed as PDF/UA-1: %s", error)
        return typst.compile(source, format="pdf", sys_inputs=words, timestamp=at)


def dots(url: str) -> str:
    """An address as a QR code: rows of 0 and 1, with commas between them."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(url)
    return ",".join("".join("1" if dot else "0" for dot in row) for row in code.get_matrix())
