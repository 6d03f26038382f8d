"""Pages of lines to one text, with the place of each line in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.models import Span
from corpus.readers.source import Line, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """A line as a format gives it, before it has a place."""

    text: str
    size: float | None = None
    role: Role | None = None
    strong: bool = False


BLANK = RawLine(text="")


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
            end = place + len(raw.text)
            opens_page = fresh and bool(raw.text.strip())
            lines.append(
                Line(
                    span=Span(place, end),
                    text=raw.text,
                    page=count,
                    opens_page=opens_page,
                    size=raw.size,
                    role=raw.role,
                    strong=raw.strong,
                )
            )
            fresh = fresh and not opens_page
            pieces += raw.text, "\n"
            place = end + 1
    return "".join(pieces), tuple(lines), count
