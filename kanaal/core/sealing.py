"""Sealing events: nobody can alter, remove or slip in one unnoticed (L4), and personal data can still be erased (L5).

Database ids commit out of order, so events get their sequence only after commit, from one sealer at a time, and each
seal covers the one before. The head of the chain is signed daily with a key that lies outside the database, and
exported: whoever holds an exported head can tell whether anything before it was touched.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from kanaal.core import clock, keys
from kanaal.core.events import digest_of
from kanaal.core.models import Event, NumberSeries, PersonalData, SealHead

BATCH = 500
FIRST = "0" * 64


@dataclass(frozen=True)
class Broken:
    """Where the chain does not hold, and what is wrong there."""

    seq: int
    says: str


def seal() -> int:
    """Give every event that has none its sequence and seal, in batches; answers how many."""
    count = 0
    while batch := _seal_batch():
        count += batch
    return count


@transaction.atomic
def _seal_batch() -> int:
    # Any row would do as the lock that makes sealers queue up; this one exists on every installation.
    NumberSeries.objects.select_for_update().get_or_create(name="seal")
    events = list(Event.objects.filter(seq__isnull=True).order_by("pk")[:BATCH])
    seq, previous = _head()
    for event in events:
        seq += 1
        event.seq, event.seal = seq, _seal_of(previous, event, seq)
        previous = event.seal
    Event.objects.bulk_update(events, ["seq", "seal"])
    return len(events)


def _head() -> tuple[int, str]:
    last = Event.objects.filter(seq__isnull=False).order_by("-seq").first()
    return (last.seq or 0, last.seal) if last else (0, FIRST)


def _seal_of(previous: str, event: Event, seq: int) -> str:
    """Covers all of an event but its personal data, of which it covers the digest."""
    content: dict[str, Any] = {
        "seq": seq,
        "name": event.name,
        "at": event.at.astimezone(dt.UTC).isoformat(),
        "recorded_at": event.recorded_at.astimezone(dt.UTC).isoformat(),
        "about": [event.about_kind, event.about_id],
        "data": event.data,
        "digest": event.digest,
        "receipt": event.receipt,
        "release": event.release_id,
        "person": event.person_id,
        "actor": [event.actor_kind, event.actor_id, event.actor_role],
    }
    text = previous + json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# --- heads


def signing_key() -> Ed25519PrivateKey:
    """The installation's key, made once; only its owner may read the file."""
    return keys.ed25519_key("seal")


def _key_file() -> Path:
    return keys.key_file("seal")


def sign_head() -> SealHead | None:
    """Sign the chain's head for today and export it; None when nothing has happened yet."""
    seq, seal_now = _head()
    if not seq:
        return None
    day = clock.machine_now().date()
    signature = base64.b64encode(signing_key().sign(_statement(day, seq, seal_now))).decode()
    head, _ = SealHead.objects.update_or_create(
        day=day, defaults={"seq": seq, "seal": seal_now, "signature": signature}
    )
    export(head)
    return head


def export(head: SealHead) -> Path:
    """Write a head to `heads/DAY.json`: copy these to where the database's keeper can't write."""
    folder = settings.VAR / "heads"
    folder.mkdir(parents=True, exist_ok=True)
    file: Path = folder / f"{head.day.isoformat()}.json"
    file.write_text(json.dumps({
        "day": head.day.isoformat(), "seq": head.seq, "seal": head.seal, "signature": head.signature,
        "public_key": public_key(),
    }, indent=1) + "\n")  # fmt: skip
    return file


def public_key() -> str:
    """The key with which anybody can check a head, in base64."""
    raw = signing_key().public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def _statement(day: dt.date, seq: int, seal_now: str) -> bytes:
    return f"kanaal head {day.isoformat()} {seq} {seal_now}".encode()


# --- verifying


def verify(exported: Iterator[dict[str, Any]] | None = None) -> Iterator[Broken]:
    """Everything that is wrong with the chain, the first fault first. Reads row by row, whatever the number.

    `exported` are heads kept elsewhere; those in the database are checked always.
    """
    heads = [*_own_heads(), *(exported or ())]
    yield from _check_signatures(heads)
    wanted = {h["seq"]: h for h in heads}
    previous, seq = FIRST, 0
    for event in Event.objects.filter(seq__isnull=False).order_by("seq").iterator(chunk_size=2000):
        if event.seq != seq + 1:
            yield Broken(seq + 1, f"event {seq + 1} is missing: after {seq} comes {event.seq}")
        seq = event.seq or 0
        if event.seal != _seal_of(previous, event, seq):
            yield Broken(seq, f"event {seq} ({event.name}) is not as it was sealed")
        previous = event.seal
        head = wanted.pop(seq, None)
        if head is not None and head["seal"] != event.seal:
            yield Broken(seq, f"event {seq} differs from the head signed on {head['day']}")
    yield from (Broken(s, f"the chain ends at {seq}; the head of {h['day']} is at {s}") for s, h in wanted.items())
    yield from _check_personal()


def _own_heads() -> list[dict[str, Any]]:
    rows = SealHead.objects.order_by("day").values("day", "seq", "seal", "signature")
    return [{**row, "day": row["day"].isoformat()} for row in rows]


def _check_signatures(heads: list[dict[str, Any]]) -> Iterator[Broken]:
    if not heads:
        return
    if not _key_file().exists():  # a backup that is checked elsewhere: a new key would only call every head a forgery
        yield Broken(0, f"the heads' signatures can't be checked: there is no {_key_file()}")
        return
    public = signing_key().public_key()
    for head in heads:
        statement = _statement(dt.date.fromisoformat(head["day"]), head["seq"], head["seal"])
        try:
            public.verify(base64.b64decode(head["signature"]), statement)
        except (InvalidSignature, ValueError):
            yield Broken(head["seq"], f"the head of {head['day']} is not signed with this installation's key")


def _check_personal() -> Iterator[Broken]:
    """What stands beside an event is what its digest says, or nothing at all after an erasure; and it is there."""
    bare = Event.objects.exclude(digest="").filter(personal__isnull=True)
    for seq in bare.order_by("pk").values_list("seq", flat=True).iterator(chunk_size=2000):
        yield Broken(seq or 0, f"the personal data of event {seq} are gone")
    rows = PersonalData.objects.select_related("event").order_by("pk")
    for row in rows.iterator(chunk_size=2000):
        if fault := _fault_of(row):
            yield Broken(row.event.seq or 0, f"the personal data of event {row.event.seq} {fault}")


def _fault_of(row: PersonalData) -> str:
    if row.erased_at is not None:
        return "" if row.data == {} and row.salt == "" else "are called erased and are there"
    return "" if digest_of(row.salt, row.data) == row.event.digest else "are not as they were recorded"
