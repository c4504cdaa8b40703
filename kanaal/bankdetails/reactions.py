"""What bank details do when something lower is reported: the primary contact changes, a person is erased."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.bankdetails.actions.beginning import lapse_bank_details
from kanaal.bankdetails.models import BankDetails
from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.core.texts import name, say
from kanaal.partners.events import PrimaryContactSwapped
from kanaal.people import held
from kanaal.people.models import Person


@on(PrimaryContactSwapped)
def let_lapse(fact: PrimaryContactSwapped, event: Event) -> None:
    """What the one before entered and nobody confirmed is over; the new primary contact enters what is right.

    What was confirmed goes on: two persons stood by it, and every contact can still stop it.
    """
    for details in BankDetails.objects.filter(partner=event.about_id, state="entered").select_related("partner"):
        lapse_bank_details(details, why="swapped")


def my_bank_details(person: Person) -> held.Section:
    """Which bank details of a company a person entered or confirmed; the account is the company's, not theirs."""
    rows = BankDetails.objects.filter(entered_by=person) | BankDetails.objects.filter(confirmed_by=person)
    found = [
        {"company": one.partner.name, "masked": name(one.masked), "entered_at": one.entered_at}
        | {"confirmed_at": one.confirmed_at, "state": one.state_label}
        for one in rows.select_related("partner").order_by("-pk")
    ]
    columns = [("company", say(_("Company"))), ("masked", say(_("Bank account"))), ("entered_at", say(_("Entered")))]
    return held.Section("bank_details", say(_("Bank details that you entered or confirmed")), found, columns)


held.SECTIONS.append(my_bank_details)
