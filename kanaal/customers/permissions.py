"""Who may look accounts up, make, change, share and merge them."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.customers.models import Account
from kanaal.partners.doors import no_contact
from kanaal.partners.importing.permissions import from_the_command_line
from kanaal.partners.models import Partner
from kanaal.partners.policy import Place
from kanaal.partners.queries import company_of, contact_of
from kanaal.partners.rooms import as_the_door_says, door_into
from kanaal.people.permissions import is_staff, staff_is
from kanaal.programme.lacking import lacking

SALES = "sales"
"""The module behind the places in which partners use accounts."""
works = staff_is("manager", "agent")


def door_into_sales(actor: Actor, partner: Partner) -> tuple[Place, Decision] | None:
    """The place of the programme in which accounts are used, and whether it is open to a contact. Where there are
    several, any open one will do; None when the programme has none.
    """
    return door_into(SALES, actor, partner)


@condition
def uses_accounts(actor: Actor, subject: object) -> Finding:
    """Is the door to sales open to the contact? It says what that door says."""
    partner = subject if isinstance(subject, Partner) else company_of(actor)
    if partner is None:
        return no_contact(actor)
    found = door_into_sales(actor, partner)
    if found is None:
        return lacking(_("this programme has no place for sales yet"))
    return as_the_door_says(*found)


@condition
def makes_accounts(actor: Actor, subject: object) -> Finding:
    """The desk for all, a partner for itself; and Kanaal for a partner whose customer has come by another way."""
    if actor.kind == "clock":
        return met(_("Kanaal does this by itself"))
    return works.ask(actor, subject) if actor.acts_as("staff") else uses_accounts.ask(actor, subject)


@condition
def is_ours_to_change(actor: Actor, account: Account) -> Finding:
    """The desk changes every account; a partner those that it made and that nobody else uses yet."""
    if actor.acts_as("staff"):
        return works.ask(actor, account)
    owner = account.owner
    if owner is not None and contact_of(actor, owner) is not None:
        return uses_accounts.ask(actor, owner)
    return unmet(
        _("all partners share this account, so the desk looks after it"),
        remedy=say(_("Tell the helpdesk what has changed: it stands in the account once they have looked at it.")),
        link=reverse_lazy("ask-request", args=["account_change"]),
        label=say(_("Ask for a change")),
    )


@condition
def looks_for_duplicates(actor: Actor, subject: object) -> Finding:
    """The desk, and whoever runs the installation; what they asked for goes on by itself."""
    if actor.kind == "clock":
        return met(_("Kanaal does this by itself"))
    return works.ask(actor, subject)


look_up_accounts = door(_("look customers up"), uses_accounts)
make_account = permission(_("make an account"), makes_accounts)
change_account = permission(_("change this account"), is_ours_to_change)
ask_for_account_change = permission(_("ask for a change of an account"), uses_accounts)

see_accounts = door(_("see the accounts of all partners"), is_staff)
share_account = permission(_("share this account with all partners"), works)
merge_accounts = permission(_("merge two accounts"), works)
part_accounts = permission(_("take two merged accounts apart"), works)
keep_accounts_apart = permission(_("judge that these are two companies"), works)
look_for_duplicates = permission(_("look for duplicates among all accounts"), looks_for_duplicates)
note_duplicates = permission(_("note duplicates that were found"), looks_for_duplicates)
import_accounts = permission(_("import accounts"), from_the_command_line)
