"""What the levels do when something is reported: a company begins, a fact changes, a release is published."""

from __future__ import annotations

from kanaal.core import clock
from kanaal.core.decisions import Decision
from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.levels import measuring, permissions
from kanaal.levels.actions.upgrades import hold_level
from kanaal.levels.events import ImpactAsked, UpgradeApproved, UpgradeDeclined
from kanaal.levels.models import LevelTerm, Proposal, Upgrade
from kanaal.levels.rules import Weighed
from kanaal.levels.tasks import warn_all, weigh, weigh_impact
from kanaal.partners.events import CompanyProfileChanged, MembershipBegan, MembershipReinstated
from kanaal.partners.importing.events import PartnerImportedAgain
from kanaal.partners.models import Partner
from kanaal.people import erasure
from kanaal.people.models import Person
from kanaal.people.replaying import actor_of
from kanaal.programme.events import ReleasePublished
from kanaal.programme.models import Release
from kanaal.programme.replay import replays


def weigh_soon(partner_id: int) -> None:
    weigh.enqueue(partner_id)


measuring.CHANGED.append(weigh_soon)


@on(MembershipBegan)
def begin_first_level(fact: MembershipBegan, event: Event) -> None:
    """Whoever enrols here earns each level here; nothing was brought along."""
    LevelTerm.objects.create(partner_id=event.about_id, level=fact.level, since=clock.today())


@on(PartnerImportedAgain)
def take_over_level(fact: PartnerImportedAgain, event: Event) -> None:
    """An older system gave another level: that one is brought along, from today."""
    if "level" in fact.changes:
        LevelTerm.objects.filter(partner_id=event.about_id, until=None).update(until=clock.today())
        level = fact.changes["level"][1]
        LevelTerm.objects.create(partner_id=event.about_id, level=level, since=clock.today(), brought=True)
    weigh_soon(event.about_id)


@on(MembershipReinstated)
def hold_again(fact: MembershipReinstated, event: Event) -> None:
    """The level with which a membership was reinstated: another one than before begins a term of its own (P15)."""
    if fact.was_level != fact.level:
        hold_level(Partner.objects.get(pk=event.about_id), fact.level, fact.was_level)
    weigh_soon(event.about_id)


@on(CompanyProfileChanged)
def weigh_profile(fact: CompanyProfileChanged, event: Event) -> None:
    weigh_soon(event.about_id)


@on(ReleasePublished)
def warn_of_it(fact: ReleasePublished, event: Event) -> None:
    """The first release warns nobody: there was nothing before it."""
    if Release.objects.filter(pk=event.about_id, number__gt=1).exists():
        warn_all.enqueue(event.about_id)


@on(ImpactAsked)
def weigh_it(fact: ImpactAsked, event: Event) -> None:
    job = weigh_impact.enqueue(event.about_id)
    Proposal.objects.filter(pk=event.about_id).update(impact_job=str(job.id))


@replays(UpgradeApproved.__name__, UpgradeDeclined.__name__)
def decide_again(event: Event) -> Decision:
    """The decision on an application, upon the figures that were kept with it."""
    upgrade = Upgrade.objects.select_related("partner").get(pk=event.data["upgrade_id"])
    upgrade.weights_then = {key: Weighed(*kept) for key, kept in event.data["weights"].items()}
    approved = event.name == UpgradeApproved.__name__
    asked = permissions.approve_upgrade if approved else permissions.decline_upgrade
    return asked.explain(actor_of(event), upgrade)


def empty_upgrades(person: Person, erased: erasure.Erased) -> None:
    """What an erased person wrote in an application goes; that it was made and decided stays (L5)."""
    mine = Upgrade.objects.filter(asked_by=person)
    mine.filter(state="open").update(state="withdrawn", decided_at=clock.now())
    mine.update(answers={}, note="")


erasure.ERASERS.append(empty_upgrades)
