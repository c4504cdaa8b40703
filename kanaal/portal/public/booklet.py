"""The welcome kit as a PDF (P4): a cover, what is in it, the levels compared, and the chapters."""

from __future__ import annotations

import hashlib
import tempfile
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from kanaal.core import formats, paper
from kanaal.partners.policy import LevelsPolicy
from kanaal.portal.public.kit import Writing, chapters
from kanaal.portal.public.shown import compared, since
from kanaal.portal.public.typeset import body, literal, row, says_something
from kanaal.programme.models import Release


def booklet(release: Release, language: str) -> bytes:
    """The PDF in a language. Set once: kept under the name of its source, so that whatever changes makes a new one."""
    source = document(release, language).encode()
    kept = Path(settings.VAR) / "kits" / f"{hashlib.sha256(source).hexdigest()}.pdf"
    if kept.exists():
        return kept.read_bytes()
    made = paper.printed(source, release.effective_from)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as part:
        part.write(made)
    Path(part.name).replace(kept)  # in one go: nobody reads half a file
    return made


def document(release: Release, language: str) -> str:
    """The source of the whole document."""
    written = [chapter(text) for text in chapters(release.pack, language)]
    return "\n".join([_look(), _frame(release, language), _front(release), *written])


def chapter(text: Writing) -> str:
    """A heading and what follows it. A title without a visible sign would be none: the text's name stands for it."""
    title = text.title if says_something(text.title) else text.anchor
    return f"#heading({literal(title)})\n#{body(text.body)}"


def _frame(release: Release, language: str) -> str:
    """Who publishes it, in which language and colour."""
    programme = release.pack.programme
    code, _dash, region = language.partition("-")
    values = {
        "title": literal(_("Welcome kit")),
        "programme": literal(str(programme.name)),
        "release": literal(_in_force(release)),
        "vendor": literal(programme.vendor),
        "hue": str(programme.hue),
        "lang": literal(code),
        "region": literal(region.upper()) if len(region) == 2 else "none",
    }
    return f"#show: kit.with({_named(values)})"


def _front(release: Release) -> str:
    """The cover, what is in the kit, and the table of the levels."""
    programme, levels = release.pack.programme, release.pack.section(LevelsPolicy).by_rank
    cover = {
        "title": literal(_("Welcome kit")),
        "programme": literal(str(programme.name)),
        "vendor": literal(programme.vendor),
        "slogan": literal(str(programme.slogan)),
        "release": literal(_in_force(release)),
        "website": literal(urlsplit(programme.website).netloc),
        "hue": str(programme.hue),
        "levels": f"({row(literal(str(level.name)) for level in levels)})",
    }
    contents, compared_title = literal(_("What is in it")), literal(_("The levels compared"))
    return "\n".join(
        (
            f"#cover({_named(cover)})",
            f"#outline(title: {contents})",
            f"#heading({compared_title})",
            f"#{_compared(release)}",
            "#pagebreak()",
        )
    )


def _compared(release: Release) -> str:
    """The same table as on the web (`shown.compared`)."""
    levels = release.pack.section(LevelsPolicy).by_rank
    head = row(["[]", *(literal(str(level.name)) for level in levels)])
    lines = " ".join(row([literal(str(line.label)), *map(_cell, line.cells)]) for line in compared(release.pack))
    return f"table(columns: (1fr,) + {len(levels)} * (auto,), table.header({head}), {lines})"


def _cell(value: bool | int) -> str:
    if isinstance(value, bool):
        return literal("✓" if value else "–")
    return literal(formats.number(value))


def _in_force(release: Release) -> str:
    return _("Release %(number)s, in force since %(day)s") % {
        "number": formats.number(release.number),
        "day": formats.date(since(release)),
    }


def _named(values: dict[str, str]) -> str:
    return ", ".join(f"{name}: {code}" for name, code in values.items())


@cache
def _look() -> str:
    return (Path(__file__).parent / "kit.typ").read_text()
