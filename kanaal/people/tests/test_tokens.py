"""Links with a secret: once, in time, for whom they were meant."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from kanaal.core import clock
from kanaal.people import tokens
from kanaal.people.models import Person, Token
from kanaal.people.tests.people import make_person


def issue(until: dt.timedelta = dt.timedelta(days=7)) -> str:
    anna = make_person()
    return tokens.issue("test", anna, audience=anna.email, until=clock.now() + until)


@pytest.mark.django_db
class TestTokens:
    def test_only_a_digest_is_kept(self):
        secret = issue()
        assert secret not in str(Token.objects.values().get())

    def test_once(self):
        secret = issue()
        tokens.use("test", secret)
        with pytest.raises(tokens.LinkUsed):
            tokens.use("test", secret)

    @pytest.mark.parametrize("hung_on", [".", ">", ",", ").", "'"])
    def test_what_a_mail_program_hung_on_its_end_is_none_of_it(self, hung_on):
        assert tokens.look_up("test", issue() + hung_on).purpose == "test"

    def test_for_its_purpose_only(self):
        secret = issue()
        with pytest.raises(tokens.LinkUnknown):
            tokens.look_up("something else", secret)

    def test_in_time(self):
        secret = issue(dt.timedelta(days=1))
        clock.forward(dt.timedelta(days=2))
        with pytest.raises(tokens.LinkExpired):
            tokens.use("test", secret)

    def test_a_newer_one_replaces_it(self):
        secret = issue()
        anna = Person.objects.get(pk=Token.objects.get().about_id)
        tokens.issue("test", anna, audience="x@y.example", until=clock.now() + dt.timedelta(days=1))
        with pytest.raises(tokens.LinkUnknown):
            tokens.use("test", secret)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_use_it_once():
    secret = issue()
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def use_it() -> None:
        try:
            gate.wait(5)
            with transaction.atomic():
                tokens.use("test", secret)
            outcomes.append("used")
        except tokens.LinkUsed:
            outcomes.append("too late")
        finally:
            connection.close()

    both = [threading.Thread(target=use_it) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(outcomes) == ["too late", "used"]
