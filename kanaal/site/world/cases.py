"""Cases of the demo: terse questions with screenshots, by page and by mail; one late, one of a stranger."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from PIL import Image, ImageDraw

from kanaal.cases.actions.asking import add_to_case, open_case, rate_case
from kanaal.cases.actions.mail import receive_mail
from kanaal.cases.actions.working import ask_about_case, note_case, solve_case, take_case
from kanaal.cases.incoming.mailbox import Found
from kanaal.cases.incoming.storing import store
from kanaal.cases.models import Case
from kanaal.cases.policy import CategoriesPolicy
from kanaal.cases.sound import Upload
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.people import roles
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.site.world import cast

MAILBOX = "demo"


@dataclass(frozen=True)
class Written:
    """A mail as somebody really writes one: short, without a greeting, with a picture of the screen."""

    number: int
    sender: str
    subject: str
    text: str
    screen: str = ""
    fault: str = ""


MAILS = (
    Written(1, "henrike@nordlicht-softwarehaus.de", "Preisliste", "Hallo, CSV geht nicht auf, siehe Bild. Danke, H.",
            "preisliste.csv", "Fehler 0x80: Spalte 3"),
    Written(2, "planung@waterkant-atelier.example", "Angebot", "Hi, we'd like 40 licences. Who is our reseller? Thx"),
)  # fmt: skip


def build(tell: Callable[[str], object]) -> None:
    """Once: a world that has cases is left as it is."""
    if Case.objects.exists():
        return
    tell("asking the helpdesk")
    anna, bo, carla, ivo = (_acting(key) for key in ("anna", "bo", "carla", "ivo"))
    _new(anna)
    _late(carla)
    _waiting(bo, ivo)
    _in_hand(anna, ivo)
    _solved(bo, ivo)
    for one in MAILS:
        _by_mail(one)


def _new(anna: Actor) -> None:
    text = "Sinds vanmorgen zie ik bij Prijslijsten een leeg scherm. Zie schermafdruk."
    _ask(anna, "Leeg scherm", text, _screen("Prijslijsten", "Geen gegevens"))


def _late(carla: Actor) -> None:
    """One that nobody has answered in time."""
    case = _ask(carla, "Dealregistratie", "Klant wil maandag tekenen. Hoe lang duurt het nog?")
    ago = dt.timedelta(days=6)
    Case.objects.filter(pk=case.pk).update(
        asked_at=case.asked_at - ago, answer_by=case.answer_by - ago, due_at=case.answer_by - ago
    )


def _waiting(bo: Actor, ivo: Actor) -> None:
    case = _ask(bo, "Certificaat kwijt", "Examen gehaald, certificaat zie ik niet.")
    ask_about_case(case, body="Op welk adres deed u het examen, en op welke dag?", by=ivo)


def _in_hand(anna: Actor, ivo: Actor) -> None:
    case = _ask(anna, "Factuuradres", "Ons factuuradres klopt niet meer, zie pdf.", Upload("adres.pdf", b"%PDF-1.4\n"))
    take_case(case, by=ivo)
    note_case(case, body="Vorige maand ook al gewijzigd; eerst de pdf vergelijken.", by=ivo)
    add_to_case(case, body="Vergeten: het gaat om Utrecht, niet om Zwolle.", by=anna)


def _solved(bo: Actor, ivo: Actor) -> None:
    case = _ask(bo, "Inloggen met passkey", "Lukt op de telefoon niet.", _screen("Inloggen", "Passkey onbekend"))
    solve_case(case, body="Maak de passkey eerst op de computer, onder Mijn ID. Daarna werkt de telefoon ook.", by=ivo)
    rate_case(case, rating=5, words="Binnen een uur, top.", by=bo)


def _ask(by: Actor, subject: str, body: str, *files: Upload) -> Case:
    """In the category where mails go: the demo knows no category of the pack by name."""
    category = policy(CategoriesPolicy).case_categories[len(subject) % 4].key
    return open_case(category=category, subject=subject, body=body, files=files, by=by)


def _by_mail(one: Written) -> None:
    """As the mailbox brings it: kept whole, then handled."""
    mail = EmailMessage()
    mail["From"] = one.sender
    mail["To"], mail["Subject"], mail["Message-ID"] = (
        "helpdesk@kanaal.example",
        one.subject,
        f"<{one.number}@mail.example>",
    )
    mail.set_content(one.text)
    if one.screen:
        picture = _screen(one.screen, one.fault)
        mail.add_attachment(picture.data, maintype="image", subtype="png", filename=picture.name)
    raw = mail.as_bytes()
    if kept := store(MAILBOX, Found(1, one.number, raw, len(raw)), lambda pk: None):
        receive_mail(kept)


def _screen(title: str, fault: str) -> Upload:
    """A picture that passes for a screenshot."""
    picture = Image.new("RGB", (900, 420), "#f4f4f6")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 900, 44), fill="#2b3a55")
    pen.text((20, 14), title, fill="white", font_size=18)
    pen.rectangle((250, 140, 650, 290), fill="white", outline="#99a")
    pen.text((280, 170), fault, fill="#a11", font_size=22)
    pen.rectangle((520, 235, 620, 270), fill="#dde")
    pen.text((555, 242), "OK", fill="#222", font_size=18)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return Upload(f"scherm-{clock.today()}.png", out.getvalue(), out.tell())


def _acting(key: str) -> Actor:
    """Somebody of the cast in their first role."""
    person = Person.objects.get(email=cast.person(key).email)
    mine = roles.roles_of(person.pk)
    return Actor("person", person.pk, str(person), person.email, mine[0] if mine else None)
