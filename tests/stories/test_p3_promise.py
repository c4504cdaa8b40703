"""P3: within the promised hours the applicant has the membership ID; the desk sees how long each has been waiting."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.partners.models import Contact, Enrolment, Partner
from kanaal.partners.policy import DeclineReasonsPolicy
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db
ADDRESS = "gerda@wilgenhof-studio.nl"


def test_gerda_enrols_vera_approves_and_gerda_has_her_membership_id() -> None:
    gerda = world.browser(world.gerda())
    world.enrol_through_the_pages(gerda)
    answer = world.hand_in_through_the_pages(gerda)
    assert answer.redirect_chain[-1][0] == "/enrol/mine/"
    assert world.mails_to(ADDRESS)[-1].name == "enrolment_received"

    vera, enrolment = world.browser(world.vera()), Enrolment.objects.get()
    for url in ("/desk/", "/desk/enrolments/", f"/desk/enrolments/{enrolment.pk}/"):
        assert "Wilgenhof Studio B.V." in vera.get(url).content.decode()
    clock.forward(dt.timedelta(hours=3))
    vera.post(f"/desk/enrolments/{enrolment.pk}/approval/", follow=True)

    partner, mail = Partner.objects.get(), world.mails_to(ADDRESS)[-1]
    assert mail.name == "enrolment_approved"
    assert partner.number in mail.text
    assert world.link_in(mail) == "/welcome-kit/"
    decided = Enrolment.objects.get()
    assert decided.promised_at is not None
    assert mail.written_at <= decided.promised_at


def test_gerda_acts_for_her_company_at_her_very_next_request() -> None:
    gerda = world.browser(world.gerda())
    gerda.get("/enrol/mine/")  # her session knows that she has no role
    enrolment = world.submitted()
    world.browser(world.vera()).post(f"/desk/enrolments/{enrolment.pk}/approval/")
    answer = gerda.get("/enrol/mine/")
    assert answer.wsgi_request.actor.role.kind == "contact"  # type: ignore[attr-defined]
    assert Partner.objects.get().number in answer.content.decode()


def test_the_desk_sees_waiting_times_against_the_promise() -> None:
    world.submitted()
    agent = world.browser(world.agent())
    page = agent.get("/desk/enrolments/").content.decode()
    assert "is-near" not in page
    assert "is-late" not in page
    clock.forward(dt.timedelta(hours=3, minutes=30))
    assert "is-near" in agent.get("/desk/enrolments/").content.decode()
    clock.forward(dt.timedelta(hours=1))
    assert "is-late" in agent.get("/desk/enrolments/").content.decode()
    assert agent.get("/desk/").context["work"].late.number == 1


def test_the_queue_is_sorted_by_promise() -> None:
    first = world.submitted()
    clock.forward(dt.timedelta(minutes=5))
    world.submitted(world.person("z@zwanenveld.nl", "Zwaan"), legal_name="Zwanenveld B.V.")
    page = world.browser(world.agent()).get("/desk/enrolments/").content.decode()
    assert page.index(first.company_name) < page.index("Zwanenveld B.V.")


def test_the_queue_is_narrowed_by_its_address() -> None:
    world.submitted()
    world.submitted(world.person("z@gmail.com", "Zwaan"), legal_name="Zwanenveld B.V.")
    agent = world.browser(world.agent())

    def shown(query: str) -> set[str]:
        page = agent.get(f"/desk/enrolments/?{query}").content.decode()
        return {name for name in ("Wilgenhof Studio B.V.", "Zwanenveld B.V.") if name in page}

    assert shown("mark=free-mail") == {"Zwanenveld B.V."}
    assert shown("q=wilgen") == {"Wilgenhof Studio B.V."}
    assert shown("region=japan") == set()
    assert shown("state=asked") == set()
    assert shown("state=nonsense&after=nonsense") == {"Wilgenhof Studio B.V.", "Zwanenveld B.V."}


def test_the_queue_costs_the_same_however_long_it_is(django_assert_max_num_queries: object) -> None:
    world.submitted()
    one = Enrolment.objects.get()
    agent = world.browser(world.agent())
    agent.get("/desk/enrolments/")
    fields = {f.attname: getattr(one, f.attname) for f in Enrolment._meta.concrete_fields}
    for number in range(120):
        copy = fields | {"id": None, "person_id": world.person(f"p{number}@x.nl", "P").pk}
        copy["company_name"] = f"Copy {number:03}"
        copy["promised_at"] = fields["promised_at"] + dt.timedelta(seconds=number + 1)
        Enrolment.objects.create(**copy)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page = agent.get("/desk/enrolments/")
    assert len(page.context["rows"].rows) == 50
    seen = {row.pk for row in page.context["rows"].rows}
    while page.context["rows"].next_query:
        page = agent.get("/desk/enrolments/" + page.context["rows"].next_query)
        more = {row.pk for row in page.context["rows"].rows}
        assert not seen & more
        seen |= more
    assert len(seen) == 121


def test_vera_asks_gerda_answers_just_those_fields_and_it_is_back_in_its_place() -> None:
    enrolment = world.submitted()
    vera, gerda = world.browser(world.vera()), world.browser(world.gerda())
    question = {"fields_asked": ["website"], "question": "Klopt de website?"}
    vera.post(f"/desk/enrolments/{enrolment.pk}/question/", question)
    assert "Klopt de website?" in gerda.get("/enrol/mine/").content.decode()
    clock.forward(dt.timedelta(hours=20))
    link = world.link_in(world.mails_to(ADDRESS)[-1])
    page = gerda.get(link)
    assert list(page.context["form"].fields) == ["website"]
    assert gerda.post(link, {"website": "nix"}).status_code == 422
    gerda.post(link, {"website": "wilgenhof-studio.nl", "legal_name": "Forged"})
    back = Enrolment.objects.get()
    assert (back.state, back.company_name, back.answer("website")) == (
        "submitted", "Wilgenhof Studio B.V.", "wilgenhof-studio.nl",
    )  # fmt: skip
    assert back.promised_at is not None
    assert back.promised_at > clock.now()
    assert gerda.get(link)["Location"] == "/enrol/mine/"  # the link is used up


def test_vera_declines_gerda_reads_why_and_tries_again() -> None:
    enrolment = world.submitted()
    reason = policy(DeclineReasonsPolicy).decline_reasons[2]
    vera, gerda = world.browser(world.vera()), world.browser(world.gerda())
    vera.post(f"/desk/enrolments/{enrolment.pk}/refusal/", {"reason": reason.key, "note": "Bel ons."})
    page = gerda.get("/enrol/mine/").content.decode()
    assert "Bel ons." in page
    assert gerda.get("/enrol/", follow=True).redirect_chain[-1][0].startswith("/enrol/place/")
    assert not Partner.objects.exists()
    assert not Contact.objects.exists()


def test_of_two_agents_one_wins_and_the_other_is_told() -> None:
    enrolment = world.submitted()
    world.browser(world.vera()).post(f"/desk/enrolments/{enrolment.pk}/approval/")
    reason = policy(DeclineReasonsPolicy).decline_reasons[0].key
    answer = world.browser(world.agent()).post(f"/desk/enrolments/{enrolment.pk}/refusal/", {"reason": reason})
    assert answer.status_code in (409, 422)
    assert "goedgekeurd" in answer.content.decode() or "approved" in answer.content.decode()
    assert Enrolment.objects.get().state == "approved"
    assert world.mails_to(ADDRESS)[-1].name == "enrolment_approved"


def test_the_auditor_sees_everything_and_decides_nothing() -> None:
    enrolment = world.submitted()
    auditor = world.browser(world.auditor())
    page = auditor.get(f"/desk/enrolments/{enrolment.pk}/").content.decode()
    assert "Wilgenhof Studio B.V." in page
    assert "approval/" not in page
    for action in ("approval", "refusal", "question"):
        answer = auditor.post(f"/desk/enrolments/{enrolment.pk}/{action}/", {})
        assert answer.status_code == 403
        assert "auditor" in answer.content.decode()
    assert Enrolment.objects.get().state == "submitted"


@pytest.mark.parametrize(
    "path", ["", "enrolments/", "enrolments/{}/", "enrolments/{}/terms/", "partners/", "partners/{}/"]
)
def test_nobody_else_learns_that_the_desk_is_there(path: str) -> None:
    enrolment = world.submitted()
    url = "/desk/" + path.format(world.lindeboom().pk if "partners" in path else enrolment.pk)
    assert world.browser().get(url).status_code == 302
    for who in (world.anna(), world.carla(), world.gerda(), world.dirk()):
        assert world.browser(who).get(url).status_code == 404
    assert world.browser(world.vera()).get(url).status_code == 200


def test_clean_applications_are_let_in_at_once_where_the_programme_says_so() -> None:
    world.published_with(automatic_approval='"clean"')
    gerda = world.browser(world.gerda())
    world.enrol_through_the_pages(gerda)
    world.hand_in_through_the_pages(gerda)
    assert Enrolment.objects.get().state == "approved"
    assert [m.name for m in world.mails_to(ADDRESS)] == ["enrolment_approved"]
    assert world.happened("EnrolmentApproved")[0].actor_kind == "clock"


def test_an_application_with_a_mark_waits_for_a_person_all_the_same() -> None:
    world.published_with(automatic_approval='"clean"')
    world.submitted(world.person("gerda.w@gmail.com", "Gerda"))
    assert Enrolment.objects.get().state == "submitted"
    assert not Partner.objects.exists()


def test_the_applicant_never_sees_the_marks() -> None:
    world.lindeboom()
    world.submitted(legal_name="Lindebom Digitaal B.V.")
    page = world.browser(world.gerda()).get("/enrol/mine/").content.decode()
    assert "Lindeboom" not in page
    mails = "".join(m.text for m in world.mails_to(ADDRESS))
    assert "Lindeboom" not in mails
    desk = world.browser(world.vera()).get(f"/desk/enrolments/{Enrolment.objects.get().pk}/").content.decode()
    assert "Lindeboom Digitaal" in desk
    assert f"/desk/partners/{world.lindeboom().pk}/" in desk
