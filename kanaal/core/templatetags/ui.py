"""The parts that pages are built from: `{% load ui %}`. Shown together on the preview page, described in
docs/how-to/build-a-page.md. A part takes plain values and knows no business noun.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.numbers import format_compact_decimal
from django import forms, template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from kanaal.core import formats, tables
from kanaal.core.answers import answer_to_decision

register = template.Library()

Context = dict[str, Any]
Point = Sequence[Any]
"""(label, value) or (label, value, text): the text says the value where the bare number would not."""

SPRITE = Path(__file__).resolve().parent.parent / "static/kanaal/vendor/lucide.svg"
TONES = {"success": "ok", "warning": "warn", "error": "bad", "info": "info", "debug": "neutral"}
TONE_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert", "info": "info", "neutral": "info"}


# --- small things


@cache
def icons() -> Mapping[str, SafeString]:
    """Every icon of the sprite, as inline SVG; read once."""
    found = re.findall(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', SPRITE.read_text())
    around = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>'
    return {name: mark_safe(around.format(shape)) for name, shape in found}  # noqa: S308  our own file


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "house" %}`. An unknown name is a fault that shows in development and is a ring in production."""
    if settings.DEBUG and name not in icons():
        raise LookupError(
            f"There is no icon {name!r} in {SPRITE.name}; docs/how-to/build-a-page.md says how to add one."
        )
    return icons().get(name) or icons()["circle"]


@register.simple_tag
def badge(tone: str, text: object) -> SafeString:
    """`{% badge "ok" "Approved" %}`; tone is ok, warn, bad, info or neutral."""
    return format_html('<span class="badge is-{}">{}</span>', tone, text)


