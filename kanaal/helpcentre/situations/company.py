"""What is so of the asker's own company: its contacts, seats and certificates (H3)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import name, say
from kanaal.helpcentre.diagnoses import Asker
from kanaal.helpcentre.situations.shown import Line, Situation, about, address
from kanaal.levels.queries import LevelStanding, standing_of
from kanaal.partners.policy import ContactsPolicy
from kanaal.partners.queries import contact_of, primary_of, seats_of
from kanaal.programme.policies import policy
from kanaal.training.policy import FACT


@about("certificates-needed")
def _certificates(asker: Asker) -> Situation | None:
    """Which certificates the company's own level and the next one ask for, and whether they are there (C2)."""
    company = asker.company
    if company is None:
        return None
    near = standing_of(company, fact=FACT)[:2]
    lines = [line for standing in near for line in _asked_by(standing)]
    if not lines:
        return Situation(say(_("Neither your level nor the next one asks for a certificate that you haven't got.")))
    return Situation(say(_("Your level and the next one ask for these certificates:")), tuple(lines))


def _asked_by(standing: LevelStanding) -> list[Line]:
    lines = []
    for one in standing.needs:
        says = say(_("%(level)s: %(need)s"), level=standing.level.name, need=one.need.text)
        if one.met:
            lines.append(Line(says, say(_("there")), "ok"))
        elif one.closing is not None:
            lines.append(Line(says, say(_("missing")), "warn", one.closing.link, one.closing.label))
        else:
            lines.append(Line(says, say(_("missing")), "warn", address("training-home"), say(_("All courses"))))
    return lines


@about("become-primary", "kinds-of-contact")
def _kind(asker: Asker) -> Situation | None:
    """What the asker is at the company, and who speaks for it."""
    company = asker.company
    mine = contact_of(asker.actor, company) if company else None
    if company is None or mine is None:
        return None
    rule, primary = policy(ContactsPolicy), primary_of(company)
    says = say(_("You are %(kind)s of %(company)s."), kind=rule.kind(mine.kind).name, company=name(company.name))
    if primary is None or primary.pk == mine.pk:
        return Situation(says)
    line = Line(
        name(str(primary)), say(_("%(kind)s"), kind=rule.kind(primary.kind).name), "info", address("contacts"),
        say(_("Your contacts")),
    )  # fmt: skip
    return Situation(says, (line,))


@about("no-seat")
def _seats(asker: Asker) -> Situation | None:
    """How many seats are taken, of how many (P10)."""
    company = asker.company
    seats = seats_of(company) if company else None
    if seats is None or not seats.total:
        return None
    if seats.held < seats.total:
        says = _("%(held)s of your company's %(total)s sales seats are taken: there is one for you.")
    else:
        says = _("All of your company's %(total)s sales seats are taken: one has to be freed first.")
    return Situation(say(says, held=seats.held, total=seats.total))
