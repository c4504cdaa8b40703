"""The seal: what was recorded can't be altered, removed or slipped in unnoticed, and an erasure does not break it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from kanaal.core import clock, sealing
from kanaal.core.actors import CLOCK
from kanaal.core.events import record
from kanaal.core.models import Event, PersonalData, SealHead
from kanaal.partners.events import ContactInvited
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path) -> None:
    settings.KANAAL_KEYS, settings.VAR = tmp_path / "keys", tmp_path


def some_events(count: int = 5) -> None:
    partner = world.lindeboom()
    for n in range(count):
        record(ContactInvited(invitation_id=n, kind="other", email=f"a{n}@x.example"), about=partner, by=CLOCK)
    sealing.seal()


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def says() -> str:
    return " ".join(b.says for b in sealing.verify())


def test_a_chain_that_nobody_touched_holds() -> None:
    some_events()
    sealing.sign_head()
    assert says() == ""
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4, 5]


def test_later_events_go_on_from_the_last_seal() -> None:
    some_events(2)
    some_events(2)
    assert says() == ""
    assert Event.objects.get(seq=4).seal


@pytest.mark.parametrize("field", ["name", "data", "about_id", "actor_kind", "receipt", "digest", "person_id"])
def test_an_altered_event_is_named(field: str) -> None:
    some_events()
    changed = {"data": {"kind": "primary"}, "receipt": {"allowed": True}, "about_id": 99, "person_id": 7}.get(
        field, "x"
    )
    Event.objects.filter(seq=3).update(**{field: changed})
    assert "event 3" in says()


def test_a_removed_event_leaves_a_gap() -> None:
    some_events()
    Event.objects.filter(seq=3).delete()
    assert "event 3 is missing" in says()


def test_an_event_slipped_in_is_noticed() -> None:
    some_events()
    twin = Event.objects.get(seq=5)
    Event.objects.filter(seq=5).update(seq=6)
    twin.pk, twin.seq = None, 5
    twin.save(force_insert=True)
    assert "event 6" in says()


def test_a_chain_cut_off_at_its_end_is_noticed_by_the_signed_head() -> None:
    some_events()
    sealing.sign_head()
    Event.objects.filter(seq__gte=4).delete()
    assert "the chain ends at 3" in says()


def test_a_chain_sealed_anew_is_noticed_by_a_head_that_was_exported(tmp_path) -> None:
    some_events()
    head = sealing.sign_head()
    assert head is not None
    exported = json.loads(sealing.export(head).read_text())
    Event.objects.filter(seq=2).update(data={})
    SealHead.objects.all().delete()
    Event.objects.update(seq=None, seal="")
    sealing.seal()
    assert says() == ""  # whoever can write the whole database can make a chain of their own …
    assert "differs from the head" in " ".join(b.says for b in sealing.verify(iter([exported])))  # … but not this


def test_a_head_signed_with_another_key_is_named() -> None:
    some_events()
    sealing.sign_head()
    SealHead.objects.update(signature="AAAA")
    assert "not signed" in says()


def test_altered_personal_data_are_named_and_erased_ones_are_not() -> None:
    some_events()
    PersonalData.objects.filter(event__seq=2).update(data={"email": "b@x.example"})
    assert "personal data of event 2" in says()
    PersonalData.objects.update(data={}, salt="", erased_at=clock.machine_now())
    assert says() == ""


def test_personal_data_that_are_gone_or_swapped_under_the_cloak_of_an_erasure_are_named() -> None:
    some_events()
    PersonalData.objects.filter(event__seq=2).delete()
    PersonalData.objects.filter(event__seq=3).update(data={"email": "forged@x.example"}, erased_at=clock.machine_now())
    assert "personal data of event 2 are gone" in says()
    assert "personal data of event 3 are called erased and are there" in says()


def test_the_command_line_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    some_events()
    call_command("events", "verify")
    assert "5 events, and the seal holds" in capsys.readouterr().out
    Event.objects.filter(seq=1).update(name="Other")
    with pytest.raises(CommandError, match="first is at event 1"):
        call_command("events", "verify")


@given(st.lists(st.integers(0, 3), max_size=6), st.integers(1, 8), st.sampled_from(["alter", "remove", "swap"]))
@settings_of_hypothesis(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wherever_it_is_touched_the_chain_breaks_there(batches: list[int], place: int, how: str) -> None:
    with rolled_back():
        for count in [*batches, 8]:
            some_events(count)
        sealing.sign_head()
        assert says() == ""
        touched = Event.objects.get(seq=place)
        if how == "alter":
            Event.objects.filter(pk=touched.pk).update(at=touched.at + dt.timedelta(microseconds=1))
        elif how == "remove":
            touched.delete()
        else:  # the content of the next, under its own number and seal
            other = Event.objects.exclude(data=touched.data).first()
            assert other is not None
            Event.objects.filter(pk=touched.pk).update(data=other.data)
        assert min(broken.seq for broken in sealing.verify()) == place


def test_without_its_key_a_copy_is_not_called_a_forgery(settings, tmp_path) -> None:
    some_events()
    sealing.sign_head()
    settings.KANAAL_KEYS = tmp_path / "elsewhere"
    assert "can't be checked" in says()
    assert not settings.KANAAL_KEYS.exists()


def test_heads_can_be_written_to_files_again_and_checked_from_there(tmp_path, capsys) -> None:
    some_events()
    sealing.sign_head()
    folder = tmp_path / "heads"
    for file in folder.glob("*.json"):
        file.unlink()
    with pytest.raises(CommandError, match="no heads"):
        call_command("events", "verify", heads=folder)
    call_command("events", "export-heads")
    call_command("events", "verify", heads=folder)
    assert "the seal holds" in capsys.readouterr().out
    Event.objects.filter(seq=5).delete()
    SealHead.objects.all().delete()
    with pytest.raises(CommandError, match="first is at event 5"):
        call_command("events", "verify", heads=folder)


def test_the_key_is_for_its_owner_only() -> None:
    sealing.signing_key()
    from django.conf import settings

    assert (settings.KANAAL_KEYS / "seal.pem").stat().st_mode & 0o077 == 0
