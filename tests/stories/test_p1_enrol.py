"""P1: anybody can start *Enroll now*; signing in or making an ID on the way keeps the place in the form."""

from __future__ import annotations

import pytest

from kanaal.partners.models import Enrolment
from tests import world

pytestmark = pytest.mark.django_db
PLACE = {"region": "emea", "country": "NL", "language": "nl"}


def test_smoke() -> None:
    world.published()
    b = world.browser()
    answer = b.get("/enrol/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith("/enrol/place/")
    answer = b.post("/enrol/place/", PLACE, follow=True)
    assert answer.redirect_chain[-1][0] == "/enrol/authority/"
    assert Enrolment.objects.get().country == "NL"
