"""What somebody without a role finds: an invitation to administer that waits for their address."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.adminconsole.queries import open_for
from kanaal.core.actors import Actor
from kanaal.core.texts import name, say
from kanaal.people import roles


def invitations(actor: Actor) -> Iterable[roles.Card]:
    for one in open_for(actor):
        yield roles.Card(
            say(_("You are invited to administer %(customer)s"), customer=name(one.agreement.name)),
            say(_("Until %(until)s you can accept the invitation, and then the terms."), until=one.until),
            reverse("accept-my-administration", args=[one.pk]),
            say(_("See your invitation")),
        )


roles.NO_ROLE.append(invitations)
