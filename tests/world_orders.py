"""Orders and returns in tests: asked by Anna of Distri Noord, answered by Dirk, through the actions."""

from __future__ import annotations

from typing import Any

from kanaal.core.actors import Actor
from kanaal.distribution.actions.answering import confirm_order, refuse_lines
from kanaal.distribution.actions.returning import authorise_return, credit_return, request_return
from kanaal.distributors.models import Distributor, DistributorUser
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.actions.returning import ask_return
from kanaal.licensing.models import Addition, Agreement, LicenceUser, Order, Return
from kanaal.people.models import Person
from tests import world
from tests.world_licences import SKU, add, agreement, distributor
from tests.world_licences import dirk as dirk_the_person

NUMBER = "DN-88"


def anna() -> Actor:
    return world.actor(world.anna())


def dirk() -> Actor:
    world.published()
    return world.actor(dirk_the_person(), "distributor")


def greta() -> Person:
    """Greta, at another distributor, who must see nothing of Distri Noord's."""
    person = world.person("greta@distri-zuid.example", "Greta Zwart")
    DistributorUser.objects.get_or_create(
        distributor=other_distributor(), email=person.email,
        defaults={
            "person": person, "name": person.name, "state": "active", "made_at": "2026-01-01T00:00Z",
            "until": "2026-02-01", "since": "2026-01-01",
        },
    )  # fmt: skip
    return person


def other_distributor() -> Distributor:
    return distributor("Distri Zuid")


def desk() -> Actor:
    return world.actor(world.vera())


def asked(
    made: Agreement | None = None, *, quantity: int = 12, ago: int = 0, of: int | None = None, **more: Any
) -> Order:
    """An order for an authorisation of `quantity` licences, `ago` days old; of so many of them."""
    mine = made or agreement()
    addition = add(mine, quantity, ago=ago, sku=more.pop("sku", SKU))
    return order_licences(
        mine, wanted={addition.number: of or quantity}, distributor=more.pop("distributor", None) or distributor(),
        reference=more.pop("reference", "PO-1"), by=anna(), **more,
    )  # fmt: skip


def confirmed(order: Order | None = None, **more: Any) -> Order:
    """An order all of which was confirmed today."""
    mine = order or asked(**more)
    return confirm_order(mine, quantities=open_of(mine), order_number=NUMBER, by=dirk())


def open_of(order: Order) -> dict[int, int]:
    return {line.position: line.open for line in order.lines.order_by("position")}


def part_confirmed(order: Order | None = None, quantity: int = 7) -> Order:
    """Of the first line so many were confirmed, and the rest refused."""
    mine = order or asked()
    confirm_order(mine, quantities={1: quantity}, order_number=NUMBER, by=dirk())
    rest = mine.lines.get(position=1).open
    return refuse_lines(mine, quantities={1: rest}, reason="credit", note="", by=dirk())


def return_asked(order: Order | None = None) -> Return:
    mine = order or confirmed()
    lines = {line.position: line.confirmed for line in mine.lines.all()}
    return ask_return(mine, lines=lines, reason="Te veel besteld", by=anna())


def return_requested(order: Order | None = None) -> Return:
    return request_return(return_asked(order), by=dirk())


def return_authorised(order: Order | None = None) -> Return:
    return authorise_return(return_requested(order), by=desk())


def return_credited(order: Order | None = None) -> Return:
    return credit_return(return_authorised(order), credit_number="CN-1", by=desk())


def use(made: Agreement, users: int, sku: str = SKU) -> None:
    """So many users have been given the product."""
    for n in range(users):
        user, _ = LicenceUser.objects.get_or_create(
            agreement=made, user_name=f"user{n}@gemeente.example",
            defaults={
                "email": f"user{n}@gemeente.example", "name": f"User {n}",
                "made_at": "2026-01-01T00:00Z", "changed_at": "2026-01-01T00:00Z",
            },
        )  # fmt: skip
        user.assignments.create(agreement=made, sku=sku, since=f"2026-01-01T00:00:{n:02}Z")


def addition_of(order: Order) -> Addition:
    line = order.lines.select_related("addition").get(position=1)
    assert line.addition is not None
    return line.addition
