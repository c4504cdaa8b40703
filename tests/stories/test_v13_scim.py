"""V13: a customer's directory looks after users and licences by SCIM 2.0, as Entra ID and Okta really speak it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from kanaal.adminconsole.scim import views
from kanaal.adminconsole.tests.scim import GROUP, USER, Directory, token
from kanaal.core import clock, limits
from kanaal.licensing.models import Agreement, Assignment, LicenceUser, ProvisioningToken
from kanaal.licensing.sound import called
from tests import world
from tests import world_licences as licences

pytestmark = pytest.mark.django_db
SKU = licences.SKU
EVA = "eva@waterrijk.example"
JAN = "jan@waterrijk.example"


@pytest.fixture
def mine() -> Agreement:
    made = licences.agreement()
    licences.eva(made)
    licences.add(made, 2, ago=5, ordered=2)
    return made


@pytest.fixture
def entra(mine: Agreement) -> Directory:
    return Directory(token(mine))


def have() -> set[str]:
    return set(Assignment.objects.filter(until=None).values_list("user__user_name", flat=True))


class TestTheToken:
    def test_is_made_by_eva_and_shown_once(self, mine: Agreement) -> None:
        browser = world.browser(licences.eva(mine))
        shown = browser.post("/console/directory/", {"name": "Entra ID", "days": "90"})
        secret = shown.context["secret"]
        assert secret in shown.content.decode()
        assert shown["Cache-Control"] == "no-store"
        assert secret not in browser.get("/console/directory/").content.decode()
        assert Directory(secret).ask("GET", "/Users")[0] == 200

    def test_without_one_with_a_wrong_one_revoked_or_over_nobody_comes_in(self, mine: Agreement) -> None:
        good = token(mine)
        strangers = [Client(), Client(headers={"authorization": "Bearer x"}), Client(headers={"authorization": good})]
        for browser in strangers:
            answer = browser.get("/scim/v2/Users")
            assert answer.status_code == 401
            assert answer["WWW-Authenticate"].startswith("Bearer")
            assert answer.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
        row = ProvisioningToken.objects.get()
        world.browser(licences.eva(mine)).post(f"/console/directory/tokens/{row.pk}/revocation/")
        assert Directory(good).ask("GET", "/Users")[0] == 401
        other = token(mine, days=30)
        clock.forward(dt.timedelta(days=31))
        assert Directory(other).ask("GET", "/Users")[0] == 401

    def test_a_session_is_no_token(self, mine: Agreement) -> None:
        for person in (licences.eva(mine), world.anna(), world.vera()):
            assert world.browser(person).get("/scim/v2/Users").status_code == 401

    def test_when_it_was_last_used_stands_in_the_console(self, mine: Agreement, entra: Directory) -> None:
        assert ProvisioningToken.objects.get().used_at is None
        entra.get("/Users")
        assert ProvisioningToken.objects.get().used_at is not None

    def test_whoever_asks_too_often_waits(self, entra: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(views, "BUSY", limits.Limit(times=3, seconds=3600))
        assert [entra.ask("GET", "/Users")[0] for _ in range(4)] == [200, 200, 200, 429]
        monkeypatch.setattr(views, "STRANGE", limits.Limit(times=2, seconds=3600))
        tries = [Client(headers={"authorization": f"Bearer {n}"}).get("/scim/v2/Users").status_code for n in range(3)]
        assert tries == [401, 401, 429]


class TestEntra:
    """The requests of Microsoft's own documentation of its provisioning client."""

    def user(self, name: str) -> dict[str, Any]:
        return {
            "schemas": [USER, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
            "externalId": f"0a21f0f2-{name}", "userName": f"{name}@waterrijk.example", "active": True,
            "emails": [{"primary": True, "type": "work", "value": f"{name}@waterrijk.example"}],
            "meta": {"resourceType": "User"}, "name": {"formatted": "Jan de Vries", "familyName": "de Vries"},
            "roles": [], "addresses": [{"type": "work", "locality": "Hilversum"}],
            "phoneNumbers": [{"type": "work", "value": "+31 35 123 4567"}],
        }  # fmt: skip

    def test_looks_before_it_adds_and_adds(self, entra: Directory) -> None:
        found = entra.get(f'/Users?filter=userName eq "{JAN}"')
        assert (found["totalResults"], found.get("Resources", [])) == (0, [])
        status, body = entra.ask("POST", "/Users", self.user("jan"))
        assert status == 201
        assert body["meta"]["location"].endswith(f"/scim/v2/Users/{body['id']}")
        row = LicenceUser.objects.get()
        assert (row.email, row.name, row.source, row.external_id) == (JAN, "Jan de Vries", "scim", "0a21f0f2-jan")
        assert "phoneNumbers" not in str(row.resource), "what we have no use for is not kept"
        again = entra.get(f'/Users?filter=userName eq "{JAN.upper()}"')
        assert [one["id"] for one in again["Resources"]] == [body["id"]]
        assert entra.get(f'/Users?filter=externalId eq "{row.external_id}"')["totalResults"] == 1
        status, error = entra.ask("POST", "/Users", self.user("jan"))
        assert (status, error["scimType"]) == (409, "uniqueness")

    def test_changes_with_capital_operations_and_paths_with_filters(self, entra: Directory) -> None:
        pk = entra.ask("POST", "/Users", self.user("jan"))[1]["id"]
        status, body = entra.patch(
            f"/Users/{pk}",
            {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "j.devries@waterrijk.example"},
            {"op": "Add", "path": "displayName", "value": "Jan V."},
            {"op": "Replace", "path": "name.familyName", "value": "de Vries-Bos"},
            {"op": "Add", "path": "nickName", "value": "Jannie"},
        )
        assert status == 204
        assert body["emails"][0]["value"] == "j.devries@waterrijk.example"
        row = LicenceUser.objects.get()
        assert (row.email, row.name) == ("j.devries@waterrijk.example", "Jan V.")

    def test_deactivates_with_a_word_for_false(self, entra: Directory) -> None:
        pk = entra.ask("POST", "/Users", self.user("jan"))[1]["id"]
        entra.group(str(called(SKU)), pk)
        assert have() == {JAN}
        status, body = entra.patch(f"/Users/{pk}", {"op": "Replace", "path": "active", "value": "False"})
        assert (status, body["active"]) == (204, False)
        assert have() == set()
        entra.patch(f"/Users/{pk}", {"op": "Replace", "path": "active", "value": "True"})
        assert have() == {JAN}

    def test_adds_to_and_removes_from_a_group_by_value(self, entra: Directory) -> None:
        jan, eva = entra.add(JAN), entra.add(EVA)
        group = entra.group(str(called(SKU)))
        found = entra.get(f'/Groups?excludedAttributes=members&filter=displayName eq "{called(SKU)}"')
        assert found["Resources"][0]["id"] == group
        assert "members" not in found["Resources"][0]
        entra.patch(f"/Groups/{group}", {"op": "Add", "path": "members", "value": [{"value": jan}, {"value": eva}]})
        assert have() == {JAN, EVA}
        entra.patch(f"/Groups/{group}", {"op": "Remove", "path": "members", "value": [{"value": jan}]})
        assert have() == {EVA}
        entra.patch(f"/Groups/{group}", {"op": "Remove", "path": f'members[value eq "{eva}"]'})
        assert have() == set()

    def test_a_group_has_its_members_and_a_user_its_groups(self, entra: Directory) -> None:
        jan = entra.add(JAN)
        group = entra.group("Team", jan)
        assert [one["value"] for one in entra.get(f"/Groups/{group}")["members"]] == [jan]
        assert [one["value"] for one in entra.get(f"/Users/{jan}")["groups"]] == [group]
        assert entra.get(f'/Groups?filter=members.value eq "{jan}"')["totalResults"] == 1

    def test_deletes_for_good(self, entra: Directory) -> None:
        jan = entra.add(JAN)
        entra.group(str(called(SKU)), jan)
        assert entra.ask("DELETE", f"/Users/{jan}")[0] == 204
        assert entra.ask("GET", f"/Users/{jan}")[0] == 404
        assert entra.ask("DELETE", f"/Users/{jan}")[0] == 404
        assert have() == set()
        assert not LicenceUser.objects.exists()


class TestOkta:
    def test_replaces_whole_users_and_patches_without_a_path(self, mine: Agreement) -> None:
        okta = Directory(token(mine))
        body = {
            "schemas": [USER], "userName": JAN, "name": {"givenName": "Jan", "familyName": "Vos"}, "active": True,
            "emails": [{"primary": True, "value": JAN, "type": "work"}], "displayName": "Jan Vos", "locale": "nl-NL",
            "externalId": "00ujl29u0le5T6Aj10h7", "groups": [], "password": "1mz050nq",
        }  # fmt: skip
        pk = okta.ask("POST", "/Users", body)[1]["id"]
        assert "1mz050nq" not in str(LicenceUser.objects.values())
        status, changed = okta.ask("PUT", f"/Users/{pk}", body | {"displayName": "Jan Vos-Bos", "id": pk})
        assert (status, changed["displayName"]) == (200, "Jan Vos-Bos")
        status, changed = okta.patch(f"/Users/{pk}", {"op": "replace", "value": {"active": False}})
        assert (status, changed["active"]) == (204, False)
        assert not LicenceUser.objects.get().active

    def test_pages_from_one_on(self, mine: Agreement) -> None:
        okta = Directory(token(mine))
        for n in range(7):
            okta.add(f"u{n}@waterrijk.example")
        page = okta.get("/Users?startIndex=3&count=2")
        assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (7, 3, 2)
        assert [one["userName"] for one in page["Resources"]] == ["u2@waterrijk.example", "u3@waterrijk.example"]
        assert okta.get("/Users?count=0")["totalResults"] == 7
        found = okta.get('/Users?filter=userName sw "u1" and active eq true')
        assert [one["userName"] for one in found["Resources"]] == ["u1@waterrijk.example"]
        assert okta.get('/Users?filter=userName co "5@water"')["totalResults"] == 1
        assert okta.ask("GET", '/Users?filter=userName xx "a"')[0] == 400


class TestLicencesRunShort:
    def test_members_stay_and_wait_and_get_one_when_there_is(self, mine: Agreement, entra: Directory) -> None:
        ids = [entra.add(f"u{n}@waterrijk.example") for n in range(3)]
        group = entra.group(str(called(SKU)), *ids)
        assert have() == {"u0@waterrijk.example", "u1@waterrijk.example"}
        assert len(entra.get(f"/Groups/{group}")["members"]) == 3, "the directory finds what it wrote"
        [step] = [one for one in self.steps(mine) if one.icon == "hourglass" and one.url.endswith("/groups/")]
        assert step.tone == "warn"
        entra.ask("DELETE", f"/Users/{ids[0]}")
        assert have() == {"u1@waterrijk.example", "u2@waterrijk.example"}

    def steps(self, mine: Agreement) -> Any:
        return world.browser(licences.eva(mine)).get("/console/").context["steps"]

    def test_a_group_of_another_name_gives_what_eva_chooses(self, mine: Agreement, entra: Directory) -> None:
        jan = entra.add(JAN)
        group = entra.group("Communicatie", jan)
        assert have() == set()
        browser = world.browser(licences.eva(mine))
        assert "Communicatie" in browser.get("/console/groups/").content.decode()
        browser.post(f"/console/groups/{group}/", {"sku": SKU})
        assert have() == {JAN}
        browser.post(f"/console/groups/{group}/", {"sku": ""})
        assert have() == set()


class TestApart:
    """Two customers' directories know nothing of each other."""

    def test_what_one_has_the_other_does_not_find(self, mine: Agreement, entra: Directory) -> None:
        other = licences.agreement("Hogeschool Delta")
        licences.add(other, 5, ago=5, ordered=5)
        theirs = Directory(token(other))
        jan = entra.add(JAN)
        group = entra.group("Team", jan)
        for method, path in [("GET", f"/Users/{jan}"), ("DELETE", f"/Users/{jan}"), ("GET", f"/Groups/{group}"),
                             ("DELETE", f"/Groups/{group}")]:  # fmt: skip
            assert theirs.ask(method, path)[0] == 404
        assert theirs.ask("PUT", f"/Users/{jan}", {"schemas": [USER], "userName": "x"})[0] == 404
        assert theirs.patch(f"/Users/{jan}", {"op": "replace", "path": "active", "value": False})[0] == 404
        assert theirs.get("/Users")["totalResults"] == 0
        assert theirs.get(f'/Users?filter=id eq "{jan}"')["totalResults"] == 0
        assert theirs.add(JAN) != jan, "the same person may use licences of both"
        body = {"schemas": [GROUP], "displayName": str(called(SKU)), "members": [{"value": jan}]}
        assert theirs.ask("POST", "/Groups", body)[0] == 400
        assert LicenceUser.objects.get(pk=jan).active

    def test_neither_sees_the_administrators(self, mine: Agreement, entra: Directory) -> None:
        assert entra.get("/Users")["totalResults"] == 0
        assert licences.eva(mine).email not in str(entra.get("/Users"))

    def test_a_cancelled_agreement_has_no_door(self, mine: Agreement, entra: Directory) -> None:
        Agreement.objects.filter(pk=mine.pk).update(state="cancelled")
        assert entra.ask("GET", "/Users")[0] == 401


class TestTheProtocol:
    def test_versions_guard_against_overwriting(self, entra: Directory) -> None:
        jan = entra.add(JAN)
        version = entra.get(f"/Users/{jan}")["meta"]["version"]
        body = {"schemas": [USER], "userName": JAN, "displayName": "Jan"}
        assert entra.ask("PUT", f"/Users/{jan}", body, **{"if-match": version})[0] == 200
        status, error = entra.ask("PUT", f"/Users/{jan}", body | {"displayName": "J"}, **{"if-match": version})
        assert (status, error["status"]) == (412, "412")
        assert LicenceUser.objects.get().name == "Jan"

    def test_what_it_can_do_is_told_to_everybody(self) -> None:
        told = Client().get("/scim/v2/ServiceProviderConfig").json()
        assert told["patch"]["supported"] is True
        assert told["bulk"]["supported"] is False
        assert [one["type"] for one in told["authenticationSchemes"]] == ["oauthbearertoken"]

    @pytest.mark.parametrize(
        ("method", "path", "data", "status"),
        [
            ("POST", "/Users", {"schemas": [USER]}, 400),
            ("POST", "/Users", {"schemas": [USER], "userName": "x" * 300}, 400),
            ("POST", "/Users", [], 400),
            ("POST", "/Groups", {"schemas": [GROUP], "displayName": " "}, 400),
            ("PATCH", "/Users/999999", {"schemas": ["x"], "Operations": []}, 400),
            ("GET", "/Users/abc", None, 404),
            ("GET", "/Nothing", None, 404),
            ("PUT", "/Users", None, 405),
            ("POST", "/Bulk", {}, 501),
        ],
    )
    def test_faults_are_told_in_its_own_words(
        self, entra: Directory, method: str, path: str, data: Any, status: int
    ) -> None:
        found, body = entra.ask(method, path, data)
        assert found == status, body
        assert body["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
        assert not LicenceUser.objects.exists()

    def test_who_did_it_stands_in_the_timeline(self, mine: Agreement, entra: Directory) -> None:
        entra.add(JAN)
        [event] = world.happened("LicenceUserAdded")
        assert (event.actor_kind, event.actor_role.split(":")[0]) == ("client", "directory")
        assert JAN in world.browser(licences.eva(mine)).get("/console/timeline/").content.decode()

    def test_a_user_made_by_hand_is_found_and_taken_over(self, mine: Agreement, entra: Directory) -> None:
        browser = world.browser(licences.eva(mine))
        browser.post("/console/users/new/", {"email": JAN, "name": "Jan", "products": [SKU]})
        [found] = entra.get(f'/Users?filter=userName eq "{JAN}"')["Resources"]
        assert found["emails"][0]["value"] == JAN
        entra.patch(f"/Users/{found['id']}", {"op": "add", "path": "externalId", "value": "abc"})
        assert LicenceUser.objects.get().external_id == "abc"
        assert have() == {JAN}, "what was given by hand stays"
