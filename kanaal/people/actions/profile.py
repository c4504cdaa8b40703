"""One's own name, time zone and language."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.people import permissions
from kanaal.people.events import LanguageChosen, ProfileChanged
from kanaal.people.models import Person


class TimeZoneUnknown(Refusal):
    field = "time_zone"

    def __init__(self, zone: str) -> None:
        super().__init__(
            say(_("We don't know a time zone called %(zone)s."), zone=name(zone)),
            remedy=say(_("Choose one of the list, for instance Europe/Amsterdam.")),
        )


class LanguageNotOffered(Refusal):
    field = "language"

    def __init__(self, language: str) -> None:
        super().__init__(
            say(_("Kanaal is not offered in the language %(language)s."), language=name(language)),
            remedy=say(_("Choose one of the languages in the menu.")),
        )


@transaction.atomic
def change_profile(person: Person, *, full_name: str, time_zone: str, by: Actor) -> Person:
    """Change how one is called and in which zone's time one reads. An empty zone is the installation's own."""
    person = Person.locked(person.pk)
    permissions.change_profile.check(by, person)

    if time_zone and time_zone not in available_timezones():
        raise TimeZoneUnknown(time_zone)

    person.name, person.time_zone = one_line(full_name), time_zone
    person.save(update_fields=["name", "time_zone"])
    record(ProfileChanged(name=person.name, time_zone=time_zone), about=person, by=by, person_id=person.pk)
    return person


@transaction.atomic
def choose_language(person: Person, *, language: str, by: Actor) -> Person:
    """Choose the language of pages and mails (L1)."""
    person = Person.locked(person.pk)
    permissions.choose_language.check(by, person)

    if language not in dict(settings.LANGUAGES):
        raise LanguageNotOffered(language)

    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])
        record(LanguageChosen(language=language), about=person, by=by, person_id=person.pk)
    return person
