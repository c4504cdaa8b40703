"""Importing a vendor's partners: what comes in, what is refused and why, and that twice is once."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kanaal.core import clock, numbers, sealing
from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.core.importing import IMPORTERS, FileRefused, How, Report, run
from kanaal.core.models import Event, Mail
from kanaal.partners.actions.acceptance import accept_invitation
from kanaal.partners.importing import permissions
from kanaal.partners.models import Contact, Invitation, Partner, PartnerDomain
from kanaal.partners.rules import term_end
from tests import world

pytestmark = pytest.mark.django_db

BASE = {
    "external_id": "K1", "name": "Kwarteldonk Media B.V.", "level": "Gold", "country": "NL", "language": "nl",
    "street": "Molenweg 4", "postal_code": "3511 AB", "city": "Utrecht", "vat_number": "NL815881399B74",
    "website": "www.kwarteldonk.nl", "phone": "+31 30 555 0142", "domains": "kwarteldonk.nl",
    "member_since": "2023-05-01", "contact_email": "ans@kwarteldonk.nl", "contact_name": "Ans Maas",
}  # fmt: skip


@pytest.fixture(autouse=True)
def programme() -> None:
    world.published()


@pytest.fixture
def bring(tmp_path: Path):
    """Import rows, each BASE with some other values; the columns are those of the first."""

    def bring(*changes: dict[str, Any], base: dict[str, str] = BASE, **how: Any) -> Report:
        rows = [base | change for change in changes or ({},)]
        path = tmp_path / "partners.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)), restval="")
            out.writeheader()
            out.writerows(rows)
        return run(IMPORTERS["partners"], path, How(**({"apply": True} | how)))

    return bring


def reasons(report: Report) -> str:
    return "\n".join(str(fault) for fault in report.faults)


def refused(report: Report) -> list[tuple[int, str]]:
    return [(fault.line, fault.column) for fault in report.faults]


def nothing() -> bool:
    return not (Partner.objects.exists() or Contact.objects.exists() or Event.objects.exists())


class TestComingIn:
    def test_a_company_comes_in_whole(self, bring) -> None:
        report = bring()
        assert report.did == {"new partners": 1, "new contacts": 1}
        partner = Partner.objects.get()
        assert (partner.name, partner.level, partner.region) == ("Kwarteldonk Media B.V.", "gold", "emea")
        assert partner.vat_number == "NL815881399B74"
        assert numbers.is_well_formed(partner.number)
        assert list(partner.domains.values_list("domain", "is_branch")) == [("kwarteldonk.nl", False)]
        assert partner.name_keys.filter(key="kwarteldonk").exists()
        contact = partner.contacts.get()
        assert (contact.kind, contact.person, contact.active) == ("primary", None, True)
        [event] = world.happened("PartnerImported")
        assert event.data["contact_ids"] == [contact.pk]
        assert event.release_id == world.published().pk
        assert "ans@" not in str(event.data)
        sealing.seal()
        assert list(sealing.verify()) == []

    def test_nobody_is_written_to_unasked(self, bring) -> None:
        bring()
        assert not Mail.objects.exists()
        assert not Invitation.objects.exists()

    def test_without_apply_nothing_happens(self, bring) -> None:
        report = bring(apply=False)
        assert report.did == {"new partners": 1, "new contacts": 1}
        assert nothing()

    def test_one_row_for_each_contact(self, bring) -> None:
        empty = dict.fromkeys(BASE, "") | {"external_id": "K1"}
        report = bring(
            {},
            {"contact_email": "bo@kwarteldonk.nl"},
            empty | {"contact_email": "cy@kwarteldonk.nl", "contact_kind": "Secundair"},
        )
        assert report.did == {"new partners": 1, "new contacts": 3}
        kinds = dict(Contact.objects.values_list("email", "kind"))
        assert kinds == {
            "ans@kwarteldonk.nl": "primary",
            "bo@kwarteldonk.nl": "other",
            "cy@kwarteldonk.nl": "secondary",
        }
        assert len(world.happened("PartnerImported")) == 1

    def test_a_company_without_people(self, bring) -> None:
        assert bring({"contact_email": "", "contact_name": ""}).did == {"new partners": 1}

    def test_words_of_other_languages(self, bring, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        path.write_bytes(
            "Kundennummer;Firma;Stufe;Land;Ort\r\n9;Müller & Söhne;GOLD;Österreich;Graz\r\n".encode("cp1252")
        )
        assert run(IMPORTERS["partners"], path, How(apply=True)).refused == 0
        assert Partner.objects.get().country == "AT"

    @pytest.mark.parametrize(
        ("said", "code"), [("nl", "NL"), ("Duitsland", "DE"), ("Royaume-Uni", "GB"), ("UK", "GB"), ("BEL", "BE")]
    )
    def test_countries_by_any_name(self, bring, said: str, code: str) -> None:
        bring({"country": said, "postal_code": "", "vat_number": ""})
        assert Partner.objects.get().country == code

    def test_what_is_left_open_follows_from_the_rest(self, bring) -> None:
        bring({"term_ends": "", "language": "", "country": "BE", "postal_code": "9000", "vat_number": ""})
        partner = Partner.objects.get()
        assert partner.language == "nl"
        assert partner.term_ends >= clock.today()
        assert partner.term_ends in {term_end(partner.member_since, 12 * years) for years in range(1, 99)}

    def test_a_language_that_is_not_complete_is_noted(self, bring) -> None:
        report = bring({"language": "de"})
        assert Partner.objects.get().language == "en"
        assert any("prefer de" in note for note in report.notes)

    def test_membership_ids_that_the_vendor_has_already(self, bring) -> None:
        bring({"number": "CP-300000-0"}, {"external_id": "K2", "contact_email": "x@kwarteldonk.nl"})
        brought, given = Partner.objects.order_by("external_id").values_list("number", flat=True)
        assert brought == "CP-300000-0"
        assert given.startswith("CP-300001-")
        assert numbers.next_number("membership", "CP").startswith("CP-300002-")


class TestTwice:
    def test_twice_is_once(self, bring) -> None:
        rows: tuple[dict[str, str], ...] = (
            {},
            {"contact_email": "bo@kwarteldonk.nl"},
            {"external_id": "K2", "contact_email": "c@kwarteldonk.nl"},
        )
        bring(*rows)
        before = Event.objects.count()
        report = bring(*rows)
        assert report.did == {"partners unchanged": 2, "contacts unchanged": 3}
        assert report.refused == 0
        assert (Event.objects.count(), Partner.objects.count(), Contact.objects.count()) == (before, 2, 3)

    def test_what_changed_is_told_field_by_field(self, bring) -> None:
        bring()
        report = bring({"city": "Zeist", "name": "Kwartelbeek Media B.V.", "contact_name": "Ans Maas-Vos"})
        assert report.did == {"partners changed": 1, "contacts changed": 1}
        assert dict(report.fields) == {"city": 1, "name": 1, "contact's name": 1}
        partner = Partner.objects.get()
        assert (partner.city, partner.contacts.get().name) == ("Zeist", "Ans Maas-Vos")
        assert partner.name_keys.filter(key="kwartelbeek").exists()
        assert not partner.name_keys.filter(key="kwarteldonk").exists()
        [event] = world.happened("PartnerImportedAgain")
        assert event.data["changes"]["city"] == ["Utrecht", "Zeist"]
        assert "Maas" not in str(event.data)

    def test_an_empty_cell_leaves_things_as_they_are(self, bring) -> None:
        bring()
        assert bring({"city": "", "vat_number": "", "domains": ""}).did["partners unchanged"] == 1

    def test_a_partner_who_enrolled_is_found_by_the_membership_id(self, bring) -> None:
        partner = world.lindeboom()
        row = {
            "number": partner.number,
            "external_id": "K9",
            "name": partner.name,
            "contact_email": "",
            "contact_name": "",
        }
        assert bring(row).did["partners changed"] == 1
        partner.refresh_from_db()
        assert partner.external_id == "K9"

    def test_somebody_who_left_is_not_brought_back(self, bring) -> None:
        bring()
        Contact.objects.update(active=False, left_on=clock.today())
        report = bring()
        assert any("have left" in note for note in report.notes)
        assert not Contact.objects.filter(active=True).exists()

    def test_somebody_who_accepted_stays_accepted(self, bring) -> None:
        bring(switches={"invite": True})
        ans = world.person("ans@kwarteldonk.nl", "Ans Maas")
        accept_invitation(Invitation.objects.get(), person=ans, full_name="Ans Maas", by=world.actor(ans))
        assert bring(switches={"invite": True}).did == {"partners unchanged": 1, "contacts unchanged": 1}
        assert Contact.objects.get().person == ans
        report = bring({"contact_kind": "other"})
        assert "helpdesk" in reasons(report)


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "column", "says"),
        [
            ({"name": ""}, "name", "fill in the name"),
            ({"name": "?"}, "name", "too short"),
            ({"name": "x" * 161}, "name", "160 is the most"),
            ({"name": "Kwart\x00el"}, "name", "NUL"),
            ({"level": "Silver"}, "level", "It has: Registered, Certified, Gold, Platinum"),
            ({"country": "Narnia"}, "country", "ISO code"),
            ({"country": "RU", "postal_code": ""}, "country", "isn't offered"),
            ({"region": "Japan"}, "region", "Europe"),
            ({"postal_code": "12345"}, "postal_code", "1234 AB"),
            ({"vat_number": "NL815881399B75"}, "vat_number", "check digits"),
            ({"website": "no site"}, "website", "www.example.com"),
            ({"phone": "call me"}, "phone", "+31"),
            ({"domains": "gmail.com"}, "domains", "Anybody"),
            ({"domains": "nonsense"}, "domains", "example.com"),
            ({"member_since": "01/02/2023"}, "member_since", "--dates"),
            ({"member_since": "2060-01-01"}, "member_since", "still to come"),
            ({"term_ends": "2020-01-01"}, "term_ends", "before the company joined"),
            ({"state": "asleep"}, "state", "active or ended"),
            ({"state": "ended", "term_ends": ""}, "term_ends", "fill in the term_ends"),
            ({"contact_email": "ans@"}, "contact_email", "is not an e-mail address"),
            ({"contact_email": ""}, "contact_email", "needs an e-mail address"),
            ({"contact_email": "ans@elsewhere.nl"}, "contact_email", "add it to the domains"),
            ({"contact_email": "ans@gmail.com"}, "contact_email", "company's domain"),
            ({"contact_kind": "boss"}, "contact_kind", "primary, secondary or other"),
            ({"external_id": "", "number": ""}, "external_id", "Which company"),
        ],
    )  # fmt: skip
    def test_a_bad_cell_is_named_with_what_to_do(self, bring, change, column: str, says: str) -> None:
        report = bring(change)
        assert (2, column) in refused(report)
        assert says in reasons(report)
        # A fault of the company keeps all of it out, one of a contact only the contact.
        assert Partner.objects.exists() == (column.startswith("contact_"))
        assert not Contact.objects.exists()

    def test_all_faults_of_a_row_are_told_at_once(self, bring) -> None:
        report = bring({"level": "Silver", "postal_code": "x", "contact_email": "y"})
        assert refused(report) == [(2, "level"), (2, "postal_code"), (2, "contact_email")]
        assert report.refused == 1
        assert nothing()

    def test_a_bad_contact_does_not_hold_up_the_company(self, bring) -> None:
        report = bring({}, {"contact_email": "bo@elsewhere.nl"})
        assert report.did == {"new partners": 1, "new contacts": 1}
        assert refused(report) == [(3, "contact_email")]

    def test_an_address_belongs_to_one_partner_only(self, bring) -> None:
        world.anna()
        report = bring({"contact_email": "ANNA@lindeboom-digitaal.nl", "domains": "lindeboom-digitaal.nl"})
        assert "Lindeboom Digitaal" in reasons(report)
        assert Contact.objects.count() == 1

    def test_an_address_that_stands_twice_in_the_file(self, bring) -> None:
        report = bring({}, {"external_id": "K2"})
        assert "stands in line 2 already" in reasons(report)
        assert Contact.objects.count() == 1

    def test_a_company_has_one_primary_contact(self, bring) -> None:
        report = bring({"contact_kind": "primary"}, {"contact_email": "bo@kwarteldonk.nl", "contact_kind": "primary"})
        assert refused(report) == [(3, "contact_kind")]
        assert "here ans@kwarteldonk.nl" in reasons(report)

    def test_the_rows_of_a_company_stand_together_and_agree(self, bring) -> None:
        apart = bring(
            {}, {"external_id": "K2", "contact_email": "b@kwarteldonk.nl"}, {"contact_email": "c@kwarteldonk.nl"}
        )
        assert "Put the rows of a company together" in reasons(apart)
        quarrel = bring({}, {"contact_email": "d@kwarteldonk.nl", "city": "Zeist"})
        assert "'Zeist', and line 2 of the same company 'Utrecht'" in reasons(quarrel)
        assert "names no contact" in reasons(bring({}, {"contact_email": "", "contact_name": ""}))

    def test_numbers_that_contradict_each_other(self, bring) -> None:
        bring({"number": "A1"}, {"external_id": "K2", "number": "A2", "contact_email": ""})
        assert "stays for good" in reasons(bring({"number": "A9"}))
        assert "is Kwarteldonk" in reasons(bring({"number": "A2"}))
        assert "known as K1" in reasons(bring({"external_id": "K7", "number": "A1"}))

    def test_free_mail_is_taken_where_a_company_has_no_domain(self, bring) -> None:
        report = bring({"contact_email": "ans@gmail.com", "domains": ""})
        assert report.did["new contacts"] == 1
        assert any("free-mail" in note for note in report.notes)
        assert not PartnerDomain.objects.exists()

    def test_without_a_programme_nothing_can_be_judged(self, bring) -> None:
        world.published().delete()
        with pytest.raises(FileRefused, match="No programme is in force"):
            bring()


class TestInviting:
    def test_contacts_are_invited_once_and_only_when_asked(self, bring) -> None:
        rows: tuple[dict[str, str], ...] = ({}, {"contact_email": "bo@kwarteldonk.nl"})
        bring(*rows)
        assert bring(*rows, switches={"invite": True}).did["contacts invited"] == 2
        assert {m.to for m in Mail.objects.all()} == {"ans@kwarteldonk.nl", "bo@kwarteldonk.nl"}
        assert set(Mail.objects.values_list("language", flat=True)) == {"nl"}
        again = bring(*rows, switches={"invite": True})
        assert again.did["contacts invited before"] == 2
        assert Mail.objects.count() == 2

    def test_an_imported_contact_takes_the_seat_that_waits(self, bring) -> None:
        bring(switches={"invite": True})
        ans = world.person("ans@kwarteldonk.nl", "Ans Maas")
        accept_invitation(Invitation.objects.get(), person=ans, full_name="Ans Maas", by=world.actor(ans))
        assert (Contact.objects.get().person, Contact.objects.get().kind) == (ans, "primary")

    def test_who_can_not_be_invited_holds_up_nobody(self, bring) -> None:
        free = {"external_id": "K2", "name": "Vrij", "domains": "", "contact_email": "vrij@gmail.com"}
        report = bring(free, {}, switches={"invite": True})
        assert report.did["contacts invited"] == 1
        assert any("could not be invited" in note for note in report.notes)


class TestImportPartners:
    def test_only_from_the_command_line(self) -> None:
        decision = permissions.import_partners.explain(Actor("person", 1), None)
        assert not decision.allowed
        assert decision.permission == "partners.import_partners"
        with pytest.raises(NotAllowed):
            permissions.import_partners.check(Actor("client"), None)


class TestCommand:
    def call(self, *words: str) -> tuple[str, int]:
        out = io.StringIO()
        code = 0
        try:
            call_command("import", "partners", *words, stdout=out, stderr=out)
        except SystemExit as ended:
            code = int(str(ended.code))
        return out.getvalue(), code

    def test_it_says_first_and_does_it_when_asked(self, tmp_path: Path) -> None:
        path = tmp_path / "p.csv"
        path.write_text("id,name,level,land\n1,Kwarteldonk,Gold,NL\n2,Heidebeek,Silver,NL\n")
        said, code = self.call(str(path))
        assert (code, nothing()) == (3, True)
        assert "the same command with --apply" in said
        said, code = self.call(str(path), "--apply")
        assert code == 3
        assert f"The refused rows are in {tmp_path / 'p-rejects.csv'}" in said
        assert Partner.objects.get().name == "Kwarteldonk"
        (tmp_path / "p-rejects.csv").write_text((tmp_path / "p-rejects.csv").read_text().replace("Silver", "Gold"))
        assert self.call(str(tmp_path / "p-rejects.csv"), "--apply")[1] == 0
        assert Partner.objects.count() == 2

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["nowhere.csv"], "no file nowhere.csv"),
            ([], "Name the file"),
            (["x.csv", "--invite"], "together with --apply"),
            (["x.csv", "--mapping", "name"], "COLUMN=HEADING"),
        ],
    )
    def test_a_wrong_command_changes_nothing(self, words: list[str], says: str) -> None:
        said, code = self.call(*words)
        assert (says in said, code, nothing()) == (True, 1, True)

    def test_a_bar_grows_on_a_terminal_and_nowhere_else(self, tmp_path: Path, monkeypatch) -> None:
        path = tmp_path / "p.csv"
        path.write_text("id,name,level,land\n" + "".join(f"{n},Firm {n},Gold,NL\n" for n in range(1200)))
        for there in (True, False):
            shown = io.StringIO()
            monkeypatch.setattr(shown, "isatty", lambda there=there: there, raising=False)
            monkeypatch.setattr("sys.stderr", shown)
            self.call(str(path))
            assert ("100%  1,200 rows, 0 refused" in shown.getvalue()) == there

    def test_it_explains_its_columns(self) -> None:
        said, _code = self.call("--columns")
        assert "vat_number" in said
        assert "(must be there)" in said

    def test_an_unknown_importer(self) -> None:
        with pytest.raises(CommandError):
            call_command("import", "elephants", "x.csv")
