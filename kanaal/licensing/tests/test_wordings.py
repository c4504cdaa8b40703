"""Every kind of happening has its words, an icon and a tone; those that are announced say what they mean to whom."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kanaal.core.i18n.extract import messages
from kanaal.licensing import wordings
from kanaal.licensing.rules.authorisations import Act
from kanaal.licensing.rules.happenings import Happening
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.tests.terms import EVERY
from kanaal.licensing.wordings_coming import BY_ITSELF, COMING
from kanaal.licensing.wordings_done import DONE, LAST_DAY
from tests import world

ROOT = Path(__file__).resolve().parents[2]
ICONS = (ROOT / "core/static/kanaal/vendor/lucide.svg").read_text()
D = dt.date(2026, 11, 29)


def test_each_kind_is_there_once() -> None:
    assert set(wordings.WORDS) == set(Kind)
    parts = (DONE, LAST_DAY, COMING, BY_ITSELF)
    assert sum(len(part) for part in parts) == len(Kind)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.django_db
def test_it_is_said_before_and_after_for_one_and_for_many(kind: Kind) -> None:
    world.published()
    words = wordings.WORDS[kind]
    assert f'id="{words.icon}"' in ICONS
    assert words.tone in ("ok", "warn", "bad", "info", "neutral")
    for quantity in (1, 12):
        for today in (D - dt.timedelta(days=9), D + dt.timedelta(days=9)):
            said = str(wordings.sentence(Happening(D, kind, "PA-7", quantity, D, "CC-01-T12"), today))
            assert said.endswith(".")
            assert "%(" not in said
            assert kind is Kind.BEGAN or str(quantity) in said or (quantity == 1 and "%(count)s" not in words.will[0])


def test_what_is_announced_means_something_to_each_reader_and_has_a_name() -> None:
    announced = {kind for terms in EVERY for kind in terms.announced}
    for kind in announced:
        assert {role for role in ("reseller", "customer", "desk") if wordings.means(kind, role)} == {
            "reseller", "customer", "desk",
        }, kind  # fmt: skip
        assert str(wordings.called(kind))
        assert "%(" not in str(wordings.subject(Happening(D, kind, "PA-7", 2, D)))
    assert wordings.means(Kind.GOES, "administrators") == wordings.means(Kind.GOES, "customer")


def test_each_act_can_be_done_or_asked_for() -> None:
    assert set(wordings.DOES) == set(wordings.ASKS) == set(Act)
    assert "Lindeboom" in str(wordings.choice(Act.ORDER, "customer", D, "Lindeboom"))
    assert "Lindeboom" not in str(wordings.choice(Act.ORDER, "reseller", D, "Lindeboom"))


def test_the_catalogue_knows_them_with_their_plurals() -> None:
    known = {(one.id, one.plural) for one in messages(ROOT / "licensing")}
    for words in wordings.WORDS.values():
        assert words.will in known
        assert words.was in known
        assert {(text, "") for text in words.means.values()} <= known
