"""Each thing that can be wrong with an installation is named, with what to do."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.management import call_command

from kanaal.core import clock
from kanaal.core.jobs.models import Job, Schedule
from kanaal.core.models import Event, Mail
from kanaal.people.models import StaffRole
from kanaal.programme.models import Release
from kanaal.site.doctor import examine, work
from tests import world
from tests.faults.smtp import Server

pytestmark = pytest.mark.django_db
AGO = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def sound(settings: Any, tmp_path: Any) -> None:
    """An installation with nothing wrong: a production one, a manager, a programme, a worker."""
    settings.VAR, settings.KANAAL_KEYS, settings.STATIC_ROOT = tmp_path, tmp_path / "keys", tmp_path
    settings.PRODUCTION, settings.TESTING, settings.KANAAL_CLOCK_MOVABLE = True, False, False
    settings.KANAAL_URL, settings.ALLOWED_HOSTS = "https://partners.example.com", ["partners.example.com"]
    (tmp_path / "staticfiles.json").touch()
    for name in ("secret_key", "seal.pem"):
        (tmp_path / "keys").mkdir(exist_ok=True)
        (tmp_path / "keys" / name).touch(mode=0o600)
    world.vera()
    Schedule.objects.update_or_create(pk="core.tasks.sweep_mails", defaults={"last": clock.machine_now()})


def wrong() -> dict[str, str]:
    """What is not as it should be, and the remedy; the mail server has a test of its own."""
    return {f.about: f.remedy for f in examine() if f.tone != "ok" and f.about != "mail server"}


def test_a_sound_installation_has_nothing() -> None:
    assert wrong() == {}


def test_a_movable_clock(settings: Any) -> None:
    settings.KANAAL_CLOCK_MOVABLE = True
    assert "KANAAL_CLOCK_MOVABLE" in wrong()["clock"]


def test_an_address_without_https_and_a_host_that_is_not_answered(settings: Any) -> None:
    settings.KANAAL_URL = "http://elsewhere.example.com"
    assert set(wrong()) == {"address", "hosts"}


def test_a_key_that_others_can_read(settings: Any) -> None:
    (settings.KANAAL_KEYS / "seal.pem").chmod(0o644)
    assert "chmod 600" in wrong()["keys"]


def test_static_files_that_were_not_collected(settings: Any) -> None:
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert "collectstatic" in wrong()["static files"]


def test_nobody_who_runs_the_programme_and_no_programme() -> None:
    StaffRole.objects.all().delete()
    Release.objects.all().delete()
    assert set(wrong()) == {"staff", "programme"}


def test_a_worker_that_is_gone_or_never_was() -> None:
    Schedule.objects.update(last=clock.machine_now() - AGO)
    assert "kanaal worker" in wrong()["worker"]
    Schedule.objects.all().delete()
    assert "kanaal run" in wrong()["worker"]


def test_jobs_that_wait_or_were_given_up() -> None:
    then = clock.machine_now() - AGO
    Job.objects.create(task="t", run_at=then)
    Job.objects.create(task="t", run_at=then, state="FAILED", finished_at=then)
    assert [f.tone for f in work.jobs()] == ["warn", "warn"]


def test_mails_that_wait_with_the_servers_own_words() -> None:
    mail = Mail.objects.create(
        name="t", to="a@b.example", language="nl", subject="S", text="T", message_id="<1>", written_at=clock.now()
    )
    Mail.objects.filter(pk=mail.pk).update(posted_at=clock.machine_now() - AGO, error="451 not now")
    assert wrong()["mails"] == "451 not now"


def test_a_mail_server_that_does_not_answer_and_one_that_does(settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert [f.tone for f in work.mail_server()] == ["bad"]
    with Server() as server:
        settings.EMAIL_PORT = server.port
        assert [f.tone for f in work.mail_server()] == ["ok"]
    settings.EMAIL_HOST = ""
    assert [f.tone for f in work.mail_server()] == ["bad"]


def test_events_that_nobody_seals() -> None:
    world.submitted()
    Event.objects.update(recorded_at=clock.machine_now() - AGO)
    assert "worker" in wrong()["seal"]


def test_the_command_ends_with_one_and_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    Release.objects.all().delete()
    with pytest.raises(SystemExit, match="1"):
        call_command("doctor", "--json")
    said = json.loads(capsys.readouterr().out)
    assert {"tone", "about", "says", "remedy"} == set(said[0])
    with pytest.raises(SystemExit):
        call_command("doctor")
    assert "kanaal programme publish" in capsys.readouterr().out
