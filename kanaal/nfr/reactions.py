"""What follows when something lower is reported: an own agreement was accepted, a level rose or fell (N3, N5)."""

from __future__ import annotations

from typing import Any

from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.levels.events import LevelLowered, UpgradeApproved
from kanaal.licensing.events.inviting import CustomerInvitationAccepted
from kanaal.licensing.knowing import kind_of
from kanaal.licensing.models import Agreement
from kanaal.nfr.actions.administering import follow_primary_contact
from kanaal.nfr.actions.licences import follow_level, give_own_licences
from kanaal.partners.events import MembershipEnded, MembershipReinstated, MembershipRenewed, PrimaryContactSwapped
from kanaal.partners.importing.events import PartnerImportedAgain
from kanaal.partners.models import Partner


@on(CustomerInvitationAccepted)
def give_at_once(fact: CustomerInvitationAccepted, event: Event) -> None:
    """Whoever accepts the own agreement has its licences in the same moment."""
    if event.about_kind != Agreement._meta.label_lower:
        return  # the same is told of the invitation, too
    agreement = Agreement.objects.get(pk=event.about_id)
    if kind_of(agreement).use == "nfr":
        give_own_licences(agreement)


@on(PrimaryContactSwapped)
def ask_the_new_one(fact: PrimaryContactSwapped, event: Event) -> None:
    """Whoever is the primary contact now is asked to administer the company's own licences."""
    follow_primary_contact(Partner.objects.get(pk=event.about_id))


def follow(fact: Any, event: Event) -> None:
    """The company's level, or its membership, is another one now."""
    partner = Partner.objects.filter(pk=event.about_id).first()
    if partner is not None and event.about_kind == Partner._meta.label_lower:
        follow_level(partner)


for changed in (
    UpgradeApproved, LevelLowered, PartnerImportedAgain, MembershipEnded, MembershipReinstated, MembershipRenewed
):  # fmt: skip
    on(changed)(follow)
