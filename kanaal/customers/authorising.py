"""Who may speak for a customer when something of theirs changes hands (K1, V12): whoever has it now, or, when they have
left, somebody of a like domain. One judge for all requests of the kind; domains that masquerade are refused and noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.addresses import AddressMalformed, sound_address
from kanaal.core.models import Event
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.customers.models import Account, AccountDomain
from kanaal.customers.rules.like_domains import Verdict, judge, shown_domain
from kanaal.helpdesk.actions import Masquerade
from kanaal.helpdesk.events import MasqueradeRefused
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import Authoriser, EvidenceWanted, Fact, Values
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.people.models import Person
from kanaal.people.queries import by_address
from kanaal.programme.policies import policy

HAS_LEFT = ("left", "authoriser_email", "authoriser_name")


class NoColleague(Refusal):
    """An address of which nobody can tell that it is of the same company."""

    status = 422
    field = "authoriser_email"

    def __init__(self, verdict: Verdict, present: str) -> None:
        says = {
            "free-mail": _("Anybody can get an address at %(domain)s, so it does not show for whom somebody works."),
            "none": _("%(domain)s is no domain that a company can have."),
        }.get(verdict.kind, _("%(domain)s is not the domain of %(present)s, and stands on no record of the company."))
        super().__init__(
            say(says, domain=name(shown_domain(verdict.domain)), present=name(present)),
            remedy=say(
                _(
                    "Give the address of a colleague at the company's own domain. Is there none, leave it empty and "
                    "attach what proves it: the helpdesk decides then."
                )
            ),
        )


class TheSameWhoLeft(Refusal):
    status = 422
    field = "authoriser_email"

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s is the address of the one who has left."), email=name(email)),
            remedy=say(_("Give a colleague's address; or, if they are still there, untick that they have left.")),
        )


class HasChanged(Refusal):
    """Between asking and deciding somebody else has taken it over."""

    def __init__(self) -> None:
        super().__init__(
            say(_("Since this was asked, somebody else has become administrator.")),
            remedy=say(_("Decline it; whoever asked can ask anew, and the one who has it now authorises.")),
        )


class AuthorisedForm(ReasonForm):
    """What is asked besides the change itself: has the present one left, and which colleague authorises then."""

    left = forms.BooleanField(
        label=gettext_lazy("The present administrator has left the company"),
        required=False,
        help_text=gettext_lazy("They are told all the same, and can stop this if they are still there."),
    )
    authoriser_email = forms.EmailField(
        label=gettext_lazy("Mail address of a colleague who authorises it"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Only if the administrator has left: somebody at the same domain, or at a sister's."),
    )
    authoriser_name = forms.CharField(label=gettext_lazy("Name of that colleague"), max_length=120, required=False)


@dataclass(frozen=True)
class Present:
    """Who has it now, and of which companies' domains a colleague may be. `about` is what changes hands."""

    about: models.Model
    email: str
    name: str
    language: str
    person: Person | None
    accounts: Sequence[Account] | QuerySet[Account]

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    def judge(self, address: str) -> Verdict:
        return judge(address, self.email, self.sisters, policy(EnrolmentPolicy).free_mail_domains)

    @cached_property
    def sisters(self) -> tuple[str, ...]:
        return sisters_of(self.accounts)


def sisters_of(accounts: Sequence[Account] | QuerySet[Account]) -> tuple[str, ...]:
    """Domains on record of companies, of what they belong to, and of their branches; one question."""
    if isinstance(accounts, QuerySet):
        theirs, above = accounts.values("pk"), accounts.exclude(parent=None).values("parent")
        kin = Q(account__in=theirs) | Q(account__in=above)
        kin |= Q(account__parent__in=theirs) | Q(account__parent__in=above)
    else:
        ids = {one.pk for one in accounts} | {one.parent_id for one in accounts if one.parent_id}
        kin = Q(account__in=ids) | Q(account__parent__in=ids)
    rows = AccountDomain.objects.filter(kin, account__state="active")
    return tuple(rows.order_by("domain").values_list("domain", flat=True).distinct())


def check_authoriser(present: Present | None, values: Values, kind: str) -> None:
    """Refuses a colleague who is none. Whoever has it now needs no judging: their address is on record."""
    email = str(values.get("authoriser_email") or "")
    if present is None or not values.get("left") or not email:
        return
    if _sound(email, "authoriser_email") == present.email.lower():
        raise TheSameWhoLeft(email)
    refuse_masquerade(present, email, kind, "authoriser_email")
    if not (verdict := present.judge(email)).is_kin:
        raise NoColleague(verdict, present.email)


def refuse_masquerade(present: Present, email: str, kind: str, field: str) -> None:
    """Nobody is asked, and nobody is made anything, at a domain that only looks like the company's."""
    verdict = present.judge(_sound(email, field))
    if verdict.kind != "look-alike":
        return
    noted = MasqueradeRefused(kind, shown_domain(verdict.domain), verdict.like, verdict.how, email=email)
    remedy = say(_("Compare it letter by letter. Is it really the company's own, have it put on its record first."))
    raise Masquerade(present.about, noted, remedy, field)


