"""The import is killed in the middle, and started twice at once: whole batches stay, nothing comes in twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kanaal.site.world.sample import write_sample
from tests.faults.conftest import Copies
from tests.faults.installation import ROOT, Installation

COMPANIES = 2000


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "partners.csv"
    write_sample(path, ["registered", "certified", "gold", "platinum"], COMPANIES)
    return path


@pytest.fixture
def house(tmp_path: Path, copies: Copies) -> Iterator[Installation]:
    with copies("import", tmp_path) as made:
        made.run("programme", "publish", "adobe", "--from", "2010-01-01")
        yield made


def start(house: Installation, sample: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kanaal", "import", "partners", str(sample), "--apply", "--json"]
    return subprocess.Popen(command, env=house.env, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def count(house: Installation, table: str) -> int:
    return int(house.query(f"select count(*) from {table}")[0][0])  # noqa: S608 - a table of ours


def whole(house: Installation) -> None:
    """Every company has its event, its domain, its names and a primary contact: no batch is there in part."""
    partners = count(house, "partners_partner")
    assert count(house, "core_event where name = 'PartnerImported'") == partners
    assert count(house, "partners_contact where kind = 'primary'") == partners
    assert count(house, "partners_partnerdomain where not is_branch") == partners
    named = house.query("select count(distinct partner_id) from partners_partnernamekey")[0][0]
    assert named == partners


def test_killed_in_the_middle_it_leaves_whole_batches_and_goes_on(house: Installation, sample: Path) -> None:
    importing = start(house, sample)
    house.wait_for(lambda: count(house, "partners_partner") > 0)
    os.kill(importing.pid, signal.SIGKILL)
    importing.communicate()
    after_kill = count(house, "partners_partner")
    assert 0 < after_kill < COMPANIES, "it was killed too late to show anything"
    whole(house)

    again = start(house, sample)
    said, _errors = again.communicate(timeout=120)
    assert f'"partners unchanged": {after_kill}' in said
    assert f'"new partners": {COMPANIES - after_kill}' in said
    assert count(house, "partners_partner") == COMPANIES
    whole(house)


def test_two_at_once_bring_everything_in_once(house: Installation, sample: Path) -> None:
    both = [start(house, sample), start(house, sample)]
    for importing in both:
        _said, errors = importing.communicate(timeout=180)
        assert importing.returncode == 0, errors
    assert count(house, "partners_partner") == COMPANIES
    whole(house)
