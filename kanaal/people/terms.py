"""Terms that people accept: which text, by whom, for what, when and from where, kept for good (P5)."""

from __future__ import annotations

from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.people.events import TermsAccepted
from kanaal.people.models import AcceptedText, Person, TermsAcceptance, digest


class ReleaseLike(Protocol):
    """What is asked of a programme's release."""

    pk: Any
    number: Any

    @property
    def pack(self) -> Any: ...


class TermsChanged(Refusal):
    """A new release came into force while the person was reading."""

    field = "accepted"

    def __init__(self) -> None:
        super().__init__(
            say(_("The terms have changed since you opened this page.")),
            remedy=say(_("Read them as they are now, and accept them again. What you filled in is kept.")),
        )


def text(key: str, *, release: ReleaseLike, language: str) -> str:
    """The terms (Markdown) as they are to be shown: `terms/KEY` of the release's pack."""
    return str(release.pack.markdown(f"terms/{key}", language))


def digest_of(markdown: str) -> str:
    """Names a text exactly: the form that shows the terms carries it, `accept` compares it."""
    return digest(markdown)


def accept(  # every part of it is evidence
    person: Person,
    key: str,
    *,
    release: ReleaseLike,
    language: str,
    for_: models.Model | None = None,
    shown: str = "",
    by: Actor,
    browser: str = "",
) -> TermsAcceptance:
    """Keep that a person accepted terms. To be called by an action, in its transaction, as part of its change.

    `for_` is what they were accepted for (an enrolment); `shown` the digest of the text on the page where the box was
    ticked: raises TermsChanged when that isn't the text any more.
    """
    markdown = text(key, release=release, language=language)
    named = digest_of(markdown)
    if shown and shown != named:
        raise TermsChanged
    AcceptedText.objects.get_or_create(digest=named, defaults={"text": markdown})
    acceptance = TermsAcceptance.objects.create(
        person=person,
        terms=key,
        version=str(release.number),
        language=language,
        digest=named,
        release_id=release.pk,
        for_kind=for_._meta.label_lower if for_ else "",
        for_id=for_.pk if for_ else None,
        accepted_at=clock.now(),
        address=by.address or None,
        browser=browser[:200],
    )
    fact = TermsAccepted(
        terms=key, title=title_of(markdown), version=acceptance.version, language=language, digest=named
    )
    record(fact, about=for_ or person, by=by, person_id=person.pk, release_id=release.pk)
    return acceptance


def text_of(acceptance: TermsAcceptance) -> str:
    """The exact text that was accepted."""
    return AcceptedText.objects.get(digest=acceptance.digest).text


def title_of(markdown: str) -> str:
    """The text's first heading, else its first line."""
    lines = [line.strip() for line in markdown.splitlines() if line.strip()]
    heading = next((line for line in lines if line.startswith("#")), lines[0] if lines else "")
    return heading.lstrip("#").strip()
