"""D7: what was decided is signed; anybody can verify it, with our page, our command, or openssl and the public key."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kanaal.deals import snapshot
from tests import world, world_deals

pytestmark = pytest.mark.django_db


def files_of(registration: Any) -> tuple[str, Any]:
    """The newest receipt as text and as JSON, as its owner downloads them."""
    pk = registration.receipts.latest("pk").pk
    bo = world.browser(world.bo())
    text = bo.get(f"/sales/registrations/{registration.number}/receipts/{pk}.txt")
    data = bo.get(f"/sales/registrations/{registration.number}/receipts/{pk}.json")
    assert "attachment" in text.headers["Content-Disposition"]
    return text.content.decode(), json.loads(data.content)


def test_a_receipt_says_what_was_decided_about_what() -> None:
    registration = world_deals.handed_in()
    _text, data = files_of(registration)
    fields = data["fields"]
    assert fields["Number"] == registration.number
    assert fields["Decision"] == "approved"
    assert fields["Partner"].endswith("Lindeboom Digitaal")
    assert fields["Protected-Until"] == str(registration.protected_until)
    assert fields["Content-SHA-256"] == snapshot.hash_of(registration.content)


@pytest.mark.parametrize("kind", ["text", "json"])
def test_anybody_verifies_it_on_a_public_page_which_tells_only_what_it_holds(kind: str) -> None:
    text, data = files_of(world_deals.handed_in())
    given = text if kind == "text" else json.dumps(data)
    stranger = world.browser()
    page = stranger.post("/receipts/verify/", {"text": given}).content.decode()
    assert "is-ok" in page
    assert data["fields"]["Number"] in page
    assert "Omroep Waterrijk" not in page
    altered = given.replace("approved", "declined")
    page = stranger.post("/receipts/verify/", {"text": altered}).content.decode()
    assert "is-bad" in page
    for nonsense in ("", "x" * 30_000, "{", "-----BEGIN KANAAL RECEIPT-----\nx"):
        assert stranger.post("/receipts/verify/", {"text": nonsense}).status_code in (200, 422)


def test_a_hostile_name_of_a_company_adds_no_line() -> None:
    partner = world.lindeboom()
    partner.name = "Lindeboom\nDecision: approved\nProtected-Until: 2099-01-01"
    partner.save(update_fields=["name"])
    _text, data = files_of(world_deals.with_the_desk())
    assert data["fields"]["Decision"] == "in review"
    assert "Protected-Until" not in data["fields"]


def test_the_command_verifies_offline(tmp_path: Path, capsys: Any) -> None:
    text, _data = files_of(world_deals.handed_in())
    receipt, key = tmp_path / "receipt.txt", tmp_path / "key.pem"
    receipt.write_text(text)
    key.write_bytes(world.browser().get("/.well-known/kanaal-receipts.pem").content)
    call_command("receipts", "verify", str(receipt))
    call_command("receipts", "verify", str(receipt), "--key", str(key))
    assert "Genuine" in capsys.readouterr().out
    receipt.write_text(text.replace("approved", "declined"))
    with pytest.raises(CommandError):
        call_command("receipts", "verify", str(receipt), "--key", str(key))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_openssl_verifies_it_with_the_commands_of_the_how_to(tmp_path: Path) -> None:
    text, data = files_of(world_deals.handed_in())
    (tmp_path / "receipt.txt").write_text(text)
    name = data["fields"]["Key"]
    (tmp_path / "key.pem").write_bytes(world.browser().get(f"/receipts/keys/{name}.pem").content)
    how_to = (Path(__file__).resolve().parents[2] / "docs/how-to/verify-a-receipt.md").read_text()
    script = how_to.split("```sh\n")[1].split("```")[0]
    done = subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in done.stdout, done.stdout + done.stderr
    (tmp_path / "receipt.txt").write_text(text.replace("approved", "declined"))
    assert subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=False).returncode


def test_a_key_that_was_replaced_still_verifies_what_it_signed(settings: Any, tmp_path: Path) -> None:
    text, data = files_of(world_deals.handed_in())
    settings.KANAAL_KEYS = tmp_path / "new keys"
    page = world.browser().post("/receipts/verify/", {"text": text}).content.decode()
    assert "is-ok" in page
    assert base64.b64decode(data["signature"])
    assert world.browser().get(f"/receipts/keys/{data['fields']['Key']}.pem").status_code == 200
    assert world.browser().get("/receipts/keys/none.pem").status_code == 404
