"""A certificate of licence as a PDF, with the address at which anybody who holds it checks it (K5)."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanaal.core import formats, paper
from kanaal.core.links import absolute
from kanaal.core.texts import Words
from kanaal.licensingwebsite.models import LicenceCertificate
from kanaal.programme import releases


def printed(certificate: LicenceCertificate) -> bytes:
    """The PDF in the reader's language. The same certificate always makes the same page."""
    return paper.printed(_look(), certificate.issued_at, _inputs(certificate))


def facts(certificate: LicenceCertificate) -> list[tuple[str, str]]:
    """What stands on it beside holder and products; its check shows the same."""
    says = certificate.says
    found = [
        (_("Number"), certificate.number),
        (_("Issued"), formats.date(localdate(certificate.issued_at))),
        (_("Order"), says["order"]),
        (_("Ordered"), formats.date(dt.date.fromisoformat(says["ordered_on"]))),
    ]
    if says["contract"]:
        found.append((_("Contract"), f"{says['contract']} – {says['contract_name']}"))
    if says["level"]:
        found.append((_("Level"), str(Words(says["level"]))))
    return found


def rows(certificate: LicenceCertificate) -> list[tuple[str, str, str]]:
    """SKU, product and how many licences, as the reader writes them."""
    return [
        (one["sku"], str(Words(one["name"])) if one["name"] else one["sku"], formats.number(one["quantity"]))
        for one in certificate.says["lines"]
    ]


def place_of(certificate: LicenceCertificate) -> str:
    parts = (certificate.says["town"], formats.country(certificate.says["country"]))
    return ", ".join(part for part in parts if part)


def _inputs(certificate: LicenceCertificate) -> dict[str, str]:
    programme = releases.current().pack.programme
    url = absolute("check-licence-certificate", certificate.public_id)
    return {
        "title": _("Certificate of licence"),
        "number": certificate.number,
        "lang": (get_language() or "en").partition("-")[0],
        "hue": str(programme.hue),
        "vendor": programme.vendor,
        "programme": str(programme.name),
        "says": _("This company may use the products below, as many of each as stands beside it."),
        "holder": certificate.says["holder"],
        "place": place_of(certificate),
        "facts": _json(facts(certificate)),
        "rows": _json(rows(certificate)),
        "members": _json(certificate.says["members"]),
        "head_sku": _("SKU"),
        "head_product": _("Product"),
        "head_licences": _("Licences"),
        "members_says": _("Members of the contract besides"),
        "check_says": _("Whether it counts today, and that it says just this, is checked at"),
        "url": url,
        "qr": paper.dots(url),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _look() -> bytes:
    return (Path(__file__).parent / "certificate.typ").read_bytes()
