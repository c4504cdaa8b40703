"""What is wrong with an ID: as a table of pure decisions, gathered for the owner of an address, told by mail alone."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from kanaal.core.addresses import AddressMalformed
from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.worker import drain
from kanaal.core.limits import TooOften
from kanaal.core.models import Mail
from kanaal.licensingwebsite import queries, telling
from kanaal.licensingwebsite.actions import moving
from kanaal.licensingwebsite.diagnosis import known_of
from kanaal.licensingwebsite.policy import LicensingWebsitePolicy
from kanaal.licensingwebsite.rules import Known, causes
from kanaal.licensingwebsite.tasks import tell_what_is_wrong
from kanaal.people.actions.erasure import erase_person
from tests import world, world_lws

pytestmark = pytest.mark.django_db
NOWHERE = ("not-entered", "other-address", "colleague")

TABLE = [
    (Known("none"), NOWHERE),
    (Known("none", waiting=2), ("make-id",)),
    (Known("none", waiting=2, asked=True, found="waiting"), ("make-id",)),
    (Known("none", waiting=2, asked=True), ("make-id", *NOWHERE)),
    (Known("unproved", waiting=1), ("confirm",)),
    (Known("unproved"), ("confirm", *NOWHERE)),
    (Known("closed"), ("closed", *NOWHERE)),
    (Known("proved"), NOWHERE),
    (Known("proved", orders=3), ("sign-in",)),
    (Known("proved", orders=3, asked=True, found="orders"), ("sign-in",)),
    (Known("proved", orders=3, asked=True), NOWHERE),
    (Known("proved", elsewhere=1), ("elsewhere", *NOWHERE)),
    (Known("proved", orders=1, elsewhere=1, asked=True, found="elsewhere"), ("elsewhere",)),
    (Known("proved", orders=1, elsewhere=1, asked=True, found="orders"), ("sign-in",)),
]


@pytest.mark.parametrize(("known", "wanted"), TABLE, ids=lambda one: str(one)[:60])
def test_each_standing_has_its_causes(known: Known, wanted: tuple[str, ...]) -> None:
    assert causes(known) == wanted


class TestKnownOf:
    def test_an_id_that_sees_its_orders(self) -> None:
        order = world_lws.order(po_number="PO 77/3")
        found = known_of(world.eva().email.upper(), "po-77 3")
        assert (found.standing, found.orders, found.found) == ("proved", 1, "orders")
        assert order in queries.orders_of(world.eva().pk)

    def test_an_address_without_an_id(self) -> None:
        world_lws.order(by="inkoop@waterrijk.example")
        assert known_of("inkoop@waterrijk.example") == Known("none", waiting=1)

    def test_an_address_that_is_not_confirmed_is_seen_by_nobody(self) -> None:
        world_lws.order(by="inkoop@waterrijk.example")
        EmailAddress.objects.create(user=world.eva(), email="inkoop@waterrijk.example", verified=False)
        found = known_of("inkoop@waterrijk.example")
        assert (found.standing, found.waiting, found.orders) == ("unproved", 1, 0)
        assert not queries.orders_of(world.eva().pk).exists()

    def test_what_is_under_another_id_by_now(self) -> None:
        order = world_lws.order(ordered_by_person=world.jan())
        found = known_of(world.eva().email, order.number)
        assert (found.orders, found.elsewhere, found.found) == (0, 1, "elsewhere")
        assert list(queries.orders_of(world.jan().pk)) == [order]
        assert not queries.orders_of(world.eva().pk).exists()

    def test_a_closed_id(self) -> None:
        eva = world.eva()
        eva.is_active = False
        eva.save()
        assert known_of(eva.email).standing == "closed"


class TestAboutAnAddress:
    def ask(self, email: str, number: str = "", language: str = "en") -> list[Mail]:
        before = set(Mail.objects.values_list("pk", flat=True))
        question = telling.sealed_question(email, number, by=world.actor(world.anna()))
        assert email not in str(question)  # what a stranger typed does not lie about
        tell_what_is_wrong.enqueue(*question, language)
        drain()
        return list(Mail.objects.exclude(pk__in=before))

    def test_the_answer_goes_to_the_address_and_nowhere_else(self) -> None:
        order = world_lws.order()
        (mail,) = self.ask(world.eva().email, order.number)
        assert (mail.to, mail.name) == (world.eva().email, "licences_what_is_wrong")
        assert "One order is under the ID" in mail.text
        assert order.number not in mail.text  # what a stranger typed is not repeated

    def test_an_unknown_address_gets_a_mail_as_well(self) -> None:
        world.published()
        (mail,) = self.ask("nobody@nowhere.example")
        assert "has not entered the order yet" in mail.text

    def test_in_the_language_of_the_page(self) -> None:
        world.published()
        (mail,) = self.ask("nobody@nowhere.example", language="nl")
        assert mail.language == "nl"

    def test_what_is_no_address_is_refused(self) -> None:
        world.published()
        with pytest.raises(AddressMalformed):
            self.ask("eva at home")
        assert not Mail.objects.exists()

    def test_not_more_often_than_the_programme_says(self, monkeypatch) -> None:
        world.published()
        few = LicensingWebsitePolicy("LC", 1, 2, 2, 2)
        monkeypatch.setattr(telling, "policy", lambda section: few)
        for _turn in range(2):
            self.ask("nobody@nowhere.example")
        with pytest.raises(TooOften):
            self.ask("nobody@nowhere.example")


class TestMoveOrder:
    def move(self, order, to):
        return moving.move_order(order, to=to, by=world.actor(world.agent(), "staff"))

    def test_it_is_seen_with_the_new_id_alone_and_both_are_told(self) -> None:
        order = world_lws.order()
        self.move(order, world.jan())
        assert list(queries.orders_of(world.jan().pk)) == [order]
        assert not queries.orders_of(world.eva().pk).exists()
        assert world.mails_to(world.jan().email)[-1].name == "order_moved_to"
        gone = world.mails_to(world.eva().email)[-1]
        assert gone.name == "order_moved_away"
        assert world.jan().email not in gone.text

    def test_it_stays_even_if_an_address_changes_hands_later(self) -> None:
        order = world_lws.order()
        self.move(order, world.jan())
        EmailAddress.objects.filter(user=world.jan()).update(user=world.eva(), primary=False)
        assert list(queries.orders_of(world.jan().pk)) == [order]

    def test_not_to_whom_it_is_already_nor_to_an_address_that_nobody_has_confirmed(self) -> None:
        order = world_lws.order()
        with pytest.raises(moving.YoursAlready):
            self.move(order, world.eva())
        EmailAddress.objects.filter(user=world.jan()).update(verified=False)
        with pytest.raises(moving.AddressNotProved):
            self.move(order, world.jan())
        assert not world.happened("OrderMoved")

    def test_only_the_desk(self) -> None:
        order = world_lws.order()
        for who, kind in ((world.jan(), ""), (world.eva(), ""), (world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                moving.move_order(order, to=world.jan(), by=world.actor(who, kind))

    def test_an_erased_id_takes_its_address_along(self) -> None:
        order = world_lws.order()
        self.move(order, world.jan())
        erase_person(world.jan(), by=world.actor(world.jan()))
        order.refresh_from_db()
        assert queries.holder_of(order) is None
