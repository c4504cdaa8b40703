"""Who may do what with distributors: the desk makes them; their own people may let colleagues in, and note who left."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import name, say
from kanaal.distributors.hooks import OBJECTIONS
from kanaal.distributors.models import Distributor
from kanaal.distributors.queries import acts_for, distributor_of
from kanaal.people.permissions import is_signed_in, is_staff, staff_is

works: Condition[Any] = staff_is("manager", "agent")


@condition
def acts_for_a_distributor(actor: Actor, subject: object) -> Finding:
    """`subject` may be the distributor that is known to be theirs already, or anything else."""
    known = subject if isinstance(subject, Distributor) and acts_for(actor, subject) else None
    mine = known or distributor_of(actor)
    if mine is not None:
        return met(_("you act for %(distributor)s"), distributor=name(mine.name))
    return unmet(
        _("you act for no distributor here"),
        remedy=say(
            _("Switch to your role at a distributor, or let yourself be invited by your company or the vendor.")
        ),
        link=reverse("my-distributor-invitations"),
        label=say(_("See your invitations")),
    )


def for_another() -> Finding:
    """The no to somebody who acts for a distributor, but not for this one."""
    return unmet(
        _("you act for another distributor"),
        remedy=say(_("Choose the role in which you act for it, or ask its people.")),
    )


@condition
def takes_orders(actor: Actor, distributor: Distributor) -> Finding:
    if distributor.state == "active":
        return met(_("%(distributor)s takes orders"), distributor=name(distributor.name))
    return unmet(
        _("%(distributor)s takes no more orders"),
        distributor=name(distributor.name),
        remedy=say(_("Choose another distributor; what it had taken goes on.")),
    )


@condition
def desk_or_colleague(actor: Actor, distributor: Distributor) -> Finding:
    """The desk, or somebody who acts for this very distributor."""
    if acts_for(actor, distributor):
        return met(_("you act for %(distributor)s"), distributor=name(distributor.name))
    return works.ask(actor, distributor)


@condition
def nothing_waits_for_it(actor: Actor, distributor: Distributor) -> Finding:
    """The first that a higher room objects to; what waits for an answer is answered before nobody can."""
    found = (finding for ask in OBJECTIONS for finding in ask(distributor) if not finding.met)
    return next(found, met(_("nothing waits for its answer")))


see_distributors = door(_("see the distributors"), is_staff)
make_distributor = permission(_("add a distributor"), works)
change_distributor = permission(_("change this distributor"), works, takes_orders)
end_distributor = permission(_("end this distributor"), works, takes_orders, nothing_waits_for_it)
invite_distributor_user = permission(_("invite somebody to act for this distributor"), takes_orders, desk_or_colleague)
send_distributor_user_again = permission(_("send this invitation again"), takes_orders, desk_or_colleague)
withdraw_distributor_user = permission(_("withdraw this invitation"), desk_or_colleague)
accept_distributor_user = permission(_("act for this distributor"), is_signed_in, takes_orders)
dismiss_distributor_user = permission(_("note that somebody has left this distributor"), desk_or_colleague)
