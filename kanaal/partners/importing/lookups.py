"""Words in a table → what the programme in force knows: countries, levels, regions, languages, states, kinds."""

from __future__ import annotations

from functools import cached_property, lru_cache

from babel import Locale
from babel.core import get_global
from django.conf import settings

from kanaal.core.importing.columns import plain
from kanaal.partners.policy import ContactsPolicy, EnrolmentPolicy, LevelsPolicy
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy, Region, RegionsPolicy

# Languages in which tables of partners name countries; a code is understood anyway.
_COUNTRY_NAMES = ("en", "nl", "de", "fr", "es", "it", "pl", "sv", "da", "fi")
STATES = {
    "active": ("active", "actief", "aktiv", "actif", "activo", "attivo", "yes", "ja", "1", "true"),
    "ended": (
        "ended",
        "inactive",
        "expired",
        "beeindigd",
        "inactief",
        "verlopen",
        "beendet",
        "inaktiv",
        "no",
        "nee",
        "0",
    ),
}
KINDS = {
    "primary": ("primary", "primair", "hoofdcontact", "primar", "hauptkontakt", "principal"),
    "secondary": ("secondary", "secundair", "sekundar", "secondaire"),
    "other": ("other", "overig", "ander", "sonstige", "andere", "autre"),
}


class Lookups:
    """Of one release; a run keeps one, so that a whole file is judged alike."""

    def __init__(self) -> None:
        self.levels = policy(LevelsPolicy)
        self.regions = policy(RegionsPolicy)
        self.enrolment = policy(EnrolmentPolicy)
        self.programme = policy(ProgrammePolicy)
        self.contacts = policy(ContactsPolicy)

    @cached_property
    def _levels(self) -> dict[str, str]:
        named = {plain(name): level.key for level in self.levels.levels for name in level.name.values()}
        return named | {plain(level.key): level.key for level in self.levels.levels}

    @cached_property
    def _regions(self) -> dict[str, str]:
        named = {plain(name): region.key for region in self.regions.regions for name in region.name.values()}
        return named | {plain(region.key): region.key for region in self.regions.regions}

    def level(self, said: str) -> str:
        """The key of a level; empty when the programme has none of that name."""
        return self._levels.get(plain(said), "")

    def level_names(self) -> str:
        return ", ".join(level.name.in_("en") for level in self.levels.by_rank)

    def region_key(self, said: str) -> str:
        return self._regions.get(plain(said), "")

    def region_of(self, country: str) -> Region | None:
        return self.regions.of_country(country)

    def language(self, said: str) -> tuple[str, bool]:
        """The language to write in, and whether it is the one asked for: `nl-NL` → nl; incomplete → default."""
        complete = [code for code in self.programme.languages if code in dict(settings.LANGUAGES)]
        wanted = said.strip().replace("_", "-").lower()
        for code in (wanted, wanted.split("-")[0]):
            if code in complete:
                return code, True
        return self.programme.default_language, not wanted

    def language_of_country(self, country: str) -> str:
        """The likeliest complete language of a country (CLDR), where a table names none."""
        tag = get_global("likely_subtags").get(f"und_{country}", "en")
        return self.language(tag.split("_")[0])[0]


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _COUNTRY_NAMES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2:
                found.setdefault(plain(str(name)), str(code))
    for alias, codes in get_global("territory_aliases").items():
        if len(str(alias)) == 3 and str(alias).isalpha() and len(codes) == 1:
            found.setdefault(str(alias).lower(), codes[0])
    return found | {"uk": "GB", "el": "GR", "holland": "NL", "england": "GB", "usa": "US"}


def country(said: str) -> str:
    """ISO 3166-1 code of a country by its code or name; empty when there is none."""
    code = said.strip().upper()
    if len(code) == 2 and code in Locale.parse("en").territories:
        return code
    return _countries().get(plain(said), "")


def one_of(words: dict[str, tuple[str, ...]], said: str) -> str:
    """The key whose words hold what was said."""
    return next((key for key, names in words.items() if plain(said) in names), "")
