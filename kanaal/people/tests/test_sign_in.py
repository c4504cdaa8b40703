"""Making an ID, signing in, getting a new password, through the real pages; and what a stranger can't learn by it."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from kanaal.core.models import Event, Mail
from kanaal.people.models import Person
from kanaal.people.tests.people import PASSWORD, browser, code_in, link_in, make_person, newest_mail, proved

pytestmark = pytest.mark.django_db

NEW = {"name": "Piet Nieuw", "email": "piet@nieuw.example", "password1": PASSWORD}


def sign_up(client, data=NEW, next_url="/me/"):
    return client.post(reverse("account_signup"), data | {"next": next_url})


class TestSignUp:
    def test_the_place_is_kept_until_the_code_is_entered(self):
        client = browser()
        page = client.get(reverse("account_login") + "?next=/me/data/")
        assert "/id/new/?next=%2Fme%2Fdata%2F" in page.content.decode()
        sent = sign_up(client, next_url="/me/data/")
        assert sent.url.startswith(reverse("account_email_verification_sent"))
        code = code_in(newest_mail("piet@nieuw.example"))
        done = client.post(reverse("account_email_verification_sent"), {"code": code})
        assert done.url == "/me/data/"
        assert client.get("/me/data/").status_code == 200
        person = Person.objects.get(email="piet@nieuw.example")
        assert person.name == "Piet Nieuw"
        names = set(Event.objects.filter(person_id=person.pk).values_list("name", flat=True))
        assert names == {"PersonSignedUp", "AddressVerified", "SignedIn"}

    def test_another_site_is_no_place_to_go_on_to(self):
        client = browser()
        sign_up(client, next_url="https://evil.example/")
        code = code_in(newest_mail("piet@nieuw.example"))
        done = client.post(reverse("account_email_verification_sent"), {"code": code})
        assert done.url == reverse("home")

    def test_a_known_address_looks_like_a_new_one(self):
        make_person("anna@kroon.example")
        new, known = browser(), browser()
        answers = [sign_up(new), sign_up(known, NEW | {"email": "anna@kroon.example"})]
        assert answers[0].url == answers[1].url == reverse("account_email_verification_sent") + "?next=%2Fme%2F"
        pages = [c.get(a.url).content.decode() for c, a in zip((new, known), answers, strict=True)]
        pages = [p.replace("piet@nieuw.example", "X").replace("anna@kroon.example", "X") for p in pages]
        assert strip_tokens(pages[0]) == strip_tokens(pages[1])
        assert newest_mail("anna@kroon.example").name == "address_known"
        assert Person.objects.count() == 2

    def test_who_has_an_id_already_comes_back_to_the_same_place_by_signing_in(self):
        make_person("anna@kroon.example")
        client = browser()
        page = client.get(sign_up(client, NEW | {"email": "anna@kroon.example"}, "/me/data/").url)
        assert 'value="/id/sign-in/?next=%2Fme%2Fdata%2F"' in page.content.decode()
        link = link_in(newest_mail("anna@kroon.example"))
        assert link == "/id/sign-in/?next=%2Fme%2Fdata%2F"
        signed_in = browser().post(link, {"login": "anna@kroon.example", "password": PASSWORD})
        assert signed_in.url == "/me/data/"

    def test_a_wrong_code_does_not_confirm(self):
        client = browser()
        sign_up(client)
        assert client.post(reverse("account_email_verification_sent"), {"code": "AAAA-AAAA"}).status_code == 200
        assert not EmailAddress.objects.get(email="piet@nieuw.example").verified
        assert client.get("/me/").status_code == 302

    def test_the_mail_comes_in_the_language_of_the_page(self):
        client = browser()
        client.cookies["kanaal_language"] = "nl"
        sign_up(client)
        assert newest_mail("piet@nieuw.example").language == "nl"
        assert Person.objects.get(email="piet@nieuw.example").language == "nl"


class TestSignIn:
    def test_with_the_password(self):
        make_person()
        client = browser()
        answer = client.post(reverse("account_login"), {"login": "Anna@Kroon.example", "password": PASSWORD})
        assert answer.url == reverse("home")
        assert client.get("/me/").status_code == 200

    def test_wrong_password_and_unknown_address_say_the_same(self):
        make_person()
        texts = []
        for email in ("anna@kroon.example", "nobody@kroon.example"):
            answer = browser().post(reverse("account_login"), {"login": email, "password": "wrong password"})
            texts.append(strip_tokens(answer.content.decode().replace(email, "X")))
        assert texts[0] == texts[1]

    def test_a_failure_is_kept_whether_the_address_is_known_or_not(self):
        anna = make_person()
        for email in ("anna@kroon.example", "nobody@kroon.example"):
            browser().post(reverse("account_login"), {"login": email, "password": "wrong password"})
        about = list(Event.objects.filter(name="SignInFailed").order_by("id").values_list("about_id", "person_id"))
        assert about == [(anna.pk, anna.pk), (0, None)]

    def test_too_many_failures_stop_the_right_password_too(self):
        make_person()
        client = browser()
        for _ in range(6):
            client.post(reverse("account_login"), {"login": "anna@kroon.example", "password": "wrong password"})
        answer = client.post(reverse("account_login"), {"login": "anna@kroon.example", "password": PASSWORD})
        assert "too often" in answer.content.decode()
        assert client.get("/me/").status_code == 302

    def test_the_limit_is_shared_by_all_browsers(self):
        make_person()
        for _ in range(6):
            browser().post(reverse("account_login"), {"login": "anna@kroon.example", "password": "wrong password"})
        answer = browser().post(reverse("account_login"), {"login": "anna@kroon.example", "password": PASSWORD})
        assert "too often" in answer.content.decode()

    def test_too_many_requests_get_a_page_that_says_so(self):
        client = browser()
        answers = [
            client.post(reverse("account_login"), {"login": f"x{i}@y.example", "password": "x"}) for i in range(31)
        ]
        assert answers[-1].status_code == 429
        assert "too often" in answers[-1].content.decode()


class TestNewPassword:
    def test_a_link_sets_it_once(self):
        make_person()
        client = browser()
        assert client.post(reverse("account_reset_password"), {"email": "anna@kroon.example"}).url == reverse(
            "account_reset_password_done"
        )
        link = link_in(newest_mail("anna@kroon.example"))
        form = client.get(link, follow=True)
        answer = client.post(
            form.request["PATH_INFO"], {"password1": "quite another one", "password2": "quite another one"}
        )
        assert answer.url == reverse("account_reset_password_from_key_done")
        assert newest_mail("anna@kroon.example").name == "security_notice"
        assert "can't be used any more" in browser().get(link).content.decode()
        assert Event.objects.filter(name="PasswordReset").count() == 1

    def test_opening_the_link_changes_nothing(self):
        anna = make_person()
        client = browser()
        client.post(reverse("account_reset_password"), {"email": "anna@kroon.example"})
        client.get(link_in(newest_mail("anna@kroon.example")), follow=True)
        anna.refresh_from_db()
        assert anna.check_password(PASSWORD)

    def test_an_unknown_address_gets_the_same_answer_and_a_mail_of_its_own(self):
        make_person()
        known = browser().post(reverse("account_reset_password"), {"email": "anna@kroon.example"})
        unknown = browser().post(reverse("account_reset_password"), {"email": "nobody@kroon.example"})
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert newest_mail("nobody@kroon.example").name == "address_unknown"

    def test_the_link_never_takes_the_host_the_browser_claims(self):
        make_person()
        browser(host="evil.example").post(reverse("account_reset_password"), {"email": "anna@kroon.example"})
        assert "evil.example" not in newest_mail("anna@kroon.example").text


class TestAddresses:
    def test_adding_an_address_of_somebody_else_tells_nothing(self):
        anna = make_person()
        make_person("carla@other.example", "Carla")
        texts = []
        for email in ("carla@other.example", "free@kroon.example"):
            client = proved(anna)
            page = client.post(reverse("account_email"), {"action_add": "1", "email": email}, follow=True)
            texts.append(strip_tokens(page.content.decode().replace(email, "X")))
            assert newest_mail(email).name == "verify_address"
        assert texts[0] == texts[1]

    def test_an_open_session_alone_adds_no_address_and_reads_no_secret(self):
        """Whoever finds a browser signed in must not come away with the ID."""
        anna = make_person()
        client = browser(anna)
        client.post(reverse("account_email"), {"action_add": "1", "email": "thief@evil.example"})
        assert not Mail.objects.filter(to="thief@evil.example").exists()
        client.post(reverse("account_reset_password"), {"email": anna.email})
        assert newest_mail(anna.email).name == "reset_password"
        for part in range(1, 8):
            assert "/id/password/new/" not in client.get(reverse("me-data"), {"part": part}).content.decode()
        assert "/id/password/new/" not in client.post(reverse("me-export")).content.decode()

    def test_another_main_address(self):
        anna = make_person()
        client = proved(anna)
        client.post(reverse("account_email"), {"action_add": "1", "email": "anna@new.example"})
        code = code_in(newest_mail("anna@new.example"))
        client.post(reverse("account_email_verification_sent"), {"code": code})
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.post(reverse("account_email"), {"action_primary": "1", "email": "anna@new.example"})
        anna.refresh_from_db()
        assert anna.email == "anna@new.example"
        assert Mail.objects.filter(to="anna@kroon.example", name="security_notice").exists()
        assert Event.objects.filter(name="MainAddressChanged").exists()


def strip_tokens(html: str) -> str:
    """A page without what differs at every loading."""
    import re

    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
    return re.sub(r'(id|for|href|popovertarget|aria-labelledby)="[^"]*"', "", html)
