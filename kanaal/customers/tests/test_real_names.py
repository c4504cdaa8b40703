"""Some thousand real companies, spoilt in many ways, are found; and none is taken for another (D5)."""

from __future__ import annotations

from random import Random

from django.test import TestCase

from kanaal.core import clock
from kanaal.customers import finding, rules
from kanaal.customers.finding import EVERYONE, find, lookalikes
from kanaal.customers.models import Account, AccountName
from kanaal.customers.rules import Company
from tests import world
from tests.companies import Listed, companies
from tests.spoiling import SPOILERS

SIZE, ASKED = 4000, 40


class TestRealNames(TestCase):
    there: list[Listed]

    @classmethod
    def setUpTestData(cls) -> None:
        world.published()
        chance = Random(3)
        cls.there = chance.sample(companies(), SIZE)
        now = clock.now()
        Account.objects.bulk_create(
            Account(number=f"R-{n}", name=one.name, country=one.country, town="Ort", made_at=now)
            for n, one in enumerate(cls.there)
        )
        AccountName.objects.bulk_create(
            AccountName(account_id=pk, name=name, kind="legal", key=rules.key_of(name))
            for pk, name in Account.objects.values_list("pk", "name")
        )
        assert finding.rebuild() == SIZE

    def test_they_come_from_many_countries(self) -> None:
        assert len(companies()) >= 20_000
        assert len({one.country for one in companies()}) >= 50

    def test_of_a_hundred_at_least_ninety_nine_are_found_in_the_first_ten(self) -> None:
        """Each way of spoiling by itself, too: in ninety-five of a hundred cases."""
        chance, right, asked = Random(5), 0, 0
        for kind, spoil in SPOILERS.items():
            queries = [(q, one) for one in chance.sample(self.there, 3 * ASKED) if (q := spoil(one.name, chance))][
                :ASKED
            ]
            missed = [(q, one.name) for q, one in queries if not self._found(q, one.name)]
            assert len(missed) <= 0.05 * len(queries), (kind, missed)
            right, asked = right + len(queries) - len(missed), asked + len(queries)
        assert asked > 300
        assert right / asked >= 0.99

    def _found(self, query: str, name: str) -> bool:
        key = rules.key_of(name)
        return any(rules.key_of(hit.matched_name) == key for hit in find(query, owner=EVERYONE))

    def test_none_is_the_same_as_another(self) -> None:
        """Each of some hundreds looks for its like at its own place: what is *same* has the same name."""
        for one in Random(7).sample(self.there, 300):
            for found in lookalikes(Company((one.name,), one.country, "Ort"), owner=EVERYONE):
                if found.likeness.verdict == "same":
                    mine, other = (rules.key_of(name).replace(" ", "") for name in (one.name, found.name))
                    assert mine == other, (one.name, found.name)

    def test_each_finds_itself(self) -> None:
        for one in Random(9).sample(self.there, 200):
            if not rules.key_of(one.name):
                continue
            verdicts = {
                found.likeness.verdict
                for found in lookalikes(Company((one.name,), one.country, "Ort"), owner=EVERYONE)
                if found.name == one.name
            }
            assert verdicts <= {"same", "likely"}
            assert verdicts, one.name
