"""What the first page tells a visitor of the programme: what one can count on, and how it begins. All from the pack."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, say, say_many
from kanaal.partners.policy import EnrolmentPolicy, LevelsPolicy, MembershipPolicy
from kanaal.programme.pack import Pack


@dataclass(frozen=True)
class Promise:
    title: Text
    text: Text
    icon: str


@dataclass(frozen=True)
class Beginning:
    """A step of the way in; the page's own parts show it."""

    title: Text
    text: Text
    icon: str
    url: str = ""
    button: Text | str = ""


def promises(pack: Pack) -> list[Promise]:
    """Three sentences with the programme's own numbers in them (P3, P4, H4)."""
    hours = pack.section(EnrolmentPolicy).promise_hours
    return [
        Promise(
            say_many("An answer within %(count)s hour", "An answer within %(count)s hours", hours),
            say(_("Every application is answered in that time, and you can see at any moment where yours stands.")),
            "alarm-clock",
        ),
        Promise(
            say(_("Rules that are written down")),
            say(_("What a level asks and brings stands here for everybody to read, in the release that is in force.")),
            "scale",
        ),
        Promise(
            say(_("Every no says why")),
            say(_("When something is not open to you, the page lists each condition and what would change it.")),
            "message-circle-question",
        ),
    ]


def beginning(pack: Pack) -> list[Beginning]:
    """From the first click to the first level."""
    return [
        Beginning(
            say(_("Enrol your company")),
            say(_("A few short steps: where you are, who you are, and the terms.")),
            "clipboard-list",
            reverse("enrol"),
            say(_("Enroll now")),
        ),
        Beginning(
            say(_("Read the welcome kit")),
            say(_("The whole programme in a quarter of an hour, on the web or as a PDF.")),
            "book-open",
            reverse("welcome-kit"),
            say(_("Open the welcome kit")),
        ),
        _first_level(pack),
    ]


def _first_level(pack: Pack) -> Beginning:
    first = pack.section(LevelsPolicy).get(pack.section(EnrolmentPolicy).entry_level)
    lasts = say_many(
        "Your membership lasts %(count)s month and can be renewed.",
        "Your membership lasts %(count)s months and can be renewed.",
        pack.section(MembershipPolicy).term_months,
    )
    title = say(_("Start as %(level)s"), level=first.name if first else "")
    return Beginning(title, lasts, "rocket", reverse("levels"), say(_("See all levels")))
