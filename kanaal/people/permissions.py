"""Who may do what with an ID, and the conditions about signed-in people and staff that all modules use.

No condition here names a person: what it says is kept with the event as its receipt, and receipts can't be erased.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import Text, say
from kanaal.people import queries, roles
from kanaal.people.models import Person, StaffRole

ASK_A_MANAGER = _("A programme manager of the vendor gives staff roles.")


@condition
def is_signed_in(actor: Actor, subject: object) -> Finding:
    if actor.signed_in:
        return met(_("you are signed in"))
    return unmet(
        _("you are not signed in"),
        remedy=say(_("Sign in, or make an ID; it takes a minute.")),
        link=reverse("account_login"),
        label=say(_("Sign in")),
    )


@condition
def is_staff(actor: Actor, subject: object) -> Finding:
    """Any member of the vendor's staff, the read-only auditor included."""
    if roles.staff_kind(actor):
        return met(_("you act as one of the vendor's staff"))
    return unmet(_("you don't act as one of the vendor's staff"), remedy=say(ASK_A_MANAGER))


def staff_is(*kinds: str) -> Condition[Any]:
    """Staff in one of these roles: `staff_is("manager", "agent")`. The names are those of `StaffRole.Kind`."""
    labels = [Text(str(StaffRole.Kind(kind).label)) for kind in kinds]
    wanted = reduce(lambda one, two: say(_("%(one)s or %(two)s"), one=one, two=two), labels)

    def ask(actor: Actor, subject: object) -> Finding:
        if roles.staff_kind(actor) in kinds:
            return met(_("you act as %(role)s"), role=wanted)
        return unmet(_("this is for staff who act as %(role)s"), role=wanted, remedy=say(ASK_A_MANAGER))

    return Condition("staff_is_" + "_or_".join(kinds), ask)


@condition
def staff_not_auditor(actor: Actor, subject: object) -> Finding:
    """Staff who may change things: everybody but the auditor, who reads only."""
    kind = roles.staff_kind(actor)
    if kind == StaffRole.Kind.AUDITOR:
        return unmet(
            _("you act as auditor, and auditors only read"),
            remedy=say(_("Ask a colleague with another staff role to do it, or switch to another role of yours.")),
        )
    if not kind:
        return unmet(_("you don't act as one of the vendor's staff"), remedy=say(ASK_A_MANAGER))
    return met(_("your staff role may change things"))


may_change = staff_not_auditor


@condition
def is_oneself(actor: Actor, person: Person) -> Finding:
    if actor.kind == "person" and actor.person_id == person.pk:
        return met(_("this is your own ID"))
    return unmet(_("this is somebody else's ID"), remedy=say(_("Everybody looks after their own ID, under My ID.")))


@condition
def manages_staff(actor: Actor, subject: object) -> Finding:
    """A programme manager; or whoever runs this installation, from its command line: so the first one is made."""
    if actor.kind == "clock":
        return met(_("this comes from the installation's own command line"))
    return staff_is(StaffRole.Kind.MANAGER).ask(actor, subject)


@condition
def is_not_staff(actor: Actor, person: Person) -> Finding:
    if queries.is_staff(person.pk):
        return unmet(
            _("this person is one of the vendor's staff, and nobody looks through colleagues' eyes"),
            remedy=say(_("Ask them to show you what they see.")),
        )
    return met(_("this person is not one of the vendor's staff"))


change_profile = permission(_("change this name and time zone"), is_oneself)
choose_language = permission(_("choose the language of this ID"), is_oneself)
end_sessions = permission(_("sign this ID out elsewhere"), is_oneself)
export_my_data = permission(_("export what is held about this ID"), is_oneself)
erase_person = permission(_("erase this ID"), is_oneself)

see_staff = door(_("see who is staff"), is_staff)
grant_staff_role = permission(_("give staff roles"), manages_staff)
end_staff_role = permission(_("end staff roles"), manages_staff)

view_as = permission(
    _("look at Kanaal as this person sees it"), staff_is(StaffRole.Kind.MANAGER, StaffRole.Kind.AGENT), is_not_staff
)
# A door, because it must be open to those who view: it is their way out.
stop_viewing = door(_("stop looking as somebody else"), is_signed_in)
