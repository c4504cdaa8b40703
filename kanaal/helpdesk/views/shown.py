"""What the page of one request shows, to each who may see it: asker, authoriser, staff."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.helpdesk import permissions
from kanaal.helpdesk.actions.deciding import is_unauthorised
from kanaal.helpdesk.forms import AnswerForm, DeclineForm, EvidenceForm, RefuseForm, WithoutForm
from kanaal.helpdesk.kinds import facts_beside, is_quiet, kind_of, sum_up, warnings
from kanaal.helpdesk.models import Authorisation, Request
from kanaal.helpdesk.tables import TONES
from kanaal.people import history


def shown_request(asked: Request, actor: Actor) -> dict[str, Any]:
    """Everything for the page; a fixed number of queries."""
    staff, mine, kind = actor.acts_as("staff"), asked.asked_by_id == actor.person_id, kind_of(asked)
    is_proved = getattr(asked, "is_proved", True)  # asked with it, where the page asks (`views.asking.show`)
    return {
        "asked": asked,
        "kind": kind,
        "staff": staff,
        "mine": mine,
        "tone": TONES[asked.state],
        "summary": sum_up(asked),
        "evidence": list(asked.evidence.all()) if kind.evidence and is_proved and (staff or mine) else [],
        "may_withdraw": permissions.withdraw_request.explain(actor, asked),
        "evidence_form": EvidenceForm(auto_id="more_%s"),
        **_authorising(asked, actor),
        **(_deciding(asked, actor) if staff else {}),
    }


def _authorising(asked: Request, actor: Actor) -> dict[str, Any]:
    authorisation = getattr(asked, "authorisation", None)
    if authorisation is None or not may_know_of_authorisation(asked, actor):
        return {}
    return {
        "authorisation": authorisation,
        "authorisation_facts": _authorisation(authorisation),
        "may_authorise": permissions.authorise_request.explain(actor, authorisation),
        "can_answer": asked.is_open and authorisation.state == "waiting",
        "may_send_again": permissions.send_authorisation_again.explain(actor, asked),
        "refuse_form": RefuseForm(auto_id="refuse_%s"),
    }


def may_know_of_authorisation(asked: Request, actor: Actor) -> bool:
    """Of a quiet request its asker learns nothing but the helpdesk's answer."""
    return actor.acts_as("staff") or asked.asked_by_id != actor.person_id or not is_quiet(asked)


def _deciding(asked: Request, actor: Actor) -> dict[str, Any]:
    """What only the desk sees: facts and warnings while it decides, with the two forms; receipts afterwards."""
    waits = is_unauthorised(asked)
    return {
        "facts": facts_beside(asked) if asked.is_open else [],
        "warnings": warnings(asked) if asked.is_open else [],
        "timeline": [] if asked.is_open else _timeline(asked),
        "may_decide": permissions.approve_request.explain(actor, asked),
        "stuck": waits and not kind_of(asked).may_go_without,
        "answer_form": (WithoutForm if waits else AnswerForm)(auto_id="approve_%s"),
        "decline_form": DeclineForm(auto_id="decline_%s"),
    }


def _authorisation(one: Authorisation) -> list[tuple[str, Any]]:
    """Who, why they, when and from where: for the agent, and (without the address of the visitor) for the asker."""
    rows: list[tuple[str, Any]] = [
        (_("By"), str(one)),
        (_("State"), one.state_label),
        (_("Why this person"), one.reason),
    ]
    if one.by_asking:
        rows.append((_("How"), _("by asking for it themselves")))
    if one.state == "waiting":
        rows.append((_("Can answer until"), formats.moment(one.until)))
    if one.decided_at:
        rows.append((_("Answered"), formats.moment(one.decided_at)))
    if one.address:
        rows.append((_("From"), one.address))
    if one.word:
        rows.append((_("In their words"), one.word))
    return rows


def _timeline(asked: Request) -> list[history.Entry]:
    subject = Q(about_kind=asked.about_kind, about_id=asked.about_id, data__request_id=asked.pk)
    itself = Q(about_kind=asked._meta.label_lower, about_id=asked.pk)
    about = Event.objects.filter(subject | itself)
    return history.entries(about.select_related("personal").order_by("-id")[:50])
