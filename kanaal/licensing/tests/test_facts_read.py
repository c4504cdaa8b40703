"""All facts with one question: of one agreement as of many, and the same on every database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanaal.core import clock
from kanaal.licensing import facts_read
from kanaal.licensing.knowing import facts_of, facts_of_many
from kanaal.licensing.models import Agreement, Commitment, Renewal, RenewalReturn, RenewalSetting
from kanaal.licensing.rules import facts
from tests import world_licences as licences
from tests.world_licences import OTHER, SKU

pytestmark = pytest.mark.django_db


def full() -> Agreement:
    """With a fact of every kind."""
    made = licences.agreement()
    one = licences.add(made, 12, ago=40, ordered=8, order_ago=3)
    one.parts.create(kind="removed", on=licences.day(20), quantity=2, at=clock.now())
    one.parts.create(kind="returned", on=licences.day(1), quantity=3, number="RMA-1", at=clock.now())
    licences.add(made, 5, ago=2, sku=OTHER)
    renewal = Renewal.objects.create(
        agreement=made, number="VO-9", sku=SKU, anniversary=licences.day(-9), ordered=licences.day(1), quantity=7,
        at=clock.now(), partner=made.partner,
    )  # fmt: skip
    RenewalReturn.objects.create(renewal=renewal, on=licences.day(0), quantity=1, number="RMA-2", at=clock.now())
    RenewalSetting.objects.create(agreement=made, sku=SKU, enabled=False)
    Commitment.objects.create(
        agreement=made, number="3Y-1", quantity=10, requested=licences.day(9), declined=licences.day(8)
    )
    Commitment.objects.create(
        agreement=made, number="3Y-2", quantity=20, requested=licences.day(5), accepted=licences.day(4)
    )
    return made  # fmt: skip


def test_every_kind_of_fact_is_there_with_its_days() -> None:
    found = facts_of(full())
    assert found is not None
    first, second = found.additions
    assert (first.quantity, first.added, second.product) == (12, licences.day(40), OTHER)
    assert [(one.on, one.quantity) for one in first.orders] == [(licences.day(3), 8)]
    assert [(one.on, one.quantity) for one in first.removals] == [(licences.day(20), 2)]
    assert first.returns == (facts.Part(licences.day(1), 3, "RMA-1"),)
    (renewal,) = found.renewals
    assert (renewal.number, renewal.anniversary, renewal.ordered) == ("VO-9", licences.day(-9), licences.day(1))
    assert (renewal.kept(licences.day(0)), renewal.automatic) == (6, False)
    assert found.settings == (facts.Setting(SKU, False, None),)
    assert found.commitment == facts.Commitment("3Y-2", 20, licences.day(5), licences.day(4), None)


def test_one_question_whether_for_one_or_for_many_with_the_same_answer() -> None:
    made, other, empty = full(), licences.agreement("Omroep Hilversum"), licences.agreement("Uitgeverij Vlam")
    licences.add(other, 3, ago=9)
    found = {}
    for asked in ([made], [made, other, empty]):
        with CaptureQueriesContext(connection) as queries:
            found = facts_of_many(asked)
        about_facts = [one for one in queries.captured_queries if "licensing_addition" in one["sql"]]
        assert len(about_facts) == 1
        assert found[made.pk] == facts_of(made)
    assert found[empty.pk] is None
    assert facts_read.read([]) == {}
