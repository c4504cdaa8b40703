"""An agreement's primary administrator has left: a colleague's authorisation makes another one (V12, by K1's way)."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.core.actors import Actor
from kanaal.core.addresses import sound_address
from kanaal.core.texts import Text, name, say
from kanaal.customers import authorising
from kanaal.customers.authorising import AuthorisedForm, HasChanged, Present
from kanaal.helpdesk.kinds import Authoriser, Fact, RequestKind, Values, register
from kanaal.licensing import permissions
from kanaal.licensing.actions.replacing import check_successor, replace_primary_administrator
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import primary_administrator_of
from kanaal.licensing.requests.ours import our_agreement
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of, partner_called

KIND = "agreement_administrator"


class SuccessorForm(AuthorisedForm):
    """The reseller can't change who administers; it can only say that nobody is left to do it."""

    number = forms.CharField(label=gettext_lazy("Number of the agreement"), max_length=24)
    email = forms.EmailField(label=gettext_lazy("Mail address of the new administrator"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name of the new administrator"), max_length=120)
    field_order = ("number", "email", "name", "authoriser_email", "authoriser_name", "reason")

    def prepare(self) -> None:
        del self.fields["left"]


def present_of(agreement: Agreement) -> Present | None:
    """The primary administrator, and the company whose domains a colleague may have."""
    now = primary_administrator_of(agreement)
    if now is None:
        return None
    person = now.person
    return Present(agreement, now.email, str(person), person.language, person, (agreement.account,))


def _complete(partner: Partner, values: Values, by: Actor) -> Values:
    now = primary_administrator_of(our_agreement(partner, values))
    return {**values, "left": True, "from": now.pk if now else None}


def _check(partner: Partner, values: Values) -> None:
    agreement = our_agreement(partner, values)
    now = primary_administrator_of(agreement)
    if (now.pk if now else None) != values["from"]:
        raise HasChanged
    present, email = present_of(agreement), sound_address(str(values["email"]))
    check_successor(agreement, email)
    authorising.check_authoriser(present, values, KIND)
    if present is not None:
        authorising.refuse_masquerade(present, email, KIND, "email")


def _replace(partner: Partner, values: Values, by: Actor) -> object:
    agreement = our_agreement(partner, values)
    return replace_primary_administrator(agreement, email=str(values["email"]), full_name=str(values["name"]), by=by)


def _authoriser(partner: Partner, values: Values) -> Authoriser | None:
    agreement = our_agreement(partner, values)
    return authorising.authoriser_of(present_of(agreement), values, say(""), agreement.number)


def _objector(partner: Partner, values: Values) -> Authoriser | None:
    agreement = our_agreement(partner, values)
    return authorising.objector_of(present_of(agreement), values, agreement.number)


def _sum_up(partner: Partner, values: Values) -> Text:
    return say(
        gettext_noop("invite %(name)s (%(email)s) to administer %(number)s, since its primary administrator has left"),
        name=name(str(values["name"])),
        email=name(str(values["email"])),
        number=name(str(values["number"])),
    )


def _shows(partner: Partner, values: Values) -> Iterator[Fact]:
    agreement = our_agreement(partner, values)
    present = present_of(agreement)
    yield gettext("Agreement"), f"{agreement.number}, {agreement.name}"
    yield gettext("New administrator"), f"{values['name']} ({values['email']})"
    if present is not None:
        yield gettext("Their domain"), authorising.verdict_words(present.judge(str(values["email"])))
    others = agreement.administrators.filter(active=True, primary=False).select_related("person")
    yield gettext("Other administrators"), ", ".join(one.email for one in others) or gettext("none")
    yield from authorising.shows_authority(present, values)


def _warns(partner: Partner, values: Values) -> Iterator[Text]:
    present = present_of(our_agreement(partner, values))
    return authorising.warns_of_authority(present, values, str(values["email"]))


AGREEMENT_ADMINISTRATOR = register(
    RequestKind(
        key=KIND,
        label=gettext_noop("A customer's administrator has left"),
        explains=gettext_noop(
            "Only the customer changes who administers its licences. If its primary administrator has left, a "
            "colleague at the same domain, or at one on the company's record, authorises a new one with the link in a "
            "mail. When the helpdesk approves, the new one is invited, accepts the terms, and takes over."
        ),
        form=SuccessorForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_agreement_administrator,
        find=partner_called,
        check=_check,
        effect=_replace,
        sums_up=_sum_up,
        same_as=lambda values: str(values["number"]).strip().upper(),
        completes=_complete,
        authoriser=_authoriser,
        may_go_without=True,
        evidence=authorising.proof_of_leaving(
            gettext_noop(
                "Only if no colleague can authorise it: a letter of the company, or an extract of the register. A PDF, "
                "PNG or JPEG file."
            )
        ),
        shows=_shows,
        warns=_warns,
        needs_id=True,
        objector=_objector,
    )
)
