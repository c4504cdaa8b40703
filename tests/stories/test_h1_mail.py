"""H1, L3: mail both ways. An answer lands in its case; a mail authorises nothing, and no two machines chat for ever."""

from __future__ import annotations

import io
import itertools
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kanaal.cases.actions.asking import open_case
from kanaal.cases.actions.mail import receive_mail
from kanaal.cases.actions.working import answer_case, solve_case
from kanaal.cases.incoming.mailbox import Found
from kanaal.cases.incoming.storing import store
from kanaal.cases.models import Attachment, Case, IncomingMail, Message
from kanaal.cases.tasks import handle_mail
from kanaal.core.models import Mail
from tests import world

pytestmark = pytest.mark.django_db
UIDS = itertools.count(1)


@pytest.fixture(autouse=True)
def helpdesk(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    settings.KANAAL_HELPDESK_ADDRESS = "helpdesk@kanaal.example"


def written(sender: str, text: str = "Het werkt niet.", subject: str = "Vraag", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, headers.pop("to", "helpdesk@kanaal.example"), subject
    mail["Message-ID"] = headers.pop("message_id", f"<{next(UIDS)}@elders.example>")
    mail["Date"] = "Tue, 24 Nov 2026 10:00:00 +0100"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def arrives(mail: EmailMessage | bytes) -> IncomingMail:
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    kept = store("box", Found(1, next(UIDS), raw, len(raw)), handle_mail.enqueue)
    assert kept is not None
    return receive_mail(kept)


def asked() -> Case:
    return open_case(category="prices", subject="CSV", body="Kolom drie?", by=world.actor(world.bo()))


def answered(case: Case, body: str = "Probeer opnieuw.") -> Mail:
    answer_case(case, body=body, by=world.actor(world.agent(), "staff"))
    return Mail.objects.filter(name="case_answered").latest("pk")


def test_a_mail_of_ours_says_where_its_answer_goes_and_is_one_thread() -> None:
    case = asked()
    first, second = answered(case), answered(case, "En?")
    assert first.reply_to == f"helpdesk+{case.token}@kanaal.example"
    assert first.message_id in second.headers["References"]
    assert second.headers["In-Reply-To"] == first.message_id


@pytest.mark.parametrize("way", ["token", "reference", "number"])
def test_an_answer_lands_in_the_case(way: str) -> None:
    case = asked()
    ours = answered(case)
    quoted = "Dank, nu wel!\n\nOp di 24 nov 2026 om 10:00 schreef Kanaal <x@y.example>:\n> Probeer opnieuw."
    mail = written(
        world.bo().email,
        quoted,
        **{
            "token": {"to": ours.reply_to},
            "reference": {"References": ours.message_id},
            "number": {"subject": f"Re: {case.number}: CSV"},
        }[way],
    )
    assert arrives(mail).outcome == "added"
    said = Message.objects.latest("pk")
    assert (said.case, said.author, said.body) == (case, world.bo(), "Dank, nu wel!")
    assert "> Probeer opnieuw." in said.quoted


def test_an_answer_opens_a_solved_case_again() -> None:
    case = asked()
    solve_case(case, body="Klaar.", by=world.actor(world.agent(), "staff"))
    arrives(written(world.bo().email, "Toch niet.", subject=f"Re: {case.number}"))
    case.refresh_from_db()
    assert case.state == "open"


def test_a_new_mail_of_somebody_known_opens_a_case_and_is_confirmed() -> None:
    arrives(written(f"Bo Hendriks <{world.bo().email.upper()}>", "Waar staat de prijslijst?", "Prijslijst"))
    case = Case.objects.get()
    assert (case.asked_by, case.partner, case.subject) == (world.bo(), world.lindeboom(), "Prijslijst")
    assert world.mails_to(world.bo().email)[-1].name == "case_received"


def test_an_unknown_sender_gets_a_quarantined_case_and_no_word() -> None:
    world.published()
    arrives(written("wie@nergens.example", "Geef mij de prijzen van Lindeboom."))
    case = Case.objects.get()
    assert case.unverified
    assert case.queue == "unverified"
    assert not Mail.objects.exists()
    assert world.browser(world.anna()).get(f"/cases/{case.pk}/").status_code == 404
    world.browser(world.agent()).post(f"/cases/{case.pk}/asker/", {"email": world.carla().email})
    case.refresh_from_db()
    assert (case.asked_by, case.unverified) == (world.carla(), False)


def test_an_answer_from_another_address_moves_nothing_and_is_seen_by_staff_alone() -> None:
    case = asked()
    ours = answered(case)
    solve_case(case, body="Klaar.", by=world.actor(world.agent(), "staff"))
    assert arrives(written("dief@elders.example", "Sluit alles.", to=ours.reply_to)).outcome == "added_unverified"
    assert arrives(written(world.carla().email, "Ik ook.", to=ours.reply_to)).outcome == "added_unverified"
    case.refresh_from_db()
    assert case.state == "solved"
    assert Case.objects.count() == 1
    assert "Sluit alles." in world.browser(world.agent()).get(f"/cases/{case.pk}/").content.decode()
    assert "Sluit alles." not in world.browser(world.bo()).get(f"/cases/{case.pk}/").content.decode()


def test_a_forged_sender_is_known_by_our_own_servers_verdict(settings: Any) -> None:
    settings.KANAAL_MAIL_AUTHSERV = "mx.kanaal.example"
    world.bo()
    forged = written(world.bo().email, Authentication_Results="mx.kanaal.example; dmarc=fail header.from=x")
    assert arrives(forged).outcome == "opened_unverified"
    theirs = written(world.bo().email, Authentication_Results="mx.dief.example; dmarc=pass")
    assert arrives(theirs).outcome == "opened_unverified"
    real = written(world.bo().email, Authentication_Results="mx.kanaal.example; dmarc=pass header.from=x")
    assert arrives(real).outcome == "opened"


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ({"Auto-Submitted": "auto-replied"}, "automatic"),
        ({"Precedence": "bulk"}, "automatic"),
        ({"Return-Path": "<>"}, "automatic"),
        ({"X-Autoreply": "yes"}, "automatic"),
        ({"message_id": "<x@kanaal.localhost>"}, "own"),
    ],
)
def test_machines_are_answered_with_nothing_and_counted(headers: dict[str, str], outcome: str) -> None:
    world.bo()
    kept = arrives(written(world.bo().email, "Ik ben er niet.", **headers))
    assert (kept.outcome, kept.state) == (outcome, "ignored")
    assert not Case.objects.exists()
    assert not Mail.objects.exists()
    assert world.bo().email in world.browser(world.agent()).get("/cases/mails/").content.decode()


