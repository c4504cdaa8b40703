"""Who comes in where: strangers at one's own pages, roles and their switcher, and those who look through other eyes."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.urls import reverse

from kanaal.core.models import Event
from kanaal.core.texts import say
from kanaal.people import roles
from kanaal.people.models import StaffRole
from kanaal.people.tests.people import PASSWORD, browser, make_person, make_staff

pytestmark = pytest.mark.django_db

OWN_PAGES = [
    "me", "me-data", "me-erase", "staff", "home", "mfa_index", "account_email", "account_change_password",
    "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "socialaccount_connections",
]  # fmt: skip
ENTRANCE = [
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_inactive", "socialaccount_login_cancelled", "me-erased",
]  # fmt: skip


class TestStrangers:
    @pytest.mark.parametrize("name", OWN_PAGES)
    def test_are_asked_to_sign_in_and_keep_where_they_were_going(self, name):
        answer = browser().get(reverse(name))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))
        assert f"next={reverse(name)}" in answer.url.replace("%2F", "/")

    @pytest.mark.parametrize("name", ENTRANCE)
    def test_find_the_entrance_open(self, name):
        assert browser().get(reverse(name)).status_code == 200

    @pytest.mark.parametrize(
        "name", ["switch-role", "set-language", "sign-out", "stop-viewing-as", "view-as", "me-export"]
    )
    def test_nothing_is_done_by_opening_a_link(self, name):
        assert browser(make_person()).get(reverse(name)).status_code == 405


class TestRoles:
    def test_without_one_the_page_says_as_whom_one_is_signed_in(self, monkeypatch):
        card = roles.Card(say("Enrol your company"), say("It takes ten minutes."), "/enrol/", say("Enrol"))
        monkeypatch.setattr(roles, "NO_ROLE", [lambda actor: [card]])
        page = browser(make_person()).get(reverse("home")).content.decode()
        assert "anna@kroon.example" in page
        assert "Enrol your company" in page

    def test_home_leads_to_the_current_role(self, guest):
        assert browser(guest).get(reverse("home")).url == reverse("sign-in")

    def test_switching(self, guest):
        StaffRole.objects.create(person=guest, kind="agent")
        client = browser(guest)
        client.post(reverse("switch-role"), {"role": "guest:7"})
        assert client.get(reverse("home")).url == reverse("sign-in")
        assert client.get(reverse("staff")).status_code == 404
        client.post(reverse("switch-role"), {"role": f"staff:{guest.staff_roles.get().pk}"})
        assert client.get(reverse("staff")).status_code == 200

    def test_a_role_of_somebody_else_can_not_be_taken(self, guest):
        vera = make_staff()
        client = browser(guest)
        client.post(reverse("switch-role"), {"role": f"staff:{vera.staff_roles.get().pk}"})
        assert client.get(reverse("staff")).status_code == 404

    def test_one_that_was_lost_is_gone_at_the_next_click(self, guest, held):
        client = browser(guest)
        client.get(reverse("me"))
        held.clear()
        assert client.get(reverse("home")).status_code == 200


class TestLanguage:
    def test_a_stranger_keeps_it_in_the_browser(self):
        client = browser()
        client.post(reverse("set-language"), {"language": "nl", "next": reverse("account_login")})
        assert 'lang="nl"' in client.get(reverse("account_login")).content.decode()

    def test_signed_in_it_is_the_ids(self):
        anna = make_person()
        client = browser(anna)
        assert client.post(reverse("set-language"), {"language": "nl", "next": "https://evil.example/"}).url == "/"
        anna.refresh_from_db()
        assert anna.language == "nl"
        assert 'lang="nl"' in client.get(reverse("me")).content.decode()

    def test_one_that_is_not_offered(self):
        assert browser().post(reverse("set-language"), {"language": "xx"}).status_code == 409


class TestStaffPage:
    def test_managers_give_and_end_roles(self):
        anna = make_person()
        client = browser(make_staff())
        client.post(reverse("staff"), {"email": "Anna@Kroon.example", "kind": "finance"})
        role = anna.staff_roles.get()
        client.post(reverse("staff-role-end", args=[role.pk]))
        role.refresh_from_db()
        assert not role.active

    def test_an_address_without_an_id(self):
        answer = browser(make_staff()).post(reverse("staff"), {"email": "no@body.example", "kind": "finance"})
        assert answer.status_code == 422
        assert "Ask them to make one" in answer.content.decode()

    def test_other_staff_read_it(self):
        client = browser(make_staff("x@vendor.example", "auditor"))
        assert client.get(reverse("staff")).status_code == 200
        assert client.post(reverse("staff"), {"email": "x@vendor.example", "kind": "manager"}).status_code == 403

    def test_nobody_else_knows_of_it(self, guest):
        role = make_staff().staff_roles.get()
        assert browser(guest).get(reverse("staff")).status_code == 404
        assert browser(guest).post(reverse("staff-role-end", args=[role.pk])).status_code == 404


class TestMyPages:
    def test_signing_out(self):
        client = browser(make_person())
        client.post(reverse("account_logout"), {"next": reverse("account_login")})
        assert client.get(reverse("me")).status_code == 302

    def test_the_profile(self):
        anna = make_person()
        client = browser(anna)
        assert client.post(reverse("me"), {"full_name": "Anna Kroon", "time_zone": "Europe/Lisbon"}).status_code == 302
        assert "Anna Kroon" in client.get(reverse("me")).content.decode()

    def test_what_is_typed_by_others_stays_text(self):
        anna = make_person(name="<script>alert(1)</script>")
        for part in range(1, 6):
            assert "<script>alert" not in browser(anna).get(reverse("me-data"), {"part": part}).content.decode()

    def test_signing_another_browser_out(self):
        make_person()
        here, there = browser(), browser()
        for client in (here, there):
            client.post(reverse("account_login"), {"login": "anna@kroon.example", "password": PASSWORD})
        one = UserSession.objects.get(session_key=there.session.session_key)
        here.post(reverse("me-session-end", args=[one.pk]))
        assert there.get(reverse("me")).status_code == 302
        assert here.get(reverse("me")).status_code == 200

    def test_the_export_is_a_file(self):
        answer = browser(make_person()).post(reverse("me-export"))
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer.json()["id"][0]["email"] == "anna@kroon.example"

    def test_erasing_asks_for_the_password_then_for_the_address(self):
        anna = make_person()
        client = browser(anna)
        asked = client.post(reverse("me-erase"), {"address": anna.email})
        assert asked.url == f"{reverse('account_reauthenticate')}?next=/me/erase/"
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/me/erase/"})
        assert client.post(reverse("me-erase"), {"address": "yes"}).status_code == 422
        anna.refresh_from_db()
        assert anna.erased_at is None
        assert client.post(reverse("me-erase"), {"address": anna.email}).url == reverse("me-erased")
        anna.refresh_from_db()
        assert anna.erased_at is not None
        assert client.get(reverse("me")).status_code == 302

    def test_what_stands_in_the_way_of_erasing_is_told(self):
        vera = make_staff()
        client = browser(vera)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert "only programme manager" in client.get(reverse("me-erase")).content.decode()
        assert client.post(reverse("me-erase"), {"address": vera.email}).status_code == 403


class TestSecondStep:
    def code(self, secret: str) -> str:
        counter = next(iter(yield_hotp_counters_from_time()))
        return format_hotp_value(hotp_value(secret, counter))

    def test_an_app_is_added_and_asked_for(self, django_capture_on_commit_callbacks):
        anna = make_person()
        client = browser(anna)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        page = client.get(reverse("mfa_activate_totp"))
        secret = page.context["form"].secret
        with django_capture_on_commit_callbacks(execute=True):  # allauth tells of it after the commit
            added = client.post(reverse("mfa_activate_totp"), {"code": self.code(secret)})
        assert added.url == reverse("mfa_view_recovery_codes")
        codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        cache.clear()  # the same code is good once in its half minute

        again = browser()
        first = again.post(reverse("account_login"), {"login": anna.email, "password": PASSWORD, "next": "/me/data/"})
        assert first.url.startswith(reverse("mfa_authenticate"))
        assert again.get(reverse("me")).status_code == 302
        wrong = again.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert wrong.status_code == 200
        assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == "/me/data/"
        names = list(Event.objects.filter(about_id=anna.pk).order_by("id").values_list("name", flat=True))
        assert names == ["AuthenticatorAdded", "AuthenticatorAdded", "SignInFailed", "SignedIn"]
