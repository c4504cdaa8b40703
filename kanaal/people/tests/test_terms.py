"""Terms accepted: the exact text, kept for good (P5), also after an erasure."""

from __future__ import annotations

import dataclasses

import pytest

from kanaal.core.models import Event
from kanaal.people import terms
from kanaal.people.actions.erasure import erase_person
from kanaal.people.models import TermsAcceptance
from kanaal.people.tests.people import acting, browser, make_person

pytestmark = pytest.mark.django_db


class Pack:
    def __init__(self, text: str) -> None:
        self.text = text

    def markdown(self, stem: str, language: str) -> str:
        return f"# Terms ({language})\n\n{self.text}"


@dataclasses.dataclass
class Release:
    pk: int
    number: int
    pack: Pack


def accept(text: str = "Pay in time."):
    anna = make_person()
    release = Release(1, 3, Pack(text))
    kept = terms.accept(anna, "registration", release=release, language="nl", by=acting(anna), browser="Firefox")
    return anna, release, kept


def test_the_exact_text_can_be_shown_again_when_the_pack_says_something_else():
    _anna, release, kept = accept()
    release.pack.text = "Pay whenever."
    assert terms.text_of(kept) == "# Terms (nl)\n\nPay in time."
    assert (kept.version, kept.language, kept.address) == ("3", "nl", "10.0.0.1")
    assert Event.objects.get(name="TermsAccepted").data["title"] == "Terms (nl)"


def test_what_was_not_shown_is_not_accepted():
    anna = make_person()
    release = Release(1, 3, Pack("Pay in time."))
    shown = terms.digest_of(terms.text("registration", release=release, language="nl"))
    release.pack.text = "Pay twice."
    with pytest.raises(terms.TermsChanged):
        terms.accept(anna, "registration", release=release, language="nl", shown=shown, by=acting(anna))
    assert not TermsAcceptance.objects.exists()


def test_the_person_reads_them_among_their_data():
    anna, _release, _kept = accept()
    pages = [browser(anna).get(f"/me/data/?part={n}").content.decode() for n in range(1, 6)]
    assert any("Pay in time." in page for page in pages)


def test_an_erasure_keeps_them_without_address_and_browser():
    anna, _release, kept = accept()
    erase_person(anna, by=acting(anna))
    kept.refresh_from_db()
    assert (kept.address, kept.browser) == (None, "")
    assert "Pay in time." in terms.text_of(kept)
