"""Workers that are killed, several at once, and a clock that jumps: nothing is lost, nothing done twice at a time."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from tests.faults.conftest import Copies
from tests.faults.installation import ROOT, Installation


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, copies: Copies) -> Iterator[Installation]:
    with copies("faults", tmp_path_factory.mktemp("installation")) as made:
        yield made


@pytest.fixture
def installation(place: Installation) -> Installation:
    place.log.write_text("")
    place.query("delete from jobs_job")
    place.query("delete from core_mail")
    return place


def enqueue(installation: Installation, call: str) -> None:
    installation.shell(f"from tests.faults.tasks import *; {call}")


def states(installation: Installation) -> Counter[str]:
    return Counter(state for (state,) in installation.query("select state from jobs_job where task like 'tests%'"))


def test_a_job_whose_worker_was_killed_is_taken_up_by_another(installation: Installation) -> None:
    enqueue(installation, "slow.enqueue('x', 4)")
    with installation.worker() as first:
        installation.wait_for(lambda: "begin x" in installation.lines())
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert "end x" not in installation.lines()
    with installation.worker():
        installation.wait_for(lambda: "end x" in installation.lines())
        installation.wait_for(lambda: states(installation) == {"SUCCESSFUL": 1})
    assert installation.lines() == ["begin x", "begin x", "end x"]


def test_a_living_worker_keeps_its_job_beyond_the_lease(installation: Installation) -> None:
    enqueue(installation, "slow.enqueue('long', 5)")
    with installation.worker(lease=2), installation.worker(lease=2):
        installation.wait_for(lambda: "end long" in installation.lines())
    assert installation.lines() == ["begin long", "end long"]


def test_three_workers_do_every_job_once(installation: Installation) -> None:
    enqueue(installation, "[slow.enqueue(str(n), 0) for n in range(150)]")
    with installation.worker(), installation.worker(), installation.worker():
        installation.wait_for(lambda: len(installation.lines()) >= 300)
        installation.wait_for(lambda: states(installation) == {"SUCCESSFUL": 150})
    assert Counter(installation.lines()) == {f"{w} {n}": 1 for w in ("begin", "end") for n in range(150)}


def test_sigterm_lets_the_job_in_hand_end(installation: Installation) -> None:
    enqueue(installation, "slow.enqueue('last', 3)")
    enqueue(installation, "slow.enqueue('next', 0)")
    with installation.worker() as worker:
        installation.wait_for(lambda: "begin last" in installation.lines())
        worker.terminate()
        assert worker.wait(timeout=20) == 0
    assert installation.lines() == ["begin last", "end last"]
    assert states(installation) == {"SUCCESSFUL": 1, "READY": 1}


def ticks(installation: Installation) -> list[str]:
    return [line.removeprefix("daily ") for line in installation.lines() if line.startswith("daily ")]


def each_day_until(today: str) -> list[str]:
    """Sixty days, the last of them `today`: told from the end, since a tick may fall due while the test runs."""
    last = dt.date.fromisoformat(today)
    return [str(last - dt.timedelta(days=back)) for back in reversed(range(60))]


def test_sixty_days_at_once_run_sixty_ticks_in_order_and_each_once(installation: Installation) -> None:
    installation.run("worker", "--drain")  # the schedules are seen for the first time
    assert ticks(installation) == []
    installation.run("clock", "forward", "60d")
    with installation.worker(), installation.worker():
        installation.wait_for(lambda: len(ticks(installation)) >= 60)
        installation.wait_for(lambda: any(line.startswith("last") for line in installation.lines()))
    days = ticks(installation)
    assert days[-60:] == each_day_until(days[-1])
    assert len(days) <= 61  # one more where a tick fell due between the two commands
    assert days == sorted(set(days))
    assert 1 <= sum(line.startswith("last") for line in installation.lines()) <= len(days) - 59


def test_a_worker_killed_amid_sixty_ticks_leaves_out_none(installation: Installation) -> None:
    installation.run("worker", "--drain")
    installation.log.write_text("")
    installation.run("clock", "forward", "60d")
    with installation.worker() as first:
        installation.wait_for(lambda: len(ticks(installation)) >= 10)
        first.kill()
        first.wait()
    done = len(ticks(installation))
    assert done < 60
    with installation.worker():
        installation.wait_for(lambda: len(set(ticks(installation))) >= 60)
    days = ticks(installation)
    each = [day for day, _ in groupby(days)]
    assert each[-60:] == each_day_until(each[-1])
    assert each == sorted(set(days))
    assert len(days) <= len(each) + 1  # what was in hand is begun again, nothing else


def test_the_clock_refuses_to_go_back(installation: Installation) -> None:
    with pytest.raises(AssertionError, match="never back"):
        installation.run("clock", "back", "1d")


def test_a_mail_survives_a_worker_killed_while_the_server_listens(installation: Installation, tmp_path: Path) -> None:
    from tests.faults.smtp import Server

    post = (
        "from django.db import transaction; from kanaal.core.models import Mail; from kanaal.core import clock;"
        "from kanaal.core.tasks import deliver_mail;"
        "m = Mail.objects.create(name='t', to='a@b.example', language='nl', subject='S', text='T',"
        " message_id='<one@kanaal>', written_at=clock.now()); deliver_mail.enqueue(m.pk)"
    )
    with Server() as server:
        installation.env["FAULTS_SMTP_PORT"] = str(server.port)
        try:
            server.hang()
            installation.shell(post)
            with installation.worker() as first:
                installation.wait_for(lambda: server.connections > 0)
                first.send_signal(signal.SIGKILL)
                first.wait()
            server.listen()
            with installation.worker():
                installation.wait_for(lambda: bool(server.received))
        finally:
            del installation.env["FAULTS_SMTP_PORT"]
    assert {m["Message-ID"] for m in server.received} == {"<one@kanaal>"}


def test_sealers_and_writers_at_once_leave_one_chain(installation: Installation) -> None:
    """Ids commit out of order and several sealers come together: each event still gets its one place."""
    code = (
        "from kanaal.core import sealing; from kanaal.core.actors import CLOCK; from kanaal.core.events import record;"
        "from kanaal.core.models import NumberSeries as N; from kanaal.partners.events import ContactInvited as C;"
        "from django.contrib.contenttypes.models import ContentType as T; row = T.objects.first();"
        "[(record(C(invitation_id=n, kind='x', email='a@b.example'), about=row, by=CLOCK), n % 5 or sealing.seal())"
        " for n in range(60)]; sealing.seal()"
    )
    command = [sys.executable, "-m", "kanaal", "shell", "--no-imports", "-c", code]
    writers = [subprocess.Popen(command, env=installation.env, cwd=ROOT) for _ in range(3)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    rows = installation.query("select seq from core_event order by seq")
    assert [seq for (seq,) in rows] == list(range(1, len(rows) + 1))
    assert len(rows) >= 180
    assert "the seal holds" in installation.run("events", "verify")