@register.simple_tag
def avatar(name: object) -> SafeString:
    """A person's or company's initials. Decoration: the name itself must stand beside it."""
    words = [w for w in str(name).split() if w[0].isalnum()] or ["?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return format_html('<span class="avatar" aria-hidden="true">{}</span>', letters.upper())


@register.simple_tag
def waiting(since: Any, promise: Any = None) -> SafeString:
    """`{% waiting case.opened_at promise %}`: how long already, counting on while the page is open."""
    return tables.waited(since, promise)


@register.simple_tag
def script_words() -> SafeString:
    """The few words that kanaal.js needs, in the reader's language, as attributes of its script element."""
    words = {**tables.wait_words(), "copied": gettext("Copied")}
    return mark_safe(" ".join(format_html('data-{}="{}"', k, w) for k, w in words.items()))  # noqa: S308  formatted


register.filter("day", formats.date)
register.filter("moment", formats.moment)
register.filter("number", formats.number)
register.filter("money", formats.money)
register.filter("country", formats.country)


@register.filter
def tone(level: str) -> str:
    """The tone of a message's level: `{% note message.level_tag|tone %}`."""
    return TONES.get(level, "info")


@register.inclusion_tag("ui/copy.html")
def copy(text: object) -> Context:
    """A number or address that people take elsewhere, with a button that copies it."""
    return {"text": text}


# --- forms


@register.inclusion_tag("ui/field.html")
def field(field: forms.BoundField, cards: bool = False, prefix: str = "") -> Context:
    """One field with label, help and faults. `cards` shows choices as cards, `prefix` puts a sign before the input."""
    widget = field.field.widget
    kind = "input"
    if isinstance(widget, forms.CheckboxInput):
        kind = "tick"
    elif isinstance(widget, forms.RadioSelect):
        kind = "choices"
    elif widget.use_fieldset:
        kind = "group"
    return {"field": field, "kind": kind, "cards": cards, "prefix": prefix}


@register.inclusion_tag("ui/fields.html")
def fields(form: forms.BaseForm) -> Context:
    """All fields of a form: first what is wrong with it, then field by field."""
    faulty = [f for f in form.visible_fields() if f.errors]
    return {"form": form, "faulty": faulty}


@register.inclusion_tag("ui/filters.html", takes_context=True)
def filters(context: template.Context, form: forms.BaseForm, button: object = "") -> Context:
    """A row of fields that narrows a list, kept in the URL. The first gets the most room: let it be the search."""
    request = context.get("request")
    chosen = any(request.GET.get(f.html_name) for f in form) if request else False
    return {"form": form, "path": request.path if request else "", "chosen": chosen, "button": button}


# --- containers, with content between the tags


@register.simple_block_tag
def card(
    content: str,
    title: object = "",
    icon: str = "",
    link: str = "",
    link_label: object = "",
    flush: bool = False,
    level: int = 2,
) -> SafeString:
    """`{% card "Orders" %}…{% endcard %}`; `flush` lets a table or tabs reach the edges."""
    return _render(
        "card", content=content, title=title, icon=icon, link=link, link_label=link_label, flush=flush, level=level
    )


@register.simple_block_tag
def note(content: str, tone: str = "info", title: object = "") -> SafeString:
    """`{% note "warn" %}<p>…</p>{% endnote %}`: something to know before one goes on."""
    return _render("note", content=content, tone=tone, title=title, icon=TONE_ICONS[tone])


@register.simple_block_tag
def sheet(content: str, label: object, title: object = "", kind: str = "", icon: str = "") -> SafeString:
    """A button that opens a floating sheet with the content; the browser does it, no script."""
    return _render(
        "sheet", content=content, label=label, title=title or label, kind=kind, icon=icon, id=_unique("sheet")
    )


# --- figures


@register.inclusion_tag("ui/kpi.html")
def kpi(
    label: object,
    value: object,
    delta: object = "",
    tone: str = "neutral",
    points: Iterable[float] = (),
    hint: object = "",
    url: str = "",
) -> Context:
    """One figure. `delta` is what changed, `points` a sparkline, `hint` one line below, `url` where it leads."""
    return {
        "label": label,
        "value": value,
        "delta": delta,
        "tone": tone,
        "hint": hint,
        "url": url,
        "spark": _curve(list(points)),
    }


@register.inclusion_tag("ui/meter.html")
def meter(value: Decimal | int, top: Decimal | int, label: object = "", text: object = "", tone: str = "") -> Context:
    """`{% meter 87 100 "Units sold this year" %}`: how far on the way. `text` replaces "87 of 100"."""
    width = 100 * min(1, max(0, float(value) / float(top))) if top else 0
    said = {"value": formats.number(value), "top": formats.number(top)}
    return {**said, "label": label, "text": text, "tone": tone, "width": f"{width:.1f}%"}


@register.inclusion_tag("ui/bars.html")
def bars(points: Iterable[Point], caption: object, heading: object = "", tone: str = "") -> Context:
    """Amounts side by side. A real table with a bar in each row, so there is nothing to explain twice."""
    rows = [(p[0], p[1], _said(p)) for p in points]
    top = max((value for _, value, _ in rows), default=0) or 1
    lengths = [{"label": label, "text": text, "width": f"{100 * value / top:.1f}%"} for label, value, text in rows]
    return {"rows": lengths, "caption": caption, "heading": heading, "tone": tone}


@register.inclusion_tag("ui/line.html")
def line(points: Iterable[Point], caption: object, heading: object = "") -> Context:
    """Amounts over time, with the same as a table beneath."""
    rows = [(p[0], float(p[1]), _said(p)) for p in points]
    top = _round_up(max((value for _, value, _ in rows), default=0))
    return {
        "rows": [{"label": label, "text": text} for label, _, text in rows],
        "curve": _curve([value for _, value, _ in rows], low=0, high=top),
        "ticks": [_short(top), _short(top / 2), _short(0)],
        "caption": caption,
        "heading": heading,
    }


def _said(point: Point) -> object:
    return point[2] if len(point) > 2 else formats.number(point[1])


def _short(value: float) -> str:
    return str(format_compact_decimal(value, locale=formats.locale_of(get_language() or "en"), fraction_digits=1))


def _round_up(value: float) -> float:
    """The next number that reads well on an axis: 1, 2, 2.5, 4, 5 or 8 times a power of ten."""
    if value <= 0:
        return 1
    power = 10.0 ** (len(str(int(value))) - 1)
    return next(n * power for n in (1, 2, 2.5, 4, 5, 8, 10) if n * power >= value)


def _curve(values: list[float], low: float | None = None, high: float | None = None) -> Context | None:
    """A curve in a box of 100 × 100 that is stretched to its place: the line, the area under it, the last point."""
    if len(values) < 2:
        return None
    low, high = min(values) if low is None else low, max(values) if high is None else high
    span, step = (high - low) or 1, 100 / (len(values) - 1)
    spots = [f"{i * step:.2f},{96 - 92 * (v - low) / span:.2f}" for i, v in enumerate(values)]
    return {"line": " ".join(spots), "area": f"0,96 {' '.join(spots)} 100,96", "last": spots[-1].replace(",", " ")}


# --- what this house says


@register.inclusion_tag("ui/decision.html")
def decision(decision: Any, level: int = 3, plain: bool = False, answer: bool = True) -> Context:
    """A Decision: yes or no, then what stands in the way with the way out, then what is all right already. Below a no
    stands the article that answers it (H4), but where `answer` is off: in that article itself.
    """
    findings = list(decision.findings)
    failing = tuple(f.key for f in findings if not f.met)
    met = [f for f in findings if f.met]
    return {
        "decision": decision,
        "findings": sorted(findings, key=lambda f: bool(f.met)),
        "met": len(met),
        "total": len(findings),
        "level": level,
        "plain": plain,
        "answer": answer_to_decision(decision.permission, failing) if answer else None,
    }


@register.inclusion_tag("ui/locked_link.html")
def locked_link(label: object, decision: Any, url: str = "", kind: str = "", icon: str = "") -> Context:
    """A link that is open when the decision says so; else greyed, and it says why when it is pressed."""
    return {"label": label, "decision": decision, "url": url, "kind": kind, "icon": icon, "id": _unique("why")}


@register.inclusion_tag("ui/steps_next.html")
def steps_next(steps: Iterable[Any], level: int = 3) -> Context:
    """What to do next: cards of `.title .text .url .button` and, if wished, `.icon .tone`."""
    return {"steps": steps, "level": level}


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: Iterable[Any]) -> Context:
    """What happened, newest first: `.at .title .who .detail .icon .tone .receipt_url`."""
    return {"entries": entries}


