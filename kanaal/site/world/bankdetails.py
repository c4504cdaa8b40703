"""Where the demo's partners are paid: Lindeboom since long, Nordlicht about to change, Maasveld for finance to confirm.

The accounts are samples of the IBAN registry, which belong to nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kanaal.bankdetails.actions.entering import confirm_bank_details, enter_bank_details
from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.queries import has_bank_details, seconds_for
from kanaal.bankdetails.rules import account_of
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.partners.models import Contact, Partner
from kanaal.people import roles
from kanaal.people.models import Person
from kanaal.site.world import cast

Tell = Callable[[str], None]
TREATMENT = "price-reduction"


def build(tell: Tell) -> None:
    """Once: a world that has bank details is left as it is."""
    if not has_bank_details() or BankDetails.objects.exists():
        return
    tell("entering bank details")
    _in_force("anna", "NL", "NL91ABNA0417164300", ago=390)
    _in_force("henrike", "DE", "DE89370400440532013000", ago=380)
    with clock.lived(dt.timedelta(days=3)):
        _confirmed(_entered("henrike", "DE", "DE75512108001245126199"))
    with clock.lived(dt.timedelta(days=1)):
        _entered("carla", "NL", "NL20INGB0001234567")


def _in_force(who: str, country: str, number: str, *, ago: int) -> None:
    with clock.lived(dt.timedelta(days=ago)):
        _confirmed(_entered(who, country, number))


def _entered(who: str, country: str, number: str) -> BankDetails:
    partner, by = _company(who), _acting(who, "contact")
    account = account_of(partner.name, country, number, "", "")
    second = seconds_for(partner).first()
    return enter_bank_details(partner, account, vat_treatment=TREATMENT, second=second, by=by)


def _confirmed(details: BankDetails) -> BankDetails:
    """By the colleague who was named; in a company of one person by finance."""
    second = details.second
    if second is None or second.person is None:
        return confirm_bank_details(details, by=_acting("finn", "staff"))
    return confirm_bank_details(details, by=_as(second.person, "contact"))


def _company(who: str) -> Partner:
    rows = Contact.objects.filter(person__email=cast.person(who).email, active=True)
    return rows.select_related("partner").get().partner


def _acting(who: str, kind: str) -> Actor:
    return _as(Person.objects.get(email=cast.person(who).email), kind)


def _as(person: Person, kind: str) -> Actor:
    role = next(one for one in roles.roles_of(person.pk) if one.kind == kind)
    return Actor("person", person.pk, str(person), person.email, role)
