"""Exporting and erasing what is held about a person (L5), with the seal that still verifies."""

from __future__ import annotations

import json

import pytest
from django.apps import apps

from kanaal.core import sealing
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import Finding, NotAllowed, unmet
from kanaal.core.events import digest_of
from kanaal.core.models import Event, Mail, PersonalData
from kanaal.people import erasure
from kanaal.people.actions.erasure import ErasedAlready, erase_person, export_my_data
from kanaal.people.actions.profile import change_profile
from kanaal.people.models import Person, StaffRole
from kanaal.people.tests.people import PASSWORD, acting, browser, make_person, make_staff, newest_mail

pytestmark = pytest.mark.django_db


def events(name: str) -> int:
    return Event.objects.filter(name=name).count()


class TestExportMyData:
    def test_has_all_of_it(self):
        anna = make_person()
        browser().post("/id/password/forgotten/", {"email": anna.email})
        change_profile(anna, full_name="Anna Kroon", time_zone="Europe/Lisbon", by=acting(anna))
        exported = export_my_data(anna, by=acting(anna))
        text = json.dumps(exported)
        assert exported["id"][0]["email"] == anna.email
        assert exported["mails"][0]["subject"] == "Choose a new password"
        assert {e["name"] for e in exported["events"]} == {"ProfileChanged", "DataExported"}
        assert "Europe/Lisbon" in text

    def test_nobody_elses(self):
        anna, carla = make_person(), make_person("carla@other.example", "Carla")
        with pytest.raises(NotAllowed):
            export_my_data(anna, by=acting(carla))
        assert events("DataExported") == 0


class TestErasePerson:
    def test_nothing_is_left_that_says_who_it_was(self):
        anna = make_person("anna@kroon.example", "Anna de Vries")
        browser().post("/id/password/forgotten/", {"email": anna.email})
        client = browser()
        client.post(
            "/id/sign-in/", {"login": anna.email, "password": PASSWORD}, headers={"user-agent": "Annas browser"}
        )
        change_profile(anna, full_name="Anna Kroon", time_zone="", by=acting(anna))
        erase_person(anna, by=acting(anna))
        anna.refresh_from_db()
        assert (anna.name, anna.is_active, anna.has_usable_password()) == ("", False, False)
        assert client.get("/me/").status_code == 302
        left = dump_without(farewell=newest_mail("anna@kroon.example").pk)
        for trace in ("anna@kroon.example", "Anna", "Kroon", "Annas browser"):
            assert trace not in left, trace

    def test_the_digests_of_events_stay_as_they_were(self):
        """What was sealed still verifies: the event's own row does not change (L4, L5)."""
        anna = make_person()
        change_profile(anna, full_name="Anna Kroon", time_zone="", by=acting(anna))
        kept = PersonalData.objects.get()
        assert digest_of(kept.salt, kept.data) == kept.event.digest
        sealing.seal()
        before = list(Event.objects.order_by("id").values())
        erase_person(anna, by=acting(anna))
        sealing.seal()
        assert list(sealing.verify()) == []
        assert list(Event.objects.filter(pk__in=[e["id"] for e in before]).order_by("id").values()) == before
        kept.refresh_from_db()
        assert kept.data == {}
        assert kept.erased_at is not None

    def test_a_last_mail_confirms_it(self):
        anna = make_person(language="nl")
        erase_person(anna, by=acting(anna))
        mail = newest_mail("anna@kroon.example")
        assert (mail.name, mail.language, mail.person_id) == ("id_erased", "nl", None)

    def test_then_its_address_is_forgotten_too(self):
        anna = make_person()
        erase_person(anna, by=acting(anna))
        assert erasure.forget_farewells() == 0
        Mail.objects.update(state=Mail.State.SENT)
        assert erasure.forget_farewells() == 1
        assert not Mail.objects.filter(to="anna@kroon.example").exists()

    def test_nobody_elses_and_not_twice(self):
        anna, carla = make_person(), make_person("carla@other.example", "Carla")
        with pytest.raises(NotAllowed):
            erase_person(anna, by=acting(carla))
        by = acting(anna)
        erase_person(anna, by=by)
        with pytest.raises(ErasedAlready):
            erase_person(anna, by=by)

    def test_not_the_only_manager(self):
        vera = make_staff()
        with pytest.raises(NotAllowed) as refused:
            erase_person(vera, by=acting(vera))
        assert "only programme manager" in str(refused.value.decision.reasons[0].says)
        assert Person.objects.get(pk=vera.pk).erased_at is None
        make_staff("ben@vendor.example", name="Ben")
        erase_person(vera, by=acting(vera))
        assert not StaffRole.objects.filter(person=vera, active=True).exists()

    def test_what_other_modules_object_to(self, monkeypatch):
        def is_needed(person: Person) -> list[Finding]:
            return [unmet("you are needed")]

        monkeypatch.setattr(erasure, "OBJECTIONS", [is_needed])
        anna = make_person()
        with pytest.raises(NotAllowed):
            erase_person(anna, by=acting(anna))
        assert events("PersonErased") == 0

    def test_the_address_is_free_again(self):
        anna = make_person()
        erase_person(anna, by=acting(anna))
        again = make_person("anna@kroon.example", "Anna again")
        assert again.pk != anna.pk

    def test_the_clock_erases_nobody(self):
        with pytest.raises(NotAllowed):
            erase_person(make_person(), by=CLOCK)


def dump_without(farewell: int) -> str:
    """Every row of every table as text, without the last mail, which is emptied once it is sent."""
    rows: list[str] = []
    for model in apps.get_models():
        found = model._default_manager.all()
        if model is Mail:
            found = found.exclude(pk=farewell)
        rows.extend(str(row) for row in found.values())
    return "\n".join(rows)