def authoriser_of(present: Present | None, values: Values, why_present: Text, what: str) -> Authoriser | None:
    """Who must say yes: whoever has it now, a colleague when they have left; nobody, when there is none."""
    if present is None:
        return None
    if not values.get("left"):
        return Authoriser(present.email, present.name, present.language, why_present, present.person_id)
    email = str(values.get("authoriser_email") or "").strip().lower()
    if not email:
        return None
    known = by_address(email)
    return Authoriser(
        email,
        str(known) if known else str(values.get("authoriser_name") or ""),
        known.language if known else present.language,
        say(
            _("You are asked because %(present)s, who administers %(what)s, is said to have left, and you are of the "
              "same company by your address."),
            present=name(present.name or present.email),
            what=name(what),
        ),
        known.pk if known else None,
    )  # fmt: skip


def objector_of(present: Present | None, values: Values, what: str) -> Authoriser | None:
    """Whoever is said to have left is told, and can stop it."""
    if present is None or not values.get("left"):
        return None
    why = say(_("You are told because you administer %(what)s, and are said to have left."), what=name(what))
    return Authoriser(present.email, present.name, present.language, why, present.person_id)


def shows_authority(present: Present | None, values: Values) -> Iterator[Fact]:
    """For the agent: which of the two it is, and what the domain is."""
    if present is None:
        yield gettext("Administrator now"), gettext("nobody")
        return
    yield gettext("Administrator now"), f"{present.name or present.email} ({present.email})"
    seen = present.person.last_login if present.person else None
    yield gettext("Last signed in"), formats.moment(seen) if seen else gettext("never")
    if not values.get("left"):
        yield gettext("Who authorises"), gettext("the present administrator")
        return
    email = str(values.get("authoriser_email") or "")
    if not email:
        yield gettext("Who authorises"), gettext("nobody; see what is attached")
        return
    yield gettext("Who authorises"), gettext("a colleague: %(email)s") % {"email": email}
    yield gettext("Their domain"), verdict_words(present.judge(email))


def warns_of_authority(present: Present | None, values: Values, new_email: str) -> Iterator[Text]:
    """What the agent should look at twice."""
    if present is None:
        yield say(_("Nobody administers it, so nobody can authorise this."))
        return
    if values.get("left"):
        yield say(
            _("The asker says that the present administrator has left. They were told, and did not object so far.")
        )
        if not values.get("authoriser_email"):
            yield say(_("No colleague authorises it. Look at what is attached, and telephone the company."))
        elif str(values["authoriser_email"]).lower() == new_email.lower():
            yield say(_("Whoever authorises it becomes administrator by it."))
    verdict = present.judge(new_email) if new_email else None
    if verdict and not verdict.is_kin:
        yield say(_("The new address is at another domain: %(domain)s."), domain=name(verdict_words(verdict)))
    for event in masquerades(present.about):
        yield say(
            _("On %(at)s an address at %(domain)s was refused, which looks like %(like)s."),
            at=event.at,
            domain=name(str(event.data.get("domain", ""))),
            like=name(str(event.data.get("like", ""))),
        )


def masquerades(about: models.Model) -> Iterable[Event]:
    """Addresses that were refused because they looked like another's, the latest first; see `masqueraded`."""
    if not getattr(about, "is_masqueraded", True):
        return ()
    rows = Event.objects.filter(about_kind=about._meta.label_lower, about_id=about.pk, name="MasqueradeRefused")
    return rows.order_by("-pk")[:5]


def masqueraded(kind: type[models.Model]) -> Exists:
    """To annotate rows with as `is_masqueraded`: where no address was refused, `masquerades` does not ask."""
    rows = Event.objects.filter(about_kind=kind._meta.label_lower, about_id=OuterRef("pk"), name="MasqueradeRefused")
    return Exists(rows)


def verdict_words(verdict: Verdict) -> str:
    """What a domain is to the company, in the reader's language."""
    words = {
        "same": gettext("the same domain"),
        "sister": gettext("a sister domain on record"),
        "free-mail": gettext("a provider where anybody gets an address"),
        "look-alike": gettext("looks like %(like)s and is another") % {"like": verdict.like},
        "other": gettext("another domain, on no record of the company"),
        "none": gettext("no domain"),
    }
    return f"{shown_domain(verdict.domain)}: {words[verdict.kind]}"


def proof_of_leaving(more: str) -> EvidenceWanted:
    """Evidence that is needed where nobody authorises; `more` says what else may prove it."""
    return EvidenceWanted(says=more, needed=_nobody_authorises)


def _nobody_authorises(subject: Any, values: Values) -> bool:
    return bool(values.get("left")) and not values.get("authoriser_email")


def _sound(email: str, field: str) -> str:
    try:
        return sound_address(email)
    except AddressMalformed as fault:
        fault.__dict__["field"] = field
        raise
