"""Lines joined to running text: cut words whole, addresses whole, lists as lines; every letter traced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from corpus.models import Quote, Run, Span
from corpus.parsing.headings import BULLET, BULLETS, ITEM
from corpus.parsing.rows import find_rows
from corpus.readers.source import Line

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_SCHEME = re.compile(r"\bhttps?:(?://)?$")
_ESCAPE = re.compile(r"%[0-9A-F]{2}", re.IGNORECASE)
_ADDRESS_ON = re.compile(r"\S*[/.\-]\S*|\S+$")
# Some print the hyphen of a cut word as a sign of its own.
_HYPHENS = frozenset("-\u2010")
_SIGNS = frozenset("\u00ad\u2010")
# Words that are cut with them, at least, and how many times as often as others end in a plain hyphen.
_LEAST_SIGNED, _MOST_SIGNED = 3, 2
# Where a word may be cut, in the middle of a line: nobody sees it there.
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_SEEN = re.compile(rf"[^{_UNSEEN}]+")
_CUT = re.compile(r"[^\W\d_]{2,}[-\u2010]$")
_AND = re.compile(r"(?:en|of|tot|dan wel|respectievelijk)\b")
# Characters; the longest addresses of papers are some hundreds.
_TAIL = 2_000
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_CLOSERS = "’”'\")]"


class Setting(Struct, frozen=True, kw_only=True):
    """How a source sets its lines.

    `width` is that of a full line in characters. `spaced` tells that the extraction left a space
    behind each word that ends a line, so that a line without one ends in a cut word or a paragraph.
    `signed` tells that a cut word has a sign of its own, so that a plain hyphen is the word's.
    """

    width: int
    spaced: bool
    signed: bool = False


def find_setting(lines: Sequence[Line]) -> Setting:
    """Return how the lines of a source are set, read off the lines that another line follows."""
    filled = [line.text.rstrip() for line in lines if not line.is_blank]
    widths = sorted(map(len, filled))
    followed = [line for line, after in pairwise(lines) if not line.is_blank and not after.is_blank]
    spaced = [line for line in followed if line.text.endswith(" ")]
    return Setting(
        width=widths[len(widths) * 9 // 10] if widths else 0,
        spaced=len(followed) >= 5 and len(spaced) > len(followed) // 2,
        signed=_are_signed([text[-1] for text in filled if text[-2:-1].isalpha()]),
    )


def _are_signed(ends: Sequence[str]) -> bool:
    """Tell whether words are cut with a sign of their own, by the last signs of lines that have a letter before it."""
    signed = sum(end in _SIGNS for end in ends)
    return signed >= _LEAST_SIGNED and signed > _MOST_SIGNED * sum(end == "-" for end in ends)


def build_quote(lines: Sequence[Line], setting: Setting, *, rows: bool = False, offset: int = 0) -> Quote | None:
    """Return the text of `lines` as a reader wants it, or None where there is none.

    Blank lines part paragraphs, `rows` keeps each line apart (a table). `offset` is how many
    characters of the first line to leave out.
    """
    builder = _Builder(setting)
    blanks = 0
    tabular = frozenset() if rows else find_rows(lines)
    before = 0
    for place, line in enumerate(lines):
        if line.is_blank:
            blanks += 1
            continue
        content = line.text if place or not offset else line.text[offset:]
        shift = len(line.text) - len(content.lstrip())
        content = content.strip()
        if content:
            is_row = rows or (bool(tabular) and not blanks and (place in tabular or before in tabular))
            builder.add(line, content, line.start + shift, blanks, is_row)
            before, blanks = place, 0
    return builder.build()


class _Builder:
    """Puts lines together, at a cost that does not grow with the text before them."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._before: Line | None = None
        self._items: set[str] = set()

    def add(self, line: Line, content: str, place: int, blanks: int, is_row: bool) -> None:
        """Append a line's text, with what belongs between it and the line before.

        `place` is where the text stands in the source, `blanks` how many blank lines stand between the two; `is_row`
        tells that either is a table's.
        """
        glue, drop = "", 0
        if self._before is not None:
            glue, drop = ("\n", 0) if is_row else self._find_joint(self._before, line, content, blanks)
        if drop:
            self._drop(drop)
        self._length += len(glue)
        content = self._copy(content, place)
        if glue or not self._pieces:
            self._pieces += (glue, content)
        else:
            # A word or address that goes on is one piece, so that its end can be seen as a whole.
            self._pieces[-1] += content
        if line.opening in BULLETS or line.opening.isdecimal():
            self._remember(line, line.opening)
        self._before = line

    def build(self) -> Quote | None:
        return Quote("".join(self._pieces), tuple(self._runs)) if self._runs else None

    def _copy(self, content: str, place: int) -> str:
        """Tie a text that stands at `place` in the source to what comes next, and return it without what nobody sees.

        Where a word is cut at its end is left for the line below it.
        """
        pieces = [(0, len(content))]
        if not content.isascii() and any(sign in content for sign in _UNSEEN):
            pieces = [match.span() for match in _SEEN.finditer(content)] or pieces
            if content.endswith("\u00ad") and pieces[-1][1] == len(content) - 1:
                pieces[-1] = (pieces[-1][0], len(content))
        for start, end in pieces:
            self._runs.append(Run(self._length, Span(place + start, place + end)))
            self._length += end - start
        return "".join(content[start:end] for start, end in pieces)

    def _drop(self, count: int) -> None:
        last = self._runs[-1]
        self._pieces[-1] = self._pieces[-1][:-count]
        self._length -= count
        self._runs[-1] = Run(last.start, Span(last.span.start, last.span.end - count))

    def _remember(self, line: Line, mark: str) -> None:
        """Remember a list's item: the next one continues it."""
        if mark in BULLETS:
            self._items.update((mark,) if BULLET.match(line.text) else ())
        elif item := ITEM.match(line.text):
            self._items.add(item["number"])

    def _find_joint(self, before: Line, after: Line, content: str, blanks: int) -> tuple[str, int]:
        """Return what to put between two lines, and how many characters of the first to take off.

        `content` is the text of the second, `blanks` how many blank lines stand between them. Every line of every text
        is asked all of this: what most are told from at once, by a sign or two, is looked at here.
        """
        # The end of the running text is all that a decision rests on.
        text = self._pieces[-1][-_TAIL:]
        first, last = content[0], text[-1]
        if (first in BULLETS or first.isdecimal()) and self._opens_item(text, after, first, blanks):
            return "\n", 0
        if blanks and not after.opens_page:
            return "\n\n", 0
        if last == "\u00ad":
            return "", 1
        if ("http" in text or "www." in text) and _continues_address(text, content):
            return "", 0
        if last in _HYPHENS and first.islower() and _CUT.search(text):
            return self._join_hyphen(text, content)
        # `COVID-` / `19`, `maatregelen/` / `projecten`
        if last in "-\u2010/" and first.isalnum() and text[-2:-1] != " ":
            return "", 0
        if self._setting.spaced and not blanks and first.islower() and self._is_cut(before):
            return "", 0
        is_new = (first.isupper() or first.isdigit()) and not after.opens_page and self._ends_paragraph(before)
        return ("\n" if is_new else " "), 0

    def _opens_item(self, text: str, after: Line, mark: str, blanks: int) -> bool:
        if mark in BULLETS and BULLET.match(after.text):
            return mark not in "-–o" or bool(blanks) or text.endswith((":", ";")) or mark in self._items
        item = ITEM.match(after.text) if mark.isdecimal() else None
        if not item:
            return False
        number = int(item["number"])
        return (number == 1 and bool(blanks)) or str(number - 1) in self._items

    def _join_hyphen(self, text: str, after: str) -> tuple[str, int]:
        """A hyphen at a line end: of a shortened word (`herkomst- en`), of a name (`IT-beheer`), or of a cut."""
        if _AND.match(after):
            return " ", 0
        # `_CUT` tells that a letter stands before it.
        is_cut = text[-2].islower() and not (self._setting.signed and text[-1] == "-")
        return ("", 1) if is_cut else ("", 0)

    def _is_cut(self, before: Line) -> bool:
        """A word cut without any sign: the line is full, ends in a letter, and lacks the space of a whole word."""
        return before.text[-1].isalpha() and len(before.text) >= self._setting.width * 3 // 4

    def _ends_paragraph(self, before: Line) -> bool:
        line = before.text
        if not line.rstrip().rstrip(_CLOSERS).endswith(_SENTENCE_ENDS):
            return False
        if self._setting.spaced and not line.endswith(" "):
            return True
        return len(line.rstrip()) < self._setting.width * 7 // 10


def _continues_address(text: str, after: str) -> bool:
    """Tell whether an address in which a text ends goes on with the line after it."""
    last = text[text.rfind(" ") + 1 :]
    first = after.split()[0]
    if _SCHEME.search(last):
        return True
    address = _ADDRESS.search(last)
    if not address or _ADDRESS.match(first):
        return False
    if first.startswith("%") and _ESCAPE.match(first):
        return True
    if address[0].endswith(("-", "_", "=", "&", "?", "%")):
        return _ADDRESS_ON.match(first) is not None
    return address[0].endswith("/") and "/" in first
