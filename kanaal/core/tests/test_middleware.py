"""What holds for every request: a strict policy, the clock as others moved it, and one way to say no."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import STRANGER
from kanaal.core.decisions import NotAllowed, condition, met, permission, unmet
from kanaal.core.middleware import Refusals, above
from kanaal.core.models import ClockShift
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say

pytestmark = pytest.mark.django_db


class SeatTaken(Refusal):
    def __init__(self) -> None:
        super().__init__(say(_("The seat is taken.")), remedy=say(_("Take another.")), link="/seats/")


@condition
def is_tall(actor, subject):
    return met(_("you are tall"))


@condition
def has_a_hat(actor, subject):
    return unmet(_("you have no hat"), remedy=say(_("Buy one.")), link="/hats/")


def answer_to(error: Exception, path: str = "/x/", **headers: str) -> HttpResponse | None:
    request = RequestFactory().get(path, headers=headers)
    request.user, request.session, request.actor = AnonymousUser(), SessionStore(), STRANGER  # type: ignore[attr-defined]
    return Refusals(lambda _request: HttpResponse()).process_exception(request, error)


def not_allowed() -> NotAllowed:
    with pytest.raises(NotAllowed) as caught:
        permission(_("ride"), is_tall, has_a_hat).check(STRANGER, None)
    return caught.value


class TestRefusals:
    def test_a_reader_gets_a_page_with_the_reason_and_the_way_out(self) -> None:
        response = answer_to(SeatTaken(), accept="text/html,application/xhtml+xml")
        assert response is not None
        assert response.status_code == 409
        page = response.content.decode()
        assert "The seat is taken." in page
        assert "Take another." in page
        assert 'href="/seats/"' in page

    def test_a_decision_is_shown_with_what_holds_and_what_does_not(self) -> None:
        response = answer_to(not_allowed(), accept="text/html")
        assert response is not None
        assert response.status_code == 403
        page = response.content.decode()
        assert all(words in page for words in ("you are tall", "you have no hat", "Buy one.", 'href="/hats/"'))

    @pytest.mark.parametrize(
        ("path", "accept"),
        [("/api/v1/x", "*/*"), ("/x/", "application/json"), ("/x/", "application/problem+json")],
    )
    def test_a_machine_gets_problem_details(self, path: str, accept: str) -> None:
        response = answer_to(not_allowed(), path, accept=accept)
        assert response is not None
        assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
        problem = json.loads(response.content)
        assert (problem["status"], problem["type"]) == (403, "urn:kanaal:refusal:not-allowed")
        assert [(c["condition"], c["met"]) for c in problem["conditions"]] == [("is_tall", True), ("has_a_hat", False)]

    @pytest.mark.parametrize("error", [Http404(), ValueError("a fault of ours")])
    def test_everything_else_is_left_to_django(self, error: Exception) -> None:
        assert answer_to(error) is None


class TestPolicy:
    @pytest.mark.parametrize("path", ["/", "/no-such-page/", "/api/v1/openapi.json"])
    def test_every_answer_forbids_what_is_not_ours(self, client, path: str) -> None:
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        for part in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
            assert part in policy
        assert "unsafe" not in policy
        assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]


def test_a_request_sees_the_clock_that_another_process_moved(client) -> None:
    ClockShift.objects.create(pk=1, seconds=5 * 86_400)
    assert (clock.now() - clock.machine_now()).days <= 0
    client.get("/no-such-page/")
    assert (clock.now() - clock.machine_now()).days >= 4


def test_an_address_that_only_takes_what_is_sent_says_so_to_a_browser(client):
    told = client.get("/theme/", headers={"accept": "text/html"})
    assert told.status_code == 405
    assert told.headers["Allow"] == "POST"
    assert "Nothing stands at this address" in told.content.decode()
    machine = client.get("/theme/", headers={"accept": "application/json"})
    assert machine.status_code == 405
    assert machine.content == b""


def test_it_leads_to_the_nearest_page_above():
    assert above("/sign-out/nowhere/at/all/") == "/sign-out/"
    assert above("/no-such-page/") == "/"


def test_a_number_that_no_database_holds_is_not_found() -> None:
    request = RequestFactory().get("/")
    Refusals(lambda _request: HttpResponse()).process_view(request, None, (), {"pk": 2**63 - 1, "key": "9" * 40})
    with pytest.raises(Http404):
        Refusals(lambda _request: HttpResponse()).process_view(request, None, (), {"pk": 2**63})
