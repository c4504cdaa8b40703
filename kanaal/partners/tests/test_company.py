"""The company's profile: who may change it, and what is refused."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.partners.actions.company import ProfileFault, change_company_profile, missing_fields
from tests import world

pytestmark = pytest.mark.django_db


class TestChangeCompanyProfile:
    def test_says_which_fields_were_changed_but_not_to_what(self) -> None:
        changed = change_company_profile(
            world.lindeboom(), values={"street": "Nieuwegracht 3", "city": "Utrecht"}, by=world.actor(world.anna())
        )
        assert changed.street == "Nieuwegracht 3"
        [event] = world.happened("CompanyProfileChanged")
        assert event.data == {"fields": ["street"]}

    def test_saving_the_same_again_is_no_change(self) -> None:
        partner = world.lindeboom()
        change_company_profile(partner, values={"street": partner.street}, by=world.actor(world.anna()))
        assert not world.happened("CompanyProfileChanged")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("vat_number", "NL1"),
            ("postal_code", "35 11"),
            ("website", "geen site"),
            ("street", "  "),
            ("city", "x" * 200),
        ],
    )
    def test_refuses_what_is_not_right_and_keeps_what_was(self, field: str, value: str) -> None:
        before = getattr(world.lindeboom(), field)
        with pytest.raises(ProfileFault) as refused:
            change_company_profile(world.lindeboom(), values={field: value}, by=world.actor(world.anna()))
        assert refused.value.at == field
        assert getattr(world.lindeboom(), field) == before

    def test_what_the_programme_asks_for_can_stay_missing_but_not_go_missing(self) -> None:
        anna = world.actor(world.anna())
        assert "website" in missing_fields(world.lindeboom())
        change_company_profile(world.lindeboom(), values={"phone": "+31 30 231 4567", "website": ""}, by=anna)
        assert "phone" not in missing_fields(world.lindeboom())
        with pytest.raises(ProfileFault):
            change_company_profile(world.lindeboom(), values={"phone": ""}, by=anna)

    @pytest.mark.parametrize("who", [world.bo, world.carla, world.vera])
    def test_is_for_the_primary_contact(self, who) -> None:
        with pytest.raises(NotAllowed):
            change_company_profile(world.lindeboom(), values={"street": "X 1"}, by=world.actor(who()))
        assert world.lindeboom().street != "X 1"
