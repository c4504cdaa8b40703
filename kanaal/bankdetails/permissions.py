"""Who may do what with bank details: two persons of the company, or one and the vendor's finance; all may stop (R4)."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.bankdetails.models import BankDetails
from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import name, say
from kanaal.partners.models import Contact
from kanaal.partners.permissions import contact_active, is_primary_contact, is_the_clock, via_primary
from kanaal.partners.queries import contact_of
from kanaal.people import roles
from kanaal.people.models import StaffRole
from kanaal.people.permissions import is_staff, staff_is

FINANCE: Condition[object] = staff_is(StaffRole.Kind.FINANCE)
LOOK = say(_("Look at the bank details"))


def _is_finance(actor: Actor) -> bool:
    return roles.staff_kind(actor) == StaffRole.Kind.FINANCE


def _active_contact(actor: Actor, details: BankDetails) -> Contact | None:
    """The actor's contact at the company, where they act as it and have access."""
    mine = contact_of(actor, details.partner) if actor.acts_as("contact") else None
    return mine if mine is not None and mine.active else None


@condition
def is_the_second_person(actor: Actor, details: BankDetails) -> Finding:
    """Whom the primary contact named, or the vendor's finance where there is nobody else. Never who entered it."""
    if actor.person_id is not None and actor.person_id == details.entered_by_id:
        return unmet(
            _("you entered them yourself, and a second person confirms them"),
            remedy=say(_("Ask the colleague whom you named to look at them and confirm.")),
        )
    if details.second_id is None:
        return FINANCE.ask(actor, details)
    mine = _active_contact(actor, details)
    if mine is not None and mine.pk == details.second_id:
        return met(_("you were named to confirm them"))
    if mine is None:
        return unmet(
            _("a colleague of the company confirms them"),
            remedy=say(_("Leave it to them: two persons of the company look at every change.")),
        )
    return unmet(
        _("%(name)s was named to confirm them"),
        name=name(str(details.second)),
        remedy=say(_("Ask them. If they can't, stop the change, and enter it again naming somebody else.")),
        link=reverse_lazy("bank-details"),
        label=LOOK,
    )


@condition
def may_stop(actor: Actor, details: BankDetails) -> Finding:
    """Every contact of the company; and the vendor's finance, who hear of a fraud first."""
    if _active_contact(actor, details) is not None:
        return met(_("you are a contact of %(partner)s"), partner=name(details.partner.name))
    if _is_finance(actor):
        return met(_("you act as %(role)s"), role=say(StaffRole.Kind.FINANCE.label))
    return unmet(
        _("only the company's contacts and the vendor's finance can do this"),
        remedy=say(_("Tell one of them what you have seen.")),
    )


@condition
def may_see_account(actor: Actor, details: BankDetails) -> Finding:
    """The primary contact, who is to confirm it as long as it waits for them, and the vendor's finance."""
    if _is_finance(actor):
        return met(_("you act as %(role)s"), role=say(StaffRole.Kind.FINANCE.label))
    mine = _active_contact(actor, details)
    if mine is not None and mine.kind == Contact.Kind.PRIMARY:
        return met(_("you are the company's primary contact"))
    if mine is not None and mine.pk == details.second_id and details.state == "entered":
        return met(_("you were named to confirm them"))
    return unmet(
        _("the account in full is for the primary contact, for who confirms it and for the vendor's finance"),
        **via_primary(actor, details.partner),
    )


see_bank_details = door(_("see where your company is paid"), contact_active)
enter_bank_details = permission(_("enter bank details"), contact_active, is_primary_contact)
confirm_bank_details = permission(_("confirm these bank details"), is_the_second_person)
stop_bank_details = permission(_("stop this change of bank details"), may_stop)
show_bank_details = permission(_("see this account in full"), may_see_account)
put_bank_details_into_force = permission(_("put bank details into force"), is_the_clock)
lapse_bank_details = permission(_("let bank details lapse"), is_the_clock)
see_all_bank_details = door(_("see changes of bank details"), is_staff)
confirm_for_companies = door(_("confirm bank details for companies of one person"), FINANCE)
