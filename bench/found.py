"""`python -m bench.found ROWS`: find accounts in the database that `bench.accounts ROWS` has filled; prints JSON."""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from itertools import islice
from random import Random
from statistics import median, quantiles
from typing import Any

import django

django.setup()

from django.db import transaction
from rapidfuzz import fuzz, process

from bench import cpu
from bench.crowd import crowd
from bench.installation import postmaster
from kanaal.customers import finding, rules
from kanaal.customers.models import Account, AccountName
from kanaal.partners.models import Partner
from tests.companies import companies
from tests.hard_pairs import hard_pairs
from tests.spoiling import SPOILERS

QUERIES, SAMPLE, SAVES, LOOKS = 1200, 40, 200, 200


def main(rows: int) -> None:
    reader = Partner.objects.order_by("pk").values_list("pk", flat=True)[0]
    asked = queries(rows)
    before = cpu.own_memory(os.getpid())
    answered = measure(asked, lambda query: [hit.account_id for hit in finding.find(query, owner=reader)])
    memory = cpu.own_memory(os.getpid())
    found = {
        "memory": memory, "grown": memory - before, **answered,
        "saves": saves(), "looks": looks(reader), "hard": hard(), "exhaustive": exhaustive(asked),
    }  # fmt: skip
    print(json.dumps(found))


def queries(rows: int) -> list[tuple[str, str, str]]:
    """How it is spoilt, what is typed, the key of who is meant; of real companies, as many of each kind."""
    chance = Random(11)
    there = [member.name for member in islice(crowd(rows), min(rows, len(companies())))]
    made: list[tuple[str, str, str]] = []
    for kind, spoil in SPOILERS.items():
        while sum(1 for other, _query, _key in made if other == kind) < QUERIES // len(SPOILERS):
            name = chance.choice(there)
            if query := spoil(name, chance):
                made.append((kind, query, rules.key_of(name)))
    chance.shuffle(made)
    return made


def measure(asked: list[tuple[str, str, str]], find: Callable[[str], list[int]]) -> dict[str, Any]:
    """Each query once, after a hundred to warm up; found is who has the key of who is meant."""
    for _kind, query, _key in asked[:100]:
        find(query)
    keeper = postmaster()
    stored_before, own_before = cpu.seconds(keeper) if keeper else 0.0, time.process_time()
    times, answers = [], []
    for _kind, query, _key in asked:
        began = time.perf_counter()
        answers.append(find(query))
        times.append((time.perf_counter() - began) * 1000)
    own = time.process_time() - own_before
    stored_cpu = cpu.seconds(keeper) - stored_before if keeper else 0.0
    kinds = {kind: [0, 0] for kind in SPOILERS}
    for (kind, _query, key), ids in zip(asked, answers, strict=True):
        kinds[kind][1] += 1
        kinds[kind][0] += AccountName.objects.filter(account__in=ids, key=key).exists()
    hits = sum(right for right, _all in kinds.values())
    return {"p50": median(times), "p95": quantiles(times, n=20)[-1], "slowest": max(times),
            "cpu": (own + stored_cpu) / len(asked) * 1000, "recall": hits / len(asked),
            "kinds": {kind: right / every for kind, (right, every) in kinds.items()}}  # fmt: skip


def saves() -> dict[str, float]:
    """Milliseconds in which the index follows an account that gets another name."""
    chance, times = Random(13), []
    ids = list(Account.objects.order_by("pk").values_list("pk", flat=True)[:20_000])
    for number, pk in enumerate(chance.sample(ids, min(SAVES, len(ids)))):
        account = Account.objects.get(pk=pk)
        with transaction.atomic():
            name = f"{account.name} Nieuw{number}straat"
            AccountName.objects.create(account=account, name=name, kind="trading", key=rules.key_of(name))
            began = time.perf_counter()
            finding.index_account(account)
            times.append((time.perf_counter() - began) * 1000)
            transaction.set_rollback(True)
    return {"p50": median(times), "p95": quantiles(times, n=20)[-1]}


def looks(reader: int) -> dict[str, float]:
    """Milliseconds in which the look-alikes of a company that is to be made are found."""
    times = []
    for member in Random(17).sample(list(islice(crowd(20_000), 5000)), LOOKS):
        company = rules.Company((member.name,), member.country, member.town)
        began = time.perf_counter()
        finding.lookalikes(company, owner=reader)
        times.append((time.perf_counter() - began) * 1000)
    return {"p50": median(times), "p95": quantiles(times, n=20)[-1]}


def hard() -> dict[str, int]:
    """What is said of pairs of near names that are two companies, at one place, as if all else were alike."""
    counts = {"same": 0, "likely": 0, "related": 0, "different": 0}
    for one, other in hard_pairs():
        a, b = (rules.Company((name,), "NL", "Utrecht", postal_code="3511 AB") for name in (one, other))
        counts[rules.compare(a, b).verdict] += 1
    return counts


def exhaustive(asked: list[tuple[str, str, str]]) -> dict[str, dict[str, float]]:
    """The same queries against every key, by rapidfuzz alone, with the keys held in memory."""
    keys = list(AccountName.objects.values_list("key", flat=True))
    scorers = {"ratio": fuzz.ratio, "token_sort_ratio": fuzz.token_sort_ratio, "WRatio": fuzz.WRatio}
    return {name: _exhausted(asked[:SAMPLE], keys, scorer) for name, scorer in scorers.items()}


def _exhausted(asked: list[tuple[str, str, str]], keys: list[str], scorer: Callable[..., float]) -> dict[str, float]:
    times, hits = [], 0
    for _kind, query, key in asked:
        began = time.perf_counter()
        best = process.extract(rules.key_of(query), keys, scorer=scorer, limit=10, processor=None)
        times.append((time.perf_counter() - began) * 1000)
        hits += key in {found for found, _score, _place in best}
    return {"p50": median(times), "p95": quantiles(times, n=20)[-1], "recall": hits / len(asked)}


if __name__ == "__main__":
    main(int(sys.argv[1]))
