"""R2: a rebate cycle, from the reported line to the payment; nothing counts twice, and two people sign."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kanaal.core.jobs.worker import drain
from kanaal.levels.actions.proposals import ask_for_impact, edit_proposal, propose_change
from kanaal.levels.models import Proposal
from kanaal.rebates.models import Cycle, Entry, Match, Statement
from tests import world
from tests.world_licences import agreement
from tests.world_rebates import computed, cycle, finn, line, reading, won

pytestmark = pytest.mark.django_db


def page(of: Cycle, *words: str) -> str:
    """The cycle's page as Vera sees it; it says all of these words."""
    text = reading(world.vera()).get(reverse("rebate-cycle", args=[of.pk])).content.decode()
    for word in words:
        assert word in text, word
    return text


def test_vera_runs_the_cycle_looks_and_proposes_it_and_finance_approves_and_pays() -> None:
    won("DN-1", name="Acrobat voor de zaal")
    line(28_252, "DN-1"), line(500, "DN-2")
    one, vera, finance = cycle(), reading(world.vera()), reading(finn())
    vera.post(reverse("compute-rebate-cycle", args=[one.pk]))
    drain()
    page(one, "computed", "No deal has this order number.", "€847.56")

    lines = vera.get(reverse("rebate-lines")).content.decode()
    assert "DN-2" in lines
    assert "DN-1<" not in lines
    assert vera.post(reverse("approve-rebate-cycle", args=[one.pk])).status_code == 403
    assert vera.post(reverse("propose-rebate-cycle", args=[one.pk])).status_code == 302
    assert "To approve" in world.mails_to("finn@vendor.example")[-1].subject
    assert "You sign for these amounts" in finance.get(reverse("approve-rebate-cycle", args=[one.pk])).content.decode()
    finance.post(reverse("approve-rebate-cycle", args=[one.pk]))
    text = page(one, "approved", "Finn Aldering", "Vera Vermeer")
    assert Statement.objects.get().number in text
    finance.post(reverse("pay-rebate-cycle", args=[one.pk]))
    assert Cycle.objects.get(pk=one.pk).state == "paid"


def test_finance_sends_it_back_and_says_why() -> None:
    one = computed()
    vera, finance = reading(world.vera()), reading(finn())
    vera.post(reverse("propose-rebate-cycle", args=[one.pk]))
    empty = finance.post(reverse("send-back-rebate-cycle", args=[one.pk]), {"why": ""})
    assert empty.status_code == 422
    assert Cycle.objects.get(pk=one.pk).state == "proposed"
    finance.post(reverse("send-back-rebate-cycle", args=[one.pk]), {"why": "Two lines of Maasveld look doubled."})
    page(one, "Two lines of Maasveld look doubled.")


def test_a_line_that_found_no_deal_is_mended_and_counts() -> None:
    deal = won("PO 17", kind="customer-po", name="Het juiste nummer in de verkeerde kolom")
    line(10_000, "PO-17")
    one, ivo = computed(), reading(world.agent())
    waiting = Match.objects.get()
    text = ivo.get(reverse("rebate-line", args=[waiting.pk])).content.decode()
    assert "as another kind of order number" in text
    assert deal.number in text
    wrong = ivo.post(reverse("choose-rebate-deal", args=[waiting.pk]), {"number": "OPP-1"})
    assert "OPP-1" in wrong.content.decode()
    assert Match.objects.get().how == "none"
    ivo.post(reverse("choose-rebate-deal", args=[waiting.pk]), {"number": deal.number})
    page(one, "Something has come since")
    computed(one)
    assert Entry.objects.get().opportunity == deal


def test_a_line_is_dismissed_with_a_reason_and_the_partner_is_asked_about_another() -> None:
    world.anna()
    line(10_000, "DN-8"), line(900, "DN-9")
    computed()
    ivo = reading(world.agent())
    first, second = Match.objects.order_by("pk").values_list("pk", flat=True)
    ivo.post(reverse("ask-about-rebate-line", args=[first]), {"question": "Is dit de deal met Waterrijk?"})
    assert "Is dit de deal met Waterrijk?" in world.mails_to("anna@lindeboom-digitaal.nl")[-1].text
    ivo.post(reverse("dismiss-rebate-line", args=[second]), {"why": "Een test van de distributeur"})
    dismissed = ivo.get(reverse("rebate-lines"), {"state": "dismissed"}).content.decode()
    assert "DN-9" in dismissed
    ivo.post(reverse("undo-rebate-choice", args=[second]))
    assert Match.objects.get(pk=second).how == "none"


def test_the_programme_s_own_use_of_licences_never_counts() -> None:
    mine = agreement("Lindeboom Digitaal (NFR)", not_for_resale=True)
    won("DN-1", account=mine.account)
    own = line(5_000, "DN-1")
    by_number = line(5_000, mine.number)
    computed()
    assert not Entry.objects.exists()
    assert set(Match.objects.values_list("reason", flat=True)) == {"not-for-resale"}
    assert {own.pk, by_number.pk} == set(Match.objects.values_list("pk", flat=True))


def test_a_rebate_follows_the_reseller_of_the_sale() -> None:
    """The customer went over to Maasveld since (V9); what Lindeboom sold before stays Lindeboom's."""
    deal = won("DN-1")
    line(10_000, "DN-1")
    won("DN-1", who=world.carla(), account=deal.account)
    later = line(10_000, "DN-1", partner=world.maasveld())
    computed()
    assert {(one.partner.name, one.amount) for one in Entry.objects.select_related("partner")} == {
        ("Lindeboom Digitaal", 270), ("Maasveld Grafisch", 270)
    }  # fmt: skip
    assert Entry.objects.get(line=later).opportunity != deal


def test_nobody_but_the_vendor_sees_a_cycle() -> None:
    one = computed()
    for who in (world.anna(), world.carla()):
        for name in ("rebate-cycle", "rebate-statements-file", "rebate-entries-file"):
            assert reading(who).get(reverse(name, args=[one.pk])).status_code == 404
        assert reading(who).get(reverse("rebate-accruals-file")).status_code == 404


def test_before_a_release_is_published_vera_sees_what_it_costs() -> None:
    """Change Gold: more is asked of it, and its rebates are cut; who falls, and what it is worth."""
    won("DN-1")
    line(10_000, "DN-1")
    computed()
    world.lindeboom().level_terms.create(level="gold", since=world.lindeboom().member_since)
    vera = world.actor(world.vera())
    made = propose_change(title="Gold asks more", by=vera)
    rates = made.files["rebates.toml"].replace('percent = "3"\nlevels = ["gold"]', 'percent = "2"\nlevels = ["gold"]')
    edit_proposal(made, file="rebates.toml", text=rates, by=vera)
    ask_for_impact(made, begins=None, by=vera)
    drain()
    made = Proposal.objects.get(pk=made.pk)
    assert made.impact is not None
    assert ["gold", "registered", "EUR", "300.00", "0"] in made.impact["worth"]
    text = reading(world.vera()).get(reverse("proposal", args=[made.pk])).content.decode()
    assert "€300.00 now" in text
    who = reading(world.vera()).get(reverse("proposal-partners", args=[made.pk])).content.decode()
    assert "Lindeboom Digitaal" in who
    assert "-€300.00" in who
