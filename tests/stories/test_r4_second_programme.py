"""R4 · In another programme: other days, other VAT treatments, and crowns."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from kanaal.bankdetails.actions.entering import confirm_bank_details, enter_bank_details
from kanaal.bankdetails.queries import details_of, treatment_of
from kanaal.bankdetails.refusals import TreatmentWrong
from kanaal.bankdetails.rules import Account, account_of
from kanaal.core import clock
from kanaal.partners.models import Contact, Partner
from kanaal.rebates.payment.gathering import payers
from kanaal.rebates.payment.pain import Payment, pain001
from tests import world, world_domes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    settings.KANAAL_KEYS = tmp_path / "keys"
    world_domes.in_force(monkeypatch)


def test_a_dome_is_paid_in_crowns_with_vat_after_the_programmes_own_days() -> None:
    iris = world.actor(world_domes.iris(), "contact")
    partner = Contact.objects.get(person=world_domes.iris()).partner
    Partner.objects.filter(pk=partner.pk).update(country="NO", vat_number="NO995568217MVA")
    account = account_of("Aarhus Stjerner", "NO", "NO93 8601 1117 947", "", "")
    assert isinstance(account, Account)
    with pytest.raises(TreatmentWrong):
        enter_bank_details(partner, account, vat_treatment="abroad", second=None, by=iris)
    entered = enter_bank_details(partner, account, vat_treatment="inland", second=None, by=iris)
    made = confirm_bank_details(entered, by=world.actor(world.staff("fin@nk.example", "Fin", "finance", "en"), "staff"))
    third = clock.today() + dt.timedelta(days=3)
    assert made.counts_from == third
    assert details_of(partner, third - dt.timedelta(days=1)) is None
    treatment = treatment_of(made)
    assert treatment is not None
    assert treatment.rate == Decimal(25)

    one = Payment("NT-1", Decimal("1200.50"), "NOK", account, "NT-1 2026-11")
    body = pain001("NP-1", [one], payers=payers(), made_at=clock.now(), on=third).decode()
    assert 'Ccy="NOK">1200.50<' in body
    assert "SEPA" not in body
