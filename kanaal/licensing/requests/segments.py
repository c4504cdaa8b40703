"""Another market segment: the agreement ends, and the customer is invited anew in the right one (V8)."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import EvidenceWanted, Fact, RequestKind, Values, register
from kanaal.licensing import permissions, settling
from kanaal.licensing.actions.moving import NotSettled
from kanaal.licensing.actions.segmenting import addressee_of, change_segment, new_details, segments_for, words_of
from kanaal.licensing.ending import losses_of
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.policy import LicensingPolicy
from kanaal.licensing.queries import agreement_of_partner
from kanaal.licensing.requests.ours import our_agreement
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of, partner_called
from kanaal.programme.policies import policy


class NotUnderstood(Refusal):
    """Nobody ends an agreement without having read what that costs."""

    status = 422
    field = "understood"

    def __init__(self) -> None:
        super().__init__(
            say(gettext_noop("Read what is lost, and say that you know it.")),
            remedy=say(gettext_noop("Orders that can still go back should go back first.")),
        )


class SegmentForm(ReasonForm):
    """`number` is known already where one comes from the customer's page."""

    number = forms.CharField(label=gettext_lazy("Number of the agreement"), max_length=24)
    segment = forms.ChoiceField(label=gettext_lazy("The right market segment"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=gettext_lazy("Who gets the new invitation"),
        max_length=254,
        help_text=gettext_lazy("The customer's administrator, who accepts the terms of the new agreement."),
    )
    admin_name = forms.CharField(label=gettext_lazy("Their name"), max_length=120, required=False)
    understood = forms.BooleanField(
        label=gettext_lazy("I know what is lost: what can't go back any more is not credited"), required=False
    )
    field_order = ("number", "segment", "email", "admin_name", "understood", "reason")

    def prepare(self) -> None:
        """The segments of the customer that is meant; all of them while nobody is."""
        number = str(self.data.get("number") or self.initial.get("number") or "")
        agreement = agreement_of_partner(self.subject, number) if number else None
        if agreement is not None:
            email, called = addressee_of(agreement)
            self.initial.setdefault("email", email)
            self.initial.setdefault("admin_name", called)
        needed = proof_segments()
        known = segments_for(agreement)
        proof = gettext("%(segment)s (proof is needed)")
        self.offer("segment", [(k, proof % {"segment": w} if k in needed else str(w)) for k, w in known.items()])


def proof_segments() -> tuple[str, ...]:
    """The segments for which the programme asks proof."""
    return policy(LicensingPolicy).proof_segments


def _needs_proof(partner: Partner, values: Values) -> bool:
    return values["segment"] in proof_segments()


def _check_segment(partner: Partner, values: Values) -> None:
    if not values.get("understood"):
        raise NotUnderstood
    agreement = our_agreement(partner, values)
    if waiting := settling.waiting_orders(agreement):
        raise NotSettled(settling.Open((), waiting))
    new_details(agreement, **_given(values))


def _given(values: Values) -> dict[str, str]:
    return {key: str(values.get(key) or "") for key in ("segment", "email", "admin_name")}


def _change(partner: Partner, values: Values, by: Actor) -> CustomerInvitation:
    return change_segment(our_agreement(partner, values), by=by, **_given(values))


def _sum_up_segment(partner: Partner, values: Values) -> Text:
    found = agreement_of_partner(partner, str(values["number"]))
    return say(
        gettext_noop("end %(customer)s (%(number)s) and invite the customer anew, in the segment %(segment)s"),
        customer=name(found.name if found else "?"),
        number=name(str(values["number"])),
        segment=words_of(str(values["segment"])),
    )


def _shows_segment(partner: Partner, values: Values) -> Iterator[Fact]:
    found = agreement_of_partner(partner, str(values["number"]))
    if found is None:
        return
    lost = losses_of(found)
    yield gettext("Segment now"), str(words_of(found.segment))
    yield gettext("Segment asked for"), str(words_of(str(values["segment"])))
    yield gettext("Invited anew"), str(values["email"])
    yield gettext("Licences that end"), formats.number(lost.licences)
    yield gettext("Users who lose access"), formats.number(lost.users)
    yield gettext("Not credited any more"), formats.money(lost.not_credited, found.currency)


def _warns_segment(partner: Partner, values: Values) -> Iterator[Text]:
    found = agreement_of_partner(partner, str(values["number"]))
    if found is None:
        return
    for one in losses_of(found).could_go_back:
        yield say(
            gettext_noop("Order %(number)s could still go back, until %(day)s; no return of it was asked."),
            number=name(one.order.number),
            day=one.until,
        )


SEGMENT_CHANGE = register(
    RequestKind(
        key="segment_change",
        label=gettext_noop("The market segment is wrong"),
        explains=gettext_noop(
            "A customer's market segment can't be changed. When the helpdesk approves, the agreement ends and the "
            "customer is invited to a new one in the right segment, in one go; its name is free for it."
        ),
        form=SegmentForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_segment_change,
        find=partner_called,
        check=_check_segment,
        effect=_change,
        sums_up=_sum_up_segment,
        same_as=lambda values: str(values["number"]).strip().upper(),
        evidence=EvidenceWanted(
            says=gettext_noop(
                "Where proof is needed: what shows that the customer belongs to the segment, such as its entry in a "
                "register of schools or public bodies. A PDF, PNG or JPEG file."
            ),
            needed=_needs_proof,
        ),
        shows=_shows_segment,
        warns=_warns_segment,
    )
)
