"""Mails about acting for a distributor."""

from __future__ import annotations

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.distributors.models import DistributorUser
from kanaal.people.mails import to_person
from kanaal.people.models import Person


def distributor_user_invited(user: DistributorUser, secret: str, inviter: str) -> Mail:
    """To the invited person: for whom, by whom, and until when the link is good."""
    return outbox.post(
        "distributor_user_invited",
        to=user.email,
        language=user.distributor.language,
        context={
            "distributor": user.distributor.name,
            "inviter": inviter,
            "until": user.until,
            "accept_url": absolute("accept-distributor-invitation", secret),
        },
    )


def distributor_user_left(user: DistributorUser, person: Person) -> Mail:
    """To whoever has no access any more: since when, and whom to ask if that is wrong."""
    return to_person("distributor_user_left", person, distributor=user.distributor.name, day=user.left_on)
