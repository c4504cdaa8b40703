"""The storage keeps the contract that the library's own suite asks of every storage."""

from __future__ import annotations

from typing import Any

import pytest
from scim2_models import ScimProvider
from scim2_server.testing import ScimStorageContract

from kanaal.adminconsole.scim.resources import PROVIDER
from kanaal.adminconsole.scim.storage import TenantStorage
from kanaal.core.actors import Actor, Role
from kanaal.licensing.actions.provisioning import make_provisioning_token
from kanaal.licensing.queries import DIRECTORY
from tests import world_licences as licences

pytestmark = pytest.mark.django_db


class TestTenantStorage(ScimStorageContract):
    @pytest.fixture
    def storage(self, db: None) -> TenantStorage:
        mine = licences.agreement()
        by = licences.administrator(licences.eva(mine), mine)
        token, _secret = make_provisioning_token(mine, name="Entra ID", days=90, by=by)
        directory = Actor("client", name=token.name, role=Role(DIRECTORY, token.pk, mine.name))
        return TenantStorage(mine, directory, writes=True)

    @pytest.fixture
    def provider(self) -> ScimProvider:
        return PROVIDER

    def search_users(self) -> list[dict[str, Any]]:
        """The suite's own, without what we don't keep."""
        return [
            {
                "userName": "alice", "displayName": "Alice", "name": {"givenName": "Alice", "familyName": "Liddell"},
                "active": True,
                "emails": [
                    {"value": "alice@home.example.org", "type": "home"},
                    {"value": "alice@work.example.org", "type": "work", "primary": True},
                ],
            },
            {"userName": "Bob", "active": False, "emails": [{"value": "bob@work.example.org", "type": "work"}]},
            {"userName": "carol", "name": {"familyName": "smith"}},
            {"userName": "dave_%", "emails": [{"value": "dave@home.example.org"}]},
        ]  # fmt: skip