@register.inclusion_tag("ui/stepper.html")
def stepper(steps: Iterable[Any]) -> Context:
    """Where one is in a wizard: `.label`, `.state` (done, current, coming) and `.url` of those one can go back to."""
    return {"steps": list(steps)}


@register.inclusion_tag("ui/empty.html")
def empty(title: object, text: object = "", icon: str = "inbox", url: str = "", action: object = "") -> Context:
    """Nothing here: say what would be here, and how to get the first one."""
    return {"title": title, "text": text, "icon": icon, "url": url, "action": action}


# --- lists


@register.simple_tag(takes_context=True)
def table(context: template.Context, table: tables.Table) -> SafeString:
    """`{% table orders %}`: see `kanaal.core.tables`."""
    request = context.get("request")
    return table.html(request.GET if request else None)


@register.inclusion_tag("ui/facts.html")
def facts(rows: Iterable[tuple[object, object]]) -> Context:
    """Labels and values of one thing; an empty value is shown as a dash."""
    return {"rows": rows}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Any], label: object = "") -> Context:
    """Views of one place: `.label .url .current .count`."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/pager.html")
def pager(prev: str = "", next: str = "", text: object = "") -> Context:
    """Onwards and back through a list; both are links made by keyset paging."""
    return {"prev": prev, "next": next, "text": text}


def _render(part: str, **context: Any) -> SafeString:
    return render_to_string(f"ui/{part}.html", context)


def _unique(stem: str) -> str:
    """An id that no other part on the page has, not even one that htmx brings later."""
    return f"{stem}-{secrets.token_hex(4)}"
