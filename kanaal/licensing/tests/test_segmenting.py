"""A customer begun anew in another market segment."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.licensing.actions import segmenting
from kanaal.licensing.actions.inviting import DetailsUnsound
from kanaal.licensing.models import Agreement, CustomerInvitation
from tests import world, world_licences

pytestmark = pytest.mark.django_db
EVA = "eva@gemeente-waterrijk.example"


def change(made: Agreement, segment: str = "gov", email: str = EVA, *, who=None, kind: str = "staff"):
    by = world.actor(who or world.agent(), kind)
    return segmenting.change_segment(made, segment=segment, email=email, admin_name="Eva van Rijn", by=by)


class TestChangeSegment:
    def test_it_ends_and_the_customer_is_invited_to_the_right_one(self) -> None:
        made = world_licences.agreement()
        invited = change(made)
        made.refresh_from_db()
        assert (made.state, invited.state, invited.segment, invited.name) == ("cancelled", "open", "gov", made.name)
        assert (invited.street, invited.postal_code, invited.town) == (made.street, made.postal_code, made.town)
        assert "Overheid" in made.cancelled_why  # in the customer's language
        assert world.happened("SegmentChanged")[-1].receipt

    @pytest.mark.parametrize(
        ("segment", "email", "refusal"),
        [
            ("com", EVA, segmenting.SegmentUnchanged),
            ("moon", EVA, segmenting.NoSuchSegment),
            ("gov", "nobody", DetailsUnsound),
            ("gov", "anna@lindeboom-digitaal.nl", DetailsUnsound),
        ],
    )
    def test_refused_it_leaves_everything_as_it_is(self, segment: str, email: str, refusal: type[Exception]) -> None:
        made = world_licences.agreement()
        with pytest.raises(refusal):
            change(made, segment, email)
        assert Agreement.objects.get().state == "live"
        assert not CustomerInvitation.objects.exists()
        assert not world.mails_to(EVA)

    def test_only_the_desk_and_only_once(self) -> None:
        made = world_licences.agreement()
        for who, kind in ((world.anna(), "contact"), (world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                change(made, who=who, kind=kind)
        change(made)
        with pytest.raises(NotAllowed):
            change(made)
        assert CustomerInvitation.objects.count() == 1

    def test_the_administrator_of_now_is_proposed(self) -> None:
        made = world_licences.agreement()
        assert segmenting.addressee_of(made) == ("", "")
        world_licences.eva(made)
        assert segmenting.addressee_of(made) == (EVA, "Eva van Rijn")
