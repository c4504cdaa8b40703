"""Accepting (V2, V3): one number whatever happens, the right person, and each no."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from kanaal.core.decisions import NotAllowed
from kanaal.customers.models import Account
from kanaal.licensing.actions.accepting import (
    AcceptedByAnother,
    CustomerInvitationOver,
    CustomerInvitationTakenBack,
    CustomerNameInUse,
    InvitedAtAnotherAddress,
    accept_customer_invitation,
    note_name_taken,
)
from kanaal.licensing.actions.inviting import change_customer_invitation, withdraw_customer_invitation
from kanaal.licensing.models import Administrator, Agreement, CustomerInvitation
from kanaal.partners.models import Partner
from kanaal.people.models import Person, TermsAcceptance
from kanaal.people.terms import TermsChanged
from kanaal.programme import releases
from tests import world, world_licences, world_sales
from tests.world_invitations import accepted, details, digest, invitation

pytestmark = pytest.mark.django_db


def nothing_was_made(but: int = 0) -> bool:
    return Agreement.objects.count() == but and not TermsAcceptance.objects.filter(terms="vip").exists()


class TestAcceptCustomerInvitation:
    def test_the_agreement_its_number_administrator_reseller_and_terms(self) -> None:
        made = accepted()
        assert made.number.startswith("VIP-")
        assert (made.name, made.segment, made.currency, made.zone) == (
            "Gemeente Waterrijk",
            "gov",
            "EUR",
            "Europe/Amsterdam",
        )
        assert made.release_id == releases.current().pk
        assert made.begins is None
        assert made.anniversary is None
        eva = Administrator.objects.get(agreement=made)
        assert eva.primary
        assert eva.person == world.eva()
        spell = made.spells.get()
        assert (spell.partner, spell.until) == (world.lindeboom(), None)
        assert made.contact is not None
        assert made.contact.person == world.anna()
        kept = TermsAcceptance.objects.get(terms="vip")
        assert (kept.for_id, kept.language, kept.browser) == (made.pk, "nl", "Firefox")
        assert made.invitation.state == "accepted"
        told = world.happened("CustomerInvitationAccepted")
        assert len(told) == 2
        assert told[0].receipt
        assert world.mails_to(world.anna().email)[-1].name == "customer_accepted"
        assert world.mails_to(world.eva().email)[-1].name == "agreement_made"

    def test_again_it_is_the_same_one(self) -> None:
        one = invitation()
        first, second = accepted(one), accepted(one)
        assert first == second
        assert Agreement.objects.count() == 1
        assert Administrator.objects.count() == 1

    def test_by_another_person_with_a_new_proof_of_the_address_not(self) -> None:
        one = invitation()
        accepted(one)
        eva = world.eva()
        EmailAddress.objects.filter(user=eva).delete()
        Person.objects.filter(pk=eva.pk).update(email="weg@gemeente-waterrijk.example")
        heir = world.person("eva@gemeente-waterrijk.example", "Evert")
        with pytest.raises(AcceptedByAnother):
            accepted(one, heir)
        assert Administrator.objects.count() == 1

    def test_somebody_else_with_the_link_gets_nothing(self) -> None:
        one = invitation()
        with pytest.raises(InvitedAtAnotherAddress):
            accepted(one, world.gerda())
        assert nothing_was_made()

    def test_a_second_proved_address_will_do(self) -> None:
        one = invitation(email="e.vanrijn@waterrijk.example")
        EmailAddress.objects.create(user=world.eva(), email="e.vanrijn@waterrijk.example", verified=True)
        assert accepted(one, world.eva()).administrators.get().email == "e.vanrijn@waterrijk.example"

    def test_an_address_that_was_never_proved_will_not(self) -> None:
        one = invitation()
        eva = world.eva()
        EmailAddress.objects.filter(user=eva).update(verified=False)
        with pytest.raises(NotAllowed):
            accepted(one, eva)
        assert nothing_was_made()

    def test_withdrawn(self) -> None:
        one = withdraw_customer_invitation(invitation(), by=world.actor(world.anna(), "contact"))
        with pytest.raises(CustomerInvitationTakenBack):
            accepted(one)
        assert nothing_was_made()

    def test_over_before_and_after_the_clock_has_swept(self) -> None:
        one = invitation()
        world.days_pass(31)
        with pytest.raises(CustomerInvitationOver):
            accepted(one)
        CustomerInvitation.objects.update(state="open")
        with pytest.raises(CustomerInvitationOver):
            accepted(one)
        assert nothing_was_made()

    def test_the_terms_that_were_read_are_those_that_are_accepted(self) -> None:
        one, eva = invitation(), world.eva()
        with pytest.raises(TermsChanged):
            accept_customer_invitation(one, person=eva, shown="another", language="nl", by=world.actor(eva))
        assert nothing_was_made()
        one.refresh_from_db()
        assert one.state == "open"

    def test_a_reseller_whose_membership_is_over_can_make_no_customer(self) -> None:
        one = invitation()
        Partner.objects.filter(pk=world.lindeboom().pk).update(level=world.ENTRY)
        with pytest.raises(NotAllowed) as refused:
            accepted(one)
        assert "Registered" not in str(refused.value.decision.reasons[0].says)
        assert nothing_was_made()

    def test_the_record_that_is_surely_the_customer_is_used(self) -> None:
        known = world_sales.customer("Gemeente Waterrijk", postal_code="1211 AB")
        from kanaal.customers import finding

        finding.index_account(known)
        assert accepted().account == known

    def test_else_one_is_made_and_is_the_resellers_own(self) -> None:
        made = accepted()
        assert made.account.owner == world.lindeboom()
        assert (made.account.name, made.account.segment) == ("Gemeente Waterrijk", "gov")
        assert Account.objects.count() == 1

    def test_the_record_that_was_given_is_used_though_it_was_merged(self) -> None:
        given, kept = world_sales.customer("Waterrijk"), world_sales.customer("Waterrijk gemeente")
        one = invitation(account=given)
        Account.objects.filter(pk=given.pk).update(state="merged", merged_into=kept)
        assert accepted(one).account == kept

    def test_whoever_invited_and_left_gives_way_to_the_primary_contact(self) -> None:
        one = invitation()
        one.contact = None
        one.save()
        made = accepted(one)
        assert made.contact is not None
        assert made.contact.kind == "primary"


class TestNoteNameTaken:
    def test_the_customer_and_the_reseller_are_told_with_names_that_are_free(self) -> None:
        theirs = world_licences.agreement(partner=world.maasveld())
        one = invitation()
        with pytest.raises(CustomerNameInUse) as refused:
            accepted(one)
        assert "Maasveld" not in str(refused.value)
        one.refresh_from_db()
        assert one.state == "open"
        assert one.taken_at is not None
        assert one.free_names == ["Gemeente Waterrijk Hilversum", "Gemeente Waterrijk 2", "Gemeente Waterrijk 3"]
        mail = world.mails_to(world.anna().email)[-1]
        assert mail.name == "customer_name_taken"
        assert "Gemeente Waterrijk Hilversum" in mail.text
        assert "Maasveld" not in mail.text
        assert theirs.number not in mail.text
        assert nothing_was_made(but=1)

    def test_tried_again_the_reseller_is_told_once(self) -> None:
        world_licences.agreement(partner=world.maasveld())
        one = invitation()
        for _again in range(3):
            with pytest.raises(CustomerNameInUse):
                accepted(one)
        told = [mail for mail in world.mails_to(world.anna().email) if mail.name == "customer_name_taken"]
        assert len(told) == len(world.happened("CustomerNameTaken")) == 1

    def test_with_another_name_it_goes_on(self) -> None:
        world_licences.agreement(partner=world.maasveld())
        one = invitation()
        with pytest.raises(CustomerNameInUse):
            accepted(one)
        one = change_customer_invitation(
            one, details=details(name="Gemeente Waterrijk Hilversum"), by=world.actor(world.anna(), "contact")
        )
        assert one.taken_at is None
        assert one.free_names == []
        assert accepted(one).name == "Gemeente Waterrijk Hilversum"

    def test_a_cancelled_agreement_frees_its_name(self) -> None:
        theirs = world_licences.agreement(partner=world.maasveld())
        one = invitation()
        with pytest.raises(CustomerNameInUse):
            accepted(one)
        Agreement.objects.filter(pk=theirs.pk).update(state="cancelled")
        assert accepted(one).name == "Gemeente Waterrijk"

    def test_nothing_is_noted_of_a_name_that_is_free(self) -> None:
        one = invitation()
        note_name_taken(one, by=world.actor(world.eva()))
        one.refresh_from_db()
        assert one.taken_at is None
        assert not world.happened("CustomerNameTaken")

    def test_a_stranger_notes_nothing(self) -> None:
        from kanaal.core.actors import STRANGER

        world_licences.agreement(partner=world.maasveld())
        one = invitation()
        with pytest.raises(NotAllowed):
            note_name_taken(one, by=STRANGER)
        one.refresh_from_db()
        assert one.taken_at is None


def test_the_digest_of_the_terms_is_one_of_a_language() -> None:
    world.published()
    assert digest("nl") != digest("en")
