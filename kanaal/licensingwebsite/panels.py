"""What the licensing website adds to lower rooms: one's own data (L5), and a check of what the pack says."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import PRODUCTS
from kanaal.catalogue.checking import products_named_in
from kanaal.core.texts import say
from kanaal.licensingwebsite.policy import SoftwarePolicy
from kanaal.licensingwebsite.queries import orders_of
from kanaal.people import held
from kanaal.people.models import Person
from kanaal.programme.documents import Document
from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading
from kanaal.programme.reading import read_section
from kanaal.programme.sections import reads_files, section_of

INSTALLED = ("perpetual", "upgrade")
"""Kinds of product that come with serial numbers; what is subscribed to comes with an ID."""


def my_orders(person: Person) -> held.Section:
    """What was ordered with the person's ID, and so carries their address."""
    rows = [
        {"number": one.number, "account": one.account.name, "ordered_on": one.ordered_on, "ordered_by": one.ordered_by}
        for one in orders_of(person).select_related("account").order_by("-pk")
    ]
    columns = [
        ("number", say(_("Order"))), ("account", say(_("Account"))), ("ordered_by", say(_("Ordered with"))),
        ("ordered_on", say(_("Ordered"))),
    ]  # fmt: skip
    return held.Section("licence_orders", say(_("Licences that you ordered")), rows, columns)


held.SECTIONS.append(my_orders)


def check_software(document: Document, reading: Reading) -> Iterator[Fault]:
    """Each is a product, and only what is installed has serial numbers."""
    if document.broken or PRODUCTS not in document.files or document.values.get("software") is None:
        return
    listed, _faults = read_section(section_of(SoftwarePolicy), document, document.reading())
    if listed is None:
        return
    kinds = {sku: one.kind for sku, one in products_named_in(document, reading).items()}
    for place, item in enumerate(listed.software):
        if item.product not in kinds:
            says = f'software[{place + 1}].product is "{item.product}", which is no product.'
            yield document.fault(("software", place, "product"), says, f"Name a SKU of {PRODUCTS}.")
        elif item.serials != "none" and kinds[item.product] not in INSTALLED:
            says = f"software[{place + 1}] gives serial numbers of {item.product}, which is {kinds[item.product]}."
            yield document.fault(("software", place, "serials"), says, 'Write "none", or name another product.')


reads_files(PRODUCTS, check=check_software)
