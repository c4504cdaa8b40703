"""Directories in tests: one that hands its requests to the application, and one that speaks over a socket."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any
from urllib.parse import quote

from django.test import Client
from scim2_client.engines.wsgi import WSGISCIMClient

from kanaal.licensing.actions.provisioning import make_provisioning_token
from kanaal.licensing.models import Agreement
from tests import world_licences as world_of

ROOT = "/scim/v2"


def token(agreement: Agreement | None = None, days: int = 90) -> str:
    """A secret of a directory of the agreement."""
    mine = agreement or world_of.agreement()
    by = world_of.administrator(world_of.eva(mine), mine)
    return make_provisioning_token(mine, name="Entra ID", days=days, by=by)[1]


class Directory:
    """Asks as Entra or Okta would; answers status and body."""

    def __init__(self, secret: str) -> None:
        self.browser = Client(headers={"authorization": f"Bearer {secret}"})

    def ask(self, method: str, path: str, data: Any = None, **headers: str) -> tuple[int, Any]:
        url, body = f"{ROOT}{quote(path, safe='/?=&')}", b"" if data is None else json.dumps(data).encode()
        answer = self.browser.generic(method, url, body, "application/scim+json", headers=headers)
        return answer.status_code, answer.json() if answer.content else None

    def get(self, path: str) -> Any:
        return self.ask("GET", path)[1]

    def add(self, user_name: str, **more: Any) -> str:
        """A user; answers their id."""
        status, body = self.ask("POST", "/Users", {"schemas": [USER], "userName": user_name, **more})
        assert status == 201, body
        return str(body["id"])

    def group(self, name: str, *members: str) -> str:
        rows = [{"value": one} for one in members]
        status, body = self.ask("POST", "/Groups", {"schemas": [GROUP], "displayName": name, "members": rows})
        assert status == 201, body
        return str(body["id"])

    def patch(self, path: str, *operations: dict[str, Any]) -> tuple[int, Any]:
        """The status; and the resource afterwards, where it was changed."""
        status, body = self.ask("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)})
        return (status, self.get(path)) if status == 204 else (status, body)


USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@contextmanager
def client(secret: str, server: str) -> Iterator[WSGISCIMClient]:
    """The independent client of scim2-client, speaking over a socket to a server that stands at an address."""
    yield WSGISCIMClient(
        partial(_hand_on, server), base_url=f"{server}{ROOT}", headers={"Authorization": f"Bearer {secret}"}
    )


def _hand_on(server: str, asked: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """An application that sends what it is asked over the wire, and gives back what comes."""
    query = f"?{asked['QUERY_STRING']}" if asked.get("QUERY_STRING") else ""
    names = {key[5:].replace("_", "-"): value for key, value in asked.items() if key.startswith("HTTP_")}
    if asked.get("CONTENT_TYPE"):
        names["Content-Type"] = asked["CONTENT_TYPE"]
    names.pop("HOST", None)
    body = asked["wsgi.input"].read(int(asked.get("CONTENT_LENGTH") or 0)) or None
    wire = http.client.HTTPConnection(server.removeprefix("http://"), timeout=30)
    with closing(wire):
        wire.request(asked["REQUEST_METHOD"], quote(asked["PATH_INFO"], safe="/%") + query, body, names)
        answer = wire.getresponse()
        text = answer.read()
        start(f"{answer.status} {answer.reason}", answer.getheaders())
    return [text]
