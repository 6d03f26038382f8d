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
            span = Span(place, place + len(raw.text))
            is_blank = not raw.text.strip()
            opens_page = fresh and not is_blank
            lines.append(
                Line(
                    span=span,
                    text=raw.text,
                    page=count,
                    opens_page=opens_page,
                    size=raw.size,
                    role=raw.role,
                    strong=raw.strong,
                )
            )
            fresh = fresh and is_blank
            pieces.append(f"{raw.text}\n")
            place += len(raw.text) + 1
    return "".join(pieces), tuple(lines), count
