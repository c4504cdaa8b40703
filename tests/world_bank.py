"""Bank details in tests: Lindeboom's account, entered by Anna, confirmed by Bo."""

from __future__ import annotations

from kanaal.bankdetails.actions.entering import confirm_bank_details, enter_bank_details
from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.rules import account_of
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from tests import world

IBAN, OTHER_IBAN = "NL91ABNA0417164300", "NL20INGB0001234567"
TREATMENT = "price-reduction"


def contact(who: Person) -> Contact:
    return Contact.objects.select_related("partner").get(person=who, active=True)


def entered(who: Person | None = None, *, second: Person | None = None, iban: str = IBAN) -> BankDetails:
    """Anna enters an account and names Bo; somebody else names whom they like, or nobody."""
    who_enters = who or world.anna()
    mine = contact(who_enters)
    named = contact(second or world.bo()) if who is None or second else None
    account = account_of(mine.partner.name, "NL", iban, "", "")
    return enter_bank_details(
        mine.partner, account, vat_treatment=TREATMENT, second=named, by=world.actor(who_enters, "contact")
    )


def in_force(iban: str = IBAN) -> BankDetails:
    """Lindeboom is paid there from today on; made once."""
    known = BankDetails.objects.filter(partner=world.lindeboom(), state="in_force").first()
    return known or confirm_bank_details(entered(iban=iban), by=world.actor(world.bo(), "contact"))


def alone_in_force(who: Person, iban: str = OTHER_IBAN) -> BankDetails:
    """The same for a company of one person, which finance confirms."""
    return confirm_bank_details(entered(who, iban=iban), by=world.actor(world.finn(), "staff"))


def fresh(partner: Partner) -> Partner:
    return Partner.objects.get(pk=partner.pk)
