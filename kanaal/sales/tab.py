"""*The opportunity tab is missing* (D2): whether the primary contact sees it, and a case that says all we know."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.cases.links import new_case
from kanaal.core import formats
from kanaal.core.actors import Actor, Role
from kanaal.core.decisions import Decision
from kanaal.core.texts import Text, name, say
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import contact_of, primary_of
from kanaal.sales import permissions
from kanaal.sales.shown import CASE_CATEGORY


def beside(actor: Actor, partner: Partner) -> Iterable[Text]:
    """Does the primary contact see the tab? If so it is the asker's own seat or registration; if not, the company."""
    primary, mine = primary_of(partner), contact_of(actor, partner)
    if primary is None or mine is None or primary.pk == mine.pk or primary.person is None:
        return
    who = name(str(primary))
    if permissions.enter_sales.allows(_as(primary), partner):
        yield say(
            _("%(name)s, your primary contact, sees the tab: it is about your own seat or registration."), name=who
        )
    else:
        yield say(_("%(name)s, your primary contact, doesn't see the tab."), name=who)


def _as(contact: Contact) -> Actor:
    return Actor("person", contact.person_id, str(contact), contact.email, Role("contact", contact.pk))


def case_about_tab(actor: Actor, partner: Partner | None, decision: Decision) -> str:
    """A case with the ID filled in, what was found, and the wish for a screenshot."""
    lines = [formats.labelled(gettext("ID"), actor.email)]
    if partner is not None:
        lines.append(formats.labelled(gettext("Membership ID"), partner.number))
        lines += [str(one) for one in beside(actor, partner)]
    lines += [f"- {finding.says}" for finding in decision.findings]
    lines.append(gettext("Please add a screenshot of the whole window, so that we see what you see."))
    return new_case(CASE_CATEGORY, gettext("The opportunity tab is missing"), "\n".join([*lines, "", ""]))
