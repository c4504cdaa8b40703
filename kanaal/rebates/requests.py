"""What a partner asks of the helpdesk about its rebates: a line that is wrong, and a sale that is missing (R3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django import forms
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import EvidenceWanted, Fact, RequestKind, Values, register
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of, partner_called
from kanaal.rebates import permissions, queries_partner, shown_partner
from kanaal.rebates.actions.disputing import (
    amend_entry,
    settle_missing_line,
    sound_dispute,
    sound_missing,
    waiting_with,
)
from kanaal.rebates.models import Correction, Match


class DisputeForm(ReasonForm):
    line = forms.IntegerField(
        label=gettext_lazy("Number of the line"), min_value=1,
        help_text=gettext_lazy("It stands on the page of the line, from which you best begin."),
    )  # fmt: skip
    expected = forms.DecimalField(
        label=gettext_lazy("What the line should have given"), max_digits=14, decimal_places=2,
        help_text=gettext_lazy("The rebate in the currency of the statement, what is held back included."),
    )  # fmt: skip
    field_order = ("line", "expected", "reason")

    def prepare(self) -> None:
        self.fields["reason"].required = True

    def clean_expected(self) -> str:
        """As text: amounts are exact, and kept as JSON."""
        return str(self.cleaned_data["expected"])


def _check_dispute(partner: Partner, values: Values) -> None:
    sound_dispute(partner, int(values["line"]), Decimal(values["expected"]))


def _amend(partner: Partner, values: Values, by: Actor) -> Correction:
    expected = Decimal(values["expected"])
    return amend_entry(partner, line=int(values["line"]), expected=expected, why=_sum_up_in_english(values), by=by)


def _sum_up_in_english(values: Values) -> str:
    return f"line {values['line']}: {values['expected']}"


def _sum_up_dispute(partner: Partner, values: Values) -> Text:
    entry = queries_partner.entry_of(partner, int(values["line"]))
    return say(
        gettext_noop("a line of %(cycle)s (%(customer)s) should have given %(expected)s %(currency)s"),
        cycle=name(entry.cycle.key if entry else "?"),
        customer=name(entry.line.customer if entry else "?"),
        expected=Decimal(values["expected"]),
        currency=name(entry.currency if entry else ""),
    )


def _shows_dispute(partner: Partner, values: Values) -> Iterator[Fact]:
    """Line, rule and release as the partner sees them, and what approval would do."""
    entry = queries_partner.entry_of(partner, int(values["line"]))
    if entry is None:
        return
    yield from shown_partner.line_facts(entry)
    yield from shown_partner.steps_of(entry)
    try:
        _entry, difference = sound_dispute(partner, int(values["line"]), Decimal(values["expected"]))
    except Refusal as refusal:
        yield gettext("On approval"), str(refusal)
        return
    says = gettext("the next cycle gives %(amount)s more; the closed one stays as it is")
    yield gettext("On approval"), says % {"amount": formats.money(difference, entry.currency)}


REBATE_DISPUTE = register(
    RequestKind(
        key="rebate_dispute",
        label=gettext_noop("Dispute a line of a rebate statement"),
        explains=gettext_noop(
            "Say what the line should have given, and why; attach what proves it: an invoice, or the distributor's "
            "confirmation. On approval the next cycle gives the whole difference. The statement itself stays as it is."
        ),
        form=DisputeForm,
        subject_of=company_of,
        may_ask=permissions.dispute_entry,
        find=partner_called,
        check=_check_dispute,
        effect=_amend,
        sums_up=_sum_up_dispute,
        same_as=lambda values: str(values["line"]),
        evidence=EvidenceWanted(
            says=gettext_noop("An invoice or the distributor's confirmation. A PDF, PNG or JPEG file.")
        ),
        shows=_shows_dispute,
    )
)


class MissingForm(ReasonForm):
    deal = forms.CharField(
        label=gettext_lazy("Number of the opportunity"), max_length=24,
        help_text=gettext_lazy("The deal that you won, as it is numbered in the Sales Center."),
    )  # fmt: skip
    order = forms.CharField(
        label=gettext_lazy("Order number"), max_length=60,
        help_text=gettext_lazy("As it stands on the distributor's invoice, or the customer's own."),
    )  # fmt: skip
    field_order = ("deal", "order", "reason")


def _settle(partner: Partner, values: Values, by: Actor) -> list[Match]:
    return settle_missing_line(partner, deal=str(values["deal"]), order=str(values["order"]), by=by)


def _check_missing(partner: Partner, values: Values) -> None:
    sound_missing(partner, str(values["deal"]), str(values["order"]))


def _sum_up_missing(partner: Partner, values: Values) -> Text:
    message = gettext_noop("count the sales with the number %(order)s for the deal %(deal)s")
    return say(message, order=name(str(values["order"])), deal=name(str(values["deal"])))


def _shows_missing(partner: Partner, values: Values) -> Iterator[Fact]:
    for match in waiting_with(partner, str(values["order"])):
        line = match.line
        said = f"{formats.date(line.sold_on)} · {line.customer} · {line.sku} × {line.quantity}"
        yield gettext("Reported, without a deal"), said
        yield gettext("Why it found none"), match.reason_label


REBATE_MISSING = register(
    RequestKind(
        key="rebate_missing",
        label=gettext_noop("A sale is missing from your rebates"),
        explains=gettext_noop(
            "A distributor reported your sale, but it found no deal of yours: its order number is another one, or "
            "mistyped. Name the deal that you won and the number; on approval these sales count in the next cycle."
        ),
        form=MissingForm,
        subject_of=company_of,
        may_ask=permissions.ask_about_missing_line,
        find=partner_called,
        check=_check_missing,
        effect=_settle,
        sums_up=_sum_up_missing,
        same_as=lambda values: str(values["order"]).strip().upper(),
        evidence=EvidenceWanted(says=gettext_noop("The distributor's invoice. A PDF, PNG or JPEG file.")),
        shows=_shows_missing,
    )
)
