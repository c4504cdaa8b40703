"""Registering for training (C1): with the ID one has, in one's region; no second password."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.training import permissions
from kanaal.training.events import LearnerRegistered
from kanaal.training.models import Learner


class RegionUnknown(Refusal):
    status = 404

    def __init__(self) -> None:
        super().__init__(
            say(_("The programme has no such region.")),
            remedy=say(_("Choose a region from the registration page.")),
        )


@transaction.atomic
def register_learner(partner: Partner, *, region: str, by: Actor) -> Learner:
    """Register the actor. Again is no harm; in another region, that one counts from now on."""
    receipt = permissions.register_learner.check(by, partner)
    person = Person.locked(by.person_id or 0)

    if policy(RegionsPolicy).get(region) is None:
        raise RegionUnknown
    known = Learner.objects.filter(person=person).first()
    if known is not None and known.region == region:
        return known

    learner = known or Learner(person=person, registered_at=clock.now())
    learner.region = region
    learner.save()
    record(LearnerRegistered(region=region), about=person, by=by, person_id=person.pk, receipt=receipt)
    return learner
