"""The demo's price lists: one was opened for Anna's company by the helpdesk, another is asked for and waits."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from kanaal.helpdesk.actions import ask_request
from kanaal.helpdesk.models import Request
from kanaal.partners.models import Contact
from kanaal.people.models import Person
from kanaal.pricing.actions import grant_price_list
from kanaal.pricing.models import PriceListGrant
from kanaal.pricing.queries import judged_for
from kanaal.site.world import cast


@transaction.atomic
def build(tell: Callable[[str], None]) -> None:
    from kanaal.site.world.build import acting  # noqa: PLC0415 - that file calls this one

    anna, ivo = (Person.objects.get(email=cast.person(key).email) for key in ("anna", "ivo"))
    contact = Contact.objects.select_related("partner").filter(person=anna, active=True).first()
    if contact is None or PriceListGrant.objects.filter(partner=contact.partner).exists():
        return
    markets = [
        one.list.book.key
        for one in judged_for(contact.partner)
        if not one.open and {m.why.value for m in one.misses if m.why.value not in ("coming", "past")} == {"segment"}
    ]
    books = list(dict.fromkeys(markets))
    if not books:
        return
    tell("opening a price list by hand")
    grant_price_list(contact.partner, book=books[0], by=acting(ivo))
    if len(books) > 1 and not Request.objects.filter(kind="price_list_access", asked_by=anna).exists():
        ask_request(
            "price_list_access",
            values={"book": books[1]},
            reason="Drie gemeenten in de regio kopen bij ons.",
            by=acting(anna),
        )
