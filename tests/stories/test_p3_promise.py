"""P3: within the promised hours the applicant has the membership ID; the desk sees how long each has been waiting."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.partners.models import Enrolment, Partner
from tests import world

pytestmark = pytest.mark.django_db


def test_gerda_enrols_vera_approves_and_gerda_has_her_membership_id() -> None:
    gerda = world.browser(world.gerda())
    assert gerda.get("/enrol/", follow=True).status_code == 200
    for key, next_place in (("place", "authority"), ("authority", "company"), ("company", "contact"), ("contact", "terms")):
        answer = gerda.post(f"/enrol/{key}/", world.ANSWERS)
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"] == f"/enrol/{next_place}/"
    page = gerda.get("/enrol/terms/")
    answer = gerda.post("/enrol/terms/", {"accepted": "on", "shown": page.context["form"].data["shown"]}, follow=True)
    assert answer.redirect_chain[-1][0] == "/enrol/mine/", answer.content.decode()
    mail = world.mails_to("gerda@wilgenhof-studio.nl")[-1]
    assert mail.name == "enrolment_received"

    vera = world.browser(world.vera())
    enrolment = Enrolment.objects.get()
    for url in ("/desk/", "/desk/enrolments/", f"/desk/enrolments/{enrolment.pk}/"):
        answer = vera.get(url)
        assert answer.status_code == 200
        assert "Wilgenhof Studio B.V." in answer.content.decode()
    answer = vera.post(f"/desk/enrolments/{enrolment.pk}/approval/", follow=True)
    assert answer.status_code == 200
    partner = Partner.objects.get()
    mail = world.mails_to("gerda@wilgenhof-studio.nl")[-1]
    assert mail.name == "enrolment_approved"
    assert partner.number in mail.text
    print(mail.text)
    assert vera.get(f"/desk/partners/{partner.pk}/").status_code == 200
    assert vera.get("/desk/partners/?q=wilgenhof").status_code == 200
    assert gerda.get("/enrol/mine/").status_code == 200
