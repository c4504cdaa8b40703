"""R4 · The primary contact enters bank details and VAT treatment; a change needs a second person and a waiting time."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.queries import details_of
from kanaal.core import clock
from kanaal.core.models import Mail
from kanaal.partners.actions.primary import swap_primary_contact
from kanaal.partners.models import Contact
from tests import world, world_bank

pytestmark = pytest.mark.django_db
URL = "/portal/bank-details/"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def form(**values: str) -> dict[str, str]:
    bo = Contact.objects.get(person=world.bo())
    return {
        "holder": "Lindeboom Digitaal B.V.", "country": "NL", "number": "NL91 ABNA 0417 1643 00", "bic": "",
        "routing": "", "vat_treatment": "price-reduction", "second": str(bo.pk),
    } | values  # fmt: skip


def test_anna_enters_bo_confirms_and_lindeboom_is_paid_there() -> None:
    world.bo()
    anna, bo = world.browser(world.anna()), world.browser(world.bo())
    text = anna.post(f"{URL}enter/", form(), follow=True).content.decode()
    assert "NL •••• •••• 4300" in text
    assert "0417 1643" not in text
    details = BankDetails.objects.get()
    assert {mail.to for mail in Mail.objects.filter(name="bank_details_entered")} == {
        world.anna().email, world.bo().email
    }  # fmt: skip

    page = bo.get(URL)
    assert page.context["may_confirm"].allowed
    shown = bo.post(f"{URL}{details.pk}/look/")
    assert "NL91 ABNA 0417 1643 00" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    bo.post(f"{URL}{details.pk}/confirm/")
    assert details_of(world.lindeboom(), clock.today()) == details
    looked = anna.get(URL).content.decode()
    assert "Bo Hendriks" in looked  # Anna sees who looked


@pytest.mark.parametrize("holder", ["Lindeboom\u202e Digitaal", "Lindeboom\u200bDigitaal", "Linde\x07boom", "12-34"])
def test_a_holder_that_hides_something_or_is_no_name_is_refused_at_its_field(holder: str) -> None:
    world.bo()
    page = world.browser(world.anna()).post(f"{URL}enter/", form(holder=holder))
    assert page.context["form"].errors["holder"]
    assert not BankDetails.objects.exists()


def test_a_change_waits_ten_days_and_cees_who_knows_nothing_of_it_stops_it() -> None:
    first = world_bank.in_force()
    world._contact(world.lindeboom(), "cees@lindeboom-digitaal.nl", "Cees Kok", "other")
    cees = world.browser(world.person("cees@lindeboom-digitaal.nl", ""))
    world.browser(world.anna()).post(f"{URL}enter/", form(number=world_bank.OTHER_IBAN))
    second = BankDetails.objects.get(state="entered")
    world.browser(world.bo()).post(f"{URL}{second.pk}/confirm/")
    world.days_pass(9)
    assert details_of(world.lindeboom(), clock.today()) == first
    mail = [m for m in world.mails_to("cees@lindeboom-digitaal.nl") if m.name == "bank_details_confirmed"][-1]
    assert URL in mail.text
    page = cees.post(f"{URL}{second.pk}/stop/", follow=True)
    assert page.context["change"] is None
    world.days_pass(5)
    assert details_of(world.lindeboom(), clock.today()) == first


def test_nobody_stops_it_and_from_the_tenth_day_it_counts() -> None:
    world_bank.in_force()
    world.browser(world.anna()).post(f"{URL}enter/", form(number=world_bank.OTHER_IBAN))
    second = BankDetails.objects.get(state="entered")
    world.browser(world.bo()).post(f"{URL}{second.pk}/confirm/")
    world.days_pass(10)
    assert details_of(world.lindeboom(), clock.today()) == second
    assert world.mails_to(world.bo().email)[-1].name == "bank_details_in_force"
    late = world.browser(world.bo()).post(f"{URL}{second.pk}/stop/")
    assert late.status_code == 409
    assert details_of(world.lindeboom(), clock.today()) == second


def test_anna_alone_can_do_nothing_and_reads_why() -> None:
    details = world_bank.entered()
    answer = world.browser(world.anna()).post(f"{URL}{details.pk}/confirm/")
    assert answer.status_code == 403
    assert "zelf" in answer.content.decode() or "yourself" in answer.content.decode()
    assert details_of(world.lindeboom(), clock.today()) is None


def test_carla_has_no_colleague_so_finance_calls_and_confirms() -> None:
    finn = world.browser(world.finn())
    carla = world.browser(world.carla())
    page = carla.get(f"{URL}enter/")
    assert "second" not in page.context["form"].fields
    carla.post(f"{URL}enter/", form(number=world_bank.OTHER_IBAN))
    details = BankDetails.objects.get()
    listed = finn.get("/desk/bank-details/")
    assert "Maasveld Grafisch" in listed.content.decode()
    assert "0001234567" not in listed.content.decode()
    assert "0123 4567" not in listed.content.decode()
    shown = finn.post(f"/desk/bank-details/{details.pk}/look/").content.decode()
    assert "NL20 INGB 0001 2345 67" in shown
    finn.post(f"/desk/bank-details/{details.pk}/confirm/")
    assert details_of(world.maasveld(), clock.today()) == details
    assert carla.get(URL).context["looked"].rows  # Carla sees that finance looked


def test_nothing_that_was_typed_is_lost_and_every_fault_is_at_its_field() -> None:
    world.bo()
    answer = world.browser(world.anna()).post(
        f"{URL}enter/", form(number="NL91 ABNA 0417 1643 01", bic="ABN", holder="Lindeboom & Zn.")
    )
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert set(errors) == {"number", "bic"}
    assert "NL91 ABNA 0417 1643 01" in answer.content.decode()
    assert "Lindeboom &amp; Zn." in answer.content.decode()
    assert not BankDetails.objects.exists()


def test_others_see_nothing_not_even_through_her_eyes() -> None:
    details = world_bank.in_force()
    for who in (world.carla(), world.vera(), world.eva(), world.bo()):
        answer = world.browser(who).post(f"{URL}{details.pk}/look/")
        assert answer.status_code in (403, 404)
        assert "0417" not in answer.content.decode()
    vera = world.browser(world.vera())
    vera.post(f"/people/{world.anna().pk}/view/", follow=True)
    assert "0417" not in vera.post(f"{URL}{details.pk}/look/").content.decode()
    assert vera.post(f"{URL}{details.pk}/stop/").status_code == 403
    assert not world.happened("BankDetailsShown")


def test_what_was_entered_before_the_swap_is_never_confirmed_after_it() -> None:
    details = world_bank.entered()
    swap_primary_contact(world.lindeboom(), to=world_bank.contact(world.bo()), by=world.actor(world.agent(), "staff"))
    answer = world.browser(world.bo()).post(f"{URL}{details.pk}/confirm/")
    assert answer.status_code == 409
    assert details_of(world.lindeboom(), clock.today() + dt.timedelta(days=60)) is None
    told = [mail.name for mail in world.mails_to(world.anna().email)]
    assert "bank_details_lapsed" in told
