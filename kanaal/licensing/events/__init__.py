"""What happened to agreements and their licences. Names are public."""

from kanaal.licensing.events.moving import AgreementCancelled, AgreementMoved, AgreementRenamed

__all__ = ["AgreementCancelled", "AgreementMoved", "AgreementRenamed"]
