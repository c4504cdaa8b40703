"""What this module does when a lower one reports something: people who are erased, contacts who leave."""

from __future__ import annotations

from kanaal.cases.actions.keeping import hand_over_cases
from kanaal.cases.conversation import forget_files
from kanaal.cases.models import Attachment, Case, IncomingMail, Message
from kanaal.core.actors import CLOCK
from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.partners.events import ContactDeactivated
from kanaal.partners.models import Contact
from kanaal.people import erasure
from kanaal.people.models import Person


def lock_cases(person: Person) -> None:
    list(Case.objects.select_for_update().filter(asked_by=person).order_by("pk"))


def empty_cases(person: Person, erased: erasure.Erased) -> None:
    """What an erased person wrote and sent goes, the mails it came in, too; that they asked stays (L5)."""
    theirs = Case.objects.filter(asked_by=person)
    theirs.filter(state__in=Case.OPEN).update(state="closed", due_at=None)
    theirs.update(subject="", rating_words="")
    Case.objects.filter(claimed_email__in=erased.addresses).update(claimed_email=erased.address, subject="")
    asked = Message.objects.filter(kind=Message.Kind.ASKER)  # what staff answered others stays theirs
    said = asked.filter(author=person) | asked.filter(claimed_email__in=erased.addresses)
    files = Attachment.objects.filter(message__in=said)
    digests = [digest for digest in files.values_list("digest", flat=True) if digest]
    files.delete()
    forget_files(digests)
    Message.objects.filter(pk__in=list(said.values_list("pk", flat=True))).update(body="", quoted="", bounced="")
    Message.objects.filter(claimed_email__in=erased.addresses).update(claimed_email=erased.address)
    IncomingMail.objects.filter(sender__in=erased.addresses).update(raw=b"", sender=erased.address, message_id="")


erasure.LOCKS.append(lock_cases)
erasure.ERASERS.append(empty_cases)


@on(ContactDeactivated)
def hand_over_of_leaver(fact: ContactDeactivated, event: Event) -> None:
    """A contact leaves, and somebody was named who takes over (P11)."""
    if not fact.handed_to_id:
        return
    contact = Contact.objects.select_related("partner").get(pk=fact.contact_id)
    leaver = Person.objects.get(pk=fact.person_id) if fact.person_id else None
    heir = Person.objects.filter(contacts=fact.handed_to_id).first()
    if leaver is not None and heir is not None:
        hand_over_cases(leaver, heir, partner=contact.partner, by=CLOCK)
