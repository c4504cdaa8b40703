"""Importing a vendor's customers: what comes in, what is refused and why, that twice is once, and killed goes on."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from kanaal.core.decisions import NotAllowed
from kanaal.core.importing import IMPORTERS, How, Report, run
from kanaal.core.models import Event
from kanaal.customers import finding
from kanaal.customers.actions.merging import merge_accounts
from kanaal.customers.importing import work, writing
from kanaal.customers.models import Account
from tests import world

pytestmark = pytest.mark.django_db
BASE = {
    "external_id": "D1", "name": "Kwarteldonk Media B.V.", "country": "Nederland", "town": "Utrecht",
    "postal_code": "3511 AB", "website": "www.kwarteldonk.nl", "vat_number": "NL815881399B74",
    "trading_names": "Kwartel; KM", "former_names": "", "domains": "", "register_number": "", "parent": "", "owner": "",
    "segment": "",
}  # fmt: skip
Bring = Callable[..., Report]


@pytest.fixture(autouse=True)
def programme() -> None:
    world.published()


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Import rows, each BASE with some other values."""

    def bring(*changes: dict[str, Any], **how: Any) -> Report:
        path = tmp_path / "accounts.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, list(BASE), restval="")
            out.writeheader()
            out.writerows(BASE | change for change in changes or ({},))
        return run(IMPORTERS["accounts"], path, How(**({"apply": True} | how)))

    return bring


def other(number: int, **more: str) -> dict[str, str]:
    return {
        "external_id": f"D{number}",
        "name": f"Klant {number}",
        "vat_number": "",
        "website": "",
        "trading_names": "",
    } | more


class TestImportAccounts:
    def test_a_customer_comes_in_whole_and_is_found(self, bring: Bring) -> None:
        assert bring().did == {"new accounts": 1}
        one = Account.objects.get()
        assert (one.name, one.country, one.external_id, one.is_shared) == ("Kwarteldonk Media B.V.", "NL", "D1", True)
        assert set(one.names.values_list("name", flat=True)) == {"Kwarteldonk Media B.V.", "Kwartel", "KM"}
        assert one.domains.get().domain == "kwarteldonk.nl"
        assert one.identifiers.get().value == "NL815881399B74"
        assert one.number.startswith("AC-")
        assert [hit.account_id for hit in finding.find("kwarteldonk", owner=None)] == [one.pk]
        assert [e.data["external_id"] for e in world.happened("AccountImported")] == ["D1"]

    def test_without_apply_nothing_happens(self, bring: Bring) -> None:
        assert bring(apply=False).did == {"new accounts": 1}
        assert not Account.objects.exists()
        assert not Event.objects.exists()

    def test_twice_is_once(self, bring: Bring) -> None:
        bring()
        again = bring()
        assert again.did == {"accounts unchanged": 1}
        assert Account.objects.count() == 1
        assert not world.happened("AccountImportedAgain")

    def test_a_later_table_adds_and_corrects(self, bring: Bring) -> None:
        bring()
        report = bring({"name": "Kwarteldonk Groep B.V.", "town": "Zeist", "trading_names": "KG", "vat_number": ""})
        assert report.did == {"accounts changed": 1}
        one = Account.objects.get()
        assert (one.name, one.town) == ("Kwarteldonk Groep B.V.", "Zeist")
        names = dict(one.names.values_list("name", "kind"))
        assert names["Kwarteldonk Media B.V."] == "former"
        assert {"Kwartel", "KM", "KG"} < set(names)
        assert one.identifiers.count() == 1
        assert finding.find("KG", owner=None)

    def test_an_empty_cell_leaves_things_as_they_are(self, bring: Bring) -> None:
        bring()
        assert bring({"name": "", "town": "", "country": ""}).did == {"accounts unchanged": 1}

    def test_owner_and_parent(self, bring: Bring) -> None:
        lindeboom = world.lindeboom()
        bring(other(1, owner=lindeboom.number), other(2, parent="D1"))
        first, second = Account.objects.order_by("pk")
        assert first.owner == lindeboom
        assert second.parent is None
        bring(other(1, owner=lindeboom.number), other(2, parent="D1"))
        second.refresh_from_db()
        assert second.parent == first

    @pytest.mark.parametrize(
        ("change", "column"),
        [
            ({"external_id": ""}, "external_id"),
            ({"name": ""}, "name"),
            ({"country": "Atlantis"}, "country"),
            ({"country": ""}, "country"),
            ({"vat_number": "NL815881399B75"}, "vat_number"),
            ({"register_number": "12"}, "register_number"),
            ({"domains": "gmail.com"}, "domains"),
            ({"segment": "weer"}, "segment"),
            ({"owner": "CP-1"}, "owner"),
            ({"name": "\u202ekwaad"}, "name"),
        ],
    )
    def test_what_is_refused_says_where(self, bring: Bring, change: dict[str, str], column: str) -> None:
        report = bring(change, other(2))
        assert [(fault.line, fault.column) for fault in report.faults] == [(2, column)]
        assert report.did == {"new accounts": 1}

    def test_the_same_customer_twice_in_one_file(self, bring: Bring) -> None:
        report = bring({}, {"name": "Anders"})
        assert [(fault.line, fault.column) for fault in report.faults] == [(3, "external_id")]

    def test_refused_rows_go_into_a_file(self, bring: Bring, tmp_path: Path) -> None:
        bring({"country": "Atlantis"}, rejects=tmp_path / "no.csv")
        assert "Atlantis" in (tmp_path / "no.csv").read_text()

    def test_a_merged_one_goes_on_in_the_one_that_was_kept(self, bring: Bring) -> None:
        bring({}, other(2))
        gone, kept = Account.objects.order_by("pk")
        merge_accounts(gone, kept, by=world.actor(world.agent(), "staff"))
        report = bring({"trading_names": "Kwartelmedia", "name": "", "country": ""})
        assert report.did == {"accounts changed": 1}
        assert kept.names.filter(name="Kwartelmedia").exists()

    def test_killed_in_the_middle_it_goes_on(self, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = [other(n) for n in range(1, 8)]
        write = writing.import_accounts
        calls: list[int] = []

        def killed(*args: Any, **kwargs: Any) -> None:
            calls.append(1)
            if len(calls) == 3:
                raise KeyboardInterrupt
            write(*args, **kwargs)

        monkeypatch.setattr(work, "import_accounts", killed)
        with pytest.raises(KeyboardInterrupt):
            bring(*rows, batch=2)
        assert 0 < Account.objects.count() < 7
        monkeypatch.setattr(work, "import_accounts", write)
        report = bring(*rows, batch=2)
        assert report.did["new accounts"] + report.did["accounts unchanged"] == 7
        assert Account.objects.count() == 7
        assert finding.find("Klant 1", owner=None)

    def test_only_from_the_command_line(self) -> None:
        with pytest.raises(NotAllowed):
            writing.import_accounts([], writing.hold_numbers(), by=world.actor(world.vera(), "staff"))

    def test_as_one_types_it(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "klanten.csv"
        path.write_bytes("Klantnummer;Bedrijfsnaam;Land;Plaats\r\n1;Müller & Zn;Oostenrijk;Graz\r\n".encode("cp1252"))
        call_command("import", "accounts", str(path), "--apply")
        assert "new accounts" in capsys.readouterr().out
        assert Account.objects.get().country == "AT"
