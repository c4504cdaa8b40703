"""Open Badges 3.0: what we sign is accepted by software that isn't ours, and nothing else is."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from kanaal.training import credentials
from kanaal.training.actions.certificates import revoke_certificate
from kanaal.training.models import Certificate
from kanaal.training.tests.learning import certified
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_home(settings: Any, tmp_path: Path) -> None:
    """did:web is for https; the tests' own address stands for an installation's."""
    settings.KANAAL_URL = "https://kanaal.example"
    settings.KANAAL_KEYS = tmp_path


def fetched(url: str) -> bytes:
    """What a verifier gets when it follows an address of ours."""
    answer = world.browser().get(url.removeprefix("https://kanaal.example").partition("#")[0])
    assert answer.status_code == 200, url
    return answer.content


def download(url: str, *rest: Any, **more: Any) -> bytes:
    return fetched(url)


def badge() -> tuple[Certificate, str]:
    certificate = certified(world.anna())
    page = world.browser(world.anna()).get(f"/training/certificates/{certificate.public_id}/badge/")
    return certificate, page.content.decode()


def parts_of(token: str) -> list[dict[str, Any]]:
    return [json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2]]


def altered(token: str, change: Callable[[dict[str, Any]], None]) -> str:
    head, _body, signature = token.split(".")
    claims = parts_of(token)[1]
    change(claims)
    return ".".join([head, base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("="), signature])


class TestIndependentVerifiers:
    def test_an_open_badges_verifier_accepts_it_by_our_did(self):
        certificate, token = badge()
        verifier = OB3Verifier.for_issuer_did("did:web:kanaal.example:training", download=download)
        found = verifier.verify(token)
        assert found.id == f"https://kanaal.example/training/check/{certificate.public_id}/"
        assert found.issuer.id == "did:web:kanaal.example:training"

    def test_it_reads_in_our_signed_list_whether_it_was_revoked(self):
        certificate, token = badge()
        verifier = OB3Verifier.for_issuer_did("did:web:kanaal.example:training", download=download)
        verifier.verify(token, check_status=True, download=download)
        revoke_certificate(certificate, reason="Somebody else sat the quiz.", by=world.actor(world.vera()))
        with pytest.raises(OB3VerificationError, match="revoked"):
            verifier.verify(token, check_status=True, download=download)

    def test_any_jwt_library_agrees_with_the_key_of_our_did(self):
        _certificate, token = badge()
        (method,) = json.loads(fetched("https://kanaal.example/training/did.json"))["verificationMethod"]
        assert jwt.get_unverified_header(token)["kid"] == method["id"]
        found = jwt.decode(token, jwt.PyJWK(method["publicKeyJwk"]), algorithms=["EdDSA"])
        assert found["iss"] == "did:web:kanaal.example:training"
        assert "d" not in method["publicKeyJwk"]  # the private part stays here

    @pytest.mark.parametrize(
        "change",
        [
            lambda c: c["credentialSubject"]["identifier"][0].update(identityHash="Carla Smeets"),
            lambda c: c.pop("exp"),
            lambda c: c.update(validUntil="2999-01-01T00:00:00Z"),
            lambda c: c.update(iss="did:web:evil.example", issuer={"id": "did:web:evil.example"}),
        ],
    )
    def test_a_tampered_one_is_refused_by_all(self, change: Callable[[dict[str, Any]], None]):
        _certificate, token = badge()
        forged = altered(token, change)
        with pytest.raises(OB3VerificationError):
            OB3Verifier.for_issuer_did("did:web:kanaal.example:training", download=download).verify(forged)
        with pytest.raises(credentials.NotOurs):
            credentials.read(forged)


class TestKeys:
    def test_what_an_older_key_signed_is_still_verified_after_it_was_lost(self, settings: Any):
        _certificate, token = badge()
        (settings.KANAAL_KEYS / "badges.pem").rename(settings.KANAAL_KEYS / "lost.pem")
        certified(world.bo())
        document = json.loads(fetched("https://kanaal.example/training/did.json"))
        assert len(document["verificationMethod"]) == 2
        for one in (token, credentials.signed(Certificate.objects.latest("pk"))):
            OB3Verifier.for_issuer_did("did:web:kanaal.example:training", download=download).verify(one)
            assert credentials.read(one)


class TestRead:
    def test_one_of_another_key_or_with_no_signature_is_refused(self):
        _certificate, token = badge()
        claims = parts_of(token)[1]
        made = [
            jwt.encode(claims, Ed25519PrivateKey.generate(), algorithm="EdDSA"),
            jwt.encode(claims, "", algorithm="none"),
            jwt.encode(claims, "x" * 32, algorithm="HS256"),
            token[:-6],
            token + "AA",
        ]
        for forged in made:
            with pytest.raises(credentials.NotOurs):
                credentials.read(forged)

    @pytest.mark.parametrize("text", ["", "x", "a.b.c", "eyJ.eyJ.x", "é.é.é", "." * 5000, "[" * 90_000])
    def test_nonsense_is_refused(self, text: str):
        world.published()
        with pytest.raises(credentials.NotOurs):
            credentials.read(text)

    def test_the_page_says_so_and_an_expired_one_still_is_ours(self):
        certificate, token = badge()
        page = world.browser().post("/training/check/", {"credential": altered(token, lambda c: c.pop("exp"))})
        assert page.status_code == 200 or page.status_code == 422
        assert certificate.holder not in page.content.decode()
        Certificate.objects.update(valid_until=dt.date(2030, 1, 1))
        broken_lines = "\n".join(token[i : i + 76] for i in range(0, len(token), 76))
        assert credentials.read(broken_lines) == certificate.public_id


def test_neither_address_nor_company_stands_in_it():
    _certificate, token = badge()
    text = json.dumps(parts_of(token)).lower()
    assert "anna brandsma" in text
    assert "lindeboom" not in text
