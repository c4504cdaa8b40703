"""Who is the primary contact, and a membership that has ended: the ways out that lead to the helpdesk (P12, P15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.texts import Text, name, say
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import Authoriser, EvidenceWanted, Fact, RequestKind, Values, register
from kanaal.partners import permissions
from kanaal.partners.actions.membership import reinstate_membership
from kanaal.partners.actions.primary import CannotBePrimary, PrimaryChanged, fit_for_primary, swap_primary_contact
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import company_of, contact_of, partner_called, primary_of


class PrimarySwapForm(ReasonForm):
    """The primary contact names a colleague; everybody else asks for themselves."""

    contact = forms.TypedChoiceField(label=gettext_lazy("Who becomes primary contact"), coerce=int)
    left = forms.BooleanField(
        label=gettext_lazy("The present primary contact has left the company"),
        required=False,
        help_text=gettext_lazy("They are asked all the same. Attach what shows it, so that the helpdesk can decide."),
    )
    field_order = ("contact", "left", "reason")

    def prepare(self) -> None:
        partner: Partner = self.subject
        mine = contact_of(self.by, partner) if self.by else None
        if mine is None or mine.kind != Contact.Kind.PRIMARY:
            del self.fields["contact"]
            if primary_of(partner) is None:
                del self.fields["left"]
            return
        del self.fields["left"]
        others = partner.contacts.filter(active=True, person__isnull=False).exclude(pk=mine.pk).order_by("name", "pk")
        self.offer("contact", [(str(c.pk), f"{c.name} ({c.email})") for c in others])


class ReinstatementForm(ReasonForm):
    pass


# --- primary contact


def _complete_swap(partner: Partner, values: Values, by: Actor) -> Values:
    """Who is meant, and who is the primary contact at this moment: what changes until the decision is noticed."""
    mine, primary = contact_of(by, partner), primary_of(partner)
    wanted = values.get("contact") or (mine.pk if mine else 0)
    return {"contact": wanted, "left": bool(values.get("left")), "from": primary.pk if primary else None}


def _new(partner: Partner, values: Values) -> Contact | None:
    """The contact who is meant; asked once for each partner in hand."""
    known: dict[int, Contact | None] = partner.__dict__.setdefault("_contacts_meant", {})
    if values["contact"] not in known:
        known[values["contact"]] = partner.contacts.select_related("person").filter(pk=values["contact"]).first()
    return known[values["contact"]]


def _check_swap(partner: Partner, values: Values) -> None:
    fit_for_primary(_new(partner, values))
    primary = primary_of(partner)
    if (primary.pk if primary else None) != values["from"]:
        raise PrimaryChanged


def _swap(partner: Partner, values: Values, by: Actor) -> object:
    new = _new(partner, values)
    if new is None:
        raise CannotBePrimary
    return swap_primary_contact(partner, to=new, by=by)


def _sum_up_swap(partner: Partner, values: Values) -> Text:
    new = _new(partner, values)
    message = gettext_noop("make %(name)s the primary contact of %(partner)s")
    return say(message, name=name(str(new) if new else "–"), partner=name(partner.name))


def _authoriser(partner: Partner, values: Values) -> Authoriser | None:
    primary = primary_of(partner)
    if primary is None:
        return None
    return Authoriser(
        email=primary.email,
        name=primary.name,
        language=primary.person.language if primary.person else partner.language,
        why=say(
            gettext_noop("You are asked because you are the primary contact of %(partner)s."),
            partner=name(partner.name),
        ),
        person_id=primary.person_id,
    )


def _shows_swap(partner: Partner, values: Values) -> Iterator[Fact]:
    primary, new = primary_of(partner), _new(partner, values)
    yield gettext("Primary contact now"), str(primary) if primary else gettext("none")
    if primary and primary.person and primary.person.last_login:
        yield gettext("Last signed in"), formats.moment(primary.person.last_login)
    if new:
        yield gettext("Who would become it"), f"{new} ({new.email})"
        yield gettext("Contact since"), formats.date(new.since)


def _warns_swap(partner: Partner, values: Values) -> Iterator[Text]:
    if primary_of(partner) is None:
        yield say(gettext_noop("The company has no primary contact, so nobody can authorise this."))
    elif values.get("left"):
        yield say(gettext_noop("The asker says that the present primary contact has left. Look at what is attached."))


PRIMARY_SWAP = register(
    RequestKind(
        key="primary_swap",
        label=gettext_noop("Another primary contact"),
        explains=gettext_noop(
            "The present primary contact authorises it with the link in a mail; then the helpdesk makes the change, "
            "and both are told."
        ),
        form=PrimarySwapForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_primary_swap,
        find=partner_called,
        check=_check_swap,
        effect=_swap,
        sums_up=_sum_up_swap,
        same_as=lambda values: "primary",
        completes=_complete_swap,
        authoriser=_authoriser,
        may_go_without=True,
        evidence=EvidenceWanted(
            says=gettext_noop(
                "Only if the present primary contact has left: a letter of your company, or what else shows it. A PDF, "
                "PNG or JPEG file."
            ),
            needed=lambda partner, values: bool(values.get("left")),
        ),
        shows=_shows_swap,
        warns=_warns_swap,
        personal=True,
    )
)


# --- membership


def _check_over(partner: Partner, values: Values) -> None:
    """Nothing beyond `may_ask` and the effect's own permission."""


def _reinstate(partner: Partner, values: Values, by: Actor) -> object:
    return reinstate_membership(partner, by=by)


def _sum_up_reinstatement(partner: Partner, values: Values) -> Text:
    return say(gettext_noop("reinstate the membership of %(partner)s"), partner=name(partner.name))


def _shows_membership(partner: Partner, values: Values) -> Iterator[tuple[str, Any]]:
    yield gettext("Membership ID"), partner.number
    yield gettext("State"), partner.state_label
    yield gettext("Level"), partner.level_name
    yield gettext("Member since"), formats.date(partner.member_since)
    yield gettext("Last day of the term"), formats.date(partner.term_ends)
    yield gettext("Over since"), formats.date(permissions.over_since(partner))


REINSTATEMENT = register(
    RequestKind(
        key="reinstatement",
        label=gettext_noop("Reinstate the membership"),
        explains=gettext_noop(
            "Your company's data are all kept. When the helpdesk approves, a new term begins on that day and the "
            "portal is open again."
        ),
        form=ReinstatementForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_reinstatement,
        find=partner_called,
        check=_check_over,
        effect=_reinstate,
        sums_up=_sum_up_reinstatement,
        same_as=lambda values: "reinstatement",
        shows=_shows_membership,
    )
)
