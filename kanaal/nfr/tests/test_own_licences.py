"""A partner's own licences: offered, accepted, given, and following the level."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.licensing.facts import UNITS
from kanaal.licensing.knowing import facts_of, terms_of
from kanaal.licensing.models import Agreement, CustomerInvitation, Order, Renewal, RenewalSetting
from kanaal.licensing.rules.holdings import holding
from kanaal.licensing.rules.renewal import by_itself
from kanaal.nfr.actions import licences
from kanaal.partners.models import Partner
from tests import world, world_licences, world_nfr

pytestmark = pytest.mark.django_db
APPS, ENTERPRISE, STOCK = world_nfr.APPS, world_nfr.ENTERPRISE, world_nfr.STOCK


def there(agreement: Agreement) -> dict[str, int]:
    """What can be used today."""
    agreement.refresh_from_db()
    known, terms, today = facts_of(agreement), terms_of(agreement), world_licences.day(0)
    assert known is not None
    return {sku: n for sku in known.products if (n := holding(known, terms, sku, today).usable)}


def would_renew(agreement: Agreement) -> dict[str, int]:
    """What the next anniversary renews by itself, as things stand."""
    agreement.refresh_from_db()
    known, terms = facts_of(agreement), terms_of(agreement)
    assert known is not None
    anniversary = known.cycle(terms).next_anniversary(world_licences.day(0))
    return {one.product: one.quantity for one in by_itself(known, terms, anniversary)}


class TestAskOwnLicences:
    def test_the_primary_contact_is_invited_under_the_companys_own_name(self) -> None:
        one = licences.ask_own_licences(world.lindeboom(), by=world.actor(world.anna(), "contact"))
        assert (one.name, one.terms, one.email, one.state) == (
            "Lindeboom Digitaal NFR", "nfr", world.anna().email, "open",
        )  # fmt: skip
        assert world.mails_to(world.anna().email)[-1].name == "customer_invited"
        assert not Agreement.objects.exists()

    def test_once_until_it_is_accepted_and_never_beside_an_agreement(self) -> None:
        anna = world.actor(world.anna(), "contact")
        licences.ask_own_licences(world.lindeboom(), by=anna)
        with pytest.raises(licences.OfferWaits):
            licences.ask_own_licences(world.lindeboom(), by=anna)
        CustomerInvitation.objects.all().delete()
        world_nfr.own_agreement()
        with pytest.raises(licences.HasOwnAgreement):
            licences.ask_own_licences(world.lindeboom(), by=anna)

    def test_one_that_expired_is_made_anew(self) -> None:
        anna = world.actor(world.anna(), "contact")
        first = licences.ask_own_licences(world.lindeboom(), by=anna)
        CustomerInvitation.objects.update(until=clock.today() - dt.timedelta(days=1))
        second = licences.ask_own_licences(world.lindeboom(), by=anna)
        first.refresh_from_db()
        assert (first.state, second.state) == ("withdrawn", "open")

    def test_a_name_that_is_taken_is_changed_slightly(self) -> None:
        world_licences.agreement("Lindeboom Digitaal NFR", partner=world.maasveld())
        one = licences.ask_own_licences(world.lindeboom(), by=world.actor(world.anna(), "contact"))
        assert one.name == "Lindeboom Digitaal NFR Utrecht"

    def test_only_the_primary_contact_of_a_level_that_opens_it(self) -> None:
        for who, partner in ((world.bo(), world.lindeboom()), (world.joost(), world.kwartelveld())):
            with pytest.raises(NotAllowed):
                licences.ask_own_licences(partner, by=world.actor(who, "contact"))
        assert not CustomerInvitation.objects.exists()


class TestGiveOwnLicences:
    def test_accepted_the_licences_are_there_at_once(self) -> None:
        made = world_nfr.own_agreement()
        assert there(made) == {APPS: 5}
        assert (made.begins, made.licences) == (world_licences.day(0), 5)
        assert made.anniversary is not None
        assert would_renew(made) == {APPS: 5}
        assert world.mails_to(world.anna().email)[-1].name in {"own_licences_given", "agreement_made"}

    def test_twice_adds_nothing(self) -> None:
        made = world_nfr.own_agreement()
        assert licences.give_own_licences(made) == {}
        assert there(made) == {APPS: 5}

    def test_they_were_ordered_from_nobody_and_count_for_nothing(self) -> None:
        world_nfr.own_agreement()
        assert not Order.objects.exists()
        for programme in ("vip", "nfr"):
            found = UNITS.values([world.lindeboom().pk], {"programme": programme, "months": 12}, clock.today())
            assert not any(found.values())

    def test_only_the_clock(self) -> None:
        made = world_nfr.own_agreement()
        with pytest.raises(NotAllowed):
            licences.give_own_licences(made, by=world.actor(world.vera(), "staff"))


class TestFollowLevel:
    def at(self, level: str) -> Agreement:
        made = world_nfr.own_agreement()
        licences.follow_level(world_nfr.at_level(world.lindeboom(), level))
        made.refresh_from_db()
        return made

    def test_a_higher_level_adds_what_it_brings_on_top(self) -> None:
        made = self.at(world.PLATINUM)
        assert there(made) == {APPS: 5, ENTERPRISE: 5, STOCK: 1}
        assert would_renew(made) == {APPS: 5, ENTERPRISE: 5, STOCK: 1}

    def test_a_lost_level_takes_nothing_today_and_renews_nothing(self) -> None:
        made = self.at(world.CERTIFIED)
        assert not made.renews_itself
        assert there(made) == {APPS: 5}
        assert would_renew(made) == {}
        mail = world.mails_to(world.anna().email)[-1]
        assert mail.name == "own_licences_end"
        assert "Certified" in mail.text

    def test_regained_in_time_they_go_on(self) -> None:
        self.at(world.CERTIFIED)
        made = self.at(world.GOLD)
        assert made.renews_itself
        assert would_renew(made) == {APPS: 5}
        assert world.mails_to(world.anna().email)[-1].name == "own_licences_go_on"
        assert there(made) == {APPS: 5}

    def test_what_a_lower_level_brings_no_longer_ends_alone(self) -> None:
        self.at(world.PLATINUM)
        made = self.at(world.GOLD)
        assert there(made) == {APPS: 5, ENTERPRISE: 5, STOCK: 1}
        assert would_renew(made) == {APPS: 5}
        made = self.at(world.PLATINUM)
        assert would_renew(made) == {APPS: 5, ENTERPRISE: 5, STOCK: 1}
        assert RenewalSetting.objects.filter(enabled=False).count() == 0

    def test_a_level_lost_today_takes_nothing_that_an_anniversary_has_renewed(self) -> None:
        made = world_nfr.own_agreement()
        clock.forward(dt.timedelta(days=367))  # and the clock has not come by: two days after the anniversary
        licences.follow_level(world_nfr.at_level(world.lindeboom(), world.CERTIFIED))
        assert there(made) == {APPS: 5}
        assert Renewal.objects.get(agreement=made).quantity == 5
        assert would_renew(made) == {}

    def test_twice_changes_and_tells_nothing(self) -> None:
        self.at(world.CERTIFIED)
        before = len(world.mails_to(world.anna().email))
        licences.follow_level(world.lindeboom())
        assert len(world.mails_to(world.anna().email)) == before
        assert len(world.happened("OwnLicencesFollowed")) == 1

    def test_a_membership_that_ended_is_a_level_that_was_lost(self) -> None:
        made = world_nfr.own_agreement()
        Partner.objects.filter(pk=made.partner_id).update(state="ended")
        licences.follow_level(Partner.objects.get(pk=made.partner_id))
        made.refresh_from_db()
        assert not made.renews_itself

    def test_whoever_has_none_gets_none(self) -> None:
        assert licences.follow_level(world.lindeboom()) is None

    def test_only_the_clock(self) -> None:
        with pytest.raises(NotAllowed):
            licences.follow_level(world.lindeboom(), by=world.actor(world.vera(), "staff"))
