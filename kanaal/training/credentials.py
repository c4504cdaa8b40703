"""Certificates as Open Badges 3.0: a W3C verifiable credential, signed as a JWT (EdDSA) with our own key.

The issuer is `did:web:HOST:training`, whose document with the public key stands at /training/did.json. Whoever gets a
credential can verify it with any software, without asking us; whether it was revoked stands in a signed status list.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import uuid
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import jwt
from cryptography.hazmat.primitives import serialization
from django.conf import settings

from kanaal.core import clock, keys
from kanaal.core.links import absolute
from kanaal.programme import releases
from kanaal.training.models import BadgeKey, Certificate
from kanaal.training.policy import course_called

KEY = "badges"
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
STATUS_BITS = 131_072
"""The least that the status list's standard allows, so that a single place in it tells nothing."""
STATUS_LASTS = dt.timedelta(days=1)
LARGEST = 20_000
"""Characters. A credential of ours has about 3,000."""


class NotOurs(ValueError):
    """No credential of this installation, or one that was altered."""


def issuer() -> str:
    """Our DID. A port is written %3A, as did:web asks."""
    return f"did:web:{quote(urlsplit(settings.KANAAL_URL).netloc, safe='')}:training"


def remember_key() -> None:
    """Keep the public part of today's key, in the transaction of what it is going to sign."""
    name, jwk = _own_key()
    BadgeKey.objects.get_or_create(name=name, defaults={"jwk": jwk, "since": clock.now()})


