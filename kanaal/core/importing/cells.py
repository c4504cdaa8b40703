"""What can be wrong with a cell whatever it means, and how a cell is written so that no spreadsheet runs it."""

from __future__ import annotations

import re
import unicodedata

from kanaal.core.unseen import HARMLESS, has_unseen

# The wide ones begin a formula for spreadsheets that are set to Chinese or Japanese.
_BEGINS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_MARKED_AS_TEXT = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def fault_of(cell: str, longest: int) -> str:
    """Why no text of ours can hold this; empty when it can. `longest` is in characters."""
    if "\x00" in cell:
        return "There is a NUL byte in it, which no text holds. Delete it."
    if any("\ud800" <= c <= "\udfff" for c in cell):
        bad = next(c for c in cell if "\ud800" <= c <= "\udfff")
        return (
            f"The byte 0x{ord(bad) & 0xFF:02x} is no character in this encoding. Type the letter anew, save as UTF-8."
        )
    if "\ufffd" in cell:
        return "A letter in it was lost on the way here (\ufffd). Type it anew, save as UTF-8."
    if has_unseen(cell):
        return "There are characters in it that can't be seen. Type it anew instead of copying it."
    if cell.startswith(("=", "＝")):
        return "This begins like a formula. Paste the value itself (paste special, values)."
    if len(cell) > longest:
        return f"This has {len(cell):,} characters; {longest} is the most. Shorten it."
    return ""


def legible(text: str) -> str:
    """The text as it can be shown and written: a question mark in a box for what is no character. That is refused too,
    so a row that goes round unmended stays refused.
    """
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") and c not in HARMLESS else c for c in text)


def unmarked(cell: str) -> str:
    """Without the apostrophe by which spreadsheets, and our files of refused rows, mark a text: `'+31 30…`."""
    return cell[1:] if _MARKED_AS_TEXT.match(cell) else cell


def marked(cell: str) -> str:
    """The opposite: a cell that a spreadsheet would take for a formula becomes a text. `unmarked(marked(x)) == x`."""
    return f"'{cell}" if _BEGINS_LIKE_A_FORMULA.match(cell) else cell
