"""*View as*: who may look through whose eyes, and that nothing can be changed while one does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kanaal.core.models import Event
from kanaal.people import permissions, viewing
from kanaal.people.models import Person
from kanaal.people.tests.people import browser, make_person, make_staff

pytestmark = pytest.mark.django_db


def unsafe_urls(patterns=None, prefix="/"):
    """Every address of the house, with 1 or x for what it has in it."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        here = prefix + str(one.pattern).lstrip("^").rstrip("$")
        if isinstance(one, URLResolver):
            yield from unsafe_urls(one.url_patterns, here)
        elif isinstance(one, URLPattern):
            yield one.name, here


def filled(pattern: str) -> str:
    pattern = re.sub(r"<(?:int:)?[^>]*>", lambda m: "1" if "int" in m[0] or "pk" in m[0] else "x", pattern)
    return re.sub(r"\(\?P1\[.*?\]\+\)|\(\?Px[^)]*\)|\(\?P[^)]*\)", "x", pattern)


def looking(guest: Person, staff: Person | None = None) -> Any:
    client = browser(staff or make_staff())
    values = {"person": guest.pk, "role": "guest:7", "reason": "She asked me to look"}
    assert client.post(reverse("view-as"), values).status_code == 302
    return client


class TestLooking:
    def test_the_banner_says_through_whose_eyes(self, guest):
        client = looking(guest)
        page = client.post(reverse("me"), {})
        assert page.status_code == 403
        assert "Anna de Vries" in page.content.decode()

    def test_every_form_is_refused(self, guest):
        client = looking(guest)
        tried = 0
        for name, pattern in unsafe_urls():
            if name in viewing._ALWAYS:
                continue
            for method in ("post", "put", "patch", "delete"):
                answer = getattr(client, method)(filled(pattern))
                assert answer.status_code == 403, (method, pattern, answer.status_code)
                tried += 1
        assert tried > 100

    @pytest.mark.parametrize("name", ["me", "me-data", "mfa_index", "account_email", "staff"])
    def test_pages_about_an_id_are_not_shown(self, guest, name):
        assert looking(guest).get(reverse(name)).status_code == 403

    def test_one_looks_with_the_rights_of_the_person_seen(self, guest):
        client = looking(guest)
        seen = client.get("/no-such-page/").wsgi_request
        assert (seen.actor.person_id, seen.actor.role.key, seen.roles) == (guest.pk, "guest:7", [])
        assert not permissions.view_as.allows(seen.actor, guest)
        assert not permissions.change_profile.allows(seen.actor, guest)

    def test_stopping(self, guest):
        client = looking(guest)
        client.post(reverse("stop-viewing-as"))
        assert client.get(reverse("staff")).status_code == 200
        assert Event.objects.filter(name="ViewingStopped", person_id=guest.pk).count() == 1

    def test_signing_out_ends_it_too(self, guest):
        client = looking(guest)
        client.post(reverse("account_logout"), {"next": reverse("account_login")})
        assert Event.objects.filter(name="ViewingStopped").count() == 1

    def test_it_ends_by_itself_and_a_form_left_open_is_not_done(self, guest):
        client = looking(guest)
        session = client.session
        session["viewing"] = session["viewing"] | {"since": 0}
        session.save()
        assert client.post(reverse("me"), {"full_name": "Not me", "time_zone": ""}).status_code == 403
        assert client.get(reverse("me")).status_code == 200
        assert not Person.objects.filter(name="Not me").exists()

    def test_it_ends_with_the_staff_role(self, guest):
        vera = make_staff()
        client = looking(guest, vera)
        vera.staff_roles.update(active=False)
        assert client.get("/no-such-page/").wsgi_request.actor.person_id == vera.pk

    def test_it_ends_with_the_role_seen(self, guest, held):
        client = looking(guest)
        held.clear()
        assert client.get("/no-such-page/").wsgi_request.actor.role is None

    def test_without_a_reason_it_is_asked_for(self, guest):
        answer = browser(make_staff()).post(reverse("view-as"), {"person": guest.pk, "role": "guest:7"})
        assert answer.status_code == 422
        assert "Start viewing" in answer.content.decode()

    def test_others_do_not_learn_who_has_an_id(self, guest):
        carla = make_person("carla@other.example", "Carla")
        for pk in (guest.pk, 999_999, "x", ""):
            answer = browser(carla).post(reverse("view-as"), {"person": pk, "role": "guest:7", "reason": "curious"})
            assert answer.status_code == 404