def did_document() -> dict[str, Any]:
    """What a verifier fetches to know our keys: today's, and every one that signed something before."""
    methods = [
        {"id": f"{issuer()}#{name}", "type": "JsonWebKey", "controller": issuer(), "publicKeyJwk": jwk}
        for name, jwk in _known_keys().items()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": issuer(),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def credential(certificate: Certificate) -> dict[str, Any]:
    """The credential of a certificate, unsigned. The holder's address is in it as a salted digest only."""
    language = releases.current().pack.default_language
    begins = certificate.issued_at.astimezone(dt.UTC).replace(microsecond=0)
    body: dict[str, Any] = {
        "@context": CONTEXT,
        "id": absolute("check-certificate", certificate.public_id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": _issuer(),
        "name": certificate.name.in_(language),
        "validFrom": _moment(begins),
        "credentialSubject": _subject(certificate, language),
        "credentialStatus": {
            "id": f"{_list_of(certificate)}#{certificate.pk % STATUS_BITS}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(certificate.pk % STATUS_BITS),
            "statusListCredential": _list_of(certificate),
        },
    }
    if certificate.valid_until:
        body["validUntil"] = _moment(_end_of(certificate.valid_until))
    return body


def signed(certificate: Certificate) -> str:
    """The credential as a compact JWT, by the standard's 'JSON Web Token proof format'."""
    body = credential(certificate)
    claims: dict[str, Any] = {
        "iss": body["issuer"]["id"],
        "jti": body["id"],
        "nbf": int(certificate.issued_at.timestamp()),
        "sub": body["credentialSubject"]["id"],
    }
    if certificate.valid_until:
        claims["exp"] = int(_end_of(certificate.valid_until).timestamp())
    return _sign(body | claims)


def read(token: str) -> str:
    """The public id of the certificate that a credential of ours is about. Raises NotOurs for anything else.

    Whether it has expired or was revoked is said by the certificate itself, so neither is refused here.
    """
    token = "".join(token.split())
    if len(token) > LARGEST:
        raise NotOurs("too long")
    options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}
    try:
        name = str(jwt.get_unverified_header(token).get("kid", "")).rpartition("#")[2]
        key = jwt.PyJWK(_known_keys()[name])
        claims = jwt.decode(token, key, algorithms=["EdDSA"], options=options)
    except (jwt.PyJWTError, KeyError, ValueError, RecursionError) as error:
        raise NotOurs(str(error)) from error
    if claims.get("iss") != issuer() or "OpenBadgeCredential" not in (claims.get("type") or []):
        raise NotOurs("another issuer, or something else")
    return str(claims.get("jti", "")).rstrip("/").rpartition("/")[2]


def status_list(number: int) -> str:
    """Which certificates were revoked, as a signed list of bits; nobody can tell from it whose they are.

    Lists are numbered from 0; each has room for STATUS_BITS certificates.
    """
    bits, first = bytearray(STATUS_BITS // 8), number * STATUS_BITS
    revoked = Certificate.objects.filter(state="revoked", pk__gte=first, pk__lt=first + STATUS_BITS)
    for pk in revoked.values_list("pk", flat=True):
        place = pk - first
        bits[place // 8] |= 0x80 >> place % 8
    encoded = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
    now, here = clock.machine_now().replace(microsecond=0), absolute("badge-status", number)
    subject = {"id": f"{here}#list", "type": "BitstringStatusList", "statusPurpose": "revocation"}
    body = {
        "@context": CONTEXT[:1],
        "id": here,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer(),
        "validFrom": _moment(now),
        "validUntil": _moment(now + STATUS_LASTS),
        "credentialSubject": subject | {"encodedList": f"u{encoded}"},
    }
    times = {"nbf": int(now.timestamp()), "exp": int((now + STATUS_LASTS).timestamp())}
    return _sign(body | times | {"iss": issuer(), "jti": here, "sub": subject["id"]})


def _list_of(certificate: Certificate) -> str:
    return absolute("badge-status", certificate.pk // STATUS_BITS)


def _sign(payload: dict[str, Any]) -> str:
    """A compact JWS. Made by hand in five lines, so that what verifies it in our tests is not what made it."""
    header = {"alg": "EdDSA", "typ": "JWT", "kid": f"{issuer()}#{_own_key()[0]}"}
    signed_part = ".".join(_base64(json.dumps(p, separators=(",", ":"), ensure_ascii=False)) for p in (header, payload))
    return f"{signed_part}.{_base64(keys.ed25519_key(KEY).sign(signed_part.encode()))}"


def _own_key() -> tuple[str, dict[str, str]]:
    """Today's key: its name, which is its thumbprint (RFC 7638), and its public part."""
    raw = keys.ed25519_key(KEY).public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    jwk = {"crv": "Ed25519", "kty": "OKP", "x": _base64(raw)}
    name = _base64(hashlib.sha256(json.dumps(jwk, separators=(",", ":")).encode()).digest())
    return name, jwk | {"alg": "EdDSA", "use": "sig"}


def _known_keys() -> dict[str, dict[str, str]]:
    """Today's first: verifiers that look no further take that one."""
    name, jwk = _own_key()
    return {name: jwk} | dict(BadgeKey.objects.order_by("pk").values_list("name", "jwk"))


def _issuer() -> dict[str, Any]:
    programme = releases.current().pack.programme
    return {"id": issuer(), "type": ["Profile"], "name": programme.vendor, "url": programme.website}


def _subject(certificate: Certificate, language: str) -> dict[str, Any]:
    salt = certificate.public_id
    digest = hashlib.sha256((certificate.person.email + salt).encode()).hexdigest()
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, f"{issuer()}/{certificate.public_id}").urn,
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": certificate.holder, "identityType": "name"},
            {"type": "IdentityObject", "hashed": True, "identityHash": f"sha256${digest}", "salt": salt}
            | {"identityType": "emailAddress"},
        ],
        "achievement": _achievement(certificate, language),
    }


def _achievement(certificate: Certificate, language: str) -> dict[str, Any]:
    """What was achieved, in the programme's own language; a course that is gone is known by its name of then."""
    course = course_called(certificate.course)
    says = course.summary.in_(language) if course else certificate.course_name.in_(language)
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, f"{issuer()}/courses/{certificate.course}").urn,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": certificate.name.in_(language),
        "description": says,
        "criteria": {"narrative": certificate.course_name.in_(language)},
        "humanCode": certificate.number,
    }


def _base64(data: str | bytes) -> str:
    raw = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _end_of(day: dt.date) -> dt.datetime:
    """Midnight after the last day, in the installation's time zone."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(settings.TIME_ZONE))
