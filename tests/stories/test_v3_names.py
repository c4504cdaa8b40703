"""V3: an agreement's name exists once. Whoever accepts a taken one is told calmly, and the reseller gets free names."""

from __future__ import annotations

import pytest

from kanaal.licensing.models import Agreement, CustomerInvitation
from tests import world, world_licences
from tests.world_invitations import accepted, digest, invitation

pytestmark = pytest.mark.django_db
EVA = "eva@gemeente-waterrijk.example"
TICKED = {"accepted": "on", "language": "nl"}


def link() -> str:
    return world.link_in(world.mails_to(EVA)[-1])


def accept(url: str = ""):
    return world.browser(world.eva()).post(url or link(), TICKED | {"shown": digest()}, follow=True)


def taken_first() -> CustomerInvitation:
    """Anna invites the customer; Carla's customer of the same name is quicker."""
    mine = invitation()
    accepted(invitation(world.carla(), email="burgemeester@waterrijk.example", name="GEMEENTE WATERRIJK"))
    return mine


class TestTaken:
    def test_eva_reads_that_she_need_do_nothing_and_anna_chooses_a_name_with_one_click(self):
        mine = taken_first()
        told = accept().content.decode()
        assert Agreement.objects.count() == 1
        assert "Maasveld" not in told
        mail = world.mails_to(world.anna().email)[-1]
        assert mail.name == "customer_name_taken"
        assert "Gemeente Waterrijk Hilversum" in mail.text
        assert "Maasveld" not in mail.text

        anna = world.browser(world.anna())
        page = anna.get(f"/reselling/invitations/{mine.number}/")
        assert page.context["free"][0] == "Gemeente Waterrijk Hilversum"
        assert "Maasveld" not in page.content.decode()
        old = link()
        anna.post(f"/reselling/invitations/{mine.number}/name/", {"name": "Gemeente Waterrijk Hilversum"})
        assert "Gemeente Waterrijk Hilversum" in world.mails_to(EVA)[-1].text
        accept(old)  # the link in the earlier mail leads there, too
        assert Agreement.objects.get(partner=world.lindeboom()).name == "Gemeente Waterrijk Hilversum"

    def test_opened_again_the_link_says_how_it_stands_and_asks_for_nothing(self):
        taken_first()
        accept()
        page = world.browser(world.eva()).get(link())
        assert page.context["taken"]
        assert 'name="accepted"' not in page.content.decode()

    def test_the_list_shows_what_needs_another_name(self):
        mine = taken_first()
        invitation(name="Bakkerij Korst", email="it@korst.example")
        accept()
        found = world.browser(world.anna()).get("/reselling/invitations/?state=taken").content.decode()
        assert mine.number in found
        assert "Bakkerij Korst" not in found

    def test_a_name_of_annas_own_that_is_taken_too_is_refused_at_acceptance(self):
        mine = taken_first()
        world_licences.agreement("Waterrijk", partner=world.maasveld())
        accept()
        world.browser(world.anna()).post(f"/reselling/invitations/{mine.number}/name/", {"name": "Waterrijk"})
        accept()
        assert not Agreement.objects.filter(partner=world.lindeboom()).exists()
        mine.refresh_from_db()
        assert mine.free_names[0] == "Waterrijk Hilversum"

    def test_once_the_other_is_cancelled_the_name_is_free(self):
        taken_first()
        accept()
        Agreement.objects.update(state="cancelled")
        accept()
        assert Agreement.objects.filter(partner=world.lindeboom(), state="live").exists()


class TestToldAtOnce:
    TYPED = {
        "name": "gemeente waterrijk", "country": "NL", "street": "Raadhuisplein 1", "postal_code": "1211 AB",
        "town": "Hilversum", "segment": "gov", "email": EVA, "language": "nl",
    }  # fmt: skip

    def test_a_name_that_is_taken_already_is_told_while_typing_with_free_ones(self):
        world_licences.agreement(partner=world.maasveld())
        anna = world.browser(world.anna())
        page = anna.post("/reselling/invite/", self.TYPED)
        offered = [value for value, _words in page.context["form"].fields["instead"].choices]
        assert offered[:2] == ["gemeente waterrijk Hilversum", "gemeente waterrijk 2"]
        assert "Maasveld" not in page.content.decode()
        assert not CustomerInvitation.objects.exists()
        anna.post("/reselling/invite/", self.TYPED | {"instead": offered[0]})
        assert CustomerInvitation.objects.get().name == "gemeente waterrijk Hilversum"

    def test_or_it_is_sent_all_the_same(self):
        world_licences.agreement(partner=world.maasveld())
        world.browser(world.anna()).post("/reselling/invite/", self.TYPED | {"instead": "keep"})
        assert CustomerInvitation.objects.get().name == "gemeente waterrijk"
