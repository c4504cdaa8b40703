"""What hangs on an account: rows of other modules that point to it. A merge takes them along, and knows which.

    hangs(Opportunity, label=gettext_noop("opportunities"), partner="partner")

is called by a module at start (its panels.py or reactions.py). Cards that a module shows on an account's page are
declared here, too: `@account_panel`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.registry import lists
from kanaal.core.texts import Text
from kanaal.customers.models import Account, AccountDomain, AccountIdentifier, AccountName


@dataclass(frozen=True)
class Hanging:
    """`field` of the model points to the account; `label` names the rows (plural). `partner` is the path to the company
    whose row it is, where there is one. `stays`: a row that the other account has already stays where it is, and says
    nothing new; without it, such a row forbids the merge.
    """

    model: type[models.Model]
    field: str
    label: str
    partner: str = ""
    stays: bool = False

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"

    def rows(self, account_id: int) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(**{f"{self.field}_id": account_id})

    def count(self, account_id: int) -> int:
        return self.rows(account_id).count()

    def move(self, ids: Iterable[int], old: int, new: int) -> tuple[list[int], list[int]]:
        """Let rows hang on another account; answers which moved and which could not, since one like it hangs there.

        Rows that hang elsewhere meanwhile are left alone, and are in neither.
        """
        waiting = list(self.rows(old).filter(pk__in=list(ids)).order_by("pk").values_list("pk", flat=True))
        try:
            with transaction.atomic():
                self.rows(old).filter(pk__in=waiting).update(**{f"{self.field}_id": new})
        except IntegrityError:
            moved = [pk for pk in waiting if self._moved_alone(pk, new)]
            return moved, [pk for pk in waiting if pk not in set(moved)]
        return waiting, []

    def _moved_alone(self, pk: int, new: int) -> bool:
        try:
            with transaction.atomic():
                self.model._default_manager.filter(pk=pk).update(**{f"{self.field}_id": new})
        except IntegrityError:
            return False
        return True


HANGING: list[Hanging] = []


def hangs(
    model: type[models.Model], field: str = "account", *, label: str, partner: str = "", stays: bool = False
) -> Hanging:
    """Rows of this model hang on accounts. Declared twice is declared once."""
    one = Hanging(model, field, label, partner, stays)
    if all(known.key != one.key for known in HANGING):
        HANGING.append(one)
    return one


def with_counts(accounts: models.QuerySet[Account]) -> models.QuerySet[Account]:
    """Accounts that know how much hangs on them, without another question (`hanging_of`)."""
    counts: dict[str, Any] = {f"hanging_{place}": _counted(one) for place, one in enumerate(HANGING)}
    return accounts.annotate(**counts)


def hanging_of(account: Account) -> list[tuple[Text, int]]:
    """What hangs on an account and how much, for people: only what there is. The account comes from `with_counts`."""
    counts = ((Text(one.label), getattr(account, f"hanging_{place}")) for place, one in enumerate(HANGING))
    return [(label, count) for label, count in counts if count]


def _counted(one: Hanging) -> models.Subquery:
    rows = one.model._default_manager.filter(**{f"{one.field}_id": models.OuterRef("pk")}).order_by()
    counted = rows.values(f"{one.field}_id").annotate(how_many=models.Count("pk")).values("how_many")
    return models.Subquery(counted, output_field=models.IntegerField())


def partners_on(account_id: int) -> Counter[int]:
    """The companies whose rows hang on an account."""
    found: Counter[int] = Counter()
    for one in HANGING:
        if one.partner:
            found.update(pk for pk in one.rows(account_id).values_list(f"{one.partner}_id", flat=True) if pk)
    return found


# What is said of the company goes along, too. What both have already stays with the one that goes, and is not lost.
hangs(AccountName, label=_("names"), stays=True)
hangs(AccountDomain, label=_("domains"), stays=True)
hangs(AccountIdentifier, label=_("VAT and register numbers"), stays=True)
hangs(Account, "parent", label=_("branches"))


@lists("What hangs on accounts")
def _hanging() -> Iterable[str]:
    return (f"{one.key}: {one.label}{' (may stay)' if one.stays else ''}" for one in HANGING)


# --- cards on an account's page


@dataclass(frozen=True)
class Panel:
    """A card that is ready; the lower `order` stands first."""

    html: SafeString
    order: int = 50


AccountPanel = Callable[[Account, Actor], Panel | None]
ACCOUNT_PANELS: list[AccountPanel] = []


def account_panel(panel: AccountPanel) -> AccountPanel:
    """`@account_panel` on a function (account, actor) → Panel, or None where the actor has nothing to see there."""
    ACCOUNT_PANELS.append(panel)
    return panel


def panels_of(account: Account, actor: Actor) -> list[SafeString]:
    found = [panel for ask in ACCOUNT_PANELS if (panel := ask(account, actor)) is not None]
    return [panel.html for panel in sorted(found, key=lambda panel: panel.order)]
