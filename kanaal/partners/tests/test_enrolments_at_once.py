"""Two at once: one wins, the other is told, and the database never holds two of what there may be one of."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from kanaal.core.refusals import Refusal, WrongState
from kanaal.partners.actions import acceptance, enrolments, invitations
from kanaal.partners.actions import enrolment_decisions as decisions
from kanaal.partners.actions.enrolment_submission import submit_enrolment
from kanaal.partners.models import Contact, Enrolment, Partner
from kanaal.partners.policy import DeclineReasonsPolicy
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do several things at the same moment; answers what each gave or how it was refused."""
    answers: list[object] = [None] * len(works)
    start = Barrier(len(works))

    def run(place: int) -> None:
        try:
            start.wait()
            answers[place] = works[place]()
        except Refusal as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def refused(answers: list[object]) -> list[Any]:
    return [a for a in answers if isinstance(a, Refusal)]


def test_of_two_agents_one_wins_and_the_other_is_told() -> None:
    enrolment, vera, ivo = world.submitted(), world.actor(world.vera()), world.actor(world.agent())
    reason = policy(DeclineReasonsPolicy).decline_reasons[0].key
    answers = at_once(
        lambda: decisions.approve_enrolment(enrolment, by=vera),
        lambda: decisions.decline_enrolment(enrolment, reason=reason, note="", by=ivo),
        lambda: decisions.approve_enrolment(enrolment, by=ivo),
    )
    assert [type(a) for a in refused(answers)] == [WrongState, WrongState]
    state = Enrolment.objects.get().state
    assert Partner.objects.count() == (1 if state == "approved" else 0)
    assert len(world.mails_to(world.gerda().email)) == 2  # received, and one answer


def test_beginning_twice_at_once_makes_one_enrolment() -> None:
    by = world.actor(world.gerda())
    answers = at_once(*[lambda: enrolments.start_enrolment(by=by)] * 4)
    assert len(refused(answers)) == 3
    assert Enrolment.objects.count() == 1


def test_handing_in_twice_at_once_hands_in_once() -> None:
    draft, by = world.draft(), world.actor(world.gerda())

    answers = at_once(*[lambda: submit_enrolment(draft, accepted=True, shown="", by=by)] * 3)
    assert len(refused(answers)) == 2
    assert len(world.happened("EnrolmentSubmitted")) == 1
    assert world.gerda().acceptances.count() == 1


def test_a_person_let_in_and_accepting_an_invitation_at_once_is_a_contact_once() -> None:
    enrolment, gerda = world.submitted(), world.gerda()
    partner, anna, vera = world.lindeboom(), world.actor(world.anna()), world.actor(world.vera())
    partner.domains.create(domain="wilgenhof-studio.nl", is_branch=True)
    invitation = invitations.invite_contact(partner, email=gerda.email, kind="other", by=anna)
    by = world.actor(gerda)
    answers = at_once(
        lambda: decisions.approve_enrolment(enrolment, by=vera),
        lambda: acceptance.accept_invitation(invitation, person=gerda, full_name="Gerda", by=by),
    )
    assert len(refused(answers)) == 1
    assert Contact.objects.filter(person=gerda, active=True).count() == 1
