"""What the pack says of products that are installed, checked against its products."""

from __future__ import annotations

from collections.abc import Iterator

from kanaal.catalogue.books import PRODUCTS
from kanaal.catalogue.checking import products_named_in
from kanaal.licensingwebsite.policy import SoftwarePolicy
from kanaal.programme.documents import Document
from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading
from kanaal.programme.reading import read_section
from kanaal.programme.sections import reads_files, section_of

INSTALLED = ("perpetual", "upgrade")
"""Kinds of product that come with serial numbers; what is subscribed to comes with an ID."""


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
