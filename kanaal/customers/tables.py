"""Accounts as tables."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kanaal.core import formats, tables
from kanaal.core.texts import Text
from kanaal.customers.links import new_opportunity_url
from kanaal.customers.looking import Row, kept_reasons
from kanaal.customers.models import Account, DuplicatePair, DuplicateSearch
from kanaal.customers.shown_account import Line

STATE_TONES = {"active": "ok", "merged": "neutral"}
VERDICT_TONES = {"same": "bad", "likely": "warn", "related": "info"}


def verdict_words() -> dict[str, tuple[str, str]]:
    words = {"same": _("the same company"), "likely": _("likely the same"), "related": _("related perhaps")}
    return {verdict: (VERDICT_TONES[verdict], word) for verdict, word in words.items()}


def place(town: str, country: str) -> str:
    return ", ".join(part for part in (town, formats.country(country) if country else "") if part)


def reasons(why: Iterable[Text]) -> SafeString:
    """Each reason on a line of its own."""
    return format_html_join(SafeString("<br>"), "{}", ((one,) for one in why))


def found_table(rows: Iterable[Row], *, account_url: str = "account") -> tables.Table:
    """What was found, with why; and from there to a new opportunity."""
    desk, to = account_url != "account", tables.address(account_url)
    return tables.Table(
        caption=_("Accounts found"),
        columns=[
            tables.link(_("Account"), "name", to=to, id="number", under=_also),
            tables.text(_("Place"), lambda row: place(row.town, row.country)),
            tables.part(_("Why it was found"), lambda row: reasons(row.why)),
            tables.part(_("Whose"), lambda row: whose(row.shared, desk=desk)),
            *([] if desk or not new_opportunity_url("x") else [tables.part(_("Go on"), _new_opportunity)]),
        ],
        rows=rows,
    )


def lookalike_table(rows: Iterable[Row], *, account_url: str = "account") -> tables.Table:
    """What looks like the account that is being made: use this one."""
    return tables.Table(
        caption=_("Accounts that look like it"),
        columns=[
            tables.link(_("Account"), "name", to=tables.address(account_url), id="number", under="number"),
            tables.text(_("Place"), lambda row: place(row.town, row.country)),
            tables.badge(_("How sure"), "verdict", verdict_words()),
            tables.part(_("Why"), lambda row: reasons(row.why)),
            tables.part(_("Go on"), lambda row: _use(row, account_url)),
        ],
        rows=rows,
    )


def compare_table(pairs: Iterable[DuplicatePair], account: Account) -> tables.Table:
    """What an account may be merged with, as the desk's list has it: look at the two side by side."""

    def other(pair: DuplicatePair) -> Account:
        return pair.second if pair.first_id == account.pk else pair.first

    def beside(pair: DuplicatePair) -> SafeString:
        url = f"{reverse('desk-merge-account', args=[account.number])}?{urlencode({'other': other(pair).number})}"
        words = _("Compare with %(name)s") % {"name": other(pair).name}
        return format_html('<a class="btn small" href="{}" aria-label="{}">{}</a>', url, words, _("Compare"))

    return tables.Table(
        caption=_("Accounts that look like it"),
        columns=[
            tables.text(
                _("Account"), lambda pair: other(pair).name, under=lambda pair: other(pair).number, strong=True
            ),
            tables.text(_("Place"), lambda pair: _where(other(pair))),
            tables.number(_("Likeness"), "score"),
            tables.part(_("Why"), lambda pair: reasons(kept_reasons(pair.reasons))),
            tables.part(_("Go on"), beside),
        ],
        rows=pairs,
        empty=_("No other account is known to look like it. Give the number of the other one."),
    )


def mine_table(rows: Iterable[Account]) -> tables.Table:
    return tables.Table(
        caption=_("My accounts"),
        columns=[
            tables.link(_("Account"), "name", to=tables.address("account"), id="number", under="number"),
            tables.text(_("Place"), lambda row: place(row.town, row.country)),
            tables.date(_("Made"), "made_at"),
            *([tables.part(_("Go on"), _new_opportunity)] if new_opportunity_url("x") else []),
        ],
        rows=rows,
        empty=_("Your company has made no accounts of its own. Those that all partners share are found by searching."),
    )


