"""What no browser of an honest person sends is answered, not suffered."""

from __future__ import annotations

import base64

import pytest

from tests import world

pytestmark = pytest.mark.django_db
LISTS = ("/portal/timeline/", "/portal/contacts/", "/requests/")


@pytest.mark.parametrize("address", [*LISTS, "/demo/mailbox/", "/enrol/", "/"])
def test_a_nul_anywhere_is_refused(address: str) -> None:
    browser = world.browser(world.anna())
    assert browser.get(address, {"q": "a\x00b", "state": "\x00"}).status_code == 400
    assert browser.post(address, {"reason": "a\x00b"}).status_code in (400, 405)


@pytest.mark.parametrize("cursor", ["[" * 5000, "x" * 5000, "[1,2,3]", "[{}]", '["a"]', "[null]", "[1e999]"])
@pytest.mark.parametrize("address", LISTS)
def test_a_forged_place_in_a_list_begins_anew(address: str, cursor: str) -> None:
    after = base64.urlsafe_b64encode(cursor.encode()).decode()
    assert world.browser(world.anna()).get(address, {"after": after}).status_code == 200


def test_a_page_that_was_too_old_leads_to_ours_only() -> None:
    from django.test import Client

    world.published()
    forged = Client(enforce_csrf_checks=True)
    answer = forged.post("/theme/", {"theme": "dark"}, headers={"referer": "https://evil.example/phish"})
    assert answer.status_code == 403
    assert "evil.example" not in answer.content.decode()
