"""The invented vendor's programme with a customer: Sterrenwacht Oost sells dome years to the planetarium of Aarhus."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.distributors.models import Distributor
from kanaal.licensing.models import Agreement
from kanaal.partners.policy import LevelsPolicy
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from tests import world
from tests import world_licences as licences

SKU, OTHER = "NK-SKY-S", "NK-SHOW"


def in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other programme is the one in force."""
    release = world.published("nordkuppel")
    monkeypatch.setattr(world, "published", lambda folder="": release)


def iris() -> Person:
    """Primary contact of a partner at the highest level."""
    level = policy(LevelsPolicy).by_rank[-1].key
    partner = world.company("Sterrenwacht Oost", level, "sterrenwacht-oost.nl", region="nordics", country="DK")
    return world._contact(partner, "iris@sterrenwacht-oost.nl", "Iris Poolster", "primary")


def agreement(name: str = "Planetarium Aarhus", **fields: Any) -> Agreement:
    person = iris()
    partner = person.contacts.get().partner
    values: dict[str, Any] = {
        "number": "DOME-700001", "terms": "dome-years", "segment": "dome", "country": "DK", "region": "nordics",
        "currency": "NOK", "zone": "Europe/Copenhagen", "language": "en", "partner": partner,
        "contact": person.contacts.get(),
    }  # fmt: skip
    return licences.agreement(name, **(values | fields))


def distributor() -> Distributor:
    made = licences.distributor("Distri Nord")
    made.regions = ["nordics"]
    made.save()
    return made
