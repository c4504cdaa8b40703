"""What the pack says of contracts, checked against its products."""

from __future__ import annotations

from collections.abc import Iterator

from kanaal.catalogue.books import PRODUCTS
from kanaal.programme.documents import Document
from kanaal.programme.faults import Fault
from kanaal.programme.fields import Reading, did_you_mean
from kanaal.programme.sections import reads_files


def check_products(document: Document, reading: Reading) -> Iterator[Fault]:
    """Each product that brings points is one that is sold."""
    rows = document.values.get("contract_products")
    if document.broken or PRODUCTS not in document.files or not isinstance(rows, list):
        return
    known = tuple(line.partition(",")[0] for line in document.files[PRODUCTS].splitlines()[1:] if line.strip())
    for place, row in enumerate(rows):
        sku = row.get("sku") if isinstance(row, dict) else None
        if isinstance(sku, str) and sku not in known:
            says = f'contract_products[{place + 1}].sku is "{sku}", which is no product.'
            yield document.fault(("contract_products", place, "sku"), says, did_you_mean(sku, known))


reads_files(PRODUCTS, check=check_products)
