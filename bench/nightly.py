"""`python -m bench.nightly`: the clock's round through many agreements, and a bare loop of the driver beside it.

All began on some day of two years, have three subscriptions each, and are as the clock left them yesterday; what falls
on today falls on it by itself. The bare loop walks the same index in the same order and does for the same agreements
what can't be left out: a transaction each, the lock, reading the facts, writing the columns, and of what is told the
notice, its readers, their mails and the event, with words that are there already. No rules, no words, no objects.

Runs on the database of DATABASE_URL, which must be empty; without one, on a SQLite of its own.
"""

# ruff: noqa: E402, S608  Django is set up before what needs it is read; the SQL is all ours

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

parser = argparse.ArgumentParser(prog="python -m bench.nightly", description=__doc__)
parser.add_argument("--agreements", type=int, default=100_000)
parser.add_argument("--nights", type=int, default=3)
asked = parser.parse_args()
os.environ |= {
    "KANAAL_VAR": tempfile.mkdtemp(prefix="kanaal-bench-"),
    "DJANGO_SETTINGS_MODULE": "bench.settings",
    "KANAAL_CLOCK_MOVABLE": "1",
}

import django

django.setup()

from django.db import connection, reset_queries, transaction

from bench.agreements import DAY, TODAY, ZONE, Fill
from bench.seed import begin
from kanaal.core import clock
from kanaal.licensing import models, nightly
from kanaal.licensing.nightly import go_round
from kanaal.programme import releases


