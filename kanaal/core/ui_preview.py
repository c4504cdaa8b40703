"""Every part on one page, with content from the demo's world: for people and for tests to look at. Development only."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kanaal.core import clock, tables
from kanaal.core.decisions import Decision, met, unmet
from kanaal.core.texts import name, say

LOOKS = ("app", "public", "narrow")


def parts(request: HttpRequest) -> HttpResponse:
    """`?look=app`, `public` or `narrow`; `?theme=dark`; `?hue=150`; `?empty=1`."""
    if not (settings.DEBUG or settings.TESTING):
        raise Http404
    look = request.GET.get("look", "app")
    if look not in LOOKS:
        raise Http404
    context = {
        "shell": shell(request), "table": deals(request), "form": checked_form(), "search": Search(request.GET or None),
        "refused": refused(), "granted": granted(), "nothing": empty_table(), **figures(), **lists(),
    }  # fmt: skip
    return render(request, f"ui/preview_{look}.html", context)


class Search(forms.Form):
    q = forms.CharField(
        label="Find", required=False, widget=forms.TextInput(attrs={"placeholder": "Account, number or owner"})
    )
    stage = forms.ChoiceField(
        label="Stage", required=False, choices=[("", "All"), ("02", "02 Qualify"), ("07", "07 Execute to Close")]
    )
    since = forms.DateField(
        label="Since", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class Registration(forms.Form):
    account = forms.CharField(
        label="Account", help_text="A part of the name is enough: we look under other spellings, too."
    )
    value = forms.DecimalField(label="Expected value", help_text="Before VAT.")
    segment = forms.ChoiceField(
        label="Market segment", choices=[("COM", "Commercial"), ("EDU", "Education"), ("GOV", "Government")]
    )
    kind = forms.ChoiceField(
        label="What is it?", widget=forms.RadioSelect,
        choices=[("new", "New business"), ("more", "More of what they have"), ("tender", "A public tender")],
    )  # fmt: skip
    found = forms.MultipleChoiceField(
        label="How was it found?", widget=forms.CheckboxSelectMultiple, required=False,
        choices=[("call", "Telephone call"), ("meeting", "Meeting"), ("ongoing", "Ongoing relationship")],
    )  # fmt: skip
    closes = forms.DateField(label="Expected close", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    need = forms.CharField(label="The customer's need", widget=forms.Textarea(attrs={"rows": 3}))
    proof = forms.FileField(label="Proof", required=False, help_text="PDF or picture, up to 10 MB.")
    may = forms.BooleanField(label="I may act for Lindeboom Digitaal")


def checked_form() -> Registration:
    """A form as it comes back: two answers missing, one too thin."""
    form = Registration(
        {
            "account": "bayerisch rundfunk",
            "value": "86500",
            "segment": "GOV",
            "kind": "new",
            "found": ["call"],
            "need": "They want it.",
        },
        label_suffix="",
    )
    form.add_error("need", "Say what the customer wants to reach, and by when. The deal desk sends vague answers back.")
    return form


def refused() -> Decision:
    return Decision(
        "sales.enter_sales_center",
        say("open the Sales Center"),
        (
            met("your membership is in force until %(date)s", date=dt.date(2027, 3, 3)),
            unmet(
                "your level, %(level)s, does not open it; %(other)s does", level="Certified", other="Gold",
                remedy=say("Gold still needs two things of you: 13 more licences this year, and one certificate."),
                link="#", label=say("See what Gold needs"),
            ),
            met("you are an active contact of %(company)s", company=name("Lindeboom Digitaal")),
            unmet(
                "you hold no sales seat",
                remedy=say("Your primary contact, Anna Visser, gives them out; one of three is free."),
                link="#", label=say("Ask Anna for a seat"),
            ),
            met("the programme is open in your region"),
        ),
    )  # fmt: skip


def granted() -> Decision:
    findings = (
        met("the account is yours"),
        met("no other registration for the same need"),
        met("the value is above 4,000 euro"),
    )
    return Decision("sales.register_deal", say("register this deal"), findings)


STATES = {
    "approved": ("ok", "Approved"),
    "asked": ("warn", "Question open"),
    "conflict": ("bad", "Conflict"),
    "new": ("info", "Handed in"),
    "lapsed": ("neutral", "Lapsed"),
}
DEALS = (
    (2041, "Bayerischer Rundfunk", "München", "approved", "240000", 4, "Anna Visser"),
    (2040, "Gemeente Vechtdal", "Ommen", "asked", "86500.50", 27, "Anna Visser"),
    (2037, "Hogeschool Merwestad", "Dordrecht", "conflict", "132000", 51, "Bo Jansen"),
    (2031, "Waterkant Ingenieurs", "Delft", "new", "57900", 2, "Anna Visser"),
    (2028, "Bureau Kersenbloem", "Amersfoort", "lapsed", "4000", 700, "Bo Jansen"),
)


def deals(request: HttpRequest) -> tables.Table:
    now = clock.now()
    rows = [
        {"pk": pk, "account": account, "town": town, "state": state, "value": Decimal(value), "owner": owner,
         "since": now - dt.timedelta(hours=hours, minutes=14), "until": now.date() + dt.timedelta(days=90 - hours)}
        for pk, account, town, state, value, hours, owner in DEALS
    ]  # fmt: skip
    return tables.Table(
        caption="Deal registrations",
        columns=[
            tables.pick("chosen", label="account", form="hand-over"),
            tables.link("Account", "account", to="#deal-{}", under="town", sort="account"),
            tables.money("Value", "value", currency="EUR", sort="value"),
            tables.badge("State", "state", STATES, sort="state"),
            tables.waiting("Waiting", "since", promise=dt.timedelta(hours=48), sort="since"),
            tables.date("Protected until", "until"),
            tables.text("Owner", "owner"),
        ],
        rows=[] if request.GET.get("empty") else rows,
        sort=request.GET.get("sort", "-value"),
    )


def empty_table() -> tables.Table:
    return tables.Table(columns=[tables.text("Order", "number")], rows=[], caption="Orders", empty="No orders yet.")


LEVELS = (("Platinum", 41), ("Gold", 312), ("Certified", 1204), ("Registered", 3449))
MONTHS = (
    ("Dec", 64000), ("Jan", 71500), ("Feb", 70200), ("Mar", 88000), ("Apr", 92400), ("May", 90100),
    ("Jun", 121000), ("Jul", 84000), ("Aug", 79900), ("Sep", 133000), ("Oct", 151200), ("Nov", 184000),
)  # fmt: skip
FACTS = (
    ("Membership", "NL-40917"),
    ("Level", "Gold"),
    ("Primary contact", "Anna Visser"),
    ("VAT number", "NL001234567B01"),
    ("Branch domain", ""),
)
STEPS = (
    {"label": "Region", "state": "done", "url": "#"},
    {"label": "Authority", "state": "done", "url": "#"},
    {"label": "Company", "state": "current"},
    {"label": "Contact", "state": "coming"},
    {"label": "Terms", "state": "coming"},
)
TABS = (
    {"label": "Registered", "url": "#", "current": True, "count": 24},
    {"label": "Waiting", "url": "#", "count": 5},
    {"label": "Won", "url": "#", "count": 41},
    {"label": "Rebates", "url": "#"},
)
NEXT = (
    {
        "title": "Six licences are waiting for their order",
        "text": "Purchase authorisation 4711 turns overdue in 1 day.",
        "url": "#", "button": "Order them", "tone": "warn", "icon": "hourglass",
    },
    {
        "title": "Renew your membership",
        "text": "The renewal window is open until 3 March 2027.",
        "url": "#", "button": "Renew", "icon": "refresh-cw",
    },
    {
        "title": "13 licences to keep Gold",
        "text": "87 of 100 this year; the year ends on 31 December.",
        "url": "#", "button": "See your level", "tone": "info", "icon": "award",
    },
)  # fmt: skip


def figures() -> dict[str, Any]:
    return {"curve": [12, 14, 13, 17, 19, 18, 22, 24], "levels": LEVELS, "months": MONTHS}


def lists() -> dict[str, Any]:
    now = clock.now()
    entries = (
        {
            "at": now, "title": "Registration approved", "who": "Vera de Boer, Kanaal", "icon": "badge-check",
            "tone": "ok", "detail": "Protected until 22 February 2027.", "receipt_url": "#",
        },
        {
            "at": now - dt.timedelta(hours=5), "title": "Answer to the deal desk's question", "who": "Anna Visser",
            "icon": "message-square", "tone": "info",
        },
        {"at": now - dt.timedelta(days=1), "title": "Registration handed in, complete", "who": "Anna Visser"},
    )  # fmt: skip
    waits = {"since": now - dt.timedelta(hours=3, minutes=12), "promise": dt.timedelta(hours=4)}
    return {**waits, "steps": STEPS, "entries": entries, "next_steps": NEXT, "facts": FACTS, "tabs": TABS}


def shell(request: HttpRequest) -> Thing:
    """The shell with everything in it, as `core.pages` would make it."""
    hue = request.GET.get("hue", "")
    role = Thing(key="contact:1", label="Lindeboom Digitaal", kind_label="Primary contact", current=True)
    other = Thing(key="admin:2", label="Gemeente Vechtdal", kind_label="VIP administrator", current=False)
    return Thing(
        programme_name="Partner Programme",
        vendor_name="Kanaal Software",
        hue=int(hue) if hue.isdigit() else None,
        theme=request.GET.get("theme", "auto"),
        groups=_places(),
        role=role,
        roles=[role, other],
        person=Thing(name="Anna Visser", email="anna@lindeboom.example"),
        languages=[Thing(code="en", label="English", current=True), Thing(code="nl", label="Nederlands")],
        viewing_as=Thing(name="Anna Visser") if request.GET.get("as") else None,
        crumbs=[("Home", "#"), ("Sales Center", "#"), ("Opportunities", "")],
        support=[
            _at("Help centre", "circle-help"),
            _at("Training Center", "graduation-cap"),
            _at("Helpdesk", "headset"),
        ],
        demo=Thing(today="24 November 2026", clock_url="#", mailbox_url="#", unread=3),
    )


def _places() -> list[Thing]:
    sales = [_at("Opportunities", "handshake", 24, current=True), _at("Accounts", "building-2")]
    sales += [_at("Rebates", "banknote", 3), _at("NFR licences", "key-round", locked=True)]
    company = [_at("Profile", "id-card"), _at("Contacts", "users"), _at("Level", "award"), _at("Cases", "life-buoy", 2)]
    return [
        Thing(label="", items=[_at("Home", "house"), _at("Pricing", "tags"), _at("Training", "graduation-cap")]),
        Thing(label="Sales & Marketing", items=sales),
        Thing(label="Company", items=company),
    ]


def _at(label: str, icon: str, count: int | None = None, current: bool = False, locked: bool = False) -> Thing:
    return Thing(label=label, url="#", icon=icon, current=current, count=count, locked=locked)
