"""Whether there is somebody to run the programme, and a programme to run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings

from kanaal.core import clock
from kanaal.people.models import Person, StaffRole
from kanaal.programme import releases
from kanaal.programme.checking import check as faults_of
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy
from kanaal.site.doctor.findings import Finding, bad, check, ok, warn
from kanaal.site.world import cast


@check("programme")
def programme() -> Iterator[Finding]:
    clock.refresh()
    if not releases.exists():
        remedy = "kanaal programme publish FOLDER --from now"
        yield bad("programme", "None is in force: enrolment and portal are closed.", remedy)
        return
    release = releases.current()
    if faults := faults_of(dict(release.files)):
        says = f"{release} has {len(faults)} faults for this version of the program; the first: {faults[0]}"
        yield bad("programme", says, "Mend the pack and publish it: kanaal programme check FOLDER.")
        return
    yield ok("programme", f"{release} is in force.")
    yield from _languages()


def _languages() -> Iterator[Finding]:
    """A language of the programme is offered only when the pages have it, too."""
    wanted, pages = policy(ProgrammePolicy).languages, dict(settings.LANGUAGES)
    if lacking := [code for code in wanted if code not in pages]:
        says = f"The programme is complete in {', '.join(lacking)}, but the pages aren't: it is not offered."
        yield warn(
            "languages",
            says,
            "Add its catalogue (kanaal translations update) or name its folder in KANAAL_LOCALE_PATHS.",
        )
    for code, untranslated in sorted(_gaps().items()):
        if untranslated:
            says = f"{untranslated} texts of the pages are not translated into {code}; English stands there."
            yield warn("languages", says, "Translate them: kanaal translations check lists them.")
    if not lacking and not any(_gaps().values()):
        yield ok("languages", f"Complete: {', '.join(pages)}.")


def _gaps() -> dict[str, int]:
    """Language → how many messages of its catalogues have no translation."""
    found: dict[str, int] = {}
    folders = [Path(__file__).resolve().parents[2] / "locale"]
    for file in (f for folder in folders for f in sorted(folder.glob("*/LC_MESSAGES/django.po"))):
        with file.open("rb") as text:
            messages = [m for m in read_po(text) if m.id]
        empty = [m for m in messages if not (all(m.string) if isinstance(m.string, tuple | list) else m.string)]
        found[file.parts[-3]] = len(empty)
    return found


@check("staff")
def staff() -> Iterator[Finding]:
    managers = Person.objects.filter(
        staff_roles__kind=StaffRole.Kind.MANAGER, staff_roles__active=True, is_active=True
    ).distinct()
    if count := managers.count():
        yield ok("staff", f"{count} programme manager{'s' * (count > 1)}.")
    else:
        remedy = "kanaal staff add YOU@YOUR-COMPANY --role manager"
        yield bad("staff", "Nobody runs the programme: applications are answered by nobody.", remedy)
    here = Person.objects.filter(email__in=[p.email for p in cast.PEOPLE], is_active=True).count()
    if here and settings.PRODUCTION:
        says = f"{here} people of the demo are in this database, and their password is in the manual."
        yield bad("staff", says, "Never serve a demo's database for real: begin with an empty one.")
