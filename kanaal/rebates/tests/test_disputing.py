"""Disputes that the desk grants: the next cycle gives the whole difference; a missing sale finds its deal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.rebates.actions import disputing
from kanaal.rebates.actions.cycles import compute_cycle
from kanaal.rebates.models import Correction, Entry, Match, Statement
from tests import world, world_rebates
from tests.threads import kinds, together

pytestmark = pytest.mark.django_db


def vera():
    return world.actor(world.vera(), "staff")


def entry() -> Entry:
    """Of the cycle before the last: 20,000 at 3%, a tenth of it held back."""
    if not Entry.objects.exists():
        world_rebates.won()
        world_rebates.line(20_000, on=world_rebates.cycle(1).starts)
        world_rebates.approved(world_rebates.cycle(1))
    return Entry.objects.get(kind="earned")


def amend(expected: str, *, line: int | None = None, partner=None, by=None) -> Correction:
    pk = line or entry().pk
    return disputing.amend_entry(
        partner or world.lindeboom(), line=pk, expected=Decimal(expected), why="registered", by=by or vera()
    )


class TestAmendEntry:
    def test_the_next_cycle_gives_the_difference_and_the_closed_one_stays(self) -> None:
        before = Statement.objects.filter(cycle=entry().cycle).values().get()
        amend("1000")
        world_rebates.computed()
        made = Statement.objects.get(cycle=world_rebates.cycle())
        assert (made.earned, made.total) == (Decimal("400.00"), Decimal("460.00"))  # with the 60 that were held back
        assert Statement.objects.filter(cycle=entry().cycle).values().get() == before
        again = Entry.objects.get(kind="amended")
        assert (again.of, again.amount, again.cycle) == (entry(), Decimal("400.00"), world_rebates.cycle())

    def test_computing_again_changes_nothing_and_it_counts_once(self) -> None:
        amend("1000")
        for _turn in range(2):
            world_rebates.computed()
        world_rebates.approved()
        later = world_rebates.cycle(-1)
        compute_cycle(later, by=vera())
        assert Entry.objects.filter(kind="amended").count() == 1
        assert not Statement.objects.filter(cycle=later, earned__gt=0).exists()

    def test_less_is_taken_off_and_below_nothing_it_is_carried_over(self) -> None:
        amend("0")
        world_rebates.computed()
        made = Statement.objects.get(cycle=world_rebates.cycle())
        assert (made.payable, made.carried_out) == (Decimal(0), Decimal("-540.00"))  # 60 were held back still

    @pytest.mark.parametrize(
        ("expected", "refusal"),
        [
            ("600", disputing.NoDifference),
            ("20000.01", disputing.MoreThanTheSale),
            ("-1", disputing.MoreThanTheSale),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, expected: str, refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            amend(expected)
        assert not Correction.objects.exists()

    def test_not_another_companys_not_one_that_is_not_closed_not_twice(self) -> None:
        entry()
        with pytest.raises(disputing.EntryUnknown):
            amend("700", partner=world.maasveld())
        with pytest.raises(disputing.EntryUnknown):
            amend("700", line=999_999)
        amend("700")
        with pytest.raises(disputing.CorrectedAlready):
            amend("800")

    def test_the_desk_alone(self) -> None:
        entry()
        for who in (world.anna(), world_rebates.finn(), world.auditor()):
            with pytest.raises(NotAllowed):
                amend("700", by=world.actor(who))

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_correct_once(self) -> None:
        entry()
        by = vera()
        raised = together(lambda: amend("700", by=by), lambda: amend("800", by=by))
        assert kinds(raised) == [disputing.CorrectedAlready]
        assert Correction.objects.count() == 1


class TestSettleMissingLine:
    def _missing(self) -> str:
        """A deal that was won, and a sale of it that carries another number; answers the deal's number."""
        deal = world_rebates.won("DN-1001")
        world_rebates.line(20_000, "DN-9999")
        world_rebates.computed()
        return deal.number

    def test_all_lines_with_the_number_count_for_the_deal(self) -> None:
        number = self._missing()
        disputing.settle_missing_line(world.lindeboom(), deal=number, order="dn 9999", by=vera())
        assert Match.objects.get().how == "person"
        world_rebates.computed()
        assert Entry.objects.get().earned == Decimal("600.00")
        assert world.mails_to(world.anna().email)[-1].name == "missing_line_settled"

    def test_a_sale_that_nobody_reported_can_not_be_invented(self) -> None:
        number = self._missing()
        with pytest.raises(disputing.NothingReported):
            disputing.settle_missing_line(world.lindeboom(), deal=number, order="DN-5555", by=vera())
        with pytest.raises(disputing.NothingReported):
            disputing.settle_missing_line(world.lindeboom(), deal=number, order="--", by=vera())
        assert Match.objects.get().how == "none"

    def test_not_for_a_deal_of_others_nor_another_companys_sale(self) -> None:
        number = self._missing()
        with pytest.raises(disputing.DealUnknown):
            disputing.settle_missing_line(world.maasveld(), deal=number, order="DN-9999", by=vera())
        theirs = world_rebates.won("DN-2001", who=world.carla())
        with pytest.raises(disputing.NothingReported):
            disputing.settle_missing_line(world.maasveld(), deal=theirs.number, order="DN-9999", by=vera())

    def test_the_desk_alone(self) -> None:
        number = self._missing()
        with pytest.raises(NotAllowed):
            disputing.settle_missing_line(
                world.lindeboom(), deal=number, order="DN-9999", by=world.actor(world.anna(), "contact")
            )
