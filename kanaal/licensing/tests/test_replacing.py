"""The primary administrator has left: a successor is invited, and takes over with the terms (V12, K1)."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.licensing.actions.administrators import ChangeUnderWay, PrimaryAlready
from kanaal.licensing.actions.replacing import replace_primary_administrator
from kanaal.licensing.queries import primary_administrator_of
from tests import world
from tests.world_licences import agreement, eva

pytestmark = pytest.mark.django_db
NEW = "noor@gemeente-waterrijk.example"


class TestReplacePrimaryAdministrator:
    def test_until_the_new_one_has_accepted_nothing_changes(self) -> None:
        eva()
        made = replace_primary_administrator(agreement(), email=NEW, full_name="Noor", by=world.actor(world.agent()))
        assert (made.primary, made.administrator) == (True, None)
        now = primary_administrator_of(agreement())
        assert now is not None
        assert now.person == world.eva()
        assert world.mails_to(NEW)[-1].name == "primary_administrator_chosen"
        assert len(world.happened("SuccessorInvited")) == 1

    def test_one_change_at_a_time_and_to_somebody_else(self) -> None:
        eva()
        by = world.actor(world.agent())
        with pytest.raises(PrimaryAlready):
            replace_primary_administrator(agreement(), email=world.eva().email, full_name="", by=by)
        replace_primary_administrator(agreement(), email=NEW, full_name="", by=by)
        with pytest.raises(ChangeUnderWay):
            replace_primary_administrator(agreement(), email="x@waterrijk.example", full_name="", by=by)

    def test_a_reseller_never(self) -> None:
        eva()
        with pytest.raises(NotAllowed):
            replace_primary_administrator(agreement(), email=NEW, full_name="", by=world.actor(world.anna()))
