"""What the lower floor gets from the programme: words for its mails, a name and a colour for its pages."""

from __future__ import annotations

import pytest
from django.utils import translation

from kanaal.core import outbox, pages
from kanaal.core.models import Mail
from kanaal.programme.tests.packs import publish, shipped

# As the lower floor has them: registered at start, each once.
(wording,) = outbox.WORDING
(brand,) = pages.BRANDS
CONTEXT = {
    "partner": "Sterrenhuis",
    "inviter": "Kari",
    "kind": "crew",
    "until": "1 May",
    "accept_url": "https://kanaal.example/i/1",
}


def invite(language: str) -> Mail:
    return outbox.post("contact_invited", to="ola@sterrenhuis.example", language=language, context=CONTEXT)


@pytest.mark.django_db
class TestWording:
    def test_a_mail_is_written_in_the_packs_own_words(self):
        publish(shipped("nordkuppel"))
        mail = invite("en")
        assert mail.subject == "Sterrenhuis keeps a seat for you under the dome"
        assert "Kari would like you to join Sterrenhuis in our circle, as crew." in mail.text
        assert "https://kanaal.example/i/1" in mail.text

    def test_without_any_the_house_speaks(self):
        publish(shipped("nordkuppel"))
        assert "dome" not in invite("nl").text
        assert wording("another_mail", "en") is None

    def test_before_anything_is_published_too(self):
        assert wording("contact_invited", "en") is None
        assert invite("en").subject


@pytest.mark.django_db
class TestBrand:
    def test_name_vendor_and_colour(self):
        publish(shipped("adobe"))
        with translation.override("nl"):
            assert brand() == pages.Brand("Adobe-kanaalprogramma", "Adobe", 12)

    def test_before_anything_is_published(self):
        assert brand() == pages.Brand()
