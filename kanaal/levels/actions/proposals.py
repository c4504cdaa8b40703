"""Changing the programme at the desk: propose, edit, weigh the impact, publish (C5)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.jobs.progress import progress
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.levels import permissions
from kanaal.levels.events import (
    ChangeProposed,
    ImpactAsked,
    ProposalDropped,
    ProposalEdited,
    ProposalPublished,
    ProposalWeighed,
)
from kanaal.levels.impact import Effect, Summary, effects_of
from kanaal.levels.models import Affected, Proposal
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.programme.actions import BeginsInThePast, publish_release
from kanaal.programme.checking import check
from kanaal.programme.media import pointers
from kanaal.programme.models import Release


class FileUnknown(Refusal):
    status = 404

    def __init__(self, file: str) -> None:
        super().__init__(
            say(_("The programme has no file %(file)s."), file=name(file)),
            remedy=say(_("Choose one of the list.")),
        )


class ProposalFaulty(Refusal):
    """What has faults can't be weighed or published; they are named beside it."""

    def __init__(self, count: int) -> None:
        super().__init__(
            say(_("The proposal has faults: %(count)s."), count=count),
            remedy=say(_("Mend them first; each is named with its place and its remedy.")),
        )


class ProposalOvertaken(Refusal):
    def __init__(self, last: Release) -> None:
        super().__init__(
            say(_("Release %(number)s was published in the meantime."), number=last.number),
            remedy=say(_("Begin a new proposal from it, and make your changes there.")),
        )


@transaction.atomic
def propose_change(*, title: str, by: Actor) -> Proposal:
    """Begin a proposal with the files of the last release."""
    receipt = permissions.propose_change.check(by, None)
    person = Person.locked(by.person_id or 0)
    last = Release.objects.latest("number")
    made = Proposal.objects.create(
        title=title.strip()[:120], based_on=last, files=last.files, made_by=person, made_at=clock.now()
    )
    record(ChangeProposed(title=made.title, based_on=last.number), about=made, by=by, receipt=receipt)
    return made


@transaction.atomic
def edit_proposal(proposal: Proposal, *, file: str, text: str, by: Actor) -> Proposal:
    """Write one of its files anew. Faults are no hindrance to editing, only to weighing and publishing."""
    proposal = Proposal.locked(proposal.pk)
    permissions.edit_proposal.check(by, proposal)
    if file not in proposal.files or file in pointers(proposal.files):
        raise FileUnknown(file)

    proposal.step("edit")
    text = text.replace("\r\n", "\n")
    if proposal.files[file] == text:
        return proposal
    proposal.files = {**proposal.files, file: text}
    proposal.save(update_fields=["files"])
    record(ProposalEdited(file=file, digest=proposal.pack.digest), about=proposal, by=by)
    return proposal


@transaction.atomic
def ask_for_impact(proposal: Proposal, *, begins: dt.date | None, by: Actor) -> Proposal:
    """Have it weighed for a first day (today if none is named); the worker does it. Raises ProposalFaulty."""
    proposal = Proposal.locked(proposal.pk)
    permissions.ask_for_impact.check(by, proposal)
    if faults := check(proposal.files):
        raise ProposalFaulty(len(faults))

    proposal.begins = begins
    proposal.save(update_fields=["begins"])
    record(ImpactAsked(digest=proposal.pack.digest), about=proposal, by=by)
    proposal.refresh_from_db(fields=["impact_job"])
    return proposal


@transaction.atomic
def weigh_proposal(proposal: Proposal, *, by: Actor = CLOCK) -> Proposal:
    """What it would do to the partners, as they are now. Reads everything first, then writes in one short go."""
    permissions.weigh_proposal.check(by, proposal)
    release, digest = proposal.as_release, proposal.pack.digest
    summary, rows, total = Summary(), [], Partner.objects.filter(state="active").count()
    for part in effects_of(release):
        summary.add(part)
        summary.add_worth(part, release)
        rows += [_row(proposal, effect) for effect in part if effect.short or effect.rises]
        progress(summary.partners, total, "partners")

    proposal = Proposal.locked(proposal.pk)
    proposal.affected.all().delete()
    Affected.objects.bulk_create(rows, batch_size=500)
    proposal.impact, proposal.impact_digest, proposal.impact_at = _kept(summary), digest, clock.now()
    proposal.save(update_fields=["impact", "impact_digest", "impact_at"])
    falls, rises = sum(summary.falls.values()), sum(summary.rises.values())
    record(ProposalWeighed(digest=digest, falls=falls, rises=rises), about=proposal, by=by)
    return proposal


@transaction.atomic
def publish_proposal(proposal: Proposal, *, begins: dt.date, note: str, by: Actor) -> Release:
    """Make it a release from a day on; whoever falls short is told (the reaction to the release does that)."""
    proposal = Proposal.locked(proposal.pk)
    receipt = permissions.publish_proposal.check(by, proposal)
    last = Release.objects.latest("number")
    if last.pk != proposal.based_on_id:
        raise ProposalOvertaken(last)

    zone = ZoneInfo(proposal.pack.programme.time_zone)
    midnight, today = dt.datetime.combine(begins, dt.time(), zone), clock.today(str(zone))
    if begins < today:
        raise BeginsInThePast(midnight)

    proposal.step("publish")
    moment = None if begins == today else midnight
    release = publish_release(proposal.files, effective_from=moment, by=by, note=note, after=last.number)
    proposal.published_as, proposal.begins = release, begins
    proposal.save(update_fields=["state", "published_as", "begins"])
    fact = ProposalPublished(number=release.number, begins=begins.isoformat())
    record(fact, about=proposal, by=by, receipt=receipt, release_id=release.pk)
    return release


@transaction.atomic
def drop_proposal(proposal: Proposal, *, by: Actor) -> Proposal:
    """Let it go; it stays readable."""
    proposal = Proposal.locked(proposal.pk)
    permissions.drop_proposal.check(by, proposal)
    proposal.step("drop")
    proposal.save(update_fields=["state"])
    record(ProposalDropped(), about=proposal, by=by)
    return proposal


def _row(proposal: Proposal, effect: Effect) -> Affected:
    short = {key: list(numbers) for key, numbers in effect.short.items()}
    return Affected(
        proposal=proposal, partner=effect.partner, before=effect.before, after=effect.after,
        rises=effect.rises, short=short,
    )  # fmt: skip


def _kept(summary: Summary) -> dict[str, object]:
    return {
        "partners": summary.partners,
        "before": dict(summary.before),
        "after": dict(summary.after),
        "falls": [[one, two, count] for (one, two), count in sorted(summary.falls.items())],
        "rises": [[one, two, count] for (one, two), count in sorted(summary.rises.items())],
        "worth": [[*move, str(now), str(then)] for move, (now, then) in sorted(summary.worth.items())],
    }
