"""Mails as rows: written in the transaction of the change, sent after commit, at least once and never lost (L3).

A mail's words are a template `mails/NAME.txt` of its module: the first line is the subject, the rest is light
Markdown (paragraphs, lists, bold, links). A programme pack may bring its own wording; it registers through `WORDING`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.utils import translation

from kanaal.core import clock, markdown
from kanaal.core.models import Mail
from kanaal.core.texts import shown

Wording = Callable[[str, str], str | None]
"""Asked for (mail's name, language): the template's text, or None where the pack has no words of its own."""

WORDING: list[Wording] = []


def post(
    name: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    person_id: int | None = None,
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """Promise a mail. `name` is the action's own word (`contact_invited`), `to` an address, `language` a code of L1.

    Links in `context` are absolute (`core.links.absolute`). `reply_to` and `headers` (References, …) are ours, one line
    each; nothing that people typed goes there. Must be called inside the transaction of the change.
    """
    with translation.override(language):
        subject, body = _words(name, language, {**context, "site_url": settings.KANAAL_URL})
        html = get_template("ui/mail.html").render({"subject": subject, "body": markdown.to_html(body)})
    mail = Mail.objects.create(
        name=name,
        to=to,
        person_id=person_id,
        language=language,
        subject=subject,
        text=markdown.to_plain(body),
        html=html,
        message_id=f"<{uuid.uuid4()}@{settings.KANAAL_MAIL_DOMAIN}>",
        reply_to=reply_to,
        headers=dict(headers or {}),
        written_at=clock.now(),
    )
    from kanaal.core.tasks import deliver_mail  # noqa: PLC0415 - the task reads what this file writes

    deliver_mail.enqueue(mail.pk)
    return mail


def _words(name: str, language: str, context: Mapping[str, Any]) -> tuple[str, str]:
    engine = engines["mail"]
    source = next((text for ask in WORDING if (text := ask(name, language))), None)
    template = engine.get_template(f"mails/{name}.txt") if source is None else engine.from_string(source)
    rendered = template.render({key: _quoted(key, value) for key, value in context.items()})
    subject, _, body = str(rendered).strip().partition("\n")
    return markdown.to_plain(subject.strip()), body.strip()


def _quoted(key: str, value: Any) -> Any:
    """What people typed must stay words: a company called `[click](http://…)` may not become a link."""
    if value is None or isinstance(value, bool) or key.endswith("url"):
        return value
    if isinstance(value, list | tuple):
        return [_quoted(key, v) for v in value]
    if type(value) is dict:  # the pack's words in their languages are a dict, too, and are one text
        return {name: _quoted(name, v) for name, v in value.items()}
    return markdown.quote(shown(value))
