"""What is remembered of licences: facts with their days. What a day makes of them is computed (`licensing.rules`)."""

from kanaal.licensing.models.agreements import (
    Agreement,
    ConsoleAppointment,
    CustomerInvitation,
    ResellerSpell,
    SwitchConsent,
)
from kanaal.licensing.models.licences import (
    Addition,
    AdditionPart,
    Commitment,
    Renewal,
    RenewalReturn,
    RenewalSetting,
)
from kanaal.licensing.models.orders import LineAnswer, Order, OrderLine, Return, ReturnLine
from kanaal.licensing.models.people import Administrator, AdministratorInvitation, Assignment, LicenceUser
from kanaal.licensing.models.provisioning import GroupMember, LicenceGroup, ProvisioningToken
from kanaal.licensing.models.reported import ReportedHolding
from kanaal.licensing.models.telling import Foresight, Notice, NoticeTo, Unreached

__all__ = [
    "Addition",
    "AdditionPart",
    "Administrator",
    "AdministratorInvitation",
    "Agreement",
    "Assignment",
    "Commitment",
    "ConsoleAppointment",
    "CustomerInvitation",
    "Foresight",
    "GroupMember",
    "LicenceGroup",
    "LicenceUser",
    "LineAnswer",
    "Notice",
    "NoticeTo",
    "Order",
    "OrderLine",
    "ProvisioningToken",
    "Renewal",
    "RenewalReturn",
    "RenewalSetting",
    "ReportedHolding",
    "ResellerSpell",
    "Return",
    "ReturnLine",
    "SwitchConsent",
    "Unreached",
]
