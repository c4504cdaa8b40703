"""Registering, beginning, reading."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.actors import STRANGER
from kanaal.core.decisions import NotAllowed
from kanaal.training.actions.courses import (
    CourseRetired,
    CourseUnknown,
    NotRegistered,
    ReadInOrder,
    StillCertified,
    read_module,
    start_course,
)
from kanaal.training.actions.registration import RegionUnknown, register_learner
from kanaal.training.models import Learner, Learning
from kanaal.training.tests.learning import COURSE, began, certified, course
from tests import world

pytestmark = pytest.mark.django_db


class TestRegisterLearner:
    def test_it_keeps_person_and_region_and_records_it(self):
        anna = world.anna()
        register_learner(world.lindeboom(), region="emea", by=world.actor(anna))
        learner = Learner.objects.get()
        assert (learner.person, learner.region) == (anna, "emea")
        assert world.happened("LearnerRegistered")[0].data == {"region": "emea"}

    def test_an_unknown_region_is_refused(self):
        with pytest.raises(RegionUnknown):
            register_learner(world.lindeboom(), region="nowhere", by=world.actor(world.anna()))

    def test_a_stranger_and_an_ended_membership_are_refused(self):
        anna, partner = world.anna(), world.lindeboom()
        with pytest.raises(NotAllowed):
            register_learner(partner, region="emea", by=STRANGER)
        partner.state = "ended"
        with pytest.raises(NotAllowed):
            register_learner(partner, region="emea", by=world.actor(anna))
        assert not Learner.objects.exists()


class TestStartCourse:
    def test_twice_is_one_beginning(self):
        first = began(world.anna())
        assert start_course(world.lindeboom(), COURSE, by=world.actor(world.anna())) == first
        assert len(world.happened("CourseStarted")) == 1

    def test_unknown_retired_and_unregistered_are_refused(self):
        by, partner = world.actor(world.anna()), world.lindeboom()
        with pytest.raises(CourseUnknown):
            start_course(partner, "juggling", by=by)
        with pytest.raises(NotRegistered):
            start_course(partner, COURSE, by=by)
        with pytest.raises(CourseRetired) as refused:
            start_course(partner, "technical-exam", by=by)
        assert refused.value.link == "/training/courses/vip-essentials/"
        assert not Learning.objects.exists()

    def test_whoever_holds_the_certificate_renews_it_only_near_its_end(self):
        certificate = certified(world.anna())
        by, partner = world.actor(world.anna()), world.lindeboom()
        with pytest.raises(StillCertified):
            start_course(partner, COURSE, by=by)
        assert certificate.valid_until is not None
        partner.__class__.objects.update(term_ends=certificate.valid_until)
        partner.refresh_from_db()
        clock.forward(certificate.valid_until - clock.today() - dt.timedelta(days=60))
        assert start_course(partner, COURSE, by=by).pk != certificate.learning_id

    def test_a_certificate_for_good_is_never_renewed(self):
        certified(world.bo(), "vip-essentials")
        with pytest.raises(StillCertified) as refused:
            start_course(world.lindeboom(), "vip-essentials", by=world.actor(world.bo()))
        assert "for good" in str(refused.value)


class TestReadModule:
    def test_modules_open_one_after_the_other(self):
        learning, by = began(world.anna()), world.actor(world.anna())
        first, second = course().module_keys[:2]
        with pytest.raises(ReadInOrder):
            read_module(learning, second, by=by)
        for _ in range(2):
            learning = read_module(learning, first, by=by)
        assert read_module(learning, second, by=by).modules_read == [first, second]
        assert len(world.happened("ModuleRead")) == 2

    def test_somebody_elses_course_is_not_read(self):
        learning = began(world.anna())
        for other in (world.bo(), world.carla(), world.vera()):
            with pytest.raises(NotAllowed):
                read_module(learning, course().module_keys[0], by=world.actor(other))
        learning.refresh_from_db()
        assert learning.modules_read == []

    def test_whoever_left_their_company_waits_until_another_lets_them_in(self):
        learning, by = began(world.bo()), world.actor(world.bo())
        world.bo().contacts.update(active=False)
        with pytest.raises(NotAllowed):
            read_module(learning, course().module_keys[0], by=by)
