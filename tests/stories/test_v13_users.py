"""V13: administrators give licences to named users and take them back; they see what they have, until when, whom to
call, and what to do next.
"""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kanaal.licensing.models import Agreement, Assignment, LicenceUser
from tests import world
from tests import world_licences as licences

pytestmark = pytest.mark.django_db
SKU = licences.SKU


@pytest.fixture
def mine() -> Agreement:
    made = licences.agreement()
    licences.eva(made)
    licences.add(made, 3, ago=5, ordered=3)
    return made


def eva(mine: Agreement) -> Client:
    return world.browser(licences.eva(mine))


def text(answer: Any) -> str:
    return answer.content.decode()


def add(browser: Client, name: str, *products: str) -> LicenceUser:
    data = {"email": f"{name}@waterrijk.example", "name": name.title(), "products": products}
    assert browser.post("/console/users/new/", data).status_code == 302
    return LicenceUser.objects.get(email=data["email"])


def given() -> int:
    return Assignment.objects.filter(until=None).count()


def upload(browser: Client, content: str, name: str = "users.csv") -> Any:
    return browser.post("/console/users/import/", {"file": SimpleUploadedFile(name, content.encode())})


def take_in(browser: Client, preview: Any) -> Any:
    return browser.post("/console/users/import/taking-in/", preview.context["confirm"].initial, follow=True)


class TestTheFirstPage:
    def test_says_what_we_have_until_when_and_whom_to_call(self, mine: Agreement) -> None:
        page = text(eva(mine).get("/console/"))
        assert "Lindeboom Digitaal" in page
        assert "Oudegracht 12" in page
        assert mine.number in page
        mine.refresh_from_db()
        assert mine.anniversary is not None
        assert str(mine.anniversary.year) in page
        assert "anna@lindeboom-digitaal.nl" in page

    def test_says_renewed_until_and_why_the_date_waits(self) -> None:
        made = licences.agreement("Omroep Zuid")
        licences.add(made, 3, ago=340, ordered=3)
        made.refresh_from_db()
        assert made.anniversary is not None
        made.renewals.create(
            number="VO-1", sku=SKU, anniversary=made.anniversary, ordered=licences.day(0), quantity=3,
            at=made.accepted_at, partner=made.partner,
        )  # fmt: skip
        page = text(eva(made).get("/console/", headers={"accept-language": "en"}))
        context = eva(made).get("/console/").context["term"]
        assert context["renewed_until"].year == context["expires"].year + 1
        assert context["moves_on"] > context["expires"]
        assert str(context["why"]) in page.replace("&#x27;", "'") or context["why"]

    def test_payment_required_is_calm_and_names_what_and_who(self) -> None:
        made = licences.agreement("Omroep Zuid")
        browser = eva(made)
        licences.add(made, 1, ago=80, ordered=1)
        licences.add(made, 2, ago=40)
        for name in ("joris", "mia", "bas"):
            add(browser, name, SKU)
        assert "/console/payment/" in text(browser.get("/console/"))
        page = browser.get("/console/payment/")
        assert page.status_code == 200
        assert "Mia" in text(page)
        assert "Bas" in text(page)
        assert "Joris" not in text(page), "the first keeps the one that was ordered"

    def test_nothing_yet(self) -> None:
        made = licences.agreement("Omroep Zuid")
        page = eva(made).get("/console/")
        assert page.status_code == 200
        assert [step.icon for step in page.context["steps"]] == ["package"]

    @pytest.mark.parametrize("who", ["anna", "carla", "dirk", "vera", "fatma"])
    def test_others_read_why_not(self, mine: Agreement, who: str) -> None:
        answer = world.browser(getattr(world, who)()).get("/console/")
        assert answer.status_code == 403
        assert mine.number not in text(answer)


