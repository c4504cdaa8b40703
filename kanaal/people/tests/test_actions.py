"""Every action of this module: what it does, whom it refuses, and that a refusal leaves nothing behind."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command

from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event
from kanaal.core.refusals import WrongState
from kanaal.people.actions.profile import LanguageNotOffered, TimeZoneUnknown, change_profile, choose_language
from kanaal.people.actions.sessions import SessionOver, end_sessions
from kanaal.people.actions.staff import (
    AddressNotProved,
    LastManager,
    StaffRoleHeld,
    StaffRoleUnknown,
    end_staff_role,
    grant_staff_role,
)
from kanaal.people.actions.viewing import ReasonMissing, RoleNotHeld, stop_viewing, view_as
from kanaal.people.models import Person
from kanaal.people.tests.people import acting, browser, make_person, make_staff, newest_mail

pytestmark = pytest.mark.django_db


def events(name: str) -> int:
    return Event.objects.filter(name=name).count()


class TestChangeProfile:
    def test_name_and_zone(self):
        anna = make_person()
        change_profile(anna, full_name=" Anna Kroon ", time_zone="Europe/Lisbon", by=acting(anna))
        anna.refresh_from_db()
        assert (anna.name, anna.time_zone, events("ProfileChanged")) == ("Anna Kroon", "Europe/Lisbon", 1)

    def test_nobody_elses(self):
        anna, carla = make_person(), make_person("carla@other.example", "Carla")
        with pytest.raises(NotAllowed):
            change_profile(anna, full_name="X", time_zone="", by=acting(carla))
        assert events("ProfileChanged") == 0

    def test_a_zone_that_is_none(self):
        anna = make_person()
        with pytest.raises(TimeZoneUnknown):
            change_profile(anna, full_name="A", time_zone="Europe/Atlantis", by=acting(anna))


class TestChooseLanguage:
    def test_is_kept_and_recorded_once(self):
        anna = make_person()
        for _ in range(2):
            choose_language(anna, language="nl", by=acting(anna))
        anna.refresh_from_db()
        assert (anna.language, events("LanguageChosen")) == ("nl", 1)

    def test_a_language_that_is_not_offered(self):
        anna = make_person()
        with pytest.raises(LanguageNotOffered):
            choose_language(anna, language="xx", by=acting(anna))


class TestGrantStaffRole:
    def test_a_manager_gives_it_and_the_person_is_told(self):
        vera, anna = make_staff(), make_person()
        role = grant_staff_role(anna, kind="agent", by=acting(vera))
        assert role.active
        assert events("StaffRoleGranted") == 1
        assert newest_mail(anna.email).name == "staff_role_granted"

    @pytest.mark.parametrize("kind", ["agent", "finance", "auditor"])
    def test_other_staff_do_not(self, kind):
        other, anna = make_staff("x@vendor.example", kind), make_person()
        with pytest.raises(NotAllowed):
            grant_staff_role(anna, kind="manager", by=acting(other))
        assert not anna.staff_roles.exists()

    def test_not_twice_and_no_kind_that_is_none(self):
        vera, anna = make_staff(), make_person()
        grant_staff_role(anna, kind="agent", by=acting(vera))
        with pytest.raises(StaffRoleHeld):
            grant_staff_role(anna, kind="agent", by=acting(vera))
        with pytest.raises(StaffRoleUnknown):
            grant_staff_role(anna, kind="emperor", by=acting(vera))
        assert events("StaffRoleGranted") == 1

    def test_not_to_an_address_that_nobody_has_proved(self):
        vera, anna = make_staff(), make_person()
        EmailAddress.objects.update(verified=False)
        with pytest.raises(AddressNotProved):
            grant_staff_role(anna, kind="agent", by=acting(vera))

    def test_the_first_one_from_the_command_line(self, capsys):
        call_command("staff", "add", "Vera@Vendor.example", "--name", "Vera")
        vera = Person.objects.get(email="vera@vendor.example")
        assert vera.staff_roles.get().kind == "manager"
        assert not vera.has_usable_password()
        with pytest.raises(CommandError, match="already"):
            call_command("staff", "add", "vera@vendor.example")


class TestEndStaffRole:
    def test_ends_at_the_next_click(self):
        vera, ben = make_staff(), make_staff("ben@vendor.example", "agent", "Ben")
        client = browser(ben)
        assert client.get("/staff/").status_code == 200
        end_staff_role(ben.staff_roles.get(), by=acting(vera))
        assert client.get("/staff/").status_code == 404
        assert events("StaffRoleEnded") == 1

    def test_there_is_always_a_manager(self):
        vera = make_staff()
        with pytest.raises(LastManager):
            end_staff_role(vera.staff_roles.get(), by=acting(vera))
        assert vera.staff_roles.get().active

    def test_not_twice(self):
        vera, ben = make_staff(), make_staff("ben@vendor.example", "agent", "Ben")
        role = ben.staff_roles.get()
        end_staff_role(role, by=acting(vera))
        with pytest.raises(WrongState):
            end_staff_role(role, by=acting(vera))

    def test_by_managers_only(self):
        vera, ben = make_staff(), make_staff("ben@vendor.example", "agent", "Ben")
        with pytest.raises(NotAllowed):
            end_staff_role(vera.staff_roles.get(), by=acting(ben))


class TestEndSessions:
    def test_one_of_them_and_the_others(self):
        anna = make_person()
        for key in ("a", "b", "c"):
            UserSession.objects.create(user=anna, ip="10.0.0.1", session_key=key, user_agent="x")
        one = UserSession.objects.get(session_key="b")
        assert end_sessions(anna, only=one.pk, by=acting(anna)) == 1
        assert end_sessions(anna, keep="a", by=acting(anna)) == 1
        assert UserSession.objects.get().session_key == "a"
        assert events("SessionsEnded") == 2

    def test_nobody_elses(self):
        anna, carla = make_person(), make_person("carla@other.example", "Carla")
        mine = UserSession.objects.create(user=anna, ip="10.0.0.1", session_key="a", user_agent="x")
        with pytest.raises(NotAllowed):
            end_sessions(anna, only=mine.pk, by=acting(carla))
        with pytest.raises(SessionOver):
            end_sessions(carla, only=mine.pk, by=acting(carla))
        assert UserSession.objects.count() == 1


class TestViewAs:
    def test_with_a_reason_that_the_person_can_read(self, guest):
        vera = make_staff()
        role = view_as(guest, role_key="guest:7", reason="She can't find the prices", by=acting(vera))
        assert role.label == "Guest house"
        event = Event.objects.get(name="ViewingStarted")
        assert (event.person_id, event.actor_id) == (guest.pk, vera.pk)
        page = "".join(browser(guest).get(f"/me/data/?part={n}").content.decode() for n in range(1, 6))
        assert "She can&#x27;t find the prices" in page
        assert "Vera Jansen" in page

    @pytest.mark.parametrize("kind", ["finance", "auditor"])
    def test_not_by_every_staff(self, guest, kind):
        with pytest.raises(NotAllowed):
            view_as(guest, role_key="guest:7", reason="curious", by=acting(make_staff("x@vendor.example", kind)))
        assert events("ViewingStarted") == 0

    def test_not_without_a_reason_nor_in_a_role_that_is_not_held(self, guest):
        vera = make_staff()
        with pytest.raises(ReasonMissing):
            view_as(guest, role_key="guest:7", reason="  ", by=acting(vera))
        with pytest.raises(RoleNotHeld):
            view_as(guest, role_key="guest:8", reason="She asked me to", by=acting(vera))

    def test_not_of_colleagues(self):
        vera, ben = make_staff(), make_staff("ben@vendor.example", "agent", "Ben")
        with pytest.raises(NotAllowed):
            view_as(ben, role_key=f"staff:{ben.staff_roles.get().pk}", reason="What does he do?", by=acting(vera))


class TestStopViewing:
    def test_is_recorded_with_the_person(self, guest):
        vera = make_staff()
        stop_viewing(guest, by=acting(vera))
        assert Event.objects.get(name="ViewingStopped").person_id == guest.pk
