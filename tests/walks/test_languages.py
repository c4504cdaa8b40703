"""Nothing is untranslated (L1): every page and mail in a made-up language has no word outside its brackets, but for
names and numbers; and Dutch and English are complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from zoneinfo import available_timezones

import pytest
from babel import Locale
from django.conf import settings
from django.core.management import call_command

from kanaal.core.i18n.pseudo import LANGUAGE
from kanaal.core.jobs.models import Job
from kanaal.core.models import Mail
from kanaal.helpdesk.models import Request
from kanaal.partners.models import Enrolment, Invitation, Partner
from kanaal.people.models import Person
from kanaal.programme.pseudo import with_pseudo_language
from tests import world
from tests.standing import standing
from tests.walks.pages import PAGES, make_world, reader
from tests.walks.rooms import rooms

pytestmark = pytest.mark.django_db
SHOWN = ("title", "aria-label", "placeholder", "alt", "data-label")
# Proper names, and what a locale (not a catalogue) writes.
NAMES = {"kanaal", "adobe", "pdf", "https", "http", "www", "localhost", "nl", "en", "xa", "utc", "am", "pm", "id"}

UNSPOKEN = ("script", "style", "code")
"""What stands in these is for machines: keys, sums."""


class Words(HTMLParser):
    """What a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._hidden += tag in UNSPOKEN
        foreign = (values.get("lang") or "").startswith(("nl", "en")) and tag in ("button", "span", "a")
        self._hidden += 1 if foreign and tag not in UNSPOKEN else 0
        if foreign:
            self._foreign = tag
        self.found += [v for k, v in values.items() if k in SHOWN and v]

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and (tag in UNSPOKEN or tag == getattr(self, "_foreign", "")):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.found.append(data)


def left_over(text: str, known: set[str]) -> list[str]:
    """Words outside the brackets that are nobody's name."""
    while (fewer := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = fewer
    text = re.sub(r"\S+@\S+|https?://\S+|\S+\.(nl|at|example)\b\S*", " ", text)
    return [w for w in re.findall(r"[^\W\d_]{3,}", text) if w.lower() not in known]


def names_in_the_world() -> set[str]:
    """Everything in the database that somebody typed, and what CLDR writes."""
    rows: list[object] = [*Person.objects.values_list("name", "email"), *Partner.objects.values_list()]
    rows += [*Invitation.objects.values_list("email"), *Enrolment.objects.values_list("answers", "company_name")]
    rows += [*Job.objects.values_list("task"), *Request.objects.values_list("values", "reason", "number")]
    rows += [*Mail.objects.values_list("subject", "text")]
    english = Locale.parse("en_GB")
    cldr = [*english.months["format"]["wide"].values(), *english.months["format"]["abbreviated"].values()]
    cldr += [*english.territories.values(), *(str(name) for name in english.languages.values())]
    cldr += [*available_timezones()]
    cldr += [Locale.parse(c, sep="-").get_display_name() or "" for c in ("nl", "en")]
    text = " ".join(str(r).replace("\\n", " ") for r in [*rows, *cldr])
    here = NAMES.union(*(getattr(room, "NAMES", ()) for room in rooms()))
    return here | {w.lower() for w in re.findall(r"[^\W\d_]{3,}", text)}


@pytest.fixture(scope="module")
def ids(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    with standing(django_db_blocker):
        world.published_pseudo()
        yield make_world()


@pytest.mark.parametrize(("who", "address"), PAGES, ids=[f"{w}{a}" for w, a in PAGES])
def test_a_page_has_no_word_that_was_never_given_to_the_catalogue(who: str, address: str, ids: dict[str, int]) -> None:
    answer = reader(who, LANGUAGE).get(address.format(**ids), follow=True)
    assert answer.status_code in (200, 403, 404)
    words = Words()
    words.feed(answer.content.decode())
    found = left_over(" ".join(words.found), names_in_the_world())
    assert found == [], f"{address}: {sorted(set(found))}"


def test_a_mail_has_no_word_that_was_never_given_to_the_catalogue(ids: dict[str, int]) -> None:
    known = names_in_the_world()
    mails = list(_every_mail())
    assert len({m.name for m in mails}) >= 6
    for mail in mails:
        found = left_over(f"{mail.subject} {mail.text}", known)
        assert found == [], f"{mail.name}: {sorted(set(found))}"


def _every_mail() -> Iterator[Mail]:
    """The mails that the world and its decisions make, written to people who read the made-up language."""
    from kanaal.helpdesk.actions import approve_request, decline_request
    from kanaal.partners.actions import enrolment_decisions as desk
    from kanaal.partners.actions.acceptance import accept_invitation
    from kanaal.partners.actions.invitations import send_invitation_again

    Person.objects.update(language=LANGUAGE)
    Invitation.objects.update(language=LANGUAGE)
    Enrolment.objects.update(language=LANGUAGE)
    Mail.objects.all().delete()
    vera = world.actor(world.vera())
    Person.objects.update(language=LANGUAGE)
    request, enrolment = Request.objects.get(kind="branch_domain"), Enrolment.objects.get()
    invitation = send_invitation_again(Invitation.objects.get(), by=world.actor(world.anna()))
    cees = world.person(invitation.email, "Cees Bos", LANGUAGE)
    accept_invitation(invitation, person=cees, full_name="Cees Bos", by=world.actor(cees))
    approve_request(request, by=vera)
    desk.approve_enrolment(enrolment, by=vera)
    from kanaal.helpdesk.actions import ask_request

    second = ask_request("branch_domain", values={"domain": "lindeboom.be"}, reason="", by=world.actor(world.anna()))
    decline_request(second, by=vera, answer="1")
    yield from Mail.objects.filter(language=LANGUAGE)


def test_dutch_and_english_are_complete(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("translations", "check")
    assert "complete in" in capsys.readouterr().out


def test_a_language_is_a_folder_and_nothing_more() -> None:
    assert LANGUAGE in dict(settings.LANGUAGES)
    assert "⟦" in reader("nobody", LANGUAGE).get("/id/sign-in/").content.decode()


def test_the_made_up_programme_is_sound() -> None:
    from kanaal.programme.checking import check

    assert check(with_pseudo_language(dict(world.published().files))) == []
