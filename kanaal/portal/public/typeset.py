"""Markdown to typst, which sets the PDF of the welcome kit (P4).

Nothing of a text ever becomes markup: every word is a string literal within code, so no text of a pack, whatever is
written in it, can change or break the document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

_WEB = re.compile(r"(?:https?://|mailto:)[\x21-\x7e]{1,2000}")
_DEEPEST = 6


def literal(text: str) -> str:
    """A text as a string of typst's code."""
    return '"' + "".join(map(_character, text)) + '"'


def says_something(text: str) -> bool:
    """Is there anything in it that one could see?"""
    return any(unicodedata.category(char)[0] not in "CZM" for char in text)


def _character(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char in "\n\t":
        return " "
    # Controls and halves of surrogates stand for nothing that could be printed; a noncharacter neither (Cn).
    return "" if unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co") or char == "\ufeff" else char


def body(tokens: Sequence[Token], below: int = 1) -> str:
    """Parsed Markdown as one expression of typst's code, to stand below a heading of level `below`."""
    return _Setter(below).all(SyntaxTreeNode(tokens).children)


def row(cells: Iterable[str]) -> str:
    """Cells of a table; each is typst code already."""
    return "".join(f"{cell}, " for cell in cells)


class _Setter:
    """Walks through one text; remembers how deep its last heading was, so that none skips a level."""

    def __init__(self, below: int) -> None:
        self.below = self.level = below

    def all(self, nodes: Iterable[SyntaxTreeNode]) -> str:
        """One expression that is content, even where there are no nodes."""
        return "{" + "; ".join(["[]", *map(self.one, nodes)]) + "}"

    def one(self, node: SyntaxTreeNode) -> str:
        make = _MAKERS.get(node.type)
        return make(self, node) if make else self.all(node.children)

    def heading(self, node: SyntaxTreeNode) -> str:
        if not says_something(_plain(node)):
            return "[]"
        self.level = min(max(int(node.tag[1]), self.below + 1), self.level + 1, _DEEPEST)
        return f"heading(level: {self.level}, {self.all(node.children)})"

    def ordered(self, node: SyntaxTreeNode) -> str:
        return f"enum(tight: false, start: {int(node.attrs.get('start', 1))}, {row(map(self.item, node.children))})"

    def item(self, node: SyntaxTreeNode) -> str:
        return self.all(node.children)

    def link(self, node: SyntaxTreeNode) -> str:
        """A link into the open web; any other address means nothing on paper."""
        target, words = str(node.attrs.get("href", "")), self.all(node.children)
        return f"link({literal(target)}, {words})" if _WEB.fullmatch(target) else words

    def table(self, node: SyntaxTreeNode) -> str:
        rows = [line for part in node.children for line in part.children]
        head, *rest = [row(map(self.item, line.children)) for line in rows]
        return f"table(columns: {len(rows[0].children)}, table.header({head}), {' '.join(rest)})"


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(part.content for part in node.walk() if part.type in ("text", "code_inline", "image"))


_Maker = Callable[[_Setter, SyntaxTreeNode], str]


def _around(function: str) -> _Maker:
    return lambda setter, node: f"{function}({setter.all(node.children)})"


def _words(function: str) -> _Maker:
    return lambda setter, node: f"{function}({literal(node.content)})"


def _lines(setter: _Setter, node: SyntaxTreeNode) -> str:
    """Code keeps its lines."""
    lines = " + linebreak() + ".join(f"raw({literal(line)})" for line in node.content.splitlines() or [""])
    return f"block({lines})"


_MAKERS: dict[str, _Maker] = {
    "heading": _Setter.heading,
    "paragraph": _around("par"),
    "bullet_list": lambda setter, node: f"list(tight: false, {row(map(setter.item, node.children))})",
    "ordered_list": _Setter.ordered,
    "blockquote": _around("quote-block"),
    "table": _Setter.table,
    "hr": lambda setter, node: "rule()",
    "fence": _lines,
    "code_block": _lines,
    "text": lambda setter, node: literal(node.content),
    "softbreak": lambda setter, node: '" "',
    "hardbreak": lambda setter, node: "linebreak()",
    "strong": _around("strong"),
    "em": _around("emph"),
    "code_inline": _words("raw"),
    "link": _Setter.link,
    "image": lambda setter, node: literal(node.content),  # a pack holds no pictures: their words stand for them
}
