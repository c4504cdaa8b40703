"""Who may do what with agreements and their licences: a line for each action."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.decisions import door, permission
from kanaal.licensing.conditions import (
    administers_it,
    appoints,
    chooses_contacts,
    console_is_open,
    invites_customers,
    is_for_sale,
    is_in_force,
    is_its_distributor,
    is_our_customer,
    is_our_order,
    keeps_groups,
    looks_after_users,
    of_its_agreement,
    of_its_order,
    reseller_sells,
    uses_console,
    works,
)
from kanaal.partners.permissions import (
    address_is_proved,
    is_primary_contact,
    is_the_clock,
    knows_the_address,
)
from kanaal.people.permissions import is_signed_in, is_staff

# --- invitations and acceptance (V1–V3)

invite_customer = permission(_("invite a customer"), invites_customers)
invite_customers = permission(_("invite the customers of a file"), uses_console)
change_customer_invitation = permission(_("change this invitation"), uses_console)
send_customer_invitation_again = permission(_("send this invitation again"), uses_console)
withdraw_customer_invitation = permission(_("withdraw this invitation"), uses_console)
remind_customer_invitation = permission(_("remind of an invitation"), is_the_clock)
expire_customer_invitation = permission(_("let an invitation expire"), is_the_clock)
accept_customer_invitation = permission(_("accept this invitation"), is_signed_in, address_is_proved, reseller_sells)
note_name_taken = permission(_("say that a name is taken"), is_signed_in)
appoint_to_console = permission(_("let somebody use the console"), is_primary_contact, uses_console)
dismiss_from_console = permission(_("end somebody's access to the console"), appoints)

# --- the agreement itself: contact, cancelling, moving, its name (V8–V11)

change_agreement_contact = permission(
    _("change who looks after this customer"), chooses_contacts, console_is_open, is_in_force
)
pass_on_customers_of_leaver = permission(_("pass on the customers of somebody who left"), is_the_clock)
move_agreement = permission(_("move a customer to another reseller"), works, is_in_force)
cancel_agreement = permission(_("cancel an agreement"), works, is_in_force)
change_segment = permission(_("begin a customer anew in another market segment"), works, is_in_force)
rename_agreement = permission(_("change the name of an agreement"), works, is_in_force)
ask_for_reseller_switch = permission(_("ask that a customer moves to your company"), uses_console)
ask_for_agreement_name = permission(_("ask for another name of an agreement"), uses_console)
ask_for_segment_change = permission(_("ask for another market segment of a customer"), uses_console)

# --- licences: authorising, ordering, renewing, committing (V4, V5, V7)

SELLS = (uses_console, is_our_customer, is_in_force)
authorise_licences = permission(_("add licences for this customer"), *SELLS, is_for_sale)
remove_licences = permission(_("remove licences of this customer"), *SELLS)
order_licences = permission(_("order licences for this customer"), *SELLS, is_for_sale)
order_renewal = permission(_("renew licences of this customer"), *SELLS, is_for_sale)
withdraw_order = permission(_("withdraw this order"), uses_console, is_our_order)
clear_line = permission(_("confirm this order"), is_its_distributor)
ask_commitment = permission(_("ask this customer for a commitment"), *SELLS, is_for_sale)
accept_commitment = permission(
    _("accept this commitment"), of_its_agreement(administers_it), of_its_agreement(is_in_force)
)
decline_commitment = permission(_("decline this commitment"), of_its_agreement(administers_it))
change_renewal_setting = permission(_("change how licences renew by themselves"), *SELLS)

# --- what goes back (V6)

ask_return = permission(_("ask for a return of this order"), uses_console, is_our_order)
withdraw_return = permission(_("withdraw this return"), uses_console, of_its_order(is_our_order))
order_and_return = permission(_("order licences only to return them"), *SELLS, is_for_sale)

# --- administrators and users (V12, V13)

enter_admin_console = door(_("open the Admin Console"), administers_it, is_in_force)
invite_administrator = permission(_("invite an administrator"), administers_it, is_in_force)
change_primary_administrator = permission(_("choose another primary administrator"), administers_it, is_in_force)
send_administrator_invitation_again = permission(_("send an invitation again"), administers_it, is_in_force)
withdraw_administrator_invitation = permission(_("withdraw an invitation"), administers_it, is_in_force)
expire_administrator_invitation = permission(_("end an invitation"), is_the_clock)
replace_primary_administrator = permission(_("invite a successor of the primary administrator"), works, is_in_force)
ask_for_agreement_administrator = permission(_("say that a customer's administrator has left"), uses_console)
accept_administration = permission(_("administer the agreement"), knows_the_address, is_in_force)
decline_administration = permission(_("decline the invitation"), knows_the_address)
dismiss_administrator = permission(_("end somebody's administration"), administers_it, is_in_force)
add_licence_user = permission(_("add a user"), looks_after_users, is_in_force)
change_licence_user = permission(_("change a user"), looks_after_users, is_in_force)
remove_licence_user = permission(_("remove a user"), looks_after_users, is_in_force)
import_licence_users = permission(_("take in a file of users"), administers_it, is_in_force)
assign_licence = permission(_("give somebody a licence"), looks_after_users, is_in_force)
assign_licences = permission(_("give licences to users"), looks_after_users, is_in_force)
take_licence_back = permission(_("take a licence back"), looks_after_users, is_in_force)
take_licences_back = permission(_("take licences back"), looks_after_users, is_in_force)
settle_groups = permission(_("give out licences by group"), keeps_groups)
make_licence_group = permission(_("make a group"), looks_after_users, is_in_force)
change_licence_group = permission(_("change a group"), looks_after_users, is_in_force)
change_group_members = permission(_("change who is in a group"), looks_after_users, is_in_force)
map_licence_group = permission(_("choose what a group gives"), administers_it, is_in_force)
remove_licence_group = permission(_("remove a group"), looks_after_users, is_in_force)
make_provisioning_token = permission(_("let a directory in"), administers_it, is_in_force)
revoke_provisioning_token = permission(_("shut a directory out"), administers_it)
give_switch_consent = permission(_("make a consent code"), administers_it, is_in_force)
withdraw_switch_consent = permission(_("withdraw a consent code"), administers_it)

# --- what the clock does

see_to_agreement = permission(_("see to what a day brings for an agreement"), is_the_clock)
tell_desk = permission(_("tell the desk what is coming"), is_the_clock)
see_agreements = door(_("see the agreements of customers"), is_staff)
ask_for_addressee = permission(_("ask who hears of what is coming"), works, is_in_force)