class TestGivingOut:
    def test_to_a_named_user_and_taken_back(self, mine: Agreement) -> None:
        browser = eva(mine)
        user = add(browser, "joris", SKU)
        assert given() == 1
        assert "Joris" in text(browser.get(f"/console/licences/{SKU}/"))
        browser.post(f"/console/users/{user.pk}/licences/{SKU}/taking/")
        assert given() == 0
        browser.post(f"/console/users/{user.pk}/licences/{SKU}/giving/")
        assert given() == 1

    def test_more_than_there_are_is_refused_with_what_to_do(self, mine: Agreement) -> None:
        browser = eva(mine)
        for name in ("joris", "mia", "bas"):
            add(browser, name, SKU)
        answer = browser.post(
            "/console/users/new/", {"email": "ans@waterrijk.example", "name": "Ans", "products": [SKU]}
        )
        assert answer.status_code == 422
        assert "Lindeboom Digitaal" in text(answer)
        assert 'value="ans@waterrijk.example"' in text(answer), "nothing typed is lost"
        assert not LicenceUser.objects.filter(email="ans@waterrijk.example").exists()
        assert given() == 3

    def test_to_many_at_once_all_or_none(self, mine: Agreement) -> None:
        browser = eva(mine)
        ids = [add(browser, name).pk for name in ("joris", "mia", "bas", "ans")]
        answer = browser.post("/console/users/licences/giving/", {"user": ids, "sku": SKU})
        assert answer.status_code == 409
        assert given() == 0
        browser.post("/console/users/licences/giving/", {"user": ids[:3], "sku": SKU})
        assert given() == 3
        browser.post("/console/users/licences/taking/", {"user": ids[:2], "sku": SKU})
        assert given() == 1
        assert browser.post("/console/users/licences/giving/", {"sku": SKU}).status_code == 422

    def test_the_last_assigned_loses_access_first_and_sees_since_when(self) -> None:
        made = licences.agreement("Omroep Zuid")
        browser = eva(made)
        licences.add(made, 1, ago=80, ordered=1)
        licences.add(made, 1, ago=60)
        add(browser, "joris", SKU)
        mia = add(browser, "mia", SKU)
        world.days_pass(1)
        page = browser.get(f"/console/users/{mia.pk}/")
        [owned] = [row for row in page.context["owned"] if row.sku == SKU]
        assert owned.without.since == licences.day(0)
        [step] = [step for step in browser.get("/console/").context["steps"] if step.icon == "user-x"]
        assert SKU in step.url

    def test_another_customers_users_are_not_there(self, mine: Agreement) -> None:
        other = licences.agreement("Hogeschool Delta")
        jan = world.jan()
        other.administrators.create(person=jan, email=jan.email, since=licences.day(0))
        theirs = add(world.browser(jan), "ruud")
        browser = eva(mine)
        for path in ("", "removal/"):
            assert browser.get(f"/console/users/{theirs.pk}/{path}").status_code == 404
        assert browser.post(f"/console/users/{theirs.pk}/removal/").status_code == 404
        browser.post("/console/users/licences/giving/", {"user": [theirs.pk], "sku": SKU})
        assert given() == 0
        assert LicenceUser.objects.filter(pk=theirs.pk).exists()
        assert browser.get("/console/users/?q=ruud").context["rows"].rows == []


class TestTheList:
    def test_is_searched_narrowed_and_paged(self, mine: Agreement) -> None:
        browser = eva(mine)
        for number in range(55):
            mine.licence_users.create(
                user_name=f"u{number}@x.example", email=f"u{number}@x.example", name=f"User {number:02}",
                made_at=mine.accepted_at, changed_at=mine.accepted_at,
            )  # fmt: skip
        add(browser, "joris", SKU)
        first = browser.get("/console/users/")
        assert len(first.context["rows"].rows) == 50
        second = browser.get(f"/console/users/{first.context['rows'].next_query}")
        assert len(second.context["rows"].rows) == 6
        assert [one.name for one in browser.get(f"/console/users/?has={SKU}").context["rows"].rows] == ["Joris"]
        assert len(browser.get("/console/users/?q=user 1").context["rows"].rows) == 10
        assert len(browser.get("/console/users/?has=none&q=u1").context["rows"].rows) == 11

    def test_is_exported_as_it_can_be_taken_in_again(self, mine: Agreement) -> None:
        browser = eva(mine)
        add(browser, "joris", SKU)
        add(browser, "mia")
        content = b"".join(browser.get("/console/users/export.csv")).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content)))
        assert [row[0] for row in rows[1:]] == ["joris@waterrijk.example", "mia@waterrijk.example"]
        assert rows[1][2] == SKU
        preview = upload(browser, content)
        assert preview.context["sheet"].does_nothing


