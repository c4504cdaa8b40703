"""Certificates of a company: for each that matters, who holds it, who doesn't, and what levels ask of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kanaal.core import clock
from kanaal.core.texts import Words
from kanaal.partners.models import Contact, Partner
from kanaal.partners.policy import Level, LevelsPolicy, Need
from kanaal.programme.policies import policy
from kanaal.training.models import Certificate
from kanaal.training.policy import FACT, Course, TrainingPolicy, courses
from kanaal.training.queries import asked_lately, certificates_by_person, colleagues


@dataclass(frozen=True)
class Asked:
    """What a level asks of a certificate: `people` must hold it, `by` the company's own level or the next."""

    level: Level
    need: Need
    own: bool

    @property
    def people(self) -> int:
        return self.need.at_least or 1


@dataclass(frozen=True)
class Colleague:
    """A colleague and one certificate: held, or missing; `asked` lately or not."""

    contact: Contact
    certificate: Certificate | None
    asked: bool


@dataclass(frozen=True)
class CertificateOfCompany:
    """One certificate, over all colleagues."""

    key: str
    name: Words
    course: Course | None
    """The course by which it can be earned today."""
    asked: list[Asked]
    colleagues: list[Colleague]

    @property
    def held(self) -> int:
        return sum(one.certificate is not None for one in self.colleagues)

    @property
    def enough(self) -> bool:
        """Do enough colleagues hold it for the company's own level?"""
        return all(self.held >= asked.people for asked in self.asked if asked.own)

    @property
    def missing(self) -> list[Asked]:
        return [asked for asked in self.asked if self.held < asked.people]


def overview(partner: Partner) -> list[CertificateOfCompany]:
    """Every certificate of the programme that can be earned, those that a level asks for first."""
    today = clock.today()
    people = list(colleagues(partner))
    held = certificates_by_person([c.person_id for c in people if c.person_id], today)
    asked = asked_lately(partner, clock.now() - dt.timedelta(days=_ask_again_days()))
    needs = _needs(partner)
    found = []
    for course in courses():
        if course.is_retired(today) and course.certificate not in needs:
            continue
        rows = [
            Colleague(c, held.get(c.person_id or 0, {}).get(course.certificate), (c.pk, course.key) in asked)
            for c in people
        ]
        offered = None if course.is_retired(today) else course
        wanted = needs.get(course.certificate, [])
        found.append(CertificateOfCompany(course.certificate, course.certificate_name, offered, wanted, rows))
    return sorted(found, key=lambda one: not one.asked)


def _needs(partner: Partner) -> dict[str, list[Asked]]:
    """Certificate → what the company's level and the next one ask of it."""
    levels, mine = policy(LevelsPolicy), partner.level_now
    if mine is None:
        return {}
    found: dict[str, list[Asked]] = {}
    for level in [mine, *levels.above(mine)[:1]]:
        for need in levels.needs_of(level):
            key = str(need.params.get("certificate", ""))
            if need.fact == FACT and not any(known.need == need for known in found.get(key, [])):
                found.setdefault(key, []).append(Asked(level, need, own=level == mine))
    return found


def _ask_again_days() -> int:
    return policy(TrainingPolicy).ask_again_days if courses() else 0
