"""The customer's word that it changes reseller (V9)."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.licensing import knowing
from kanaal.licensing.actions.consenting import find_consent, give_switch_consent, withdraw_switch_consent
from kanaal.licensing.models import Agreement, SwitchConsent
from tests import world
from tests import world_licences as licences

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Agreement:
    made = licences.agreement()
    licences.eva(made)
    return made


def eva(mine: Agreement):
    return licences.administrator(licences.eva(mine), mine)


class TestGiveSwitchConsent:
    def test_a_code_for_the_days_of_the_terms_kept_as_a_digest(self, mine: Agreement) -> None:
        code = give_switch_consent(mine, by=eva(mine))
        [row] = SwitchConsent.objects.all()
        assert row.until == licences.day(0) + dt.timedelta(days=knowing.terms_of(mine).approval_days)
        assert code not in str(SwitchConsent.objects.values())
        assert find_consent(code) == row
        assert code not in str([e.data for e in world.happened("SwitchConsentGiven")])

    def test_as_somebody_types_it(self, mine: Agreement) -> None:
        code = give_switch_consent(mine, by=eva(mine))
        assert find_consent(f" {code.lower().replace('-', ' ')} ") is not None
        assert find_consent("") is None
        assert find_consent("AAAA-AAAA-AAAA-AAAA") is None

    def test_a_new_one_ends_the_earlier(self, mine: Agreement) -> None:
        first, then = give_switch_consent(mine, by=eva(mine)), give_switch_consent(mine, by=eva(mine))
        assert find_consent(first) is None
        assert find_consent(then) is not None

    def test_not_after_its_days_nor_used_nor_of_a_cancelled_agreement(self, mine: Agreement) -> None:
        code = give_switch_consent(mine, by=eva(mine))
        SwitchConsent.objects.update(until=licences.day(1))
        assert find_consent(code) is None
        SwitchConsent.objects.update(until=licences.day(0))
        assert find_consent(code) is not None
        Agreement.objects.update(state="cancelled")
        assert find_consent(code) is None

    def test_a_reseller_gives_none(self, mine: Agreement) -> None:
        with pytest.raises(NotAllowed):
            give_switch_consent(mine, by=world.actor(world.anna()))
        assert not SwitchConsent.objects.exists()


class TestWithdrawSwitchConsent:
    def test_nobody_can_use_it_any_more(self, mine: Agreement) -> None:
        code = give_switch_consent(mine, by=eva(mine))
        for _again in range(2):
            withdraw_switch_consent(SwitchConsent.objects.get(), by=eva(mine))
        assert find_consent(code) is None
        assert len(world.happened("SwitchConsentWithdrawn")) == 1
