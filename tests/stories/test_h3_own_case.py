"""An answer about licences looks at the reader's own agreements, by the very rules (H3, V4, V7)."""

from __future__ import annotations

import pytest
from django.test import Client

from kanaal.people.models import Person
from tests import world, world_invitations, world_licences
from tests.world_licences import add, agreement, renewed

pytestmark = pytest.mark.django_db


def reads(who: Person, article: str) -> str:
    Person.objects.filter(pk=who.pk).update(language="en")
    answer = world.browser(who).get(f"/help/{article}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_old_date_names_the_agreements_whose_date_waits_and_the_day_on_which_it_moves() -> None:
    mine = renewed("Gemeente Waterrijk")
    add(agreement("Studio Helder"), 4, ago=355, ordered=4)
    said = reads(world.anna(), "old-date")
    assert "These are renewed, and their date still waits" in said
    assert mine.number in said
    assert f'href="/reselling/customers/{mine.number}/"' in said
    assert "Studio Helder" not in said


def test_payment_required_names_which_licences_of_which_agreement() -> None:
    mine = agreement("Studio Helder")
    add(mine, 4, ago=64)
    add(agreement("Gemeente Waterrijk"), 12, ago=13)
    said = reads(world.anna(), "payment-required")
    assert "4 licences of" in said
    assert "Studio Helder" in said
    assert "suspended" in said
    assert "Waterrijk" not in said


def test_the_customers_administrator_reads_of_their_own_agreement_only() -> None:
    mine = agreement("Gemeente Waterrijk")
    add(mine, 4, ago=64)
    add(agreement("Studio Helder"), 9, ago=64)
    said = reads(world_licences.eva(mine), "payment-required")
    assert "Waterrijk" in said
    assert "Studio Helder" not in said
    assert 'href="/console/"' in said


def test_an_invitation_that_is_stuck_is_named() -> None:
    one = world_invitations.invitation(name="Atelier Boreas")
    type(one).objects.filter(pk=one.pk).update(state="expired")
    said = reads(world.anna(), "invitation-refused")
    assert "Atelier Boreas" in said
    assert f'href="/reselling/invitations/{one.number}/"' in said


def test_who_has_nothing_of_the_kind_reads_so() -> None:
    agreement("Studio Helder")
    assert "Of none of your agreements a date waits now" in reads(world.anna(), "old-date")
    assert "None of your agreements requires payment now" in reads(world.anna(), "payment-required")
    assert "None of your invitations is stuck now" in reads(world.anna(), "invitation-refused")


def test_own_licences_say_what_the_readers_level_brings() -> None:
    assert "Your level brings this" in reads(world.anna(), "nfr-kit")
    assert "brings no licences" in reads(world.fatma(), "nfr-kit")


def test_nobody_learns_of_anothers_customers() -> None:
    add(agreement("Studio Helder"), 4, ago=64)
    for who in (world.carla(), world.fatma()):
        assert "Studio Helder" not in reads(who, "payment-required")
    assert "Studio Helder" not in Client().get("/help/payment-required/").content.decode()
