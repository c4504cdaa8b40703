"""Signing in with the ID of one's company, against a small OpenID Connect provider on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from kanaal.core.models import Event
from kanaal.people.models import Person
from kanaal.people.tests.people import browser, code_in, make_person, newest_mail, proved

pytestmark = pytest.mark.django_db

ANNA = {"sub": "42", "email": "anna@kroon.example", "email_verified": True, "name": "Anna de Vries"}


class Provider(BaseHTTPRequestHandler):
    """Answers discovery, token and userinfo; who is signed in there is what the test says."""

    who: dict[str, Any] = ANNA

    def do_GET(self) -> None:
        host = f"http://{self.headers['Host']}"
        if self.path.endswith("/openid-configuration"):
            ways = ("authorization", "token", "userinfo")
            found = {f"{way}_endpoint": f"{host}/{way}" for way in ways}
            self.answer(found | {"issuer": host, "jwks_uri": f"{host}/jwks"})
        else:
            self.answer(type(self).who)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer({"access_token": "x", "token_type": "Bearer"} if "code_verifier" in sent else {"error": "no PKCE"})

    def answer(self, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def provider(settings: Any) -> Iterator[type[Provider]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    switch_on(settings, f"http://127.0.0.1:{server.server_port}")
    Provider.who = ANNA
    yield Provider
    server.shutdown()
    server.server_close()


def switch_on(settings: Any, url: str) -> None:
    settings.SOCIALACCOUNT_ADAPTER = "kanaal.people.adapter_company.CompanyAdapter"
    app = {
        "provider_id": "company",
        "name": "Kroon",
        "client_id": "kanaal",
        "secret": "s",
        "settings": {"server_url": url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def come_back(client: Any, then: str = "/me/data/", **query: str) -> Any:
    """Go to the company's page and come back from there."""
    page = client.post(reverse("openid_connect_login", args=["company"]) + f"?next={then}")
    url = page.context["url"]
    assert f'href="{url}"'.replace("&", "&amp;") in page.content.decode()
    state = parse_qs(urlsplit(url).query)["state"][0]
    return client.get(reverse("openid_connect_callback", args=["company"]), {"state": state} | (query or {"code": "c"}))


class TestCompany:
    def test_the_sign_in_page_offers_it(self, provider):
        assert "Go on with Kroon" in browser().get(reverse("account_login")).content.decode()

    def test_a_new_person_gets_an_id_with_what_the_company_says(self, provider):
        client = browser()
        assert come_back(client).url == "/me/data/"
        anna = Person.objects.get()
        assert (anna.email, anna.name, anna.has_usable_password()) == ("anna@kroon.example", "Anna de Vries", False)
        assert client.get("/me/data/").status_code == 200
        assert Event.objects.filter(name="SignedIn", data__method="socialaccount").count() == 1

    def test_an_address_the_company_does_not_vouch_for_is_proved_here(self, provider):
        provider.who = ANNA | {"email_verified": False}
        client = browser()
        assert come_back(client).url.startswith(reverse("account_email_verification_sent"))
        code = code_in(newest_mail("anna@kroon.example"))
        assert client.post(reverse("account_email_verification_sent"), {"code": code}).url == "/me/data/"

    def test_a_known_address_is_not_taken_over(self, provider):
        anna = make_person()
        client = browser()
        come_back(client)
        assert client.get("/me/").status_code == 302
        assert Person.objects.get() == anna

    def test_broken_off_and_failed_come_to_our_own_pages(self, provider):
        assert come_back(browser(), error="access_denied").url == reverse("socialaccount_login_cancelled")
        assert come_back(browser(), error="server_error").url == reverse("socialaccount_login_error")

    def test_a_company_that_does_not_answer(self, settings):
        switch_on(settings, "http://127.0.0.1:9")
        answer = browser().post(reverse("openid_connect_login", args=["company"]))
        assert answer.url == reverse("socialaccount_login_error")

    def test_connecting_and_disconnecting(self, provider):
        anna = make_person("other@kroon.example")
        client = proved(anna)
        page = client.post(reverse("openid_connect_login", args=["company"]) + "?process=connect")
        state = parse_qs(urlsplit(page.context["url"]).query)["state"][0]
        client.get(reverse("openid_connect_callback", args=["company"]), {"state": state, "code": "c"})
        connected = anna.socialaccount_set.get()  # type: ignore[attr-defined]
        assert "Kroon" in client.get(reverse("socialaccount_connections")).content.decode()
        client.post(reverse("socialaccount_connections"), {"account": connected.pk})
        assert not anna.socialaccount_set.exists()  # type: ignore[attr-defined]
        names = set(Event.objects.filter(about_id=anna.pk).values_list("name", flat=True))
        assert names == {"ExternalIdConnected", "ExternalIdDisconnected"}

    def test_a_company_nobody_named(self):
        assert browser().post(reverse("openid_connect_login", args=["company"])).status_code == 404
