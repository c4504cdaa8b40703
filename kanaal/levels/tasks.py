"""Doors for the clock: weighing when a fact has changed, when a day has come, and when a release was published."""

from __future__ import annotations

import datetime as dt

from kanaal.core import clock
from kanaal.core.jobs import every, job, task
from kanaal.core.jobs.progress import progress
from kanaal.levels.actions.keeping import lower_level, remind_of_risk, warn_of_release, weigh_level
from kanaal.levels.actions.proposals import weigh_proposal
from kanaal.levels.impact import short_under
from kanaal.levels.models import Attestation, Lapse, LevelTerm, Proposal
from kanaal.levels.policy import LevelRulesPolicy
from kanaal.partners.models import Partner
from kanaal.programme import releases
from kanaal.programme.models import Release
from kanaal.programme.policies import policy


@job(max_attempts=8)
@task()
def weigh(partner_id: int) -> None:
    """A fact of this partner has changed (P14: within a minute)."""
    if releases.exists() and (partner := Partner.objects.filter(pk=partner_id).first()):
        weigh_level(partner)


@job(max_attempts=8)
@task()
def warn_all(release_id: int) -> None:
    """Tell all who fall short of a release that was published (C5). Doing it twice tells nobody twice."""
    release = Release.objects.defer("files").get(pk=release_id)
    if not releases.exists():
        return
    total = Partner.objects.filter(state="active").count()
    for done, partner in short_under(release):
        if partner is not None:
            warn_of_release(partner, release)
        progress(done, total, "partners")


@every(days=1, at=dt.time(0, 45), catch_up="each")
def weigh_what_ended(tick: dt.datetime) -> None:
    """What counted until yesterday counts no longer: attestations, and levels brought along."""
    if not releases.exists():
        return
    yesterday = clock.date_of(tick) - dt.timedelta(days=1)
    ended = set(Attestation.objects.filter(until=yesterday, withdrawn_at=None).values_list("partner_id", flat=True))
    came = yesterday - dt.timedelta(days=policy(LevelRulesPolicy).brought_along_days)
    terms = LevelTerm.objects.filter(until=None)
    without = Partner.objects.filter(joined_at__date=came, state="active").exclude(pk__in=terms.values("partner"))
    ended |= set(without.values_list("pk", flat=True))
    ended |= set(terms.filter(brought=True, since=came).values_list("partner_id", flat=True))
    for pk in sorted(ended):
        weigh.enqueue(pk)


@every(days=1, at=dt.time(7))
def end_grace(tick: dt.datetime) -> None:
    """Levels whose days of grace are over are lowered; those near the end are reminded."""
    if not releases.exists():
        return
    lapses = Lapse.objects.filter(state="open")
    soon = clock.today() + dt.timedelta(days=max(policy(LevelRulesPolicy).grace_reminder_days, default=0))
    for partner in Partner.objects.filter(pk__in=lapses.filter(until__lt=clock.today()).values("partner")).iterator():
        lower_level(partner)
    for partner in Partner.objects.filter(pk__in=lapses.filter(until__lte=soon).values("partner")).iterator():
        remind_of_risk(partner)


@job(max_attempts=2)
@task()
def weigh_impact(proposal_id: int) -> None:
    """What a proposal would do, on the live data (C5)."""
    weigh_proposal(Proposal.objects.get(pk=proposal_id))
