"""What is so of the contracts that the asker looks after (H3, K3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from kanaal.contracts.knowing import Known, known_of_many
from kanaal.contracts.permissions import uses_contracts
from kanaal.contracts.queries import contracts_seen_by
from kanaal.contracts.roles import KIND
from kanaal.core.texts import name, say
from kanaal.helpcentre.diagnoses import Asker
from kanaal.helpcentre.situations.shown import SHOWN, Line, Situation, about, address


@about("contract-renewal")
def _to_renew(asker: Asker) -> Situation | None:
    """Which contracts can be renewed now, and until when; those whose days are over, too."""
    actor = asker.actor
    if (
        not actor.acts_as(KIND)
        and not actor.acts_as("distributor")
        and not uses_contracts.ask(actor, asker.company).met
    ):
        return None
    live = contracts_seen_by(actor).filter(state="live").order_by("ends", "pk")[:SHOWN]
    lines = [line for one in known_of_many(live).values() for line in _renewal(one, own=actor.acts_as(KIND))]
    if not lines:
        return Situation(say(_("None of your contracts can be renewed now.")))
    return Situation(say(_("These are the contracts whose days to renew have come:")), tuple(lines))


def _renewal(known: Known, *, own: bool) -> Iterator[Line]:
    one = known.contract
    if known.renewed or known.renewal.phase == "early":
        return
    url, label = (address("my-contract"), say(_("Your contract"))) if own else (
        address("contract", one.number), say(_("Open the contract")),
    )  # fmt: skip
    if known.renewal.phase == "over":
        says = say(
            _("%(customer)s (%(number)s) could be renewed until %(day)s."),
            customer=name(one.name), number=name(one.number), day=known.renewal.closes,
        )  # fmt: skip
        yield Line(says, say(_("over")), "bad", url, label)
        return
    says = say(
        _("%(customer)s (%(number)s): its last day is %(ends)s; it can be renewed until %(day)s."),
        customer=name(one.name), number=name(one.number), ends=one.ends, day=known.renewal.closes,
    )  # fmt: skip
    yield Line(says, say(_("can be renewed")), "ok", url, label)
