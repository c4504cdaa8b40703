"""The licensing website on the walks: an order with serial numbers and certificate that waits for more; Anna's."""

from __future__ import annotations

from kanaal.contracts.models import ContractOrder
from kanaal.licensingwebsite.actions.certificates import issue_licence_certificate
from kanaal.licensingwebsite.actions.showing import show_order_serial
from kanaal.licensingwebsite.models import LicenceCertificate, Serial
from tests import world, world_lws

PAGES = [
    ("eva", "/licences/"), ("eva", "/licences/?q=acrobat"), ("eva", "/licences/accounts/"),
    ("eva", "/licences/downloads/"), ("eva", "/licences/orders/{lws_order}/"), ("anna", "/licences/"),
    ("jan", "/licences/"), ("nobody", "/licences/help/"), ("eva", "/licences/help/"), ("jan", "/licences/help/"),
    ("jan", "/licences/orders/{lws_order}/"), ("nobody", "/licences/check/{lws_certificate}/"),
    ("jan", "/requests/new/order_move/"), ("dirk", "/distribution/serials/"), ("anna", "/distribution/serials/"),
    ("vera", "/desk/licences/"), ("vera", "/desk/licences/waiting/"), ("vera", "/desk/licences/orders/"),
    ("vera", "/desk/licences/orders/{lws_order}/"), ("auditor", "/desk/licences/"),
]  # fmt: skip
PUBLIC = {"licences-help", "licences-address", "check-licence-certificate"}
NAMES = {
    "gemeente", "waterrijk", "eva", "van", "rijn", "distri", "noord", "lindeboom", "digitaal", "acrobat", "pro", "perp",
    "foto", "elementen", "photo", "elements", "windows", "macos", "sha", "vb", "el", "ac", "ink",
}  # fmt: skip


def make_world() -> dict[str, str]:
    if not Serial.objects.exists():
        world_lws.load()
        order = world_lws.served((world_lws.PRO, 10), (world_lws.ELEMENTS, 3), po_number="INK-2026-14")
        eva = world.actor(world.eva())
        show_order_serial(world_lws.given_to(order)[0], by=eva)
        issue_licence_certificate(order, by=eva)
        world_lws.served((world_lws.PRO, 2), by=world.anna().email)
    certificate = LicenceCertificate.objects.select_related("order").get()
    assert ContractOrder.objects.count() >= 2
    return {"lws_order": certificate.order.number, "lws_certificate": certificate.public_id}
