"""Who may ask, see, answer and decide. A mail counts as no more than words: what it may do, the clock does (L3)."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.cases.models import Case
from kanaal.cases.policy import CasesPolicy
from kanaal.cases.queries import is_primary_of
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.people.permissions import is_signed_in, is_staff, staff_is
from kanaal.programme.policies import policy

works = staff_is("manager", "agent")


@condition
def asks(actor: Actor, subject: object) -> Finding:
    if actor.kind == "clock":
        return met(_("it came by mail, and is only words"))
    return is_signed_in.ask(actor, subject)


@condition
def is_clock(actor: Actor, subject: object) -> Finding:
    if actor.kind == "clock":
        return met(_("Kanaal does this by itself"))
    return unmet(_("Kanaal does this by itself, and nobody else"))


@condition
def takes_part(actor: Actor, case: Case) -> Finding:
    """The asker, and the company's primary contact; and mail, which only adds words."""
    if actor.kind == "clock":
        return met(_("Kanaal does this by itself"))
    if actor.person_id is not None and actor.person_id == case.asked_by_id:
        return met(_("you asked this"))
    if is_primary_of(actor, case.partner_id):
        return met(_("a colleague of yours asked this, and you are the primary contact"))
    return unmet(
        _("somebody else asked this"),
        remedy=say(_("Ask a question of your own.")),
        link=reverse_lazy("new-case"),
        label=say(_("Ask the helpdesk")),
    )


@condition
def asked_it(actor: Actor, case: Case) -> Finding:
    if actor.person_id is not None and actor.person_id == case.asked_by_id:
        return met(_("you asked this"))
    return unmet(_("somebody else asked this"), remedy=say(_("Only whoever asked can rate the answer.")))


@condition
def takes_part_or_works(actor: Actor, case: Case) -> Finding:
    return works.ask(actor, case) if actor.acts_as("staff") else takes_part.ask(actor, case)


@condition
def works_or_clock(actor: Actor, subject: object) -> Finding:
    return is_clock.ask(actor, subject) if actor.kind == "clock" else works.ask(actor, subject)


@condition
def not_too_late(actor: Actor, case: Case) -> Finding:
    """A solved case can be opened again for some days (`reopen_days` of the pack); staff are bound by none."""
    days = policy(CasesPolicy).reopen_days
    until = (case.solved_at or clock.now()) + dt.timedelta(days=days)
    if actor.acts_as("staff") or clock.now() <= until:
        return met(_("it can still be opened again"))
    return unmet(
        _("it could be opened again until %(day)s"),
        day=until.date(),
        remedy=say(_("Ask anew, and name the number of this case.")),
        link=reverse_lazy("new-case"),
        label=say(_("Ask the helpdesk")),
    )


open_case = permission(_("ask the helpdesk a question"), asks)
add_to_case = permission(_("add to this case"), takes_part)
close_case = permission(_("close this case"), takes_part_or_works)
reopen_case = permission(_("open this case again"), takes_part_or_works, not_too_late)
rate_case = permission(_("rate this case"), asked_it)

see_cases = door(_("see the cases of the helpdesk"), is_staff)
take_case = permission(_("give this case to somebody"), works)
answer_case = permission(_("answer this case"), works)
note_case = permission(_("write a note for colleagues"), works)
ask_about_case = permission(_("ask the asker for more"), works)
solve_case = permission(_("solve this case"), works)
move_case = permission(_("move this case"), works)
verify_case = permission(_("say who asked this"), works)
merge_cases = permission(_("merge two cases"), works)
part_cases = permission(_("take two merged cases apart"), works)
hand_over_cases = permission(_("hand over the cases of a colleague who leaves"), works_or_clock)
tell_of_promise = permission(_("tell the helpdesk of a promise"), is_clock)
receive_mail = permission(_("take in a mail"), is_clock)