def desk_table(rows: Iterable[Account]) -> tables.Table:
    states = {s: (STATE_TONES[s], str(Text(label))) for s, label in Account.lifecycle.choices()}
    return tables.Table(
        caption=_("Accounts"),
        columns=[
            tables.link(_("Account"), "name", to=tables.address("desk-account"), id="number", under="number"),
            tables.text(_("Place"), lambda row: place(row.town, row.country)),
            tables.text(_("Whose"), lambda row: row.owner.name if row.owner else _("shared")),
            tables.badge(_("State"), "state", states),
            tables.date(_("Made"), "made_at"),
        ],
        rows=rows,
        empty=_("No account fits what you are looking for."),
    )


def pairs_table(rows: Iterable[DuplicatePair]) -> tables.Table:
    ways = ways_words()
    return tables.Table(
        caption=_("Accounts that may be one company"),
        columns=[
            tables.link(
                _("First"), "first.name", to=tables.address("desk-duplicate"), under=lambda pair: _where(pair.first)
            ),
            tables.text(_("Second"), "second.name", under=lambda pair: _where(pair.second)),
            tables.number(_("Likeness"), "score"),
            tables.part(_("Why"), lambda pair: reasons(kept_reasons(pair.reasons))),
            tables.text(
                _("Found by"),
                lambda pair: ways.get(pair.found_by, pair.found_by),
                under=lambda pair: formats.date(pair.found_at, "medium"),
            ),
        ],
        rows=rows,
        empty=_("There is nothing to judge: no two accounts look alike."),
    )


def searches_table(rows: Iterable[DuplicateSearch]) -> tables.Table:
    ways = ways_words()
    return tables.Table(
        caption=_("Last times"),
        columns=[
            tables.text(_("How"), lambda search: ways.get(search.found_by, search.found_by)),
            tables.date(_("Asked for"), "asked_at"),
            tables.text(_("Looked at"), _how_far),
            tables.number(_("New questions"), "pairs"),
            tables.date(_("Finished"), "ended_at"),
        ],
        rows=rows,
    )


def beside_table(lines: Iterable[Line], one: Account, other: Account) -> tables.Table:
    """Two accounts side by side; on a phone below each other, line by line."""

    def label(line: Line) -> SafeString:
        if not line.differs:
            return format_html("{}", line.label)
        return format_html('{} <span class="badge is-warn">{}</span>', line.label, _("differs"))

    return tables.Table(
        caption=_("Side by side"),
        columns=[tables.part(_("What"), label), tables.text(one.number, "one"), tables.text(other.number, "other")],
        rows=lines,
    )


def ways_words() -> dict[str, str]:
    """By what two accounts were found to look alike."""
    return {
        "finding": _("our own finding"),
        "splink": "Splink",
        "made": _("making an account"),
        "changed": _("a change"),
        "import": _("an import"),
    }


def whose(shared: bool, *, desk: bool = False) -> SafeString:
    tone, word = ("info", _("shared")) if shared else ("ok", _("a partner's own") if desk else _("your own"))
    return format_html('<span class="badge is-{}">{}</span>', tone, word)


def _how_far(search: DuplicateSearch) -> str:
    values = {"done": formats.number(search.done), "total": formats.number(search.total)}
    return _("%(done)s of %(total)s") % values


def _also(row: Row) -> str:
    return _("also called %(name)s") % {"name": row.matched_name} if row.matched_name else ""


def _where(account: Account) -> str:
    owner = account.owner.name if account.owner else _("shared")
    return f"{place(account.town, account.country)} · {owner}"


def _new_opportunity(row: Row | Account) -> SafeString:
    words = _("New opportunity with %(name)s") % {"name": row.name}
    return format_html(
        '<a class="btn small" href="{}" aria-label="{}">{}</a>',
        new_opportunity_url(row.number),
        words,
        _("New opportunity"),
    )


def _use(row: Row, account_url: str) -> SafeString:
    url = (account_url == "account" and new_opportunity_url(row.number)) or reverse(account_url, args=[row.number])
    words = _("Use %(name)s") % {"name": row.name}
    return format_html('<a class="btn small" href="{}" aria-label="{}">{}</a>', url, words, _("Use this one"))
