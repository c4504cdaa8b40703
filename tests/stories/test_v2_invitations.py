"""V2: a reseller invites a customer, who accepts the terms; only then, and only once, there is a number."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanaal.core.jobs.worker import drain
from kanaal.licensing.models import Administrator, Agreement, CustomerInvitation
from kanaal.people.models import TermsAcceptance
from tests import world, world_licences, world_sales
from tests.world_invitations import digest, invitation

pytestmark = pytest.mark.django_db
EVA = "eva@gemeente-waterrijk.example"
INVITE, LIST = "/reselling/invite/", "/reselling/invitations/"
TYPED = {
    "name": "Gemeente Waterrijk", "country": "NL", "street": "Raadhuisplein 1", "postal_code": "1211 AB",
    "town": "Hilversum", "segment": "gov", "admin_name": "Eva van Rijn", "email": EVA, "language": "nl",
}  # fmt: skip


def link() -> str:
    return world.link_in(world.mails_to(EVA)[-1])


def page_of(one: CustomerInvitation) -> str:
    return f"{LIST}{one.number}/"


def ticked(**changed: Any) -> dict[str, Any]:
    return {"accepted": "on", "shown": digest(), "language": "nl"} | changed


class TestInviting:
    def test_anna_invites_eva_reads_and_accepts_and_both_have_the_number(self):
        anna = world.browser(world.anna())
        sent = anna.post(INVITE, TYPED, follow=True)
        one = CustomerInvitation.objects.get()
        assert one.number in sent.content.decode()
        assert not Agreement.objects.exists()

        eva = world.browser(world.eva())
        page = eva.get(link()).content.decode()
        for word in ("Gemeente Waterrijk", "Lindeboom Digitaal", "Anna Brandsma", "Raadhuisplein 1"):
            assert word in page
        assert not Agreement.objects.exists()  # opening a link does nothing (L3)
        shown = eva.post(link(), ticked(), follow=True).content.decode()

        made = Agreement.objects.get()
        assert made.number in shown
        assert TermsAcceptance.objects.get(terms="vip").person == world.eva()
        assert Administrator.objects.get(agreement=made).primary
        assert made.number in world.mails_to(world.anna().email)[-1].text
        assert made.number in world.mails_to(EVA)[-1].text
        assert made.number in anna.get(page_of(one)).content.decode()
        assert made.number in anna.get(LIST).content.decode()

    def test_the_link_leads_to_what_it_has_become_however_often_it_is_used(self):
        invitation()
        url, eva = link(), world.browser(world.eva())
        for _again in range(3):
            eva.post(url, ticked())
        assert Agreement.objects.count() == Administrator.objects.count() == 1
        assert Agreement.objects.get().number in eva.get(url).content.decode()
        nobody = world.browser().get(url)
        assert nobody.status_code == 200
        assert Agreement.objects.get().number not in nobody.content.decode()

    def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(self):
        anna = world.browser(world.anna())
        page = anna.post(INVITE, TYPED | {"email": "eva", "postal_code": "99", "street": ""})
        form = page.context["form"]
        assert {"email", "postal_code", "street"} <= set(form.errors)
        assert "Gemeente Waterrijk" in page.content.decode()
        assert not CustomerInvitation.objects.exists()
        assert not world.mails_to(EVA)

    def test_the_terms_are_accepted_or_there_is_no_agreement(self):
        invitation()
        eva = world.browser(world.eva())
        page = eva.post(link(), {"shown": digest(), "language": "nl"})
        assert page.context["form"].errors
        assert not Agreement.objects.exists()

    def test_terms_that_changed_while_eva_read_are_read_again(self):
        invitation()
        page = world.browser(world.eva()).post(link(), ticked(shown="what stood there before"))
        assert page.context["form"].errors["accepted"]
        assert digest() in page.content.decode()
        assert not Agreement.objects.exists()

    def test_eva_has_no_id_yet_and_is_led_there_and_back(self):
        invitation()
        page = world.browser().get(link()).content.decode()
        assert "/id/new/" in page
        assert link() in page

    def test_without_the_mail_eva_finds_it_after_signing_in(self):
        one = invitation()
        eva = world.browser(world.eva())
        assert "/agreements/invitations/" in eva.get("/home/").content.decode()
        assert one.number in eva.get("/agreements/invitations/").content.decode()
        eva.post(f"/agreements/invitations/mine/{one.number}/", ticked())
        assert Agreement.objects.count() == 1


class TestACustomerWhomOneKnows:
    def test_anna_begins_from_the_customers_page_and_the_record_is_used(self):
        anna = world.browser(world_sales.seated(world.anna()))
        known = world_sales.customer("Gemeente Waterrijk", street="Geheime Laan 7", segment="gov")
        assert (
            f"/reselling/invite/?account={known.number}"
            in anna.get(f"/sales/accounts/{known.number}/").content.decode()
        )
        page = anna.get(f"{INVITE}?account={known.number}").content.decode()
        assert "Gemeente Waterrijk" in page
        assert "Geheime Laan" not in page  # of a shared record nobody reads more than a search shows
        anna.post(INVITE, TYPED | {"account": known.number})
        assert CustomerInvitation.objects.get().account == known
        world.browser(world.eva()).post(link(), ticked())
        assert Agreement.objects.get().account == known

    def test_the_record_of_another_partner_is_not_there(self):
        theirs = world_sales.customer("Hof van Maas", owner=world.maasveld())
        anna = world.browser(world_sales.seated(world.anna()))
        assert "Hof van Maas" not in anna.get(f"{INVITE}?account={theirs.number}").content.decode()
        anna.post(INVITE, TYPED | {"account": theirs.number})
        assert CustomerInvitation.objects.get().account is None

    def test_who_may_not_look_customers_up_finds_none_by_their_number(self):
        known = world_sales.customer("Gemeente Waterrijk")
        joost = world.browser(world.joost())
        assert "Gemeente Waterrijk" not in joost.get(f"{INVITE}?account={known.number}").content.decode()


class TestWhoItIsFor:
    def test_somebody_else_with_the_link_is_told_and_gets_nothing(self):
        invitation()
        gerda = world.browser(world.gerda())
        shown = gerda.get(link()).content.decode()
        assert "gerda@wilgenhof-studio.nl" in shown
        assert EVA not in shown
        refused = gerda.post(link(), ticked())
        assert refused.status_code == 422
        assert refused.context["form"].errors
        assert not Agreement.objects.exists()

    def test_nobody_who_has_not_signed_in_accepts(self):
        invitation()
        assert world.browser().post(link(), ticked()).status_code == 403
        assert not Agreement.objects.exists()

    def test_gerda_does_not_find_evas(self):
        one = invitation()
        gerda = world.browser(world.gerda())
        assert one.number not in gerda.get("/agreements/invitations/").content.decode()
        assert gerda.get(f"/agreements/invitations/mine/{one.number}/").status_code == 404

    def test_other_resellers_see_none_of_it(self):
        one = invitation()
        carla = world.browser(world.carla())
        for url in (page_of(one), f"{page_of(one)}change/"):
            assert carla.get(url).status_code == 404
        for act in ("name", "send-again", "withdraw"):
            assert carla.post(f"{page_of(one)}{act}/", {"name": "x"}).status_code == 404
        assert one.number not in carla.get(LIST).content.decode()
        one.refresh_from_db()
        assert (one.state, one.sent_count) == ("open", 1)


class TestChangingSendingWithdrawing:
    def test_anna_corrects_the_town_and_the_old_link_shows_it(self):
        one = invitation()
        old = link()
        world.browser(world.anna()).post(f"{page_of(one)}change/", TYPED | {"town": "Bussum"})
        assert "Bussum" in world.browser().get(old).content.decode()
        assert len(world.mails_to(EVA)) == 2

    def test_sent_again_after_it_expired_it_can_be_accepted(self):
        one = invitation()
        old = link()
        world.days_pass(31)
        eva = world.browser(world.eva())
        assert eva.post(old, ticked()).context["form"].errors
        assert not Agreement.objects.exists()
        assert world.mails_to(world.anna().email)[-1].name == "customer_invitation_expired"
        world.browser(world.anna()).post(f"{page_of(one)}send-again/")
        eva.post(old, ticked())  # the old link, too
        assert Agreement.objects.count() == 1

    def test_withdrawn_it_says_so_and_can_be_accepted_no_more(self):
        one = invitation()
        world.browser(world.anna()).post(f"{page_of(one)}withdraw/")
        eva = world.browser(world.eva())
        assert "Lindeboom Digitaal" in eva.get(link()).content.decode()
        assert eva.get(link()).context["standing"] == "withdrawn"
        assert eva.post(link(), ticked()).context["form"].errors
        assert not Agreement.objects.exists()

    def test_an_invitation_that_is_not_ours_to_change_any_more_says_why(self):
        one = invitation()
        world.browser(world.eva()).post(link(), ticked())
        refused = world.browser(world.anna()).post(f"{page_of(one)}withdraw/")
        assert refused.status_code == 409
        one.refresh_from_db()
        assert one.state == "accepted"

    def test_the_list_is_narrowed_by_state_and_words(self):
        invitation()
        invitation(name="Bakkerij Korst", email="it@korst.example")
        world.browser(world.eva()).post(world.link_in(world.mails_to(EVA)[-1]), ticked())
        anna = world.browser(world.anna())
        accepted = anna.get(f"{LIST}?state=accepted").content.decode()
        assert "Gemeente Waterrijk" in accepted
        assert "Bakkerij Korst" not in accepted
        found = anna.get(f"{LIST}?q=korst").content.decode()
        assert "Bakkerij Korst" in found
        assert "Gemeente Waterrijk" not in found


HEADING = "name,street,postal_code,town,country,segment,admin_name,email,language\n"
MANY, SEND = "/reselling/invite/many/", "/reselling/invite/many/send/"


def handed_in(browser: Any, rows: str) -> Any:
    return browser.post(MANY, {"file": SimpleUploadedFile("klanten.csv", (HEADING + rows).encode())})


class TestManyAtOnce:
    ROWS = (
        f"Gemeente Waterrijk,Raadhuisplein 1,1211 AB,Hilversum,NL,gov,Eva van Rijn,{EVA},nl\n"
        "Bakkerij Korst,Laan 2,1211 AB,Hilversum,NL,com,,it@korst.example,nl\n"
        "Zonder adres,,1211 AB,Hilversum,NL,com,,it@zonder.example,nl\n"
    )

    def test_anna_sees_what_it_would_do_and_sends_the_good_ones(self):
        anna = world.browser(world.anna())
        page = handed_in(anna, self.ROWS)
        shown = page.content.decode()
        assert "street" in shown
        assert not CustomerInvitation.objects.exists()
        anna.post(SEND, {"rows": page.context["send"].initial["rows"]})
        assert CustomerInvitation.objects.count() == 2
        drain()
        assert len(world.mails_to(EVA)) == len(world.mails_to("it@korst.example")) == 1
        assert not world.mails_to("it@zonder.example")

    def test_the_same_file_twice_and_the_same_button_twice_invite_once(self):
        anna = world.browser(world.anna())
        rows = handed_in(anna, self.ROWS).context["send"].initial["rows"]
        anna.post(SEND, {"rows": rows})
        anna.post(SEND, {"rows": rows})
        again = handed_in(anna, self.ROWS)
        assert again.context["send"] is None
        drain()
        assert CustomerInvitation.objects.count() == 2
        assert len(world.mails_to(EVA)) == 1

    def test_what_nobody_has_looked_at_is_not_sent(self):
        anna = world.browser(world.anna())
        rows = handed_in(anna, self.ROWS).context["send"].initial["rows"]
        assert anna.post(SEND, {"rows": rows[:-3] + "xxx"}).status_code == 422
        assert not CustomerInvitation.objects.exists()

    def test_a_file_that_is_no_table_says_what_to_do(self):
        anna = world.browser(world.anna())
        page = anna.post(MANY, {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04rest")})
        assert page.context["form"].errors["file"]
        assert b"segment" in b"".join(anna.get(f"{MANY}template.csv"))

    def test_a_thousand_rows(self):
        rows = "".join(f"Klant {n},Laan {n},1211 AB,Hilversum,NL,com,,it@klant-{n}.example,nl\n" for n in range(1000))
        anna = world.browser(world.anna())
        page = handed_in(anna, rows)
        assert len(page.context["found"].good) == 1000
        anna.post(SEND, {"rows": page.context["send"].initial["rows"]})
        assert CustomerInvitation.objects.count() == 1000


def test_a_customer_of_another_reseller_is_nobodys_business():
    """The reseller's list says nothing of agreements that others have."""
    theirs = world_licences.agreement(partner=world.maasveld())
    page = world.browser(world.anna()).get(LIST).content.decode()
    assert theirs.number not in page
