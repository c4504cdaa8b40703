"""L4: who did what, when and for whom is recorded for every change, read by those concerned, not altered unnoticed."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from kanaal.core import sealing
from kanaal.core.models import Event
from tests import world

pytestmark = pytest.mark.django_db


def anna_invites(email: str) -> None:
    answer = world.browser(world.anna()).post(
        "/portal/contacts/invite/", {"email": email, "kind": "other", "language": "nl"}
    )
    assert answer.status_code == 302


def test_bo_reads_what_anna_did_and_carla_does_not() -> None:
    anna_invites("cees@lindeboom-digitaal.nl")
    bo, carla = world.browser(world.bo()), world.browser(world.carla())
    page = bo.get("/portal/timeline/").content.decode()
    assert "Anna Brandsma" in page
    assert "cees@lindeboom-digitaal.nl" in page
    assert "cees@" not in carla.get("/portal/timeline/").content.decode()


def test_the_event_says_who_acted_in_which_role_and_about_what() -> None:
    anna_invites("cees@lindeboom-digitaal.nl")
    [event] = world.happened("ContactInvited")
    anna = world.anna()
    assert (event.actor_id, event.about_id) == (anna.pk, world.lindeboom().pk)
    assert event.actor_role.startswith("contact:")


def test_somebody_with_the_databases_password_cannot_rewrite_history(settings, tmp_path) -> None:
    settings.KANAAL_KEYS, settings.VAR = tmp_path / "keys", tmp_path
    anna_invites("cees@lindeboom-digitaal.nl")
    sealing.seal()
    sealing.sign_head()
    call_command("events", "verify")
    Event.objects.filter(name="ContactInvited").update(actor_id=world.carla().pk)
    with pytest.raises(CommandError):
        call_command("events", "verify")
