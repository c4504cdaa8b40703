"""Lists of reasons that a pack brings, for saying no."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.refusals import Refusal
from kanaal.core.texts import say


class ReasonUnknown(Refusal):
    """What was chosen is not on the programme's list."""

    field = "reason"

    def __init__(self) -> None:
        super().__init__(
            say(_("The programme has no such reason.")), remedy=say(_("Choose one of the list; a note says the rest."))
        )
