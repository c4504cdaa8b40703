"""Making distributors, changing and ending them: the desk's (V6)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.distributors import permissions
from kanaal.distributors.events import DistributorChanged, DistributorEnded, DistributorMade
from kanaal.distributors.models import Distributor
from kanaal.distributors.policy import DistributorsPolicy
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy


@dataclass(frozen=True)
class Details:
    """What is known of one. `regions` are keys of the pack; `external_id` is its number in the vendor's books."""

    name: str
    country: str
    regions: tuple[str, ...]
    language: str
    external_id: str = ""


class NameTaken(Refusal):
    code = "distributor-name-taken"
    field = "name"

    def __init__(self, other: Distributor) -> None:
        super().__init__(
            say(
                _("%(name)s is a distributor already, as %(number)s."), name=name(other.name), number=name(other.number)
            ),
            remedy=say(_("Change that one, or write how this one differs, for instance its town.")),
        )


class ExternalIdTaken(Refusal):
    field = "external_id"

    def __init__(self, other: Distributor) -> None:
        super().__init__(
            say(_("%(distributor)s has this number already."), distributor=name(other.name)),
            remedy=say(_("Look up the right number in your books, or leave it empty.")),
        )


class NoRegion(Refusal):
    """Of a distributor without a region nobody could order."""

    field = "regions"

    def __init__(self) -> None:
        super().__init__(
            say(_("A distributor takes orders in one region of the programme at least.")),
            remedy=say(_("Choose the regions whose resellers may order from it.")),
        )


@transaction.atomic
def make_distributor(*, details: Details, by: Actor) -> Distributor:
    """A company from which resellers of its regions can order. Raises NameTaken, ExternalIdTaken, NoRegion."""
    permissions.make_distributor.check(by, None)
    details = _sound(details, None)
    made = Distributor.objects.create(
        number=next_number("distributor", policy(DistributorsPolicy).number_prefix),
        since=clock.today(),
        **asdict(details) | {"regions": list(details.regions)},
    )
    record(DistributorMade(number=made.number), about=made, by=by)
    return made


@transaction.atomic
def change_distributor(distributor: Distributor, *, details: Details, by: Actor) -> Distributor:
    """Correct what is known of it. Orders that wait stay with it, also from a region that it leaves."""
    distributor = Distributor.locked(distributor.pk)
    permissions.change_distributor.check(by, distributor)
    details = _sound(details, distributor)
    wanted = asdict(details) | {"regions": list(details.regions)}
    changed = [field for field, value in wanted.items() if getattr(distributor, field) != value]
    if not changed:
        return distributor
    for field in changed:
        setattr(distributor, field, wanted[field])
    distributor.save(update_fields=changed)
    record(DistributorChanged(fields=changed), about=distributor, by=by)
    return distributor


@transaction.atomic
def end_distributor(distributor: Distributor, *, by: Actor) -> Distributor:
    """It takes no more orders, and nobody acts for it any more. What it answered stays."""
    distributor = Distributor.locked(distributor.pk)
    permissions.end_distributor.check(by, distributor)
    distributor.step("end")
    distributor.save(update_fields=["state"])
    record(DistributorEnded(number=distributor.number), about=distributor, by=by)
    return distributor


def _sound(details: Details, mine: Distributor | None) -> Details:
    known = {one.key for one in policy(RegionsPolicy).regions}
    regions = tuple(one for one in dict.fromkeys(details.regions) if one in known)
    if not regions:
        raise NoRegion
    called, external = one_line(details.name), one_line(details.external_id)
    others = Distributor.objects.exclude(pk=mine.pk) if mine else Distributor.objects.all()
    if other := others.filter(state="active", name__iexact=called).first():
        raise NameTaken(other)
    if external and (other := others.filter(external_id=external).first()):
        raise ExternalIdTaken(other)
    language = details.language if details.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return Details(called, details.country, regions, language, external)
