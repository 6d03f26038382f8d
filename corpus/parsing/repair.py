"""Lines joined to running text: cut words whole, addresses whole, lists as lines; every letter traced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
_CUT = re.compile(r"[^\W\d_]{2,}-$")
_AND = re.compile(r"(?:en|of|tot|dan wel|respectievelijk)\b")
# Characters; the longest addresses of papers are some hundreds.
_TAIL = 2_000
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_CLOSERS = "’”'\")]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a source sets its lines.

    `width` is that of a full line in characters. `spaced` tells that the extraction left a space
    behind each word that ends a line, so that a line without one ends in a cut word or a paragraph.
    """

    width: int
    spaced: bool


def find_setting(lines: Sequence[Line]) -> Setting:
    """Return how the lines of a source are set, read off the lines that another line follows."""
    filled = [line.text.rstrip() for line in lines if not line.is_blank]
    widths = sorted(map(len, filled))
    followed = [line for line, after in pairwise(lines) if not line.is_blank and not after.is_blank]
    spaced = [line for line in followed if line.text.endswith(" ")]
    return Setting(
        width=widths[len(widths) * 9 // 10] if widths else 0,
        spaced=len(followed) >= 5 and len(spaced) > len(followed) // 2,
    )


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
        content = line.text[offset:] if line is lines[0] else line.text
        shift = len(line.text) - len(content.lstrip())
        content = content.strip()
        if content:
            span = Span(line.start + shift, line.start + shift + len(content))
            builder.add(
                line,
                content,
                span,
                blanks=blanks,
                is_row=rows or (not blanks and (place in tabular or before in tabular)),
            )
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

    def add(self, line: Line, content: str, span: Span, *, blanks: int, is_row: bool) -> None:
        """Append a line's text, with what belongs between it and the line before; `is_row` if either is a table's."""
        glue = ""
        if self._before is not None:
            glue, drop = ("\n", 0) if is_row else self._join(self._before, line, content, blanks)
            if drop:
                self._drop(drop)
        if glue or not self._pieces:
            self._pieces += (glue, content)
        else:
            # A word or address that goes on is one piece, so that its end can be seen as a whole.
            self._pieces[-1] += content
        start = self._length + len(glue)
        self._runs.append(Run(start, span))
        self._length = start + len(content)
        self._remember(line)
        self._before = line

    def _join(self, before: Line, after: Line, content: str, blanks: int) -> tuple[str, int]:
        # The end of the running text is all that a decision rests on.
        text = self._pieces[-1][-_TAIL:]
        joint = _Joint(text=text, before=before, after=after, blanks=blanks, setting=self._setting, items=self._items)
        return joint.resolve(content)

    def build(self) -> Quote | None:
        return Quote("".join(self._pieces), tuple(self._runs)) if self._runs else None

    def _drop(self, count: int) -> None:
        last = self._runs[-1]
        self._pieces[-1] = self._pieces[-1][:-count]
        self._length -= count
        self._runs[-1] = Run(last.start, Span(last.span.start, last.span.end - count))

    def _remember(self, line: Line) -> None:
        """Remember a list's item: the next one continues it."""
        first = line.text.lstrip()[0]
        if first.isdecimal() and (item := ITEM.match(line.text)):
            self._items.add(item["number"])
        elif first in BULLETS and BULLET.match(line.text):
            self._items.add(first)


# One is made for each line.
class _Joint(Struct, kw_only=True):
    """Two lines, and what stands between them in the running text."""

    text: str
    before: Line
    after: Line
    blanks: int
    setting: Setting
    items: set[str]

    def resolve(self, after: str) -> tuple[str, int]:
        """Return what to put between the lines, and how many characters of the first to take off.

        `after` is the text of the second.
        """
        if self._opens_item(after):
            return "\n", 0
        if self.blanks and not self.after.opens_page:
            return "\n\n", 0
        last = self.text[-1]
        if last == "\u00ad":
            return "", 1
        if self._continues_address(after):
            return "", 0
        if last == "-" and after[0].islower() and _CUT.search(self.text):
            return self._join_hyphen(after)
        # `COVID-` / `19`, `maatregelen/` / `projecten`
        if last in "-/" and after[0].isalnum() and self.text[-2:-1] != " ":
            return "", 0
        if self._is_cut(after):
            return "", 0
        return ("\n" if self._ends_paragraph(after) else " "), 0

    def _opens_item(self, after: str) -> bool:
        mark = after[0]
        if mark in BULLETS and BULLET.match(self.after.text):
            return mark not in "-–o" or bool(self.blanks) or self.text.endswith((":", ";")) or mark in self.items
        item = ITEM.match(self.after.text) if mark.isdecimal() else None
        if not item:
            return False
        number = int(item["number"])
        return (number == 1 and bool(self.blanks)) or str(number - 1) in self.items

    def _continues_address(self, after: str) -> bool:
        last = self.text[self.text.rfind(" ") + 1 :]
        # All that an address has before its end; most lines end in a word.
        if "/" not in last and "." not in last and ":" not in last:
            return False
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

    def _join_hyphen(self, after: str) -> tuple[str, int]:
        """A hyphen at a line end: of a shortened word (`herkomst- en`), of a name (`IT-beheer`), or of a cut."""
        if _AND.match(after):
            return " ", 0
        # `_CUT` tells that a letter stands before it.
        return ("", 1) if self.text[-2].islower() else ("", 0)

    def _is_cut(self, after: str) -> bool:
        """A word cut without any sign: the line is full, ends in a letter, and lacks the space of a whole word."""
        line = self.before.text
        return (
            self.setting.spaced
            and not self.blanks
            and line[-1].isalpha()
            and after[0].islower()
            and len(line) >= self.setting.width * 3 // 4
        )

    def _ends_paragraph(self, after: str) -> bool:
        if not (after[0].isupper() or after[0].isdigit()) or self.after.opens_page:
            return False
        line = self.before.text
        if not line.rstrip().rstrip(_CLOSERS).endswith(_SENTENCE_ENDS):
            return False
        if self.setting.spaced and not line.endswith(" "):
            return True
        return len(line.rstrip()) < self.setting.width * 7 // 10
