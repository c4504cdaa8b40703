"""Certificates of licence: one that counts for an order, which says what it said, and is checked by anybody."""

from __future__ import annotations

import pytest

from kanaal.contracts.models import ContractOrder
from kanaal.core.decisions import NotAllowed
from kanaal.licensingwebsite import paper
from kanaal.licensingwebsite.actions.certificates import issue_licence_certificate
from kanaal.licensingwebsite.actions.giving import end_order_licences
from kanaal.licensingwebsite.models import LicenceCertificate
from tests import world, world_lws
from tests.threads import kinds, together

pytestmark = pytest.mark.django_db


def eva():
    return world.actor(world.eva())


class TestIssueLicenceCertificate:
    def test_it_says_who_may_use_how_many_of_what(self) -> None:
        order = world_lws.order((world_lws.PRO, 10), (world_lws.SIGN, 4))
        made = issue_licence_certificate(order, by=eva())
        assert made.says["holder"] == "Gemeente Waterrijk"
        assert [(one["sku"], one["quantity"]) for one in made.says["lines"]] == [
            (world_lws.PRO, 10), (world_lws.SIGN, 4),
        ]  # fmt: skip
        assert world.eva().email not in str(made.says)
        assert made.number.startswith("LC-")

    def test_asked_again_it_is_the_same_and_after_a_correction_another_which_alone_counts(self) -> None:
        order = world_lws.order((world_lws.PRO, 10))
        first = issue_licence_certificate(order, by=eva())
        assert issue_licence_certificate(order, by=eva()) == first
        order.lines.update(quantity=12)
        second = issue_licence_certificate(order, by=eva())
        first.refresh_from_db()
        assert (first.state, second.state) == ("replaced", "valid")
        assert first.says["lines"][0]["quantity"] == 10

    def test_a_cancelled_order_has_none(self) -> None:
        order = world_lws.order()
        made = issue_licence_certificate(order, by=eva())
        order = world_lws.cancelled(order)
        end_order_licences(order)
        made.refresh_from_db()
        assert (made.state, made.over_at is not None) == ("withdrawn", True)
        with pytest.raises(NotAllowed):
            issue_licence_certificate(order, by=eva())

    def test_only_with_the_ordering_id(self) -> None:
        order = world_lws.order()
        for who, kind in ((world.anna(), "contact"), (world.vera(), "staff")):
            with pytest.raises(NotAllowed):
                issue_licence_certificate(order, by=world.actor(who, kind))
        assert not LicenceCertificate.objects.exists()

    @pytest.mark.parametrize("name", ["Gemeente Waterrijk", '#panic("x") [*_ $', "株式会社コクーン", "ش.م.ل"])
    def test_the_paper_is_made_whatever_the_names(self, name: str) -> None:
        made = issue_licence_certificate(world_lws.order(), by=eva())
        made.says |= {"holder": name, "members": [name] * 3, "lines": made.says["lines"] * 60}
        assert paper.printed(made).startswith(b"%PDF")

    def test_the_same_certificate_makes_the_same_page(self) -> None:
        made = issue_licence_certificate(world_lws.order(), by=eva())
        assert paper.printed(made) == paper.printed(LicenceCertificate.objects.get(pk=made.pk))


@pytest.mark.django_db(transaction=True)
def test_asked_for_by_two_at_once_there_is_one() -> None:
    order = world_lws.order()
    by = eva()
    raised = kinds(together(*[lambda: issue_licence_certificate(ContractOrder.objects.get(pk=order.pk), by=by)] * 3))
    assert LicenceCertificate.objects.count() == 1, raised
