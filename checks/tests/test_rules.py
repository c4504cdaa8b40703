"""Each rule with a good and a bad example."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import rules
from checks.rules import Source

ROOT = Path(__file__).resolve().parent.parent.parent

EXAMPLES = [
    ("small", rules.small, "kanaal/partners/rules.py", "def f():\n    return 1\n", "def f():\n" + "    x = 1\n" * 60),
    (
        "six-beats",
        rules.six_beats,
        "kanaal/partners/actions/a.py",
        '@transaction.atomic\ndef invite(p, *, by):\n    """Doc."""\n    permissions.invite.check(by, p)\n',
        '@transaction.atomic\ndef invite(p, *, by):\n    """Doc."""\n    p.save()\n',
    ),
    (
        "reads-only",
        rules.reads_only,
        "kanaal/partners/views/a.py",
        "def show(r):\n    return Partner.objects.get(pk=1)\n",
        "def show(r):\n    return Partner.objects.create(name='x')\n",
    ),
    (
        "one-intention",
        rules.one_intention,
        "kanaal/partners/views/a.py",
        "def show(r):\n    return r.POST.get('next')\n",
        "def show(r):\n    return 1 if 'approve' in r.POST else 2\n",
    ),
    (
        "no-signals",
        rules.no_signals,
        "kanaal/partners/models/a.py",
        "from django.db import models\n",
        "from django.db.models.signals import post_save\n",
    ),
    (
        "words-are-found",
        rules.words_are_found,
        "kanaal/partners/tables.py",
        'late = _("late")\nbadge = f"<b>{late}</b>"\n',
        "badge = f\"<b>{_('late')}</b>\"\n",
    ),
    ("fixed-names", rules.fixed_names, "kanaal/partners/rules.py", "", None),
    (
        "strict-templates",
        rules.strict_templates,
        "kanaal/core/templates/a.html",
        '<p class="x">',
        '<p style="color:red">',
    ),
]


@pytest.mark.parametrize(("name", "rule", "path", "good", "bad"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_a_rule_lets_the_good_example_pass_and_names_the_bad_one(name, rule, path, good, bad) -> None:
    assert list(rule(Source(path, good))) == []
    found = list(rule(Source(path, bad))) if bad is not None else list(rule(Source("kanaal/partners/helpers.py", "")))
    assert [f.rule for f in found] == [name]


def test_a_levels_name_in_python_is_found() -> None:
    [word, *_] = sorted(rules.pack_words(ROOT))
    bad = Source("kanaal/partners/rules.py", f"level = {word!r}\n")
    assert [f.rule for f in rules.knows_no_level(bad, ROOT)] == ["programme-is-data"]
    assert list(rules.knows_no_level(Source("kanaal/partners/rules.py", "level = entry.key\n"), ROOT)) == []
