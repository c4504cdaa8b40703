"""The table of invented partners: the same to the byte each time, and such that the import refuses no row of it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from stdnum import get_cc_module

from kanaal.core.importing import IMPORTERS, How, run
from kanaal.partners.models import Contact, Partner
from kanaal.site.world import cast, countries, numbers
from kanaal.site.world.sample import HEADER, rows, write_sample
from tests import world

LEVELS = ["One", "Two", "Three", "Four"]
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("country", numbers.COUNTRIES)
def test_vat_numbers_fit(country: str) -> None:
    chance = Random(country)
    judge = get_cc_module(country.lower(), "vat")
    assert judge is not None
    made = [numbers.vat_number(country, chance) for _ in range(50)]
    assert all(judge.is_valid(number) for number in made)
    assert len(set(made)) > 45


def test_the_cast_has_numbers_that_fit() -> None:
    for one in (*cast.COMPANIES, *cast.APPLICANTS):
        judge = get_cc_module(one.country.lower(), "vat")
        assert judge is not None
        assert judge.is_valid(one.vat_number), one.vat_number


def test_the_same_seed_makes_the_same_table(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        write_sample(tmp_path / name, LEVELS, companies=200)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert list(rows(LEVELS, 50, seed=1)) != list(rows(LEVELS, 50, seed=2))


def test_the_table_is_as_varied_as_a_programme() -> None:
    table = [dict(zip(HEADER, row, strict=True)) for row in rows(LEVELS, 5000)]
    companies = {row["external_id"]: row for row in table}
    assert len(companies) == 5000
    assert len({row["country"] for row in table}) == len(countries.COUNTRIES) >= 8
    by_level = Counter(row["level"] for row in companies.values())
    assert [level for level, _count in by_level.most_common()] == LEVELS
    assert len({row["contact_email"] for row in table}) == len(table) > 6000
    assert len({row["domains"].split()[0] for row in companies.values()}) == 5000
    assert 50 < sum(row["state"] == "ended" for row in companies.values()) < 400


@pytest.mark.django_db
def test_the_import_refuses_no_row_of_it(tmp_path: Path) -> None:
    world.published()
    written = write_sample(tmp_path / "p.csv", ["registered", "certified", "gold", "platinum"], companies=700)
    report = run(IMPORTERS["partners"], tmp_path / "p.csv", How(apply=True))
    assert (report.rows, report.refused, report.faults) == (written, 0, [])
    assert (Partner.objects.count(), Contact.objects.count()) == (700, written)


@pytest.mark.django_db
def test_the_sample_with_faults_is_refused_as_the_manual_says() -> None:
    world.published()
    with (ROOT / "samples" / "partners-with-faults.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file, delimiter=";"))) >= 9
    report = run(IMPORTERS["partners"], ROOT / "samples" / "partners-with-faults.csv", How(apply=True))
    assert (report.rows, report.refused, Partner.objects.count()) == (9, 5, 5)
