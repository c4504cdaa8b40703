"""What higher modules hang on an opportunity: cards on its page, and objections to a change of it.

A module above registers at start, in its panels.py:

    @opportunity_panel
    def registration_card(opportunity, actor): return Panel(say(_("Registration")), "shield-check", html, order=10)

    @edit_check
    def in_review(opportunity, intention, actor): raise InReview(opportunity)   # or return
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, QuerySet
from django.utils.safestring import SafeString

from kanaal.core.actors import Actor
from kanaal.core.registry import lists, where
from kanaal.core.texts import Text
from kanaal.sales.models import Opportunity


@dataclass(frozen=True)
class Panel:
    """A card, ready made. `primary`: in the main column, above the facts; else beside. The lowest `order` first."""

    title: Text | str
    icon: str
    html: SafeString
    order: int = 50
    primary: bool = False


PanelMaker = Callable[[Opportunity, Actor], Panel | None]
EditCheck = Callable[[Opportunity, str, Actor], None]

PANELS: list[PanelMaker] = []
EDIT_CHECKS: list[EditCheck] = []
"""Called by the actions with the opportunity locked and still as it was, before anything changes; a Refusal stops it.

The intention is one of: `change.FIELD` for each field about to get another value (`change.account`, `change.need`,
`change.families`, `change.amount`, `change.deal_type`, `change.segment`, `change.name`, `change.close_on` …; lines that
alter the families or the amount ask `change.families`, `change.amount`, too), `lines` (products are put on, changed or
taken off), `move_stage`, `hand_over`, `book`, `lose`, `cancel`, `expire`, `reopen`.
"""


JOINED: dict[str, Callable[[], Exists]] = {}
"""What a page's own question for an opportunity asks along for a module's card, as an attribute of that name."""


def opportunity_panel(make: PanelMaker) -> PanelMaker:
    PANELS.append(make)
    return make


def edit_check(check: EditCheck) -> EditCheck:
    EDIT_CHECKS.append(check)
    return check


def panels_of(opportunity: Opportunity, actor: Actor) -> list[Panel]:
    """The cards of all modules, in their order."""
    found = (make(opportunity, actor) for make in PANELS)
    return sorted((panel for panel in found if panel is not None), key=lambda panel: panel.order)


def with_joined(found: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """With what the cards would ask one by one."""
    return found.annotate(**{key: make() for key, make in JOINED.items()})


def check_edit(opportunity: Opportunity, actor: Actor, *intentions: str) -> None:
    """Ask every module whether this may be done now. Raises their Refusal."""
    for intention in intentions:
        for check in EDIT_CHECKS:
            check(opportunity, intention, actor)


@lists("Cards and objections on opportunities")
def _listed() -> Iterable[str]:
    yield from (f"card: {where(make)}" for make in PANELS)
    yield from (f"may object: {where(check)}" for check in EDIT_CHECKS)
