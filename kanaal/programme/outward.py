"""What the lower floor asks of the programme: its wording of mails, and its brand. Imported at start."""

from __future__ import annotations

from kanaal.core import outbox, pages
from kanaal.programme import releases


def wording(mail: str, language: str) -> str | None:
    """The pack's own words for a mail of the house, in exactly this language; None where it has none."""
    try:
        return releases.current().pack.mail(mail, language)
    except releases.NoRelease:
        return None


def brand() -> pages.Brand:
    """Name, vendor and colour of the programme in force; the house's own before anything is published."""
    try:
        programme = releases.current().pack.programme
    except releases.NoRelease:
        return pages.Brand()
    return pages.Brand(programme=str(programme.name), vendor=programme.vendor, hue=programme.hue)


outbox.WORDING.append(wording)
pages.BRANDS.append(brand)