def main() -> None:
    begin()
    began = time.monotonic()
    Fill(asked.agreements).all()
    many, total = models.Agreement.objects.count(), models.Addition.objects.count()
    print(f"{connection.vendor}: {many:,} agreements, {total:,} subscriptions; filled in "
          f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
    before = _memory()
    for _night in range(asked.nights):
        night()
        clock.forward(DAY)
    print(f"peak memory {before:.0f} MB before the first night, {_memory():.0f} MB after the last")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def night() -> None:
    """One round, and the bare loops over the same agreements: those that were only moved, those that were told."""
    today = clock.today(ZONE)
    due = list(models.Agreement.objects.filter(state="live", look_on__lte=today).values_list("pk", flat=True))
    first = models.Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    spent = Spent()
    with releases.steady(), spent:
        whole, done = timed_with(go_round)
    told = set(models.Notice.objects.filter(pk__gt=first).values_list("agreement_id", flat=True))
    mails = models.NoticeTo.objects.filter(notice__gt=first).exclude(mail_id=None).values("mail_id").distinct().count()
    quiet = [pk for pk in due if pk not in told]
    bare_quiet, bare_told = timed(lambda: bare(today, quiet)), timed(lambda: bare_of(sorted(told), tells=True))
    print(
        f"{today}: {done.looked:,} due in {whole:.1f} s, {done.looked / whole:,.0f}/s\n"
        f"  moved {_beside(len(quiet), whole - spent.seconds, bare_quiet)}\n"
        f"  told  {_beside(len(told), spent.seconds, bare_told)}; {mails:,} mails\n"
        f"  an empty round {1000 * timed(go_round):.0f} ms; memory {_memory():.0f} MB",
        flush=True,
    )
    reset_queries()


def _beside(many: int, seconds: float, floor: float) -> str:
    if not many:
        return "nothing"
    return (
        f"{many:,} in {seconds:.1f} s, {many / seconds:,.0f}/s; bare {many / floor:,.0f}/s: {seconds / floor:.1f} times"
    )


class Spent:
    """Seconds spent on those who are told something, while it is open."""

    def __enter__(self) -> None:
        self.seconds, self.real = 0.0, vars(nightly)["see_to_agreement"]
        vars(nightly)["see_to_agreement"] = self._timed

    def __exit__(self, *_: object) -> None:
        vars(nightly)["see_to_agreement"] = self.real

    def _timed(self, *args: Any, **kwargs: Any) -> Any:
        seconds, result = timed_with(lambda: self.real(*args, **kwargs))
        self.seconds += seconds
        return result


def timed(work: Callable[[], object]) -> float:
    return timed_with(work)[0]


def timed_with(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.monotonic()
    result = work()
    return time.monotonic() - began, result


# --- the bare loop


def bare(today: dt.date, keys: Sequence[int]) -> None:
    """As the round finds them, in the order of the index; nobody is told anything."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM licensing_agreement WHERE state = 'live' AND look_on <= %s AND zone = %s "
            "ORDER BY look_on, id",
            [_day(today), ZONE],
        )
        cursor.fetchall()
    bare_of(keys, tells=False)


def bare_of(keys: Sequence[int], *, tells: bool) -> None:
    raw = connection.cursor()
    for pk in keys:
        with transaction.atomic():
            _one(raw, pk, tells)
    if tells:
        notices = "SELECT id FROM licensing_notice WHERE key = 'bare'"
        raw.execute(f"DELETE FROM licensing_noticeto WHERE notice_id IN ({notices})")
        raw.execute("DELETE FROM licensing_notice WHERE key = 'bare'")
        raw.execute("DELETE FROM core_mail WHERE name = 'bare'")
        raw.execute("DELETE FROM core_event WHERE name = 'bare'")
        raw.execute("DELETE FROM jobs_job WHERE task = 'bare'")


def _one(raw: Any, pk: int, tells: bool) -> None:
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    raw.execute(f"SELECT * FROM licensing_agreement WHERE id = %s{lock}", [pk])
    row = raw.fetchone()
    raw.execute(
        "SELECT a.*, p.kind, p.on, p.quantity FROM licensing_addition a LEFT JOIN licensing_additionpart p "
        'ON p.addition_id = a.id WHERE a.agreement_id = %s'.replace("p.on", 'p."on"'), [pk]
    )  # fmt: skip
    raw.fetchall()
    raw.execute("SELECT * FROM licensing_renewal WHERE agreement_id = %s", [pk])
    raw.fetchall()
    raw.execute("SELECT * FROM licensing_notice WHERE agreement_id = %s", [pk])
    raw.fetchall()
    raw.execute("UPDATE licensing_agreement SET licences = licences, looked_on = looked_on WHERE id = %s", [pk])
    if tells:
        _tell(raw, pk, len(row))


def _tell(raw: Any, pk: int, _columns: int) -> None:
    now = str(clock.now()) if connection.vendor == "sqlite" else clock.now()
    raw.execute(
        "INSERT INTO licensing_notice (agreement_id, key, about, happens_on, days_before, quantity, late, at, "
        '"on") VALUES (%s, \'bare\', \'x\', %s, 7, 9, %s, %s, %s) RETURNING id',
        [pk, _day(TODAY), False, now, _day(TODAY)],
    )  # fmt: skip
    (notice,) = raw.fetchone()
    for role in ("reseller", "customer"):
        raw.execute(
            "INSERT INTO core_mail (name, \"to\", language, subject, text, html, message_id, reply_to, headers, state, "
            "attempts, error, written_at, posted_at) VALUES ('bare', 'a@b.nl', 'nl', %s, %s, %s, %s, '', '{}', 'sent', "
            "0, '', %s, %s) RETURNING id",
            ["s" * 60, "t" * 600, "h" * 4000, f"<{notice}-{role}@bench>", now, now],
        )  # fmt: skip
        (mail,) = raw.fetchone()
        raw.execute(
            "INSERT INTO jobs_job (task, args, queue, priority, lane, run_at, state, attempts, max_attempts, "
            "backoff_cap, worker, unique_key, made_at, errors, done, total, note) VALUES ('bare', '{}', 'default', 0, "
            "'', %s, 'SUCCESSFUL', 0, 5, 900, '', NULL, %s, '[]', 0, 0, '')",
            [now, now],
        )
        raw.execute(
            "INSERT INTO licensing_noticeto (notice_id, role, person_id, name, email, why, mail_id) "
            "VALUES (%s, %s, 1, 'Name', 'a@b.nl', '', %s)",
            [notice, role, mail],
        )
    raw.execute(
        "INSERT INTO core_event (name, at, recorded_at, about_kind, about_id, data, digest, actor_kind, actor_role, "
        "seal) "
        "VALUES ('bare', %s, %s, 'licensing.agreement', %s, '{}', '', 'clock', '', '')",
        [now, now, pk],
    )


def _day(day: dt.date) -> Any:
    return str(day) if connection.vendor == "sqlite" else day


if __name__ == "__main__":
    main()
