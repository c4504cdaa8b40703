"""The look and its parts: what a reader sees, what a screen reader hears, what the browser is allowed to do."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import os
import re
import time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import path
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kanaal.core import clock, formats, tables, ui_preview
from kanaal.core.templatetags import ui

CORE = Path(ui.__file__).parent.parent
STATIC = CORE / "static/kanaal"
TEMPLATES = CORE / "templates/ui"


def _nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


POSTS = ("switch-role", "set-language", "set-theme", "sign-out", "stop-viewing-as", "demo-clock")
urlpatterns = [path("parts/", ui_preview.parts), *[path(f"{name}/", _nowhere, name=name) for name in POSTS]]


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


# --- colours


def _linear(colour: str, hue: int) -> tuple[float, float, float]:
    """A token's colour as linear sRGB, cut off at the gamut's edge as browsers do."""
    if colour == "#fff":
        return (1, 1, 1)
    lightness, chroma, angle = re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) (\S+)\)", colour).groups()  # type: ignore[union-attr]
    turned = math.radians(hue if angle == "var(--hue)" else float(angle))
    light, a, b = float(lightness) / 100, float(chroma) * math.cos(turned), float(chroma) * math.sin(turned)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    rgb = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return tuple(min(1.0, max(0.0, c)) for c in rgb)  # type: ignore[return-value]


def _contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    dark, light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other))
    return (light + 0.05) / (dark + 0.05)


TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#fff|oklch\(.*?\)+), (oklch\(.*?\)+)\);", (STATIC / "kanaal.css").read_text()
    )
}
READABLE = [
    *[(text, ground) for text in ("text", "muted", "brand-text") for ground in ("bg", "surface", "raise")],
    *[(tone, ground) for tone in ("ok", "warn", "bad", "info") for ground in ("surface", "raise")],
    ("brand-ink", "brand"),
    ("brand-text", "brand-soft"),
    ("muted", "brand-soft"),
]


@pytest.mark.parametrize(("text", "ground"), READABLE)
def test_every_hue_keeps_words_readable_in_light_and_dark(text: str, ground: str):
    for hue in range(0, 360, 15):
        for theme in (0, 1):
            found = _contrast(_linear(TOKENS[text][theme], hue), _linear(TOKENS[ground][theme], hue))
            assert found >= 4.5, f"{text} on {ground}, hue {hue}, {('light', 'dark')[theme]}: {found:.2f}"


def test_the_edge_of_an_input_can_be_seen():
    for hue in range(0, 360, 15):
        for theme in (0, 1):
            assert _contrast(_linear(TOKENS["edge"][theme], hue), _linear(TOKENS["surface"][theme], hue)) >= 3


def test_every_hue_of_a_vendor_has_its_rule():
    assert set(re.findall(r'data-hue="(\d+)"\] { --hue: \1; }', (STATIC / "hues.css").read_text())) == {
        str(hue) for hue in range(360)
    }


# --- what the browser may do


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*.html")), ids=lambda f: f.name)
def test_no_template_needs_an_inline_style_or_script(file: Path):
    if file.name == "mail.html":
        return  # a mail has no other way
    source = file.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", source)


def test_what_we_took_from_others_is_what_the_list_says():
    listed = re.findall(r"^(\S+)\n(?:  .*\n)*?  sha256   (\w+)", (STATIC / "vendor/VENDOR.txt").read_text(), re.M)
    assert len(listed) == 3
    for name, digest in listed:
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest, name


# --- parts


def test_an_icon_is_inline_and_silent():
    assert render('{% icon "house" %}').startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path')


def test_an_unknown_icon_is_found_out_in_development(settings):
    assert "<circle" in render('{% icon "no-such" %}')
    settings.DEBUG = True
    with pytest.raises(LookupError, match="no-such"):
        render('{% icon "no-such" %}')


def test_initials_come_from_first_and_last_word():
    assert ">AV<" in render('{% avatar "Anna de Visser" %}')
    assert ">N<" in render('{% avatar "nordlicht" %}')
    assert ">?<" in render("{% avatar empty %}", empty="")


def test_what_people_typed_stays_words():
    page = render(
        '{% badge "ok" name %}{% card name %}x{% endcard %}{% note "warn" name %}x{% endnote %}{% copy name %}'
        '{% kpi name name %}{% empty name %}{% facts rows %}{% sheet name %}x{% endsheet %}',
        name="<b>Maasveld</b>", rows=[("<b>a</b>", "<b>c</b>")],
    )  # fmt: skip
    assert "<b>" not in page


class Contact(forms.Form):
    email = forms.EmailField(label="E-mail address", help_text="The one you sign in with.")
    kind = forms.ChoiceField(label="Kind", choices=[("p", "Primary"), ("o", "Other")], widget=forms.RadioSelect)
    active = forms.BooleanField(label="Active")


def test_a_field_is_bound_to_its_label_its_help_and_its_fault():
    page = render("{% fields form %}", form=Contact({"email": "nobody"}))
    assert '<label for="id_email">' in page
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert 'id="id_email_helptext"' in page
    assert 'id="id_email_error"' in page
    assert 'href="#id_email"' in page, "the list of faults leads to the field"


def test_choices_stand_in_a_group_with_a_name():
    page = render("{% field form.kind cards=True %}", form=Contact())
    assert re.search(r"<fieldset.*<legend>Kind.*is-cards.*</fieldset>", page, re.S)


def test_a_decision_tells_first_what_is_missing_and_the_way_out():
    page = render("{% decision refused %}", refused=ui_preview.refused())
    assert page.index("does not open it") < page.index("your membership is in force")
    assert "3 of 5 conditions met" in page
    assert page.count("Not yet:") == 2
    assert page.count("Met:") == 3
    assert "Ask Anna for a seat" in page


def test_a_link_that_is_open_is_a_link():
    page = render('{% locked_link "Register" granted url="/deals/" kind="primary" %}', granted=ui_preview.granted())
    assert page.strip() == '<a class="btn primary" href="/deals/">Register</a>'


def test_a_link_that_is_locked_says_why_without_javascript():
    page = render('{% locked_link "Register" refused url="/deals/" %}', refused=ui_preview.refused())
    assert "/deals/" not in page
    target = re.search(r'popovertarget="([^"]+)"', page)
    assert target
    assert f'id="{target[1]}" popover' in page
    assert "you hold no sales seat" in page


def test_a_chart_can_be_read_as_a_table():
    page = render('{% line months "Sales" %}', months=ui_preview.MONTHS)
    assert page.count('<th scope="row">') == 12
    assert "184,000" in page


def test_a_curve_of_less_than_two_points_is_none():
    assert "polyline" not in render(
        '{% line months "Sales" %}{% kpi "Won" 3 points=one %}', months=[("Jan", 3)], one=[1]
    )


@pytest.mark.parametrize(
    ("passed", "said", "state"),
    [
        (dt.timedelta(minutes=7), "7 min", ""),
        (dt.timedelta(hours=3, minutes=10), "3 h 10 min", "is-near"),
        (dt.timedelta(days=2, hours=5), "2 d 5 h", "is-late"),
    ],
)
def test_waiting_is_said_against_what_was_promised(passed: dt.timedelta, said: str, state: str):
    page = tables.waited(clock.now() - passed, dt.timedelta(hours=4))
    assert f">{said}</time>" in page
    assert f'class="wait {state}"' in page
    assert ("late</span>" in page) == (state == "is-late"), "lateness is said, not only coloured"


# --- tables


def _orders(**more: object) -> tables.Table:
    rows = [
        Thing(pk=7, account=Thing(name="<i>Bureau</i>", town=None), value=Decimal("1412.60"), state="won", day=None)
    ]
    columns = [
        tables.link("Account", "account.name", to="/accounts/{}/", under="account.town", sort="account"),
        tables.money("Value", "value", currency="EUR", sort="value"),
        tables.badge("State", "state", {"won": ("ok", "Won")}),
        tables.date("Day", "day"),
    ]
    return tables.Table(**{"columns": columns, "rows": rows, "caption": "Orders"} | more)  # type: ignore[arg-type]


def test_a_table_escapes_what_comes_from_a_row():
    page = _orders().html()
    assert '<a href="/accounts/7/">&lt;i&gt;Bureau&lt;/i&gt;</a>' in page
    assert "€1,412.60" in page
    assert '<span class="badge is-ok">Won</span>' in page


def test_sorting_keeps_the_filters_and_begins_at_the_first_page():
    page = _orders(sort="value").html(QueryDict("q=bureau&after=x"))
    assert 'aria-sort="ascending"><a href="?q=bureau&amp;sort=-value">Value</a>' in page
    assert '<a href="?q=bureau&amp;sort=account">' in page


def test_an_empty_table_says_so():
    assert "No orders yet." in _orders(rows=[], empty="No orders yet.").html()
    assert "<table" not in _orders(rows=[]).html()


def test_rows_can_be_mappings_and_methods_are_called():
    read = tables.reader("owner.get_name")
    assert read({"owner": Thing(get_name=lambda: "Anna")}) == "Anna"
    assert read({"owner": None}) is None


@pytest.mark.parametrize("language", ["en", "nl", "de", "fr", "hi"])
@given(amount=st.decimals(-(10**12), 10**12, places=2), count=st.integers(-(10**9), 10**12))
def test_a_table_writes_amounts_as_the_locale_does(language: str, amount: Decimal, count: int):
    with translation.override(language):
        euro = tables.money("", "a", currency="EUR").prepare()
        yen = tables.money("", "n", currency="JPY").prepare()
        number = tables.number("", "n").prepare()
        assert euro({"a": amount}) == formats.money(amount, "EUR")
        assert yen({"n": count}) == formats.money(Decimal(count), "JPY")
        assert number({"n": count}) == formats.number(count)


def test_fifty_rows_are_made_in_a_moment():
    row = Thing(
        pk=1,
        account=Thing(name="Gemeente Vechtdal", town="Ommen"),
        value=Decimal("86500.50"),
        state="won",
        day=dt.date(2026, 11, 24),
    )
    table = _orders(rows=[row] * 50)
    table.html()
    best = min(_seconds(table) for _ in range(10))
    assert best < 0.003


def _seconds(table: tables.Table) -> float:
    start = time.perf_counter()
    table.html()
    return time.perf_counter() - start


# --- everything on one page


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("look", ui_preview.LOOKS)
def test_every_layout_stands(look: str, language: str, rf: RequestFactory):
    with translation.override(language):
        response = ui_preview.parts(rf.get("/parts/", {"look": look, "hue": "150", "theme": "dark"}))
    page = response.content.decode()
    assert f'<html lang="{language}" data-theme="dark" data-hue="150">' in page
    assert page.count("<h1>") == 1
    assert page.count("<main") == 1
    assert 'href="#main"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_preview_is_not_for_visitors(settings, rf: RequestFactory):
    from django.http import Http404

    settings.TESTING = False
    with pytest.raises(Http404):
        ui_preview.parts(rf.get("/parts/"))


CHROMIUM = os.environ.get("KANAAL_CHROMIUM") or ("/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else "")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium here")
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, width: int, live_server, monkeypatch):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs a loop; the test itself waits for it
    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=QUIET.split()) as browser:
        page = browser.new_page(viewport={"width": width, "height": 900})
        for look in ui_preview.LOOKS:
            page.goto(f"{live_server.url}/parts/?look={look}&theme={theme}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{look} is wider than the screen"
            found = Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], look
