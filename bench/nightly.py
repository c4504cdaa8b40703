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
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
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

from bench.seed import begin
from kanaal.core import clock
from kanaal.customers.models import Account
from kanaal.licensing import models, nightly
from kanaal.licensing.columns import KEPT, fill
from kanaal.licensing.knowing import terms_of
from kanaal.licensing.nightly import go_round
from kanaal.licensing.rules import facts
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from kanaal.programme import releases

DAY = dt.timedelta(days=1)
ZONE, SKUS = "Europe/Amsterdam", ("CC-01-T12", "AC-01-T12", "CC-01-T12")
PARTNERS, BEGINS = 1000, 700
"""Partners among whom the agreements are divided; days over which their first days lie."""
TODAY = clock.today(ZONE)
COPIED: tuple[type[Any], ...] = (
    models.Agreement, models.Administrator, models.Addition, models.AdditionPart, models.Renewal,
)  # fmt: skip

NAMED = (
    (models.Agreement, "number"), (models.Agreement, "name"), (models.Agreement, "name_key"),
    (models.Addition, "number"),
)  # fmt: skip
"""What may be there only once."""


def main() -> None:
    begin()
    began = time.monotonic()
    Fill().all()
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


# --- the rows


class Fill:
    """Rows in bulk. What lists keep is computed once for each first day, by the house's own function."""

    def all(self) -> None:
        """The first days by Python, each once; all others are copies of theirs, which the database makes itself."""
        self.people()
        with transaction.atomic():
            self.write(models.Agreement, self.agreements())
            self.write(models.Administrator, self.administrators())
            self.write(models.Addition, self.additions())
            self.write(models.AdditionPart, self.parts())
            self.write(models.Renewal, self.renewals())
            self.copy()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for model in COPIED:
                    name = model._meta.db_table
                    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")
                cursor.execute("vacuum analyze")
        else:
            connection.cursor().execute("ANALYZE")

    def copy(self) -> None:
        """Every row again for each further round of first days, under numbers of its own and another partner's."""
        rounds = -(-asked.agreements // BEGINS)
        shifts = {model: model.objects.count() for model in COPIED}
        with connection.cursor() as cursor:
            for model, many in shifts.items():
                columns = [field.column for field in model._meta.concrete_fields]
                values = ", ".join(self._copied(model, column, many, shifts) for column in columns)
                names = ", ".join(f'"{column}"' for column in columns)
                table = model._meta.db_table
                cursor.execute(
                    f"WITH RECURSIVE round(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM round WHERE n < {rounds - 1}) "
                    f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t CROSS JOIN round "
                    f"WHERE t.id <= {many} AND {rounds} > 1"
                )

    def _copied(self, model: type[Any], column: str, many: int, shifts: dict[type[Any], int]) -> str:
        """What a copy has in a column."""
        first, last = self.partners[0], len(self.partners)
        if column == "id":
            return f"t.id + n * {many}"
        if column == "agreement_id":
            return f"t.agreement_id + n * {shifts[models.Agreement]}"
        if column == "addition_id":
            return f"t.addition_id + n * {shifts[models.Addition]}"
        if (model, column) in NAMED:
            return f"t.{column} || '-' || n"
        if column == "partner_id":
            return f"{first} + (t.partner_id - {first} + n * {BEGINS}) % {last}"
        return f't."{column}"'

    def people(self) -> None:
        self.release = releases.current()
        now = clock.now()
        Partner.objects.bulk_create(
            Partner(
                number=f"CP-{n}", name=f"Partner {n}", level="gold", country="NL", region="emea", language="nl",
                member_since=TODAY, term_ends=TODAY,
            )
            for n in range(PARTNERS)
        )  # fmt: skip
        people = (Person(email=f"p{n}@bench.nl", name=f"P {n}", language="nl") for n in range(PARTNERS))
        Person.objects.bulk_create(people)
        self.partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
        self.persons = list(Person.objects.order_by("pk").values_list("pk", flat=True))
        Contact.objects.bulk_create(
            Contact(partner_id=p, person_id=who, email=f"p{p}@bench.nl", name="C", kind="primary", since=TODAY)
            for p, who in zip(self.partners, self.persons, strict=True)
        )
        account = Account.objects.create(number="AC-1", name="All", country="NL", town="Utrecht", made_at=now)
        self.account = account.pk
        self.kept = [self._kept(self._begins(n)) for n in range(BEGINS)]

    def _begins(self, n: int) -> dt.date:
        return TODAY - (1 + n % BEGINS) * DAY

    def _facts(self, begins: dt.date) -> facts.Agreement:
        """Three subscriptions, one of them never ordered by every fifth; renewed after a year by most."""
        forgets = begins.toordinal() % 5 == 0
        additions = []
        for k, sku in enumerate(SKUS):
            added = begins + 40 * k * DAY
            ordered = (facts.Part(added + 12 * DAY, 5, "O"),) if k < 2 or not forgets else ()
            additions.append(facts.Addition(f"A{k}", sku, 5, added, orders=ordered))
        renewals = []
        anniversary = facts.Agreement(begins).cycle(self.terms).anniversary(1)
        if begins.toordinal() % 4:
            for sku, quantity in (("CC-01-T12", 5 if forgets else 10), ("AC-01-T12", 5)):
                renewals.append(facts.Renewal("V", sku, anniversary, anniversary - 3 * DAY, quantity))
        return facts.Agreement(begins, tuple(additions), tuple(renewals))

    def _kept(self, begins: dt.date) -> tuple[models.Agreement, facts.Agreement]:
        """As the clock left it yesterday."""
        made = self._agreement(0, begins)
        self.terms = terms_of(made)
        known, yesterday = self._facts(begins), TODAY - DAY
        known = known.known_on(yesterday)
        with releases.steady():
            fill(made, known, self.terms, yesterday)
        made.looked_on = yesterday
        return made, known

    def _agreement(self, n: int, begins: dt.date) -> models.Agreement:
        return models.Agreement(
            pk=n + 1, number=f"VIP-{n}", terms="vip", release_id=self.release.pk, name=f"Klant {n}",
            name_key=f"klant {n}", account_id=self.account, segment="com", country="NL", region="emea", currency="EUR",
            zone=ZONE, language="nl", partner_id=self.partners[n % PARTNERS], accepted_at=clock.now(), begins=begins,
        )  # fmt: skip

    def agreements(self) -> Iterator[models.Agreement]:
        for n in range(min(asked.agreements, BEGINS)):
            kept, _ = self.kept[n % BEGINS]
            made = self._agreement(n, self._begins(n))
            for name in KEPT:
                setattr(made, name, getattr(kept, name))
            yield made

    def administrators(self) -> Iterator[models.Administrator]:
        for n in range(min(asked.agreements, BEGINS)):
            who = self.persons[n % PARTNERS]
            yield models.Administrator(
                pk=n + 1, agreement_id=n + 1, person_id=who, email=f"p{who}@bench.nl", primary=True, since=TODAY
            )

    def _each(self) -> Iterator[tuple[int, int, facts.Addition]]:
        number = 0
        for n in range(min(asked.agreements, BEGINS)):
            for one in self.kept[n % BEGINS][1].additions:
                number += 1
                yield number, n, one

    def additions(self) -> Iterator[models.Addition]:
        now = clock.now()
        for number, n, one in self._each():
            yield models.Addition(
                pk=number, agreement_id=n + 1, number=f"PA-{number}", sku=one.product, quantity=one.quantity,
                added=one.added, added_at=now, partner_id=self.partners[n % PARTNERS],
            )  # fmt: skip

    def parts(self) -> Iterator[models.AdditionPart]:
        now, pk = clock.now(), 0
        for number, _n, one in self._each():
            for part in one.orders:
                pk += 1
                yield models.AdditionPart(
                    pk=pk, addition_id=number, kind="ordered", on=part.on, quantity=part.quantity, number="O", at=now
                )

    def renewals(self) -> Iterator[models.Renewal]:
        now, pk = clock.now(), 0
        for n in range(min(asked.agreements, BEGINS)):
            for one in self.kept[n % BEGINS][1].renewals:
                pk += 1
                yield models.Renewal(
                    pk=pk, agreement_id=n + 1, number="V", sku=one.product, anniversary=one.anniversary,
                    ordered=one.ordered, quantity=one.quantity, at=now, partner_id=self.partners[n % PARTNERS],
                )  # fmt: skip

    def write(self, model: Any, rows: Iterable[Any]) -> None:
        """By COPY where there is one; without ever holding all of them."""
        fields = model._meta.concrete_fields
        names = ", ".join(f'"{field.column}"' for field in fields)
        table, left = model._meta.db_table, iter(rows)

        def values(row: Any) -> list[Any]:
            return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]

        if connection.vendor == "postgresql":
            with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in left:
                    copy.write_row(values(row))
            return
        places = ", ".join(["?"] * len(fields))
        connection.ensure_connection()
        while batch := [values(row) for row in islice(left, 5000)]:
            connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", batch)


if __name__ == "__main__":
    main()
