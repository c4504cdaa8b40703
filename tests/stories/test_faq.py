"""H3: each question of the seed, asked as its people would, finds its article first and answers one's own case."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from kanaal.core import clock
from kanaal.deals.models import Registration
from kanaal.helpcentre.seeds import SEEDS
from kanaal.licensing.models import CustomerInvitation
from kanaal.partners.actions.invitations import invite_contact
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from tests import (
    world,
    world_contracts,
    world_deals,
    world_invitations,
    world_licences,
    world_lws,
    world_sales,
)
from tests.faq import FAQ, Reads
from tests.standing import standing

pytestmark = pytest.mark.django_db
CAST: dict[str, Callable[[], Person]] = {
    "anna": world.anna, "bo": world.bo, "carla": world.carla, "fatma": world.fatma, "joost": world.joost,
    "henrike": world.henrike, "gerda": world.gerda, "sem": world_sales.sem, "dirk": world_licences.dirk,
    "eva": world_licences.eva, "wim": world_contracts.administrator,
    "cees": lambda: world.person("cees@lindeboom-digitaal.nl", "Cees Vaas"),
    "stellan": lambda: world.person("stellan@tornvik-media.example", "Stellan Tornvik"),
}  # fmt: skip


@pytest.fixture(scope="module")
def browsers(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Client]]:
    """The world, once, and a browser of each of the cast."""
    with standing(django_db_blocker):
        _make_world()
        yield {"nobody": world.browser()} | {name: world.browser(who()) for name, who in CAST.items()}


def _make_world() -> None:
    """Something of what each question is about, for somebody."""
    anna = world.actor(world.anna())
    invite_contact(world.lindeboom(), email="cees@lindeboom-digitaal.nl", kind="secondary", by=anna)
    world.carla()
    Partner.objects.filter(pk=world.maasveld().pk).update(term_ends=clock.today())
    ended = world.company("Tornvik Media", world.CERTIFIED, "tornvik-media.example", country="SE")
    world._contact(ended, "stellan@tornvik-media.example", "Stellan Tornvik", "primary")
    Partner.objects.filter(pk=ended.pk).update(term_ends=clock.today().replace(year=clock.today().year - 1, day=1))
    world_licences.add(world_licences.agreement(), 4, ago=64)
    world_licences.renewed("Provincie Duinrand")
    CustomerInvitation.objects.filter(
        pk=world_invitations.invitation(name="Waterschap Rietlaan", email="rik@waterschap.example").pk
    ).update(state="expired")
    world_contracts.contract(ago=750)
    world_lws.order((world_contracts.PRO, 10), number="LO-900001-1")
    sem = world_sales.sem()
    won = world_sales.opportunity(sem, name="Almost won")
    won.stage = "execute"
    won.save()
    world_sales.opportunity(sem, name="Yens", account=world_sales.customer("Kyoto Press", country="JP"))
    tender = world_deals.with_the_desk(sem, name="A tender")
    Registration.objects.filter(pk=tender.pk).update(state="asked")


def _in(language: str, browser: Client) -> Client:
    Person.objects.update(language=language)
    browser.cookies["kanaal_language"] = language
    return browser


def _page(browser: Client, address: str, **values: str) -> str:
    answer = browser.get(address, values)
    assert answer.status_code == 200, (address, answer.status_code)
    return html.unescape(answer.content.decode())


def _first_found(browser: Client, question: str) -> str:
    """The address of the first article that a search finds."""
    found = _page(browser, "/help/", q=question).partition('id="found"')[2]
    return str((re.findall(r'href="(/help/[a-z-]+/)"', found) or [""])[0])


def _own(page: str) -> str:
    """What the article says before its general text, or the invitation to sign in after it."""
    before, _, after = page.partition('<div class="page-head">')[2].partition('<article class="prose">')
    return before if "<section" in before else after.partition("</article>")[2]


def _button(own: str) -> str:
    """The button that helps most: the first that stands out, else the first there is, else the first link."""
    for wanted in (r'<a class="btn primary" href="([^"]+)"', r'<a class="btn" href="([^"]+)"', r'href="([^"]+)"'):
        if found := re.findall(wanted, own):
            return str(found[0])
    return ""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("number", sorted(FAQ))
def test_the_question_is_answered(number: int, language: str, browsers: dict[str, Client]) -> None:
    asked = FAQ[number]
    found = f"/help/{asked.key}/"
    for question in asked.nl if language == "nl" else asked.en:
        assert _first_found(_in(language, browsers["nobody"]), question) == found, question
    for who, reads in asked.reads.items():
        _is_read(_own(_page(_in(language, browsers[who]), found)), reads, who)


def _is_read(own: str, reads: Reads, who: str) -> None:
    says = [found for found in ("is-yes", "is-no") if f"decision {found}" in own]
    assert says == {True: ["is-yes"], False: ["is-no"], None: []}[reads.may], (who, says)
    assert _button(own).startswith(reads.to), (who, _button(own))
    for words in reads.says:
        assert words in own, (who, words)


def test_every_way_out_opens_for_whom_it_was_shown(browsers: dict[str, Client]) -> None:
    """No button of the answers leads to a closed door."""
    ways = {(who, reads.to) for asked in FAQ.values() for who, reads in asked.reads.items() if reads.to}
    for who, address in sorted(ways):
        answer = _in("en", browsers[who]).get(address, follow=True)
        assert answer.status_code == 200, (who, address)


def test_every_question_of_the_seed_is_asked_by_at_least_two_people() -> None:
    asked = {number: one.key for number, one in FAQ.items() if number <= SEEDS[-1].number}
    assert asked == {seed.number: seed.article for seed in SEEDS}
    assert all(len(asked.reads) >= 2 for asked in FAQ.values())
