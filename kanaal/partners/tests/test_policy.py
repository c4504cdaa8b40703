"""What the shipped packs say, read as the rest of the house reads it."""

from __future__ import annotations

import re

import pytest

from kanaal.core import markdown
from kanaal.partners.policy import (
    ContactsPolicy,
    EnrolmentPolicy,
    LevelsPolicy,
    MembershipPolicy,
    PlacesPolicy,
    TabsPolicy,
)
from kanaal.programme.pack import NoSuchText, Pack
from kanaal.programme.policy import RegionsPolicy
from kanaal.programme.tests.packs import changed, shipped


@pytest.fixture(params=["adobe", "nordkuppel"])
def any_pack(request: pytest.FixtureRequest) -> Pack:
    return Pack(shipped(request.param))


@pytest.fixture
def adobe() -> Pack:
    return Pack(shipped("adobe"))


@pytest.fixture
def nordkuppel() -> Pack:
    return Pack(shipped("nordkuppel"))


class TestAnyPack:
    def test_every_text_renders_without_a_mark_left_over(self, any_pack: Pack):
        for language in any_pack.language_codes:
            for stem in (*any_pack.stems("terms"), *any_pack.stems("welcome-kit")):
                html = markdown.to_html(any_pack.markdown(stem, language))
                assert not re.search(r"[{}]", html), stem
                assert html.startswith("<h1>")

    def test_the_entry_level_opens_something_to_somebody(self, any_pack: Pack):
        levels = any_pack.section(LevelsPolicy)
        entry = levels.get(any_pack.section(EnrolmentPolicy).entry_level)
        assert entry is not None
        assert entry == levels.by_rank[0]
        assert entry.opens

    def test_every_place_is_opened_by_some_level_and_every_tab_has_a_place_or_is_the_helpdesk(self, any_pack: Pack):
        levels, places = any_pack.section(LevelsPolicy), any_pack.section(PlacesPolicy)
        assert all(levels.opening(place.key) for place in places.places)
        empty = [tab.key for tab in any_pack.section(TabsPolicy).tabs if not places.under(tab.key)]
        assert empty in ([], ["support"])


class TestAdobe:
    """Figures of the seed and of the programme's facts."""

    def test_who_opens_what(self, adobe: Pack):
        levels = adobe.section(LevelsPolicy)
        opening = {p.key: [lv.key for lv in levels.opening(p.key)] for p in adobe.section(PlacesPolicy).places}
        assert opening["sales-center"] == opening["nfr-licences"] == ["gold", "platinum"]  # P9, N1
        assert opening["reseller-console"] == ["certified", "gold", "platinum"]  # V1
        assert opening["training-center"] == opening["price-lists"] == ["registered", "certified", "gold", "platinum"]

    def test_who_may_enter(self, adobe: Pack):
        places = {place.key: place for place in adobe.section(PlacesPolicy).places}
        assert places["sales-center"].needs_seat
        for key in ("nfr-licences", "price-lists", "reseller-console"):  # N1, P13, V1
            assert places[key].audience == ("primary",)

    def test_numbers(self, adobe: Pack):
        membership, enrolment = adobe.section(MembershipPolicy), adobe.section(EnrolmentPolicy)
        assert (membership.term_months, membership.window_before_days, membership.window_after_days) == (12, 60, 30)
        assert (enrolment.promise_hours, enrolment.automatic_approval) == (4, "off")
        assert adobe.section(ContactsPolicy).invitation_lasts_days == 14
        assert [level.seats for level in adobe.section(LevelsPolicy).by_rank] == [0, 0, 5, 20]

    def test_a_level_needs_what_the_levels_below_it_need(self, adobe: Pack):
        levels = adobe.section(LevelsPolicy)
        platinum = levels.get("platinum")
        assert platinum is not None
        keys = [need.key for need in levels.needs_of(platinum)]
        assert keys[:3] == ["enrolled", "complete-profile", "registration-terms"]
        assert keys[3:5] == ["certified-application", "code-of-conduct"]
        assert "platinum-revenue" in keys

    def test_a_need_writes_its_number_as_the_language_does(self, adobe: Pack):
        need = next(n for lv in adobe.section(LevelsPolicy).levels for n in lv.needs if n.key == "platinum-revenue")
        assert "250.000 in 12 maanden" in need.shown.in_("nl")
        assert "250,000 in 12 months" in need.shown.in_("en")

    def test_regions(self, adobe: Pack):
        regions = adobe.section(RegionsPolicy)
        assert [r.key for r in regions.regions] == ["emea", "americas", "apac", "japan"]
        here = regions.of_country("NL")
        assert here is not None
        assert (here.key, here.currency) == ("emea", "EUR")
        assert regions.of_country("JP") == regions.get("japan")
        assert regions.of_country("KP") is None

    def test_texts_follow_their_language_and_fall_back_to_the_default(self, adobe: Pack):
        assert adobe.markdown("terms/registration", "nl").startswith("# Registratievoorwaarden")
        assert adobe.markdown("terms/registration", "nl-be").startswith("# Registratievoorwaarden")
        assert adobe.markdown("terms/registration", "fr").startswith("# Registration terms")
        assert "duurt 12 maanden" in adobe.markdown("terms/registration", "nl")
        with pytest.raises(NoSuchText):
            adobe.markdown("terms/none", "nl")

    def test_the_welcome_kit_is_made_of_the_rules(self, adobe: Pack):
        """P4: another rule, another kit, though nobody touched its text."""
        assert "Ten minste 100 via VIP" in adobe.markdown("welcome-kit/20-levels", "nl")
        other = Pack(changed(shipped("adobe"), "levels.toml", "at_least = 100", "at_least = 120"))
        assert "Ten minste 120 via VIP" in other.markdown("welcome-kit/20-levels", "nl")


class TestNordkuppel:
    def test_other_levels_words_and_numbers(self, nordkuppel: Pack):
        assert [lv.name.in_("en") for lv in nordkuppel.section(LevelsPolicy).by_rank] == ["Wren", "Tern", "Osprey"]
        assert nordkuppel.language_codes == ("en",)
        assert nordkuppel.section(EnrolmentPolicy).automatic_approval == "clean"
        assert nordkuppel.section(EnrolmentPolicy).promise_hours == 20
        assert nordkuppel.section(PlacesPolicy).get("sales-center") is None
        assert str(nordkuppel.section(ContactsPolicy).kind("primary").name) == "keeper of the dome"
        assert nordkuppel.mail("contact_invited", "en") is not None
        assert nordkuppel.mail("contact_invited", "nl") is None
