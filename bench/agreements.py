"""Agreements in bulk, for the benches: subscriptions, orders and renewals of two years, as the clock left them."""

# ruff: noqa: S608  the SQL is all ours

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction

from kanaal.core import clock
from kanaal.customers.models import Account
from kanaal.licensing import models
from kanaal.licensing.columns import KEPT, fill
from kanaal.licensing.knowing import terms_of
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


class Fill:
    """Rows in bulk. What lists keep is computed once for each first day, by the house's own function."""

    def __init__(self, many: int) -> None:
        self.many = many

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
        rounds = -(-self.many // BEGINS)
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
        for n in range(min(self.many, BEGINS)):
            kept, _ = self.kept[n % BEGINS]
            made = self._agreement(n, self._begins(n))
            for name in KEPT:
                setattr(made, name, getattr(kept, name))
            yield made

    def administrators(self) -> Iterator[models.Administrator]:
        for n in range(min(self.many, BEGINS)):
            who = self.persons[n % PARTNERS]
            yield models.Administrator(
                pk=n + 1, agreement_id=n + 1, person_id=who, email=f"p{who}@bench.nl", primary=True, since=TODAY
            )

    def _each(self) -> Iterator[tuple[int, int, facts.Addition]]:
        number = 0
        for n in range(min(self.many, BEGINS)):
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
        for n in range(min(self.many, BEGINS)):
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
