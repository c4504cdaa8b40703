"""Forgetting a person (L5): what stands in the way of it, and what each module empties.

A higher module registers in its roles.py or reactions.py:

    erasure.OBJECTIONS.append(is_primary_contact)   # person → the findings that stand in the way
    erasure.ERASERS.append(empty_contact_rows)      # (person, erased): empties what the module holds of the person

Erasers run inside the transaction of `erase_person`, while the person's name and address can still be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, Finding, unmet
from kanaal.core.models import Mail, PersonalData
from kanaal.core.registry import lists, where
from kanaal.core.texts import say
from kanaal.people import permissions, queries
from kanaal.people.models import Person, StaffRole, TermsAcceptance, Token


@dataclass(frozen=True)
class Erased:
    """What takes the place of what was known: an address that can receive nothing, and an empty name."""

    address: str
    addresses: tuple[str, ...]


Objection = Callable[[Person], Iterable[Finding]]
Eraser = Callable[[Person, Erased], None]

NOWHERE = "erased@erased.invalid"

OBJECTIONS: list[Objection] = []
LOCKS: list[Callable[[Person], object]] = []
"""What a module holds of a person and its own actions lock before they lock the person: locked first here, too."""
ERASERS: list[Eraser] = []


def decide(actor: Actor, person: Person) -> Decision:
    """May this ID be erased now? With every reason that stands in the way."""
    own = permissions.erase_person.explain(actor, person)
    objections = tuple(finding for ask in OBJECTIONS for finding in ask(person) if not finding.met)
    return Decision(own.permission, own.does, own.findings + objections)


def replacement_for(person: Person) -> Erased:
    return Erased(f"erased-{person.pk}@erased.invalid", tuple(queries.addresses_of(person)))


def _last_manager(person: Person) -> list[Finding]:
    managers = StaffRole.objects.filter(kind=StaffRole.Kind.MANAGER, active=True)
    if not managers.filter(person=person).exists() or managers.exclude(person=person).exists():
        return []
    return [
        unmet(
            _("you are the only programme manager"),
            remedy=say(_("Give a colleague the role of programme manager first.")),
            link="/staff/",
            label=say(_("Staff")),
        )
    ]


def _empty_events(person: Person, erased: Erased) -> None:
    """The events stay, and so does their digest: the seal still verifies. What they said of the person goes."""
    rows = PersonalData.objects.filter(person_id=person.pk, erased_at=None)
    rows.update(data={}, salt="", erased_at=clock.now())


def _empty_mails(person: Person, erased: Erased) -> None:
    """Mails to the person lose their content; those that still wait are not sent any more."""
    mails = Mail.objects.filter(Q(person_id=person.pk) | Q(to__in=erased.addresses))
    mails.filter(state=Mail.State.WAITING).update(state=Mail.State.FAILED, error="erased")
    mails.update(to=erased.address, subject="", text="", html="")


def _empty_sign_in(person: Person, erased: Erased) -> None:
    for row in UserSession.objects.filter(user=person):
        row.end()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    tokens = Token.objects.filter(audience__in=erased.addresses)
    tokens.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=clock.machine_now())
    tokens.update(audience=erased.address)


def _empty_acceptances(person: Person, erased: Erased) -> None:
    """That terms were accepted is kept for good (P5); from which address and browser is not needed for it."""
    TermsAcceptance.objects.filter(person=person).update(address=None, browser="")


OBJECTIONS.append(_last_manager)
ERASERS.extend([_empty_events, _empty_mails, _empty_sign_in, _empty_acceptances])


def forget_farewells() -> int:
    """Empty the mails that confirmed an erasure, once they were sent or given up; answers how many."""
    done = Mail.objects.filter(name="id_erased").exclude(state=Mail.State.WAITING).exclude(to=NOWHERE)
    return done.update(to=NOWHERE, subject="", text="", html="")


@lists("Erasure: who may object, and what is emptied")
def _listed() -> Iterable[str]:
    yield from (f"objects: {where(ask)}" for ask in OBJECTIONS)
    yield from (f"empties: {where(erase)}" for erase in ERASERS)


# Whoever sits at an open session, or reads a copy of the database, could use what these hold.
SECRET_MAILS = frozenset(
    (
        "reset_password", "reset_password_code", "sign_in_code", "verify_address", "address_known",
        "contact_invited", "customer_invited", "distributor_user_invited", "administrator_invited",
        "primary_administrator_chosen",
    )
)  # fmt: skip


def forget_words(secret_days: int, days: int) -> int:
    """Empty the words of mails that were sent or given up so many days ago; answers how many."""
    now = clock.machine_now()
    old = Q(posted_at__lt=now - dt.timedelta(days=days))
    old |= Q(name__in=SECRET_MAILS, posted_at__lt=now - dt.timedelta(days=secret_days))
    over = Mail.objects.filter(old).exclude(state=Mail.State.WAITING).exclude(text="", html="")
    return over.update(text="", html="")