class TestAFile:
    GOOD = "e-mail;naam;producten\njoris@waterrijk.example;Joris Vos;{sku}\nmia@waterrijk.example;Mia;\n"

    def test_is_shown_first_and_then_taken_in(self, mine: Agreement) -> None:
        browser = eva(mine)
        preview = upload(browser, self.GOOD.format(sku=SKU))
        assert not LicenceUser.objects.exists(), "nothing has happened yet"
        sheet = preview.context["sheet"]
        assert (sheet.added, sheet.changed, dict(sheet.gives)) == (2, 0, {SKU: 1})
        take_in(browser, preview)
        assert LicenceUser.objects.count() == 2
        assert given() == 1

    def test_the_same_file_twice_changes_nothing_and_says_so(self, mine: Agreement) -> None:
        browser = eva(mine)
        take_in(browser, upload(browser, self.GOOD.format(sku=SKU)))
        again = upload(browser, self.GOOD.format(sku=SKU))
        assert again.context["sheet"].before is not None
        assert again.context["sheet"].does_nothing
        take_in(browser, again)
        assert LicenceUser.objects.count() == 2
        assert given() == 1

    def test_faults_are_told_by_line_and_column_and_the_good_rows_go_in(self, mine: Agreement) -> None:
        browser = eva(mine)
        rows = [
            "Email,First name,Last name,SKU",
            "joris@waterrijk.example,Joris,Vos,",
            "geen-adres,Mia,,",
            "bas@waterrijk.example,Bas,,NO-SUCH",
            "JORIS@waterrijk.example,Joris,,",
            f"a1@waterrijk.example,A,,{SKU}", f"a2@waterrijk.example,A,,{SKU}", f"a3@waterrijk.example,A,,{SKU}",
            f"a4@waterrijk.example,A,,{SKU}",
        ]  # fmt: skip
        preview = upload(browser, "\n".join(rows))
        faults = [(fault.line, fault.column) for fault in preview.context["sheet"].faults]
        assert faults == [(3, "Email"), (4, "SKU"), (5, "Email"), (9, "SKU")]
        take_in(browser, preview)
        assert sorted(LicenceUser.objects.values_list("name", flat=True)) == ["A", "A", "A", "Joris Vos"]
        assert given() == 3

    @pytest.mark.parametrize("content", ["", "naam;plaats\nJan;Hilversum\n", "\x00\x01\x02", "%PDF-1.7 nothing"])
    def test_what_is_no_table_is_refused(self, mine: Agreement, content: str) -> None:
        answer = upload(eva(mine), content)
        assert answer.status_code == 422
        assert not LicenceUser.objects.exists()

    def test_five_thousand_rows(self, mine: Agreement) -> None:
        browser = eva(mine)
        rows = ["email\tname"] + [f"u{n}@waterrijk.example\tUser {n}" for n in range(5000)]
        preview = upload(browser, "\n".join(rows))
        assert preview.context["sheet"].added == 5000
        take_in(browser, preview)
        assert LicenceUser.objects.count() == 5000
        assert browser.get("/console/users/").status_code == 200


class TestWhatIsHeld:
    def test_a_user_with_an_id_sees_it_and_has_it_erased(self, mine: Agreement) -> None:
        browser = eva(mine)
        person = world.person("noor@waterrijk.example", "Noor de Wit")
        add(browser, "noor", SKU)
        pages = [text(world.browser(person).get(f"/me/data/?part={n}")) for n in range(1, 12)]
        assert any("Gemeente Waterrijk" in page for page in pages)
        from kanaal.people import erasure

        for eraser in erasure.ERASERS:
            eraser(person, erasure.replacement_for(person))
        assert not LicenceUser.objects.filter(email="noor@waterrijk.example").exists()
        assert given() == 0

    def test_a_removed_user_is_forgotten(self, mine: Agreement) -> None:
        browser = eva(mine)
        user = add(browser, "joris", SKU)
        browser.post(f"/console/users/{user.pk}/removal/", follow=True)
        assert not LicenceUser.objects.exists()
        assert "joris" not in text(browser.get("/console/timeline/")).lower()


class TestACommitment:
    def ask(self, mine: Agreement, quantity: int = 20) -> None:
        mine.commitments.create(number="3Y-100001", quantity=quantity, requested=licences.day(0))

    def test_eva_accepts_what_her_reseller_asked_for(self, mine: Agreement) -> None:
        self.ask(mine)
        browser = eva(mine)
        assert any(step.icon == "signature" for step in browser.get("/console/").context["steps"])
        assert browser.get("/console/commitment/").status_code == 200
        browser.post("/console/commitment/acceptance/")
        assert mine.commitments.get().accepted == licences.day(0)
        again = browser.post("/console/commitment/decline/")
        assert again.status_code == 409
        assert mine.commitments.get().declined is None

    def test_or_declines_it(self, mine: Agreement) -> None:
        self.ask(mine)
        eva(mine).post("/console/commitment/decline/")
        assert mine.commitments.get().declined == licences.day(0)

    def test_nobody_else_answers(self, mine: Agreement) -> None:
        self.ask(mine)
        assert world.browser(world.anna()).post("/console/commitment/acceptance/").status_code == 403
        assert mine.commitments.get().accepted is None

    def test_without_one_there_is_no_page(self, mine: Agreement) -> None:
        assert eva(mine).get("/console/commitment/").status_code == 404
