"""Pages of lines to one text, with the place of each line in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from corpus.readers.source import Line, Role


class RawLine(Struct, frozen=True, kw_only=True, gc=False):
    """A line as a format gives it, before it has a place."""

    text: str
    size: float | None = None
    role: Role | None = None
    strong: bool = False
    slanted: bool = False


BLANK = RawLine(text="")
# What stands in bold before a text that it heads: `Vraag 1`, `Antwoord van de minister:`
_LEAD = re.compile(r"\s*(?:vra(?:ag|gen)|(?:ons\s+|onze\s+)?(?:antwoord(?:en)?|reactie))\b[^.?!]{0,60}", re.IGNORECASE)


def may_lead(text: str) -> bool:
    """Tell whether a line opens with the word of such a heading."""
    return _LEAD.match(text) is not None


def cut_lead(text: str, bold: int) -> tuple[str, str] | None:
    """Return a line whose first `bold` letters are in bold as two, where they head the text behind them; else None.

    They do where they open with the word of a heading, or ask something: `Wat kost dat? Graag per jaar.`
    """
    lead, rest = text[:bold], text[bold:]
    head = lead.rstrip()
    is_apart = head[-1:] == ":" or lead[-1:].isspace() or rest[:1].isspace()
    is_head = _LEAD.fullmatch(head) is not None or ("?" in head and head[-1] in "?." and "\n" not in head)
    return (head, rest.strip()) if rest.strip() and is_apart and is_head else None


def lay_out(pages: Iterable[Iterable[RawLine]]) -> tuple[str, tuple[Line, ...], int]:
    """Return the text of all pages (a form feed between two), its lines, and how many pages there are."""
    pieces: list[str] = []
    lines: list[Line] = []
    place = count = 0
    for count, page in enumerate(pages, start=1):
        if count > 1:
            pieces.append("\f")
            place += 1
        fresh = count > 1
        for raw in page:
            opens_page = fresh and raw.text != "" and not raw.text.isspace()
            lines.append(
                Line(
                    start=place,
                    text=raw.text,
                    page=count,
                    opens_page=opens_page,
                    size=raw.size,
                    role=raw.role,
                    strong=raw.strong,
                    slanted=raw.slanted,
                )
            )
            fresh = fresh and not opens_page
            pieces += (raw.text, "\n")
            place += len(raw.text) + 1
    return "".join(pieces), tuple(lines), count
