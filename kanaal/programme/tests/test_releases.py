"""Which release is in force: by the clock, cheaply, and right at once after a publication or a jump of the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError
from functools import partial
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from kanaal.core import clock
from kanaal.programme import pack, releases
from kanaal.programme.faults import PackFaulty
from kanaal.programme.middleware import SteadyProgramme
from kanaal.programme.models import Release
from kanaal.programme.pack import Altered, Pack
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy, RegionsPolicy
from kanaal.programme.tests.packs import changed, publish, shipped, with_hue

DAY = dt.timedelta(days=1)


@pytest.mark.django_db
class TestCurrent:
    def test_nothing_is_in_force_before_the_first(self):
        assert not releases.exists()
        with pytest.raises(releases.NoRelease):
            policy(ProgrammePolicy)

    def test_the_clock_decides(self):
        one = publish(shipped("adobe"))
        two = publish(with_hue(6), clock.now() + 10 * DAY)

        assert releases.current() == one
        assert policy(ProgrammePolicy).hue == 12
        clock.forward(9 * DAY)
        assert policy(ProgrammePolicy).hue == 12
        clock.forward(DAY)
        assert releases.current() == two
        assert policy(ProgrammePolicy).hue == 6
        assert policy(ProgrammePolicy, one).hue == 12

    def test_within_a_request_it_costs_one_query(self, django_assert_num_queries: Any):
        publish(shipped("adobe"))
        policy(ProgrammePolicy)  # the process has read the pack
        with releases.steady(), django_assert_num_queries(1):
            for _ in range(5):
                policy(ProgrammePolicy)
                policy(RegionsPolicy)
                releases.current()

    def test_outside_of_one_it_costs_one_small_query_each(self, django_assert_num_queries: Any):
        publish(shipped("adobe"))
        policy(ProgrammePolicy)
        with django_assert_num_queries(1) as queries:
            policy(RegionsPolicy)
        assert '"files"' not in queries.captured_queries[0]["sql"]

    def test_within_a_request_too_the_clock_and_a_publication_count_at_once(self):
        publish(shipped("adobe"))
        with releases.steady():
            assert policy(ProgrammePolicy).hue == 12
            publish(with_hue(6), clock.now() + DAY)
            assert policy(ProgrammePolicy).hue == 12
            clock.forward(DAY)
            assert policy(ProgrammePolicy).hue == 6

    def test_the_middleware_keeps_a_request_steady_and_forgets_afterwards(self, django_assert_num_queries: Any):
        publish(shipped("adobe"))
        policy(ProgrammePolicy)

        def view(request: Any) -> HttpResponse:
            return HttpResponse(str(policy(ProgrammePolicy).hue + policy(ProgrammePolicy).hue))

        serve = SteadyProgramme(view)
        for _ in range(2):
            with django_assert_num_queries(1):
                assert serve(RequestFactory().get("/")).content == b"24"

    def test_deciding_under_another_release(self):
        one = publish(shipped("adobe"))
        publish(with_hue(6), None)
        assert policy(ProgrammePolicy).hue == 6
        with releases.under(one):
            assert policy(ProgrammePolicy).hue == 12
        assert policy(ProgrammePolicy).hue == 6


@pytest.mark.django_db
class TestPack:
    def test_a_release_is_parsed_once_for_each_process(self, monkeypatch: pytest.MonkeyPatch):
        release = publish(shipped("adobe"))
        assert Release.objects.get(pk=release.pk).pack is Release.objects.get(pk=release.pk).pack

    def test_two_releases_with_one_id_are_not_mistaken_for_each_other(self):
        # As it happens when a test rolls back and the next gets the same id.
        first = publish(shipped("adobe"))
        Release.objects.all().delete()
        second = Release(pk=first.pk, number=1, digest=Pack(with_hue(6)).digest, files=with_hue(6))
        assert first.pack.section(ProgrammePolicy).hue == 12
        assert second.pack.section(ProgrammePolicy).hue == 6

    def test_a_release_that_was_altered_in_the_database_is_not_used(self, monkeypatch: pytest.MonkeyPatch):
        release = publish(shipped("adobe"))
        monkeypatch.setattr(pack, "_PACKS", {})
        Release.objects.filter(pk=release.pk).update(files=with_hue(1))
        with pytest.raises(Altered):
            policy(ProgrammePolicy)

    def test_a_process_does_not_remember_packs_without_end(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(pack, "_PACKS", {})
        for hours in range(1, pack._KEPT + 5):
            made = Pack(with_hue(hours))
            pack.pack_of(made.digest, partial(getattr, made, "files"))
        assert len(pack._PACKS) == pack._KEPT

    def test_nothing_of_it_can_be_changed(self):
        made = Pack(shipped("adobe"))
        with pytest.raises(TypeError):
            made.files["x"] = "y"  # type: ignore[index]
        with pytest.raises(FrozenInstanceError):
            made.section(ProgrammePolicy).hue = 5  # type: ignore[misc]

    def test_a_section_with_faults_says_where(self):
        broken = Pack(changed(shipped("adobe"), "programme.toml", "hue = 12", "hue = 400"))
        with pytest.raises(PackFaulty, match=r"programme.toml:9:1: programme.hue is 400"):
            broken.section(ProgrammePolicy)
