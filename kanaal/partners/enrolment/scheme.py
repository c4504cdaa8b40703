"""What the programme asks of an application, gathered from its sections as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings

from kanaal.core.texts import Words
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.programme.models import Release
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy, Region, RegionsPolicy


@dataclass(frozen=True)
class Scheme:
    """The regions that take new partners, the languages that are complete, the company data that must be given."""

    regions: tuple[Region, ...]
    languages: tuple[str, ...]
    required: frozenset[str]
    free_mail: frozenset[str] = frozenset()
    statement: Words = field(default_factory=Words)

    def region(self, key: str) -> Region | None:
        return next((r for r in self.regions if r.key == key), None)

    def region_of(self, country: str) -> Region | None:
        return next((r for r in self.regions if country in r.countries), None)

    def languages_in(self, region: Region) -> tuple[str, ...]:
        """The languages that people of a region would like and that are complete (P2)."""
        return tuple(code for code in region.languages if code in self.languages)

    @property
    def offered(self) -> tuple[str, ...]:
        """Every language that some region offers."""
        return tuple(code for code in self.languages if any(code in r.languages for r in self.regions))


def scheme_of(release: Release | None = None) -> Scheme:
    """The scheme of the release in force, or of an older one. A language is complete only if pack and pages are."""
    rule = policy(EnrolmentPolicy, release)
    pages = dict(settings.LANGUAGES)
    return Scheme(
        regions=tuple(r for r in policy(RegionsPolicy, release).regions if r.open),
        languages=tuple(code for code in policy(ProgrammePolicy, release).languages if code in pages),
        required=frozenset(rule.required_company_fields),
        free_mail=frozenset(rule.free_mail_domains),
        statement=rule.authority_statement,
    )
