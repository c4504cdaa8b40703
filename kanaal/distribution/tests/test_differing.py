"""The desk sees to a difference: who can be asked, and what becomes of it (V14)."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.distribution.actions.differing import NobodyHears, NobodySaid, NoWordWhy, Settled, ask_about_difference
from kanaal.distribution.models import Discrepancy
from kanaal.licensing.models import Agreement
from tests import world
from tests.world_files import carried_out, sent
from tests.world_licences import SKU, add, agreement, day, dirk

pytestmark = pytest.mark.django_db


def reported(quantity: int) -> None:
    """Distri Noord has so many of Gemeente Waterrijk on its books, as of today."""
    carried_out(sent("stock", f"{agreement().number},{SKU},{quantity},{day(0).isoformat()}"))


@pytest.fixture
def ordered() -> Agreement:
    made = agreement()
    add(made, 12, ago=30, ordered=12)
    dirk()
    return made


def the_only() -> Discrepancy:
    return Discrepancy.objects.select_related("agreement").get()


class TestAskAboutDifference:
    def test_left_it_says_why_and_who_asks_nobody_is_told_so(self, ordered: Agreement) -> None:
        reported(9)
        one, by = the_only(), world.actor(world.vera())
        with pytest.raises(NobodySaid):
            ask_about_difference(one, whom="the king", by=by)
        with pytest.raises(NoWordWhy):
            ask_about_difference(one, whom="nobody", note="  ", by=by)
        assert the_only().asked_at is None
        ask_about_difference(one, whom="nobody", note="Known: their old system.", by=by)
        with pytest.raises(NotAllowed) as refused:
            ask_about_difference(one, whom="reseller", by=by)
        assert "newer stock report" in str(refused.value.decision.reasons[0].remedy)

    def test_settled_while_somebody_looks_it_says_so(self, ordered: Agreement) -> None:
        reported(9)
        one = the_only()
        reported(12)
        with pytest.raises(Settled):
            ask_about_difference(one, whom="distributor", by=world.actor(world.vera()))

    def test_where_nobody_can_be_written_to_nothing_is_marked_as_asked(self, ordered: Agreement) -> None:
        reported(9)
        dirk().distributor_users.update(state="left")
        with pytest.raises(NobodyHears):
            ask_about_difference(the_only(), whom="distributor", by=world.actor(world.vera()))
        assert the_only().asked_at is None

    def test_by_managers_and_agents_alone(self, ordered: Agreement) -> None:
        reported(9)
        for who in (world.actor(world.auditor()), world.actor(dirk(), "distributor")):
            with pytest.raises(NotAllowed):
                ask_about_difference(the_only(), whom="reseller", by=who)
        assert the_only().asked_at is None
