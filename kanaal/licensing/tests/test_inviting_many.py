"""Inviting the customers of a file (V2): what is read, what is wrong with it, and that nothing happens twice."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.licensing.actions.inviting import DetailsUnsound, withdraw_customer_invitation
from kanaal.licensing.actions.inviting_many import MOST_ROWS, TooManyCustomers, invite_customers, send_waiting
from kanaal.licensing.inviting_file import NoSuchTable, Preview, preview
from kanaal.licensing.models import CustomerInvitation
from tests import world, world_licences
from tests.world_invitations import accepted, details, invitation

pytestmark = pytest.mark.django_db
HEADING = "Organisatie;Straat;Postcode;Plaats;Land;Marktsegment;Beheerder;E-mail;Taal\n"
GOOD = (
    "Gemeente Waterrijk;Raadhuisplein 1;1211 AB;Hilversum;Nederland;overheid;Eva van Rijn;"
    "eva@gemeente-waterrijk.example;Nederlands\n"
)


def anna() -> Any:
    return world.actor(world.anna(), "contact")


def looked(text: str, encoding: str = "utf-8") -> Preview:
    world.anna()
    return preview((HEADING + text).encode(encoding), world.lindeboom())


def row(name: str, **changed: str) -> str:
    values = {
        "street": "Laan 1", "code": "1211 AB", "town": "Hilversum", "country": "NL", "segment": "com", "who": "",
        "email": "it@klant.example", "language": "nl",
    } | changed  # fmt: skip
    return ";".join([name, *values.values()]) + "\n"


class TestReading:
    def test_words_of_the_readers_language_are_understood(self) -> None:
        found = looked(GOOD)
        assert found.good[0].details == details(terms="vip")
        assert found.good[0].line == 2

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1252", "utf-16"])
    def test_whatever_the_encoding(self, encoding: str) -> None:
        assert looked(row("Café Überlingen"), encoding).good[0].details.name == "Café Überlingen"

    def test_what_is_left_out_is_the_resellers_own(self) -> None:
        found = looked(row("Bakkerij Korst", country="", language=""))
        assert (found.good[0].details.country, found.good[0].details.language) == ("NL", "nl")

    def test_every_fault_by_line_and_column(self) -> None:
        found = looked(GOOD + row("Zonder adres", street="", email="nergens", segment="dierentuin"))
        assert [one.line for one in found.faulty] == [3]
        assert {column for column, _says in found.faulty[0].faults} == {"Straat", "E-mail", "Marktsegment"}
        assert len(found.good) == 1

    def test_the_same_name_twice(self) -> None:
        found = looked(GOOD + row("gemeente  WATERRIJK"))
        assert len(found.good) == 1
        assert "2" in str(found.faulty[0].faults[0][1])

    def test_a_formula_and_open_quotes_are_refused_as_rows(self) -> None:
        found = looked(row("=1+1") + '"nooit gesloten;x;y\n' + GOOD)
        assert [one.line for one in found.faulty] == [2, 3]
        assert [one.line for one in found.good] == [4]

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04aa", b"naam\nA\n", b"\x00\x00\x00", HEADING.encode()])
    def test_what_is_no_table_of_customers(self, content: bytes) -> None:
        world.anna()
        with pytest.raises(NoSuchTable):
            preview(content, world.lindeboom())

    def test_a_name_that_is_taken_is_told_before_anybody_is_troubled(self) -> None:
        world_licences.agreement(partner=world.maasveld())
        found = looked(GOOD)
        assert "Gemeente Waterrijk Hilversum" in str(found.faulty[0].faults[0][1])

    def test_whom_one_has_invited_or_has_for_a_customer(self) -> None:
        invitation()
        accepted(invitation(name="Omroep Hil", email="ict@omroep-hil.example"))
        found = looked(GOOD + row("Omroep Hil"))
        assert [one.line for one in found.known] == [2, 3]
        assert not found.good


class TestInviteCustomers:
    def test_all_of_them_with_a_mail_each(self) -> None:
        found = looked(GOOD + row("Bakkerij Korst"))
        rows = [one.details for one in found.good]
        assert invite_customers(world.lindeboom(), rows=rows, batch=found.batch, by=anna()) == 2
        assert not world.mails_to("it@klant.example")
        assert send_waiting(world.lindeboom().pk, found.batch) == 2
        assert send_waiting(world.lindeboom().pk, found.batch) == 0
        assert [mail.name for mail in world.mails_to("it@klant.example")] == ["customer_invited"]
        one = CustomerInvitation.objects.get(name="Gemeente Waterrijk")
        assert accepted(one).name == "Gemeente Waterrijk"
        assert len(world.happened("CustomerInvitedByFile")) == 2

    def test_the_same_file_twice_invites_once_though_one_was_withdrawn(self) -> None:
        found = looked(GOOD + row("Bakkerij Korst"))
        rows = [one.details for one in found.good]
        invite_customers(world.lindeboom(), rows=rows, batch=found.batch, by=anna())
        withdraw_customer_invitation(CustomerInvitation.objects.get(name="Bakkerij Korst"), by=anna())
        assert invite_customers(world.lindeboom(), rows=rows, batch=found.batch, by=anna()) == 0
        again = looked(GOOD + row("Bakkerij Korst"))
        assert again.batch == found.batch
        assert len(again.known) == 2
        assert CustomerInvitation.objects.count() == 2

    def test_whoever_is_withdrawn_gets_no_mail_any_more(self) -> None:
        found = looked(GOOD)
        invite_customers(world.lindeboom(), rows=[found.good[0].details], batch=found.batch, by=anna())
        withdraw_customer_invitation(CustomerInvitation.objects.get(), by=anna())
        assert send_waiting(world.lindeboom().pk, found.batch) == 0

    def test_mails_that_nobody_came_to_send_go_out_by_night(self) -> None:
        found = looked(GOOD)
        invite_customers(world.lindeboom(), rows=[found.good[0].details], batch=found.batch, by=anna())
        world.days_pass(1)
        assert [mail.name for mail in world.mails_to("eva@gemeente-waterrijk.example")] == ["customer_invited"]
        world.days_pass(1)
        assert len(world.mails_to("eva@gemeente-waterrijk.example")) == 1

    def test_one_bad_row_and_none_is_invited(self) -> None:
        with pytest.raises(DetailsUnsound):
            invite_customers(world.lindeboom(), rows=[details(), details(name="X", street="")], batch="b", by=anna())
        assert not CustomerInvitation.objects.exists()

    def test_not_without_measure(self) -> None:
        with pytest.raises(TooManyCustomers):
            invite_customers(world.lindeboom(), rows=[details()] * (MOST_ROWS + 1), batch="b", by=anna())

    def test_not_by_whom_the_console_is_closed_to(self) -> None:
        with pytest.raises(NotAllowed):
            invite_customers(world.lindeboom(), rows=[details()], batch="b", by=world.actor(world.bo(), "contact"))
        assert not CustomerInvitation.objects.exists()
