"""What the pack says of the kit, checked against its products."""

from __future__ import annotations

from collections.abc import Iterator

from kanaal.catalogue.books import PRODUCTS, Product
from kanaal.catalogue.checking import products_named_in
from kanaal.nfr.policy import KitItem, NfrKitPolicy
from kanaal.programme.documents import Document
from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading
from kanaal.programme.reading import read_section
from kanaal.programme.sections import reads_files, section_of

FITS = {"perpetual": ("perpetual", "upgrade"), "subscription": ("subscription", "consumable")}
"""Kind of a part of the kit → the kinds of product that can be given so."""


def check_kit(document: Document, reading: Reading) -> Iterator[Fault]:
    """Each part of the kit is a product, and of the kind that it is given as."""
    if document.broken or PRODUCTS not in document.files or document.values.get("nfr_kit") is None:
        return
    kit, _faults = read_section(section_of(NfrKitPolicy), document, document.reading())
    if kit is None:
        return
    products = products_named_in(document, reading)
    for place, item in enumerate(kit.nfr_kit):
        yield from _faults_of(document, place, item, products.get(item.product))


def _faults_of(document: Document, place: int, item: KitItem, product: Product | None) -> Iterator[Fault]:
    if product is None:
        says = f'nfr_kit[{place + 1}].product is "{item.product}", which is no product.'
        yield document.fault(("nfr_kit", place, "product"), says, f"Name a SKU of {PRODUCTS}.")
    elif product.kind not in FITS[item.kind]:
        says = f"nfr_kit[{place + 1}] gives {item.product} as {item.kind}, but it is {product.kind}."
        yield document.fault(("nfr_kit", place, "kind"), says, "Give it as what it is, or name another product.")


reads_files(PRODUCTS, check=check_kit)
