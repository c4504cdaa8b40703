"""Inviting customers (V2, V3): what each intention does, and each no."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Mail
from kanaal.core.refusals import WrongState
from kanaal.licensing.actions.inviting import (
    CustomerInvitedAlready,
    CustomerUnknown,
    DetailsUnsound,
    change_customer_invitation,
    expire_customer_invitation,
    remind_customer_invitation,
    send_customer_invitation_again,
    withdraw_customer_invitation,
)
from kanaal.licensing.free_names import free_names_for
from kanaal.licensing.models import CustomerInvitation
from kanaal.people import tokens
from kanaal.people.models import Token
from tests import world, world_licences, world_sales
from tests.world_invitations import accepted, details, invitation

pytestmark = pytest.mark.django_db
EVA = "eva@gemeente-waterrijk.example"


def anna() -> Any:
    return world.actor(world.anna(), "contact")


class TestInviteCustomer:
    def test_the_customer_gets_a_mail_in_their_language_and_no_number_yet(self) -> None:
        made = invitation()
        assert made.state == "open"
        assert made.agreement is None
        assert made.until == clock.today() + dt.timedelta(days=30)
        mail = world.mails_to(EVA)[-1]
        assert (mail.name, mail.language) == ("customer_invited", "nl")
        assert "Lindeboom Digitaal" in mail.text
        assert "Gemeente Waterrijk" in mail.text
        assert world.happened("CustomerInvited")[-1].about_id == made.pk

    def test_what_is_wrong_is_said_field_by_field(self) -> None:
        with pytest.raises(DetailsUnsound) as refused:
            invitation(name="", country="XX", segment="zoo", email="nobody", street="", postal_code="12")
        fields = {fault.field for fault in refused.value.faults}
        assert fields >= {"name", "country", "segment", "email", "street"}
        assert not CustomerInvitation.objects.exists()

    @pytest.mark.parametrize("email", ["info@lindeboom-digitaal.nl", "ANNA@lindeboom-digitaal.nl"])
    def test_nobody_of_the_reseller_accepts_for_the_customer(self, email: str) -> None:
        with pytest.raises(DetailsUnsound) as refused:
            invitation(email=email)
        assert refused.value.field == "email"

    def test_a_country_where_nothing_is_offered(self) -> None:
        with pytest.raises(DetailsUnsound) as refused:
            invitation(country="KP", postal_code="")
        assert refused.value.field == "country"

    def test_twice_the_same_name_leads_to_the_first(self) -> None:
        first = invitation()
        with pytest.raises(CustomerInvitedAlready) as refused:
            invitation(name="GEMEENTE  Waterrijk!")
        assert first.number in refused.value.link
        assert CustomerInvitation.objects.count() == 1

    def test_another_company_may_invite_the_same_customer(self) -> None:
        invitation()
        assert invitation(world.carla()).partner == world.maasveld()

    def test_the_record_of_another_partner_is_no_record(self) -> None:
        theirs = world_sales.customer("Hof van Maas", owner=world.maasveld())
        with pytest.raises(CustomerUnknown):
            invitation(account=theirs)

    def test_bo_may_not_until_anna_appoints_her(self) -> None:
        with pytest.raises(NotAllowed):
            invitation(world.bo())
        assert not CustomerInvitation.objects.exists()

    def test_a_company_whose_level_does_not_open_the_console_may_not(self) -> None:
        with pytest.raises(NotAllowed):
            invitation(world.fatma())


class TestChangeCustomerInvitation:
    def test_it_is_sent_again_and_the_old_link_works(self) -> None:
        made = invitation()
        old = world.link_in(world.mails_to(EVA)[-1])
        changed = change_customer_invitation(made, details=details(name="Gemeente Waterrijk Sport"), by=anna())
        assert (changed.name, changed.name_key, changed.sent_count) == (
            "Gemeente Waterrijk Sport", "gemeente waterrijk sport", 2,
        )  # fmt: skip
        assert "Gemeente Waterrijk Sport" in world.mails_to(EVA)[-1].text
        assert world.browser().get(old).status_code == 200
        assert world.happened("CustomerInvitationChanged")[-1].data["fields"] == ["name"]

    def test_a_wrong_address_loses_its_link(self) -> None:
        made = invitation(email="verkeerd@gemeente-waterrijk.example")
        old = world.link_in(world.mails_to("verkeerd@gemeente-waterrijk.example")[-1])
        change_customer_invitation(made, details=details(), by=anna())
        answer = world.browser().get(old)
        assert answer.status_code == 404
        assert "Waterrijk" not in answer.content.decode()
        assert world.mails_to(EVA)[-1].name == "customer_invited"

    def test_an_expired_one_is_open_again(self) -> None:
        made = invitation()
        world.days_pass(31)
        made.refresh_from_db()
        assert made.state == "expired"
        assert change_customer_invitation(made, details=details(town="Utrecht"), by=anna()).state == "open"

    def test_not_into_the_name_of_another_open_one(self) -> None:
        invitation()
        other = invitation(name="Gemeente Bosrijk")
        with pytest.raises(CustomerInvitedAlready):
            change_customer_invitation(other, details=details(), by=anna())
        other.refresh_from_db()
        assert other.name == "Gemeente Bosrijk"

    def test_not_after_acceptance(self) -> None:
        made = invitation()
        accepted(made)
        with pytest.raises(WrongState):
            change_customer_invitation(made, details=details(town="Utrecht"), by=anna())

    def test_not_by_another_company(self) -> None:
        made = invitation()
        with pytest.raises(NotAllowed):
            change_customer_invitation(made, details=details(), by=world.actor(world.carla(), "contact"))


class TestSendCustomerInvitationAgain:
    def test_the_days_count_anew_and_both_links_work(self) -> None:
        made = invitation()
        first = world.link_in(world.mails_to(EVA)[-1])
        world.days_pass(20)
        again = send_customer_invitation_again(made, by=anna())
        second = world.link_in(world.mails_to(EVA)[-1])
        assert again.until == clock.today() + dt.timedelta(days=30)
        world.days_pass(15)  # the first link's own days are over
        for link in (first, second):
            assert "Raadhuisplein" in world.browser().get(link).content.decode()

    def test_not_a_withdrawn_one(self) -> None:
        made = withdraw_customer_invitation(invitation(), by=anna())
        with pytest.raises(WrongState):
            send_customer_invitation_again(made, by=anna())

    def test_not_while_another_of_that_name_is_open(self) -> None:
        made = invitation()
        world.days_pass(31)
        invitation()
        with pytest.raises(CustomerInvitedAlready):
            send_customer_invitation_again(made, by=anna())


class TestWithdrawCustomerInvitation:
    def test_its_link_says_so(self) -> None:
        made = withdraw_customer_invitation(invitation(), by=anna())
        assert made.state == "withdrawn"
        shown = world.browser().get(world.link_in(world.mails_to(EVA)[-1])).content.decode()
        assert "ingetrokken" in shown or "withdrawn" in shown

    def test_not_an_accepted_one(self) -> None:
        made = invitation()
        accepted(made)
        with pytest.raises(WrongState):
            withdraw_customer_invitation(made, by=anna())


class TestRemindCustomerInvitation:
    def test_both_sides_hear_of_it_once_and_the_link_works(self) -> None:
        made = invitation()
        world.days_pass(22)
        made.refresh_from_db()
        assert made.reminded_at is None
        world.days_pass(3)  # seven days before its last, and two more
        made.refresh_from_db()
        assert made.reminded_at is not None
        assert made.state == "open"
        told = [mail.name for mail in world.mails_to(world.anna().email)]
        assert told.count("customer_not_answered") == 1
        mails = world.mails_to(EVA)
        assert len(mails) == 2
        assert mails[0].subject != mails[1].subject
        assert world.browser().get(world.link_in(mails[-1])).status_code == 200

    def test_sent_again_it_is_reminded_of_again(self) -> None:
        made = invitation()
        world.days_pass(24)
        made = send_customer_invitation_again(made, by=anna())
        assert made.reminded_at is None
        remind_customer_invitation(made)  # it has all its days again
        made.refresh_from_db()
        assert made.reminded_at is None

    def test_nobody_else_does(self) -> None:
        made = invitation()
        clock.forward(dt.timedelta(days=25))
        with pytest.raises(NotAllowed):
            remind_customer_invitation(made, by=anna())
        made.refresh_from_db()
        assert made.reminded_at is None


class TestExpireCustomerInvitation:
    def test_the_clock_does_it_once_and_tells_anna(self) -> None:
        made = invitation()
        world.days_pass(30)
        made.refresh_from_db()
        assert made.state == "open"  # the last day
        world.days_pass(1)
        expire_customer_invitation(made)
        made.refresh_from_db()
        assert made.state == "expired"
        told = [mail for mail in world.mails_to(world.anna().email) if mail.name == "customer_invitation_expired"]
        assert len(told) == 1

    def test_nobody_else_does(self) -> None:
        made = invitation()
        clock.forward(dt.timedelta(days=31))
        with pytest.raises(NotAllowed):
            expire_customer_invitation(made, by=anna())

    def test_not_before_its_time(self) -> None:
        made = invitation()
        expire_customer_invitation(made, by=CLOCK)
        made.refresh_from_db()
        assert made.state == "open"


class TestFreeNames:
    def test_neither_one_in_force_nor_one_of_our_own_open_ones(self) -> None:
        world_licences.agreement()
        world_licences.agreement("Gemeente Waterrijk 2")
        invitation(name="Gemeente Waterrijk Hilversum")
        assert free_names_for(details(), world.lindeboom()) == ["Gemeente Waterrijk 3", "Gemeente Waterrijk 4"]


def test_a_link_is_kept_as_a_digest_only() -> None:
    invitation()
    secret = world.link_in(world.mails_to(EVA)[-1]).rstrip("/").rpartition("/")[2]
    assert not Token.objects.filter(digest=secret).exists()
    assert tokens.find("accept_customer_invitation", secret).audience == EVA
    assert Mail.objects.filter(name="customer_invited").count() == 1
