"""Opening, copying, changing and moving along."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import Refusal, WrongState
from kanaal.core.texts import name
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.sales import hooks
from kanaal.sales.actions.changing import ChangedMeanwhile, change_opportunity, move_stage, version_of
from kanaal.sales.actions.closing import lose_opportunity
from kanaal.sales.actions.keeping import note_registration
from kanaal.sales.actions.opening import CustomerUnknown, copy_opportunity, open_opportunity
from kanaal.sales.models import Opportunity
from kanaal.sales.sound import Unsound
from tests import world, world_sales

pytestmark = pytest.mark.django_db


def bo() -> Person:
    return world_sales.seated(world.bo())


class TestOpenOpportunity:
    def test_whoever_opens_it_owns_it(self) -> None:
        made = world_sales.opportunity(bo())
        assert (made.owner, made.partner, made.state) == (world.bo(), world.lindeboom(), "open")
        assert made.stage == "identify"
        assert made.number.startswith("OPP-")
        assert world.happened("OpportunityOpened")[-1].about_id == made.pk

    def test_a_form_sent_twice_makes_one(self) -> None:
        by, account = world.actor(bo()), world_sales.customer()
        made = [
            open_opportunity(world.lindeboom(), account=account, details=world_sales.details(), by=by, token="t")
            for _ in range(2)
        ]
        assert made[0] == made[1]
        assert len(world.happened("OpportunityOpened")) == 1

    def test_not_without_a_seat_the_primary_contact_neither(self) -> None:
        world.bo()
        for who in (world.anna(), world.bo(), world.fatma(), world.vera()):
            with pytest.raises(NotAllowed):
                open_opportunity(
                    world.lindeboom(),
                    account=world_sales.customer(),
                    details=world_sales.details(),
                    by=world.actor(who),
                )
        assert not Opportunity.objects.exists()

    def test_not_with_a_customer_of_another_partner(self) -> None:
        theirs = world_sales.customer("Geheim", owner=world.maasveld())
        with pytest.raises(CustomerUnknown):
            world_sales.opportunity(bo(), account=theirs)

    def test_not_with_a_customer_who_was_merged_into_another(self) -> None:
        gone = world_sales.customer("Omroep", state="merged", merged_into=world_sales.customer())
        with pytest.raises(CustomerUnknown):
            world_sales.opportunity(bo(), account=gone)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", " x "),
            ("deal_type", "bribe"),
            ("need", ""),
            ("segment", "moon"),
            ("families", ()),
            ("families", ("acrobat", "nothing")),
            ("amount", Decimal(-1)),
            ("amount", Decimal("NaN")),
            ("amount", Decimal("1e30")),
            ("currency", "XXX"),
            ("stage", "eighth"),
            ("close_on", dt.date(2020, 1, 1)),
            ("close_on", dt.date(9999, 1, 1)),
        ],
    )
    def test_what_can_not_be_taken_names_its_field(self, field: str, value: Any) -> None:
        with pytest.raises(Unsound) as refused:
            world_sales.opportunity(bo(), **{field: value})
        assert refused.value.field == field


class TestCopyOpportunity:
    def test_it_begins_anew_and_belongs_to_whoever_copies(self) -> None:
        first = move_stage(world_sales.opportunity(bo()), stage="propose", by=world.actor(bo()))
        note_registration(first, "approved", clock.today())
        made = copy_opportunity(first, by=world.actor(bo()))
        assert (made.name, made.account, made.copied_from) == (first.name, first.account, first)
        assert (made.stage, made.registration, made.protected_until) == ("identify", "", None)
        assert world.happened("OpportunityCopied")[-1].data["from_number"] == first.number

    def test_two_clicks_make_one(self) -> None:
        first, by = world_sales.opportunity(bo()), world.actor(bo())
        assert copy_opportunity(first, by=by, token="x") == copy_opportunity(first, by=by, token="x")

    def test_a_closed_one_can_be_copied_with_a_day_to_come(self) -> None:
        first = world_sales.opportunity(bo())
        lose_opportunity(first, reason="price", by=world.actor(bo()))
        Opportunity.objects.update(close_on=clock.today() - dt.timedelta(days=9))
        first.refresh_from_db()
        assert copy_opportunity(first, by=world.actor(bo())).close_on == clock.today()

    def test_not_a_colleagues(self) -> None:
        first = world_sales.opportunity(bo())
        with pytest.raises(NotAllowed):
            copy_opportunity(first, by=world.actor(world_sales.seated(world.anna())))


class TestChangeOpportunity:
    def test_what_changed_is_recorded_by_its_name(self) -> None:
        one = world_sales.opportunity(bo())
        changed = world_sales.details(name="Other", amount=Decimal(5))
        change_opportunity(one, details=changed, by=world.actor(bo()))
        one.refresh_from_db()
        assert (one.name, one.amount) == ("Other", Decimal(5))
        assert set(world.happened("OpportunityChanged")[-1].data["fields"]) == {"name", "amount"}

    def test_the_same_changes_nothing(self) -> None:
        one = world_sales.opportunity(bo())
        change_opportunity(one, details=world_sales.details(), by=world.actor(bo()))
        assert world.happened("OpportunityChanged") == []

    def test_an_old_form_is_refused(self) -> None:
        one, by = world_sales.opportunity(bo()), world.actor(bo())
        seen = version_of(one)
        change_opportunity(one, details=world_sales.details(name="First"), by=by, seen=seen)
        with pytest.raises(ChangedMeanwhile):
            change_opportunity(one, details=world_sales.details(name="Second"), by=by, seen=seen)

    def test_a_day_that_has_passed_may_stay(self) -> None:
        one, past = world_sales.opportunity(bo()), clock.today() - dt.timedelta(days=3)
        Opportunity.objects.update(close_on=past)
        change_opportunity(one, details=world_sales.details(name="Still", close_on=past), by=world.actor(bo()))
        with pytest.raises(Unsound):
            earlier = past - dt.timedelta(days=1)
            change_opportunity(one, details=world_sales.details(close_on=earlier), by=world.actor(bo()))

    def test_to_another_customer_that_one_may_know(self) -> None:
        one, by = world_sales.opportunity(bo()), world.actor(bo())
        other = world_sales.customer("Gemeente Waterrijk")
        change_opportunity(one, details=world_sales.details(), account=other, by=by)
        assert Opportunity.objects.get().account == other
        with pytest.raises(CustomerUnknown):
            hidden = world_sales.customer("Geheim", owner=world.maasveld())
            change_opportunity(one, details=world_sales.details(), account=hidden, by=by)

    def test_only_by_its_owner_with_a_seat(self) -> None:
        one = world_sales.opportunity(bo())
        with pytest.raises(NotAllowed):
            change_opportunity(
                one, details=world_sales.details(name="Mine"), by=world.actor(world_sales.seated(world.anna()))
            )
        world.lindeboom().contacts.update(seat_since=None)
        with pytest.raises(NotAllowed):
            change_opportunity(one, details=world_sales.details(name="Mine"), by=world.actor(world.bo()))

    def test_not_when_it_is_closed(self) -> None:
        one = world_sales.opportunity(bo())
        lose_opportunity(one, reason="price", by=world.actor(bo()))
        with pytest.raises(WrongState):
            change_opportunity(one, details=world_sales.details(name="Late"), by=world.actor(bo()))

    def test_not_when_the_level_opens_the_place_no_more(self) -> None:
        one = world_sales.opportunity(bo())
        Partner.objects.update(level=world.CERTIFIED)
        with pytest.raises(NotAllowed):
            change_opportunity(one, details=world_sales.details(name="Fallen"), by=world.actor(bo()))

    def test_a_module_above_can_object_to_one_field(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []

        def in_review(opportunity: Opportunity, intention: str, actor: object) -> None:
            asked.append(intention)
            if intention == "change.need":
                raise Refusal(name("in review"))

        monkeypatch.setattr(hooks, "EDIT_CHECKS", [in_review])
        one, by = world_sales.opportunity(bo()), world.actor(bo())
        change_opportunity(one, details=world_sales.details(name="Fine"), by=by)
        with pytest.raises(Refusal, match="in review"):
            change_opportunity(one, details=world_sales.details(name="Fine", need="project"), by=by)
        assert asked == ["change.name", "change.need"]


class TestMoveStage:
    def test_forward_is_progress_and_back_is_not(self) -> None:
        one, by = world_sales.opportunity(bo()), world.actor(bo())
        first = move_stage(one, stage="propose", by=by).progressed_at
        assert first is not None
        back = move_stage(one, stage="qualify", by=by)
        assert (back.stage, back.progressed_at) == ("qualify", first)
        assert [e.data["forward"] for e in world.happened("OpportunityStageMoved")] == [True, False]

    def test_where_it_is_already_nothing_happens(self) -> None:
        move_stage(world_sales.opportunity(bo()), stage="identify", by=world.actor(bo()))
        assert world.happened("OpportunityStageMoved") == []

    def test_not_to_a_stage_that_there_is_not(self) -> None:
        with pytest.raises(Unsound):
            move_stage(world_sales.opportunity(bo()), stage="moon", by=world.actor(bo()))

    def test_not_by_somebody_else(self) -> None:
        with pytest.raises(NotAllowed):
            move_stage(world_sales.opportunity(bo()), stage="propose", by=world.actor(world.carla()))
