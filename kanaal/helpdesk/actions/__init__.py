"""Every intention around a request (H2): asking, authorising, deciding."""

from kanaal.helpdesk.actions.asking import AskedAlready, add_evidence, ask_request, hand_over_request, withdraw_request
from kanaal.helpdesk.actions.authorising import (
    authorise_request,
    expire_authorisation,
    refuse_request,
    remind_authoriser,
    send_authorisation_again,
)
from kanaal.helpdesk.actions.deciding import NotAuthorised, approve_request, decline_request
from kanaal.helpdesk.actions.objecting import Masquerade, note_masquerade, object_to_request

__all__ = [
    "AskedAlready",
    "Masquerade",
    "NotAuthorised",
    "add_evidence",
    "approve_request",
    "ask_request",
    "authorise_request",
    "decline_request",
    "expire_authorisation",
    "hand_over_request",
    "note_masquerade",
    "object_to_request",
    "refuse_request",
    "remind_authoriser",
    "send_authorisation_again",
    "withdraw_request",
]
