"""The kinds of structured requests. The mechanism is here; each module declares its kinds in its own requests.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision, Finding, Permission, unmet
from kanaal.core.refusals import Refusal
from kanaal.core.registry import lists
from kanaal.core.texts import Text, say
from kanaal.helpdesk.models import Request

Values = Mapping[str, Any]
Fact = tuple[str, Any]
"""A label in the reader's language, and what is so now."""


@dataclass(frozen=True)
class Authoriser:
    """Who must say yes to a request, and why it is they. Without an ID, the link sent to the address is the proof."""

    email: str
    name: str
    language: str
    why: Text
    person_id: int | None = None


@dataclass(frozen=True)
class EvidenceWanted:
    """What proves a request: `says` tells the asker what to attach; `needed` whether it can't be asked without."""

    says: str
    needed: Callable[[Any, Values], bool] = lambda subject, values: False


@dataclass(frozen=True)
class RequestKind:
    """One thing that can be asked of the helpdesk.

    `label` names it; `explains` tells the asker what will happen; `form` asks for the values; `subject_of` answers
    what the request is about for this actor (their company), or None; `may_ask` is asked with that subject.
    `check` refuses values that can't be granted (already so, malformed). `effect` is run when an agent approves: it
    calls one action of the module, and whatever that refuses, refuses the approval whole. `sums_up` is one line for
    lists; `same_as` makes two askings of the same thing equal.

    The rest may be left out. `authoriser` answers who must say yes before the desk can, or None; `may_go_without`
    lets an agent approve all the same, giving a reason. `evidence` says what proves it. `completes` adds to the values
    what the asker need not type. `warns` tells the agent alone what to look at; `shows` gives live facts beside it.
    `region` says in whose working hours an answer is promised. `personal` ones end with their asker's leaving; all
    others are handed to a colleague (P11). Of a `quiet` one the asker never learns whether there is somebody who must
    authorise it: it waits for the helpdesk from the beginning, and whoever must authorise is asked beside.

    `needs_id`: a link alone authorises nothing, since it can be passed on; whoever was asked signs in with an ID of
    that address. `objector` is somebody who is told that this was asked, and can stop it with one answer (K1). `finds`
    does what `find` does for a request in hand, and brings what its values name with it: one question instead of many.
    """

    key: str
    label: str
    explains: str
    form: Callable[..., Any]
    subject_of: Callable[[Actor], models.Model | None]
    may_ask: Permission[Any]
    find: Callable[[int], models.Model]
    check: Callable[[Any, Values], None]
    effect: Callable[[Any, Values, Actor], object]
    sums_up: Callable[[Any, Values], Text]
    same_as: Callable[[Values], str]
    warns: Callable[[Any, Values], Iterable[Text]] = lambda subject, values: ()
    shows: Callable[[Any, Values], Iterable[Fact]] = lambda subject, values: ()
    authoriser: Callable[[Any, Values], Authoriser | None] = lambda subject, values: None
    may_go_without: bool = False
    evidence: EvidenceWanted | None = None
    completes: Callable[[Any, Values, Actor], Values] = lambda subject, values, by: values
    region: Callable[[Any], str] = lambda subject: getattr(subject, "region", "")
    personal: bool = False
    quiet: bool = False
    needs_id: bool = False
    objector: Callable[[Any, Values], Authoriser | None] = lambda subject, values: None
    finds: Callable[[Request], models.Model] | None = None


KINDS: dict[str, RequestKind] = {}
WITHOUT_ROLE: list[Callable[[Actor], Finding]] = []
"""What is said to somebody who acts in no role that can ask; the module that has the contacts of partners adds it."""


class KindUnknown(Refusal):
    status = 404

    def __init__(self) -> None:
        super().__init__(
            say(_("There is no such request.")),
            remedy=say(_("Go back to the page that sent you here, and use its button.")),
        )


def register(kind: RequestKind) -> RequestKind:
    """Called at import of a module's requests.py; a key can be registered once."""
    if kind.key in KINDS:
        raise ValueError(f"The request kind {kind.key} is registered twice.")
    KINDS[kind.key] = kind
    return kind


def kind_called(key: str) -> RequestKind:
    if key not in KINDS:
        raise KindUnknown
    return KINDS[key]


def kind_of(request: Request) -> RequestKind:
    return kind_called(request.kind)


def subject_of(request: Request) -> Any:
    """The thing the request is about, as it is now; found once for each request in hand."""
    known = request.__dict__
    if "_subject_known" not in known:
        kind = kind_of(request)
        known["_subject_known"] = kind.finds(request) if kind.finds else kind.find(request.about_id)
    return known["_subject_known"]


def is_quiet(request: Request) -> bool:
    """May its asker not learn whether somebody must authorise it?"""
    return request.kind in KINDS and KINDS[request.kind].quiet


def timeline_of(request: Request) -> models.Model:
    """Whose timeline shows what happens while it is authorised: the thing's, unless its asker must not see it."""
    return request if is_quiet(request) else subject_of(request)


def warnings(request: Request) -> list[Text]:
    """What an agent should know before deciding; never shown to whoever asks."""
    return list(kind_of(request).warns(subject_of(request), request.values))


def facts_beside(request: Request) -> list[Fact]:
    """How things are now, for the agent who decides."""
    return list(kind_of(request).shows(subject_of(request), request.values))


def sum_up(request: Request) -> Text:
    """What was asked, in one line."""
    return kind_of(request).sums_up(subject_of(request), request.values)


def decide(kind: RequestKind, actor: Actor) -> tuple[Any, Decision]:
    """What the actor's request would be about, and whether they may ask; without a fitting role, why not."""
    subject = kind.subject_of(actor)
    if subject is not None:
        return subject, kind.may_ask.explain(actor, subject)
    finding = WITHOUT_ROLE[0](actor) if WITHOUT_ROLE else unmet(_("you don't act in a role that can ask this"))
    return None, Decision(kind.may_ask.name, say(kind.may_ask.does), (finding,))


@lists("Request kinds")
def _kinds() -> Iterable[str]:
    return (f"{kind.key}: {kind.label}; may ask: {kind.may_ask.name}" for kind in KINDS.values())
