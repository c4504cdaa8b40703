"""The doctor: finds what is wrong, says what to do, and calls nothing wrong that isn't."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from kanaal.core import clock, outbox, sealing
from kanaal.core.jobs.models import Job, Schedule
from kanaal.core.jobs.ticks import ask_for_due_ticks
from kanaal.core.keys import sealing_key_file
from kanaal.core.models import Event, Mail, SealHead
from kanaal.people.models import Person
from kanaal.site.doctor import findings
from kanaal.site.management.commands import doctor
from tests import world, world_bank
from tests.faults import smtp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def installation(settings, tmp_path) -> None:
    settings.VAR, settings.KANAAL_KEYS, settings.STATIC_ROOT = tmp_path, tmp_path / "keys", tmp_path / "static"
    settings.SECRET_KEY = "a secret of more than forty characters, as made by itself"


@pytest.fixture
def well(settings) -> Iterator[None]:
    """A real installation in which nothing is wrong."""
    world.published()
    world.staff("marit@vendor.example", "Marit Aalders", "manager")
    sealing.signing_key()
    ask_for_due_ticks()
    settings.PRODUCTION, settings.DEMO, settings.TESTING = True, False, False
    settings.KANAAL_CLOCK_MOVABLE = False
    settings.KANAAL_URL, settings.ALLOWED_HOSTS = "https://partners.example.com", ["partners.example.com"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    Mail.objects.all().delete()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # the tests' own keeps mails in memory
    with smtp.Server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield


def found(level: str = "", subject: str = "") -> list[findings.Finding]:
    return [f for f in findings.examine() if level in ("", f.level) and subject in ("", f.subject)]


def the_one(level: str, subject: str) -> findings.Finding:
    [one] = found(level, subject)
    assert one.remedy, f"{one.says} has no remedy"
    return one


def test_a_sound_installation_is_called_sound(well: None) -> None:
    # That the catalogues are complete is another test's to say.
    assert [f for f in found() if f.level != "ok" and f.subject != "languages"] == []
    out = io.StringIO()
    call_command("doctor", stdout=out)
    assert " 0 wrong." in out.getvalue()


def test_each_finding_but_good_ones_says_what_to_do_and_machines_can_read_it() -> None:
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json", stdout=out)
    assert ended.value.code == 1
    said = json.loads(out.getvalue())
    assert {f["level"] for f in said} <= {"ok", "warn", "bad"}
    assert all(f["remedy"] for f in said if f["level"] != "ok")
    assert {"worker", "programme", "staff"} <= {f["subject"] for f in said if f["level"] == "bad"}


def test_all_checks_are_asked() -> None:
    assert {subject for subject, _ask, _db in findings.CHECKS} == {
        "database", "cache", "disk", "kind", "keys", "address", "files", "worker", "jobs", "mail", "mailbox", "clock",
        "events", "programme", "staff", "sealed",
    }  # fmt: skip
    assert len(doctor.ORDER) == 4


class TestWork:
    def test_a_worker_that_fell_silent(self, well: None) -> None:
        Schedule.objects.update(last=clock.machine_now() - dt.timedelta(minutes=10))
        assert "heard of since" in the_one("bad", "worker").says

    def test_a_moved_clock_does_not_make_the_worker_look_silent(self, well: None, settings) -> None:
        settings.KANAAL_CLOCK_MOVABLE = True
        clock.forward(dt.timedelta(days=60))
        assert found("bad", "worker") == []

    def test_jobs_late_lost_and_given_up(self, well: None) -> None:
        long_ago = clock.machine_now() - dt.timedelta(hours=1)
        Job.objects.all().delete()
        Job.objects.create(task="rooms.tidy_up", run_at=long_ago)
        Job.objects.create(task="rooms.count", run_at=long_ago, state="RUNNING", lease_until=long_ago)
        Job.objects.create(task="rooms.paint", run_at=long_ago, state="FAILED", finished_at=long_ago)
        said = " ".join(f.says for f in found("warn", "jobs"))
        assert all(word in said for word in ("rooms.tidy_up", "left behind", "rooms.paint"))

    def test_mails_that_wait_are_not_called_lost(self, well: None) -> None:
        outbox.post("id_erased", to="a@b.example", language="en", context={})
        Mail.objects.update(posted_at=clock.machine_now() - dt.timedelta(hours=3), error="ConnectionRefusedError: no")
        one = the_one("bad", "mail")
        assert "ConnectionRefusedError" in one.says
        assert "Nothing is lost" in one.remedy

    def test_a_mail_server_that_does_not_answer(self, well: None, settings) -> None:
        settings.EMAIL_PORT = 1
        assert "127.0.0.1:1" in the_one("bad", "mail").says

    def test_no_mail_server_is_a_fault_only_where_mail_is_real(self, well: None, settings) -> None:
        settings.EMAIL_HOST = ""
        assert "reach nobody" in the_one("bad", "mail").says
        settings.PRODUCTION = False
        assert found("bad", "mail") == []

    def test_a_moved_clock_is_no_clock_for_real_work(self, well: None, settings) -> None:
        settings.KANAAL_CLOCK_MOVABLE = True
        assert "can be moved" in the_one("bad", "clock").says
        clock.forward(dt.timedelta(days=3))
        assert "3.0 days ahead" in the_one("bad", "clock").says

    def test_events_that_nobody_seals(self, well: None) -> None:
        world.staff("z@vendor.example", "Z", "agent")
        Event.objects.create(name="X", at=clock.now(), about_kind="x", about_id=1, actor_kind="clock")
        assert found("warn", "events") == []
        Event.objects.update(recorded_at=clock.machine_now() - dt.timedelta(hours=1), seq=None)
        assert "not sealed" in the_one("warn", "events").says


class TestSafety:
    def test_keys_that_others_can_read(self, well: None, settings) -> None:
        (settings.KANAAL_KEYS / "seal.pem").chmod(0o644)
        one = the_one("bad", "keys")
        assert one.remedy == f"chmod 600 {settings.KANAAL_KEYS / 'seal.pem'}"

    def test_a_key_that_is_none(self, well: None, settings) -> None:
        (settings.KANAAL_KEYS / "seal.pem").write_text("rubbish")
        assert "no key" in the_one("bad", "keys").says

    def test_a_new_installation_has_no_seal_key_yet_and_an_old_one_must_have_it(self, well: None, settings) -> None:
        (settings.KANAAL_KEYS / "seal.pem").unlink()
        assert "first night" in found("ok", "keys")[0].says
        world.vera()
        SealHead.objects.create(day=clock.today(), seq=1, seal="x", signature="x")
        assert "backup" in the_one("bad", "events").remedy

    def test_a_short_secret(self, well: None, settings) -> None:
        settings.SECRET_KEY = "hush"
        assert "guessed" in the_one("bad", "keys").says

    def test_a_demo_that_the_world_can_reach(self, well: None, settings) -> None:
        settings.PRODUCTION, settings.DEMO = False, True
        assert "anybody can be anybody" in the_one("bad", "kind").says

    @pytest.mark.parametrize(
        ("url", "hosts", "says"),
        [
            ("http://partners.example.com", ["partners.example.com"], "not HTTPS"),
            ("https://partners.example.com", ["*"], "Every host"),
            ("https://partners.example.com", ["localhost"], "not among the names"),
        ],
    )
    def test_addresses(self, well: None, settings, url: str, hosts: list[str], says: str) -> None:
        settings.KANAAL_URL, settings.ALLOWED_HOSTS = url, hosts
        assert says in the_one("bad", "address").says

    def test_files_that_were_not_gathered(self, well: None, settings) -> None:
        (settings.STATIC_ROOT / "staticfiles.json").unlink()
        assert the_one("bad", "files").remedy == "kanaal collectstatic --no-input"

    def test_a_key_without_which_nobody_reads_what_was_sealed(self, well: None) -> None:
        world_bank.entered()
        assert found("bad", "sealed") == []
        sealing_key_file("bank-details").unlink()
        one = the_one("bad", "sealed")
        assert "Bank details" in one.says
        assert "bank-details.key" in one.remedy


class TestPeople:
    def test_nobody_runs_the_programme(self, well: None) -> None:
        Person.objects.filter(email="marit@vendor.example").update(is_active=False)
        assert "kanaal staff add" in the_one("bad", "staff").remedy

    def test_people_of_the_demo_in_a_real_installation(self, well: None) -> None:
        world.person("carla@maasveld-grafisch.nl", "Carla Smeets")
        with override_settings(PRODUCTION=False):
            assert found("bad", "staff") == []
        assert "people of the demo" in the_one("bad", "staff").says

    def test_no_programme(self, well: None) -> None:
        world.published().delete()
        assert "publish" in the_one("bad", "programme").remedy

    def test_a_language_that_only_the_programme_has(self, well: None, settings) -> None:
        settings.LANGUAGES = [("en", "English")]
        assert any("complete in nl, but the pages aren't" in f.says for f in found("warn", "languages"))


class TestGround:
    def test_tables_older_than_the_program(self, well: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("delete from django_migrations where app = 'partners'")
        one = the_one("bad", "database")
        assert "partners.0001_initial" in one.says
        assert one.remedy.endswith("kanaal migrate.")

    def test_a_missing_cache_table(self, well: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("drop table cache")
        assert the_one("bad", "cache").remedy == "kanaal createcachetable"

    def test_a_database_that_is_not_there(self, tmp_path) -> None:
        env = {k: v for k, v in os.environ.items() if not k.startswith("KANAAL_")}
        env |= {"KANAAL_VAR": str(tmp_path), "DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/none"}
        command = [sys.executable, "-m", "kanaal", "doctor"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 1
        assert "can't be reached" in done.stdout
        assert "Traceback" not in done.stderr
