"""The desk hears of what is coming for all customers in one mail, once, and nobody is forgotten."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Mail
from kanaal.licensing.actions.seeing_to import see_to_agreement
from kanaal.licensing.actions.telling_desk import tell_desk
from kanaal.licensing.models import NoticeTo
from kanaal.people.models import Person
from tests import world, world_licences

pytestmark = pytest.mark.django_db
SUSPENDED_SOON = 58


def announced(*names: str) -> None:
    """Customers whose licences are suspended in three days: of that the desk hears, too."""
    world.vera()
    for name in names:
        made = world_licences.agreement(name)
        world_licences.add(made, 4, ago=SUSPENDED_SOON)
        see_to_agreement(made)


def mails(who: Person) -> list[Mail]:
    return list(Mail.objects.filter(to=who.email, name="desk_told_of_coming"))


class TestTellDesk:
    def test_many_customers_make_one_mail(self) -> None:
        announced("Stichting Eb", "Stichting Vloed", "Stichting Getij")
        assert NoticeTo.objects.waiting_for_the_desk().count() == 3
        assert not Mail.objects.filter(to=world.vera().email, name="happenings_announced").exists()
        assert tell_desk() == 1
        [mail] = mails(world.vera())
        for name in ("Stichting Eb", "Stichting Vloed", "Stichting Getij"):
            assert name in mail.text
        assert set(NoticeTo.objects.filter(role="desk").values_list("mail_id", flat=True)) == {mail.pk}
        assert world.happened("DeskToldOfComing")[-1].data["announcements"] == 3

    def test_a_second_round_tells_nothing_twice(self) -> None:
        announced("Stichting Eb")
        tell_desk()
        assert tell_desk() == 0
        announced("Stichting Vloed")
        assert tell_desk() == 1
        assert len(mails(world.vera())) == 2
        assert "Stichting Eb" not in mails(world.vera())[-1].text

    def test_every_manager_hears_and_whoever_left_does_not(self) -> None:
        left = world.staff("wout@vendor.example", "Wout", "manager")
        announced("Stichting Eb")
        Person.objects.filter(pk=left.pk).update(is_active=False)
        assert tell_desk() == 1
        assert mails(world.vera())
        assert not mails(left)

    def test_a_long_list_is_cut_and_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kanaal.licensing.mails.digest.MOST", 1)
        Person.objects.filter(pk=world.vera().pk).update(language="en")
        announced("Stichting Eb", "Stichting Vloed", "Stichting Getij")
        tell_desk()
        [mail] = mails(world.vera())
        assert "2 more stand on the pages of their agreements" in mail.text

    def test_it_is_the_clocks(self) -> None:
        announced("Stichting Eb")
        with pytest.raises(NotAllowed):
            tell_desk(by=world.actor(world.vera(), "staff"))
        assert not mails(world.vera())
        assert NoticeTo.objects.waiting_for_the_desk().count() == 1
