"""Bank details: entered, confirmed by a second person, waiting, in force; stopped, lapsed, looked at."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.bankdetails import refusals
from kanaal.bankdetails.actions import beginning, entering, keeping
from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.queries import details_of, details_of_many
from kanaal.bankdetails.rules import Account, account_of
from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event, Mail
from kanaal.core.refusals import WrongState
from kanaal.partners.actions.contacts import deactivate_contact
from kanaal.partners.actions.primary import swap_primary_contact
from kanaal.partners.models import Contact
from tests import world, world_bank
from tests.threads import kinds, together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def anna():
    return world.actor(world.anna(), "contact")


def bo():
    return world.actor(world.bo(), "contact")


def finn():
    return world.actor(world.finn(), "staff")


def cees() -> Contact:
    """A third one at Lindeboom."""
    world._contact(world.lindeboom(), "cees@lindeboom-digitaal.nl", "Cees Kok", "other")
    return Contact.objects.get(email="cees@lindeboom-digitaal.nl")


class TestEnterBankDetails:
    def test_it_waits_for_whom_the_primary_contact_names(self) -> None:
        details = world_bank.entered()
        assert (details.state, details.second, details.masked) == (
            "entered", world_bank.contact(world.bo()), "NL •••• •••• 4300",
        )  # fmt: skip
        assert details_of(world.lindeboom(), clock.today()) is None
        assert world_bank.IBAN not in details.sealed
        assert not Event.objects.filter(data__icontains="0417164300").exists()

    def test_all_contacts_are_told_and_no_mail_has_the_account(self) -> None:
        cees()
        world_bank.entered()
        told = set(Mail.objects.filter(name="bank_details_entered").values_list("to", flat=True))
        assert told == {"anna@lindeboom-digitaal.nl", "bo@lindeboom-digitaal.nl", "cees@lindeboom-digitaal.nl"}
        assert not Mail.objects.filter(text__contains="0417").exists()

    def test_a_company_of_one_person_is_confirmed_by_finance(self) -> None:
        world.finn()
        details = world_bank.entered(world.carla())
        assert details.second is None
        assert [mail.name for mail in world.mails_to("finn@vendor.example")] == ["bank_details_for_finance"]

    def test_a_colleague_must_be_named_where_there_is_one(self) -> None:
        world.bo()
        for second in (None, world_bank.contact(world.anna()), world_bank.contact(world.carla())):
            with pytest.raises(refusals.SecondMissing):
                entering.enter_bank_details(
                    world.lindeboom(), self._account(), vat_treatment=world_bank.TREATMENT, second=second, by=anna()
                )
        assert not BankDetails.objects.exists()

    def test_one_change_at_a_time(self) -> None:
        world_bank.entered()
        with pytest.raises(refusals.ChangeUnderWay):
            world_bank.entered(iban=world_bank.OTHER_IBAN)
        assert BankDetails.objects.count() == 1

    def test_what_is_so_already_is_no_change(self) -> None:
        world_bank.in_force()
        with pytest.raises(refusals.SameAsNow):
            world_bank.entered()

    def test_an_account_that_is_none_is_refused_with_all_that_is_wrong(self) -> None:
        with pytest.raises(refusals.AccountWrong) as found:
            entering.enter_bank_details(
                world.lindeboom(), account_of("", "NL", "1", "", ""), vat_treatment=world_bank.TREATMENT,
                second=world_bank.contact(world.bo()), by=anna(),
            )  # fmt: skip
        assert {one.field for one in found.value.all} == {"holder", "number"}

    def test_a_treatment_for_others_and_one_without_the_vat_number_are_refused(self) -> None:
        for key, refusal in (("irish", refusals.TreatmentWrong), ("nothing", refusals.TreatmentWrong),
                             ("reverse-charge", refusals.VatNumberMissing)):  # fmt: skip
            with pytest.raises(refusal):
                entering.enter_bank_details(
                    world.lindeboom(), self._account(), vat_treatment=key, second=world_bank.contact(world.bo()),
                    by=anna(),
                )  # fmt: skip

    def test_only_the_primary_contact(self) -> None:
        world.anna()
        for by in (bo(), world.actor(world.carla(), "contact"), finn()):
            with pytest.raises(NotAllowed):
                entering.enter_bank_details(
                    world.lindeboom(), self._account(), vat_treatment=world_bank.TREATMENT, second=None, by=by
                )

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_make_one_change(self) -> None:
        world.bo()
        raised = together(world_bank.entered, lambda: world_bank.entered(iban=world_bank.OTHER_IBAN))
        assert kinds(raised) == [refusals.ChangeUnderWay]
        assert BankDetails.objects.count() == 1

    def _account(self) -> Account:
        found = account_of("Lindeboom", "NL", world_bank.IBAN, "", "")
        assert isinstance(found, Account)
        return found


class TestConfirmBankDetails:
    def test_first_details_count_at_once_if_the_programme_says_so(self) -> None:
        details = world_bank.in_force()
        assert (details.state, details.counts_from) == ("in_force", clock.today())
        assert details_of(world.lindeboom(), clock.today()) == details
        assert details_of(world.lindeboom(), clock.today() - dt.timedelta(days=1)) is None

    def test_a_change_waits_and_until_then_the_old_ones_count(self) -> None:
        first = world_bank.in_force()
        second = entering.confirm_bank_details(world_bank.entered(iban=world_bank.OTHER_IBAN), by=bo())
        assert second.state == "waiting"
        tenth = clock.today() + dt.timedelta(days=10)
        assert second.counts_from == tenth
        assert details_of(world.lindeboom(), tenth - dt.timedelta(days=1)) == first
        assert details_of_many([world.lindeboom().pk], tenth) == {world.lindeboom().pk: second}

    def test_never_by_who_entered_them_nor_by_another_colleague_nor_by_finance(self) -> None:
        details = world_bank.entered()
        cees()
        for by in (anna(), world.actor(world.person("cees@lindeboom-digitaal.nl", ""), "contact"), finn()):
            with pytest.raises(NotAllowed):
                entering.confirm_bank_details(details, by=by)
        details.refresh_from_db()
        assert details.state == "entered"

    def test_finance_confirms_for_a_company_of_one(self) -> None:
        details = world_bank.entered(world.carla())
        with pytest.raises(NotAllowed):
            entering.confirm_bank_details(details, by=world.actor(world.carla(), "contact"))
        with pytest.raises(NotAllowed):
            entering.confirm_bank_details(details, by=world.actor(world.vera(), "staff"))
        assert entering.confirm_bank_details(details, by=finn()).state == "in_force"

    def test_not_after_the_change_was_stopped(self) -> None:
        details = world_bank.entered()
        keeping.stop_bank_details(details, by=anna())
        with pytest.raises(WrongState):
            entering.confirm_bank_details(details, by=bo())
        assert details_of(world.lindeboom(), clock.today() + dt.timedelta(days=400)) is None

    def test_not_when_another_has_become_primary_contact_in_between(self) -> None:
        details = world_bank.entered()
        Contact.objects.filter(person=world.anna()).update(kind="secondary")
        Contact.objects.filter(person=world.bo()).update(kind="primary")
        with pytest.raises(refusals.EnteredByAnother):
            entering.confirm_bank_details(details, by=bo())

    def test_a_swap_lets_what_nobody_confirmed_lapse_and_keeps_the_rest(self) -> None:
        agent = world.actor(world.agent(), "staff")
        details = world_bank.entered()
        swap_primary_contact(world.lindeboom(), to=world_bank.contact(world.bo()), by=agent)
        details.refresh_from_db()
        assert (details.state, details.sealed) == ("lapsed", "")
        assert world.happened("BankDetailsLapsed")[-1].data["why"] == "swapped"
        with pytest.raises(WrongState):
            entering.confirm_bank_details(details, by=bo())

        by_bo = world_bank.entered(world.bo(), second=world.anna(), iban=world_bank.OTHER_IBAN)
        confirmed = entering.confirm_bank_details(by_bo, by=anna())
        swap_primary_contact(world.lindeboom(), to=world_bank.contact(world.anna()), by=agent)
        assert details_of(world.lindeboom(), clock.today()) == confirmed

    def test_not_by_somebody_who_has_left(self) -> None:
        details = world_bank.entered()
        deactivate_contact(world_bank.contact(world.bo()), heir=world_bank.contact(world.anna()), by=anna())
        left = world.actor(world.bo())
        with pytest.raises(NotAllowed):
            entering.confirm_bank_details(details, by=left)

    @pytest.mark.django_db(transaction=True)
    def test_confirmed_and_stopped_at_once_is_one_of_the_two(self) -> None:
        world_bank.in_force()
        details = world_bank.entered(iban=world_bank.OTHER_IBAN)
        by_bo, by_anna = bo(), anna()
        raised = together(
            lambda: entering.confirm_bank_details(details, by=by_bo),
            lambda: keeping.stop_bank_details(details, by=by_anna),
        )
        details.refresh_from_db()
        assert details.state == "stopped"  # stopping wins either way: confirmed details can be stopped, too
        assert kinds(raised) in ([], [WrongState])


class TestStopBankDetails:
    def test_any_contact_until_the_day_and_the_account_is_forgotten(self) -> None:
        first = world_bank.in_force()
        cees()
        details = entering.confirm_bank_details(world_bank.entered(iban=world_bank.OTHER_IBAN), by=bo())
        clock.forward(dt.timedelta(days=9))
        keeping.stop_bank_details(details, by=world.actor(world.person("cees@lindeboom-digitaal.nl", ""), "contact"))
        details.refresh_from_db()
        assert (details.state, details.sealed) == ("stopped", "")
        world.days_pass(30)
        assert details_of(world.lindeboom(), clock.today()) == first
        assert len(Mail.objects.filter(name="bank_details_stopped")) == 3

    def test_not_once_they_count_although_the_clocks_job_is_late(self) -> None:
        world_bank.in_force()
        details = entering.confirm_bank_details(world_bank.entered(iban=world_bank.OTHER_IBAN), by=bo())
        clock.forward(dt.timedelta(days=10))
        with pytest.raises(refusals.CountAlready):
            keeping.stop_bank_details(details, by=anna())
        assert details_of(world.lindeboom(), clock.today()) == details

    def test_finance_may_and_others_may_not(self) -> None:
        details = world_bank.entered()
        for by in (world.actor(world.carla(), "contact"), world.actor(world.vera(), "staff")):
            with pytest.raises(NotAllowed):
                keeping.stop_bank_details(details, by=by)
        assert keeping.stop_bank_details(details, by=finn()).state == "stopped"


class TestPutBankDetailsIntoForce:
    def test_on_their_day_and_once(self) -> None:
        first = world_bank.in_force()
        second = entering.confirm_bank_details(world_bank.entered(iban=world_bank.OTHER_IBAN), by=bo())
        assert beginning.put_bank_details_into_force(second).state == "waiting"
        world.days_pass(10)
        for _turn in range(2):
            assert beginning.put_bank_details_into_force(second).state == "in_force"
        first.refresh_from_db()
        assert first.state == "replaced"
        assert len(world.happened("BankDetailsInForce")) == 2

    def test_a_new_change_can_be_entered_although_the_job_is_late(self) -> None:
        world_bank.in_force()
        second = entering.confirm_bank_details(world_bank.entered(iban=world_bank.OTHER_IBAN), by=bo())
        clock.forward(dt.timedelta(days=11))
        assert world_bank.entered().state == "entered"
        second.refresh_from_db()
        assert second.state == "in_force"

    def test_the_clock_alone(self) -> None:
        with pytest.raises(NotAllowed):
            beginning.put_bank_details_into_force(world_bank.entered(), by=anna())


class TestLapseBankDetails:
    def test_when_nobody_confirms_in_time(self) -> None:
        details = world_bank.entered()
        world.days_pass(14)
        details.refresh_from_db()
        assert details.state == "entered"
        clock.forward(dt.timedelta(days=1))
        with pytest.raises(refusals.TooLateToConfirm):
            entering.confirm_bank_details(details, by=bo())
        world.days_pass(1)
        details.refresh_from_db()
        assert (details.state, details.sealed) == ("lapsed", "")
        assert world_bank.entered().state == "entered"

    def test_the_clock_alone(self) -> None:
        with pytest.raises(NotAllowed):
            beginning.lapse_bank_details(world_bank.entered(), by=anna())


class TestShowBankDetails:
    def test_the_few_who_may_see_it_and_the_company_sees_that_they_did(self) -> None:
        details = world_bank.entered()
        for by in (anna(), bo(), finn()):
            assert keeping.show_bank_details(details, by=by).number == world_bank.IBAN
        shown = world.happened("BankDetailsShown")
        assert [event.about_id for event in shown] == [world.lindeboom().pk] * 3
        assert all("0417" not in str(event.data) and event.receipt for event in shown)

    def test_not_others_nor_the_second_person_once_it_is_confirmed(self) -> None:
        details = world_bank.in_force()
        carla = world.actor(world.carla(), "contact")
        for by in (bo(), carla, world.actor(world.vera(), "staff"), world.actor(world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                keeping.show_bank_details(details, by=by)
        assert not world.happened("BankDetailsShown")

    def test_what_never_counted_is_not_kept(self) -> None:
        details = keeping.stop_bank_details(world_bank.entered(), by=anna())
        with pytest.raises(refusals.NothingKept):
            keeping.show_bank_details(details, by=anna())

    def test_without_the_key_nobody_reads_it(self, settings, tmp_path) -> None:
        details = world_bank.in_force()
        settings.KANAAL_KEYS = tmp_path / "other"
        with pytest.raises(refusals.AccountUnreadable):
            keeping.show_bank_details(details, by=anna())
        assert not world.happened("BankDetailsShown")
