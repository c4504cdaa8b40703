"""Written texts of the pack on public pages: the welcome kit's chapters (P4) and the terms (P5), as in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kanaal.partners.policy import EnrolmentPolicy
from kanaal.programme.pack import Pack

# The same Markdown as everywhere in the house: raw HTML is off, so what comes out holds only what Markdown can make.
_parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


@dataclass(frozen=True)
class Writing:
    """A text of the pack: its first heading is its title, what follows its body. `anchor` names it on its page."""

    anchor: str
    markdown: str

    @cached_property
    def _tokens(self) -> list[Token]:
        return _parser.parse(self.markdown)

    @property
    def _titled(self) -> bool:
        return bool(self._tokens) and self._tokens[0].type == "heading_open"

    @property
    def title(self) -> str:
        """The words of the first heading, else the text's name."""
        return words(self._tokens[1]) if self._titled else self.anchor

    @property
    def body(self) -> list[Token]:
        return self._tokens[3:] if self._titled else self._tokens

    def html(self, deeper: int = 0) -> SafeString:
        """The body. Its headings stand `deeper` steps further down, so that they fit below the ones of the page."""
        tokens = [_placed(token, deeper) for token in _named_heads(self.body)]
        return SafeString(_parser.renderer.render(tokens, _parser.options, {}))  # raw HTML is off in the parser

    @property
    def chapter_html(self) -> SafeString:
        return self.html(deeper=1)


def chapters(pack: Pack, language: str) -> list[Writing]:
    """The chapters of the welcome kit in a language, in their order."""
    stems = pack.stems(pack.section(EnrolmentPolicy).welcome_kit)
    return [writing(pack, stem, language) for stem in stems]


def writing(pack: Pack, stem: str, language: str) -> Writing:
    """One text of the pack. Raises NoSuchText when it has none of that name."""
    return Writing(stem.rpartition("/")[2], pack.markdown(stem, language))


def words(inline: Token) -> str:
    """The plain words of a line of Markdown."""
    return "".join(child.content for child in inline.children or [] if child.type in ("text", "code_inline"))


def _placed(token: Token, deeper: int) -> Token:
    if token.type in ("heading_open", "heading_close"):
        return token.copy(tag=f"h{min(int(token.tag[1]) + deeper, 6)}")
    return token


def _named_heads(tokens: list[Token]) -> Iterator[Token]:
    """The corner of a table says nothing to the eye; a screen reader needs a word for what stands below it."""
    for before, token in pairwise((None, *tokens)):
        if before and token and before.type == "th_open" and not token.content:
            says = format_html('<span class="visually-hidden">{}</span>', _("What is compared"))
            yield Token("html_block", "", 0, content=says)
        elif token:
            yield token


# Where there is little room a wide table scrolls within its frame, with the keyboard, too.
def _frame_open(renderer: object, tokens: list[Token], at: int, options: object, env: object) -> str:
    return '<div class="table-wrap" tabindex="0"><table class="table">'


def _frame_close(renderer: object, tokens: list[Token], at: int, options: object, env: object) -> str:
    return "</table></div>"


_parser.add_render_rule("table_open", _frame_open)
_parser.add_render_rule("table_close", _frame_close)
