"""Decisions that explain themselves (H4).

A permission is a list of conditions. All of them are evaluated, always: whoever is refused reads every reason at
once, and for each what would change it. The same `Decision` guards the action, greys the link, answers the API
(RFC 9457) and the help centre, and is kept with the event as its receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import ModuleType
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.answers import Answer, answer_to_decision
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, say

S = TypeVar("S", contravariant=True)


@dataclass(frozen=True)
class Finding:
    """What one condition found: met or not, what it says, and for an unmet one the way out."""

    met: bool
    says: Text
    remedy: Text | None = None
    link: str = ""
    link_label: Text | None = None
    key: str = ""

    def to_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"key": self.key, "met": self.met, "says": self.says.to_data()}
        if self.remedy:
            data["remedy"] = self.remedy.to_data()
        if self.link:
            data["link"] = self.link
        if self.link_label:
            data["link_label"] = self.link_label.to_data()
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Finding:
        return cls(
            met=data["met"],
            says=Text.from_data(data["says"]),
            remedy=Text.from_data(data["remedy"]) if "remedy" in data else None,
            link=data.get("link", ""),
            link_label=Text.from_data(data["link_label"]) if "link_label" in data else None,
            key=data["key"],
        )


def met(msgid: str, **params: Any) -> Finding:
    """The condition holds; `msgid` says what was found."""
    return Finding(True, say(msgid, **params))


def unmet(
    msgid: str, *, remedy: Text | None = None, link: object = "", label: Text | None = None, **params: Any
) -> Finding:
    """The condition fails; `remedy` says what would change it, `link` leads there."""
    return Finding(False, say(msgid, **params), remedy, str(link), label)


@dataclass(frozen=True)
class Condition(Generic[S]):
    """A named question about an actor and a subject. It reads; it never writes."""

    key: str
    ask: Callable[[Actor, S], Finding]

    def __call__(self, actor: Actor, subject: S) -> Finding:
        return replace(self.ask(actor, subject), key=self.key)


def condition(ask: Callable[[Actor, S], Finding]) -> Condition[S]:
    """Make a condition of a function; its name is the condition's key."""
    return Condition(ask.__name__, ask)


@dataclass(frozen=True)
class Decision:
    """Yes or no, with every reason. `does` completes the sentence 'you may …'."""

    permission: str
    does: Text
    findings: tuple[Finding, ...] = field(default=())

    @property
    def allowed(self) -> bool:
        return all(f.met for f in self.findings)

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """The findings that stand in the way."""
        return tuple(f for f in self.findings if not f.met)

    @property
    def headline(self) -> Text:
        if self.allowed:
            return say(_("You can %(does)s."), does=self.does)
        return say(_("You can't %(does)s yet."), does=self.does)

    @cached_property
    def anchor(self) -> str:
        return self.permission.replace(".", "-").replace("_", "-")

    def to_data(self) -> dict[str, Any]:
        """As plain JSON: the receipt."""
        return {
            "permission": self.permission,
            "does": self.does.to_data(),
            "allowed": self.allowed,
            "findings": [f.to_data() for f in self.findings],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Decision:
        findings = tuple(Finding.from_data(f) for f in data["findings"])
        return cls(data["permission"], Text.from_data(data["does"]), findings)


class NotAllowed(Refusal):
    """The permission says no. Carries the whole decision."""

    status = 403
    code = "not-allowed"

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        super().__init__(decision.headline)

    @property
    def answer(self) -> Answer | None:
        return answer_to_decision(self.decision.permission, tuple(f.key for f in self.decision.reasons))

    def problem(self) -> dict[str, Any]:
        conditions = [
            {"condition": f.key, "met": f.met, "says": str(f.says)}
            | ({"remedy": str(f.remedy)} if f.remedy else {})
            | ({"link": f.link} if f.link else {})
            for f in self.decision.findings
        ]
        return super().problem() | {"permission": self.decision.permission, "conditions": conditions}


class Permission(Generic[S]):
    """Who may do one thing: one line for each action, a list of conditions. Its name is given by `name_permissions`."""

    def __init__(self, does: str, *conditions: Condition[S]) -> None:
        self.name = ""
        self.does = does
        self.conditions = conditions

    def explain(self, actor: Actor, subject: S) -> Decision:
        """Evaluate every condition and say what each found."""
        own_eyes = looks_with_own_eyes(actor, subject)
        findings = tuple(c(actor, subject) for c in self.conditions)
        # That one acts for oneself goes without saying; it is told only when it fails.
        return Decision(self.name, say(self.does), findings if own_eyes.met else (own_eyes, *findings))

    def allows(self, actor: Actor, subject: S) -> bool:
        return self.explain(actor, subject).allowed

    def check(self, actor: Actor, subject: S) -> Decision:
        """The guard of an action: answers the decision (to be kept as a receipt) or raises NotAllowed."""
        decision = self.explain(actor, subject)
        if not decision.allowed:
            raise NotAllowed(decision)
        return decision


class DoorPermission(Permission[S]):
    """Who may look into a place: also somebody who views as another person, since looking changes nothing."""

    def explain(self, actor: Actor, subject: S) -> Decision:
        return Decision(self.name, say(self.does), tuple(c(actor, subject) for c in self.conditions))


def permission(does: str, *conditions: Condition[Any]) -> Permission[Any]:
    """`invite_contact = permission(_("invite a contact"), contact_active, is_primary)`."""
    return Permission(does, *conditions)


def door(does: str, *conditions: Condition[Any]) -> DoorPermission[Any]:
    """A permission to enter a place and look: `enter_portal = door(_("open the partner portal"), …)`."""
    return DoorPermission(does, *conditions)


@condition
def looks_with_own_eyes(actor: Actor, subject: object) -> Finding:
    if actor.view_only:
        return unmet(
            _("you are viewing as somebody else, and that is for looking only"),
            remedy=say(_("Stop viewing as this person, and act in your own role.")),
        )
    return met(_("you act for yourself"))


ALL: dict[str, Permission[Any]] = {}


def name_permissions(module_label: str, module: ModuleType) -> None:
    """Give each permission of a module's permissions.py its name: `partners.invite_contact`."""
    for name, value in vars(module).items():
        if isinstance(value, Permission) and not value.name:
            value.name = f"{module_label}.{name}"
            ALL[value.name] = value
