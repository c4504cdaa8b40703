"""Markdown of mails, terms and articles: to HTML without anything raw, and to plain text for a mail's text part."""

from __future__ import annotations

import re

from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

# Raw HTML is off, so what comes out holds only the tags that Markdown itself can make.
_parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


def to_html(text: str) -> SafeString:
    """Render Markdown; any HTML in it is shown as text."""
    return SafeString(_parser.render(text))  # raw HTML is off in the parser


def quote(text: str) -> str:
    """Make any text stand for itself in Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~&-])", r"\\\1", text)


def linked(text: str) -> SafeString:
    """Plain text as a page shows it: paragraphs, and addresses that can be followed."""
    return SafeString(linebreaks(urlize(text, autoescape=True)))


def to_plain(text: str) -> str:
    """For the text part of a mail: a link becomes its words and its address, emphasis and quoting lose their marks."""
    text = re.sub(r"(?<!\\)\[([^\]]+)\]\(([^)]+)\)", r"\1:\n\2", text)
    text = re.sub(r"(?<!\\)\*\*([^*]+)\*\*", r"\1", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+!|<>~&-])", r"\1", text)
