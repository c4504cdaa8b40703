"""Secrets in links. Opening one does nothing; the button on its page does (L3): once, in time, for the right person."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.people.models import Token, digest, new_secret, normal_address

_NOT_OURS = re.compile(r"[^A-Za-z0-9_-]+$")
"""What mail programs and sentences hang on the end of a link; no secret of ours ends so."""


class LinkUnknown(Refusal):
    """The link was never ours, was cut in two by a mail program, or was withdrawn."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            say(_("We don't know this link.")),
            remedy=say(_("Copy it whole from the mail, or ask for a new one. A newer mail replaces older ones.")),
        )


class LinkUsed(Refusal):
    status = 410

    def __init__(self) -> None:
        super().__init__(
            say(_("This link has been used already.")),
            remedy=say(_("What it was for is done. Sign in to see it.")),
        )


class LinkExpired(Refusal):
    status = 410

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(
            say(_("This link was valid until %(until)s."), until=until),
            remedy=say(_("Ask whoever sent it for a new one.")),
        )


def end_of(day: dt.date) -> dt.datetime:
    """The moment up to which a link works that is good until a day, that day included."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(settings.TIME_ZONE))


def issue(purpose: str, about: models.Model, *, audience: str, until: dt.datetime, beside: bool = False) -> str:
    """Make a secret for a link. Older unused ones for the same purpose and thing are withdrawn, or, `beside`, go on."""
    if not beside:
        withdraw(purpose, about)
    secret = new_secret()
    Token.objects.create(
        purpose=purpose,
        about_kind=about._meta.label_lower,
        about_id=about.pk,
        audience=normal_address(audience),
        digest=digest(secret),
        until=until,
    )
    return secret


def find(purpose: str, secret: str) -> Token:
    """The token of a link, used or expired though it may be: for a page that says by itself what has become of the
    thing. Raises LinkUnknown, for one that was withdrawn, too.
    """
    token = _with(purpose, secret)
    if token.withdrawn_at is not None:
        raise LinkUnknown
    return token


def trace(purpose: str, secret: str) -> Token:
    """The token of a link whatever has become of it, for a page that tells whoever holds it what happened since.
    Raises LinkUnknown for what was never ours.
    """
    return _with(purpose, secret)


def look_up(purpose: str, secret: str) -> Token:
    """The token of a link, for showing its page. Raises LinkUnknown, LinkUsed or LinkExpired."""
    token = _with(purpose, secret)
    if token.used_at is not None:
        raise LinkUsed
    if token.withdrawn_at is not None:
        raise LinkUnknown
    if token.until <= clock.now():
        raise LinkExpired(token.until)
    return token


def use(purpose: str, secret: str) -> Token:
    """Use a link up, inside the transaction of what it is for. Of two at once, one gets LinkUsed."""
    token = Token.locked(look_up(purpose, secret).pk)
    if token.used_at is not None:
        raise LinkUsed
    token.used_at = clock.machine_now()
    token.save(update_fields=["used_at"])
    return token


def use_up(purpose: str, about: models.Model) -> None:
    """What a thing's links were for has been done, by one of them or without: all of them say so from now on."""
    Token.objects.filter(purpose=purpose, about_kind=about._meta.label_lower, about_id=about.pk, used_at=None).update(
        used_at=clock.machine_now()
    )


def withdraw(purpose: str, about: models.Model) -> None:
    """Make all open links for a thing worthless."""
    Token.objects.filter(
        purpose=purpose, about_kind=about._meta.label_lower, about_id=about.pk, used_at=None, withdrawn_at=None
    ).update(withdrawn_at=clock.machine_now())


def _with(purpose: str, secret: str) -> Token:
    token = Token.objects.filter(purpose=purpose, digest=digest(_NOT_OURS.sub("", secret))).first()
    if token is None:
        raise LinkUnknown
    return token
