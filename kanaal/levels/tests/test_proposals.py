"""Each action on a proposal, and its refusals; the stories are C5's."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.worker import drain
from kanaal.levels.actions import proposals as actions
from kanaal.levels.models import Proposal
from kanaal.programme.actions import BeginsInThePast
from kanaal.programme.models import Release
from tests import world

pytestmark = pytest.mark.django_db


def begun() -> Proposal:
    return actions.propose_change(title="Langer", by=world.actor(world.vera()))


def edited() -> Proposal:
    made = begun()
    text = made.files["level-rules.toml"].replace("grace_days = 90", "grace_days = 91")
    return actions.edit_proposal(made, file="level-rules.toml", text=text, by=world.actor(world.vera()))


def ready() -> Proposal:
    made = edited()
    actions.ask_for_impact(made, begins=clock.today(), by=world.actor(world.vera()))
    drain()
    return Proposal.objects.get(pk=made.pk)


class TestProposeChange:
    def test_it_begins_with_the_last_release(self):
        assert begun().files == Release.objects.latest("number").files

    def test_agents_do_not(self):
        with pytest.raises(NotAllowed):
            actions.propose_change(title="x", by=world.actor(world.agent()))


class TestEditProposal:
    def test_the_same_text_changes_nothing(self):
        made = begun()
        same = made.files["levels.toml"].replace("\n", "\r\n")
        actions.edit_proposal(made, file="levels.toml", text=same, by=world.actor(world.vera()))
        assert not world.happened("ProposalEdited")

    def test_what_stands_for_a_picture_is_not_text(self):
        picture = next(name for name in begun().files if name.endswith(".webm"))
        with pytest.raises(actions.FileUnknown):
            actions.edit_proposal(begun(), file=picture, text="sha256:0", by=world.actor(world.vera()))

    def test_no_file_of_another_name(self):
        with pytest.raises(actions.FileUnknown):
            actions.edit_proposal(begun(), file="../settings.py", text="x", by=world.actor(world.vera()))


class TestAskForImpact:
    def test_the_worker_weighs_it(self):
        assert ready().impact_job

    def test_not_with_faults(self):
        vera = world.actor(world.vera())
        made = actions.edit_proposal(begun(), file="levels.toml", text="levels = 3", by=vera)
        with pytest.raises(actions.ProposalFaulty):
            actions.ask_for_impact(made, begins=None, by=vera)


class TestWeighProposal:
    def test_weighing_again_writes_it_anew(self):
        world.lindeboom()
        made = ready()
        again = actions.weigh_proposal(made)
        assert again.impact == made.impact
        assert again.impact is not None
        assert again.impact["partners"] == 1


class TestPublishProposal:
    def test_it_is_a_release_now(self):
        made = ready()
        release = actions.publish_proposal(made, begins=clock.today(), note="ok", by=world.actor(world.vera()))
        assert release.number == 2
        assert release.files["level-rules.toml"] == made.files["level-rules.toml"]

    def test_not_when_another_came_in_between(self):
        made = ready()
        world.published_with(promise_hours="6")
        with pytest.raises(actions.ProposalOvertaken):
            actions.publish_proposal(made, begins=clock.today(), note="", by=world.actor(world.vera()))
        assert Proposal.objects.get().state == "draft"

    def test_not_in_the_past(self):
        made, past = ready(), clock.today() - dt.timedelta(days=1)
        with pytest.raises(BeginsInThePast):
            actions.publish_proposal(made, begins=past, note="", by=world.actor(world.vera()))
        assert Release.objects.count() == 1
        assert Proposal.objects.get().state == "draft"

    def test_not_twice(self):
        made, vera = ready(), world.actor(world.vera())
        actions.publish_proposal(made, begins=clock.today(), note="", by=vera)
        with pytest.raises(NotAllowed):
            actions.publish_proposal(made, begins=clock.today(), note="", by=vera)
        assert Release.objects.count() == 2


class TestDropProposal:
    def test_once(self):
        made, vera = begun(), world.actor(world.vera())
        assert actions.drop_proposal(made, by=vera).state == "dropped"
        with pytest.raises(NotAllowed):
            actions.drop_proposal(made, by=vera)
