"""What happened to invitations of customers. Recorded about the invitation, so that only whoever may see it reads of
it; its acceptance about the agreement, too, that it became.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact, personal


@dataclass(frozen=True)
class CustomerInvitationFact(Fact):
    """What all these facts say: which invitation."""

    customer_invitation_id: int
    number: str


@dataclass(frozen=True)
class CustomerInvited(CustomerInvitationFact):
    """`customer` is the agreement's name, as the customer would have it; `batch` the file with which it came."""

    says = _("%(who)s invited %(customer)s, at %(email)s")
    icon = "mail"
    customer: str = ""
    batch: str = ""
    email: str = personal()


@dataclass(frozen=True)
class CustomerInvitedByFile(CustomerInvitationFact):
    """The same, one of many; the address stands in the invitation. `batch` marks the file."""

    says = _("%(who)s invited %(customer)s, with a file")
    icon = "mail"
    customer: str = ""
    batch: str = ""


@dataclass(frozen=True)
class CustomersInvited(Fact):
    """Recorded about the company: a file of customers was sent. `count`: how many of them were new."""

    says = _("%(who)s invited customers with a file: %(count)s")
    icon = "mail"
    batch: str
    count: int


@dataclass(frozen=True)
class CustomerInvitationChanged(CustomerInvitationFact):
    """`fields` are the names of those that have another value now; it was sent anew with them."""

    says = _("%(who)s changed the invitation and sent it again, to %(email)s")
    icon = "pencil"
    fields: list[str] = field(default_factory=list)
    email: str = personal()


@dataclass(frozen=True)
class CustomerInvitationSentAgain(CustomerInvitationFact):
    says = _("%(who)s sent the invitation again, to %(email)s")
    icon = "mail"
    email: str = personal()


@dataclass(frozen=True)
class CustomerInvitationWithdrawn(CustomerInvitationFact):
    says = _("%(who)s withdrew the invitation")
    icon = "circle-x"


@dataclass(frozen=True)
class CustomerReminded(CustomerInvitationFact):
    """Nobody had answered, and it ends soon."""

    says = _("The customer and whoever invited them were reminded that the invitation ends soon")
    icon = "bell"


@dataclass(frozen=True)
class CustomerInvitationExpired(CustomerInvitationFact):
    says = _("The invitation expired")
    icon = "clock"


@dataclass(frozen=True)
class CustomerNameTaken(CustomerInvitationFact):
    """The customer wanted to accept, and another agreement in force had the name. Whose that is is not said (V3)."""

    says = _("%(who)s wanted to accept, and the name %(customer)s was taken")
    icon = "circle-alert"
    customer: str = ""
    free_names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CustomerInvitationAccepted(CustomerInvitationFact):
    """Recorded about the agreement, and about the invitation. `agreement` is the number that was made."""

    says = _("%(who)s accepted the invitation: %(agreement)s")
    icon = "check"
    agreement_id: int = 0
    agreement: str = ""
    account_made: bool = False