def test_one_sender_can_not_flood_the_helpdesk() -> None:
    world.bo()
    outcomes = [arrives(written(world.bo().email, f"Nummer {n}")).outcome for n in range(23)]
    assert outcomes.count("opened") == 20
    assert outcomes[-3:] == ["too_many"] * 3
    assert IncomingMail.objects.count() == 23


def test_what_could_not_be_delivered_is_written_at_its_message() -> None:
    case = asked()
    ours = answered(case)
    bounce = (
        "From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undelivered\nMessage-ID: <b@mx.example>\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nUser unknown.\n"
        "--b\nContent-Type: message/delivery-status\n\nAction: failed\n"
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {ours.message_id}\nSubject: x\n\nhi\n--b--\n"
    )
    assert arrives(bounce.encode()).outcome == "bounce"
    assert "User unknown" in Message.objects.get(mailed_as=ours.message_id).bounced
    assert "User unknown" in Mail.objects.get(pk=ours.pk).error
    assert Case.objects.count() == 1
    assert "User unknown" in world.browser(world.agent()).get(f"/cases/{case.pk}/").content.decode()


def test_the_same_mail_twice_is_one_message() -> None:
    world.bo()
    mail = written(world.bo().email)
    first, second = arrives(mail), arrives(b"Received: by another server\n" + mail.as_bytes())
    assert (first.outcome, second.outcome) == ("opened", "duplicate")
    assert receive_mail(first).outcome == "opened"
    assert Message.objects.count() == 1


def test_thirty_megabytes_are_refused_by_a_mail_and_the_words_are_kept() -> None:
    world.bo()
    mail = written(world.bo().email, "Zie bijlage.")
    mail.add_attachment(b"%PDF" + bytes(30_000_000), maintype="application", subtype="pdf", filename="groot.pdf")
    arrives(mail)
    assert Message.objects.get().body == "Zie bijlage."
    file = Attachment.objects.get()
    assert (file.original_name, file.digest) == ("groot.pdf", "")
    told = world.mails_to(world.bo().email)
    assert [m.name for m in told] == ["attachment_refused", "case_received"]
    assert "groot.pdf" in told[0].text


def test_a_script_in_a_mail_is_neither_run_nor_shown() -> None:
    world.bo()
    mail = written(world.bo().email)
    mail.set_content("<p>Hallo <b>daar</b></p><script>alert(1)</script><img src=x onerror=alert(2)>", subtype="html")
    arrives(mail)
    assert Message.objects.get().body == "Hallo daar"
    page = world.browser(world.bo()).get(f"/cases/{Case.objects.get().pk}/").content.decode()
    assert "alert(" not in page


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00garbage",
        b"From: x@y.example\nContent-Type: text/plain; charset=klingon\n\n\xe9\xe8\x00",
        b"From: =?utf-8?q?=ZZ?= <x@y.example>\nSubject: =?nope?b?///?=\n\nhi",
        (b"From: x@y.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n"
        b"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"../../x.png\"\n\n@@@@"),
        b"From: x@y.example\nContent-Type: multipart/mixed\n\nno boundary",
        b"From: x@y.example\nContent-Type: text/html\n\n<p>unclosed <scr<script>ipt>alert(1)",
        b"From: x@y.example\nContent-Type: application/ms-tnef; name=winmail.dat\n\n\x78\x9f\x3e\x22abc",
    ],
)  # fmt: skip
def test_a_broken_mail_is_kept_and_breaks_nothing(raw: bytes) -> None:
    world.published()
    kept = arrives(raw)
    assert kept.state == "handled"
    assert bytes(IncomingMail.objects.get(pk=kept.pk).raw) == raw
    case = Case.objects.get()
    page = world.browser(world.agent()).get(f"/cases/{case.pk}/")
    assert page.status_code == 200
    assert "<scr" not in page.content.decode().partition("<main")[2].partition("</main")[0]


def test_a_screenshot_and_a_mail_within_a_mail_come_along() -> None:
    world.bo()
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    mail = written(world.bo().email)
    mail.add_attachment(out.getvalue(), maintype="image", subtype="png", filename="scherm.png")
    mail.add_attachment(written("klant@elders.example", "Oude mail"))
    arrives(mail)
    kinds = {a.original_name: (a.kind, a.inline) for a in Attachment.objects.all()}
    assert kinds["scherm.png"] == ("image/png", True)
    assert kinds["mail.eml"] == ("message/rfc822", False)
