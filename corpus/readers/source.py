"""What a reader gives: the text of a file, its lines, and the page that each stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from corpus.models import Span


class Role(StrEnum):
    """What the markup of a format says of a line, so that nobody need guess it from the words.

    QUESTION is the line with a question's number, ASKED the first of a question without a number.
    """

    QUESTION = "question"
    ASKED = "asked"
    ANSWER = "answer"
    HEADING = "heading"
    NOTE = "note"
    CLOSING = "closing"


# A struct is made in a tenth of the time of a frozen dataclass, and a paper has tens of lines on each page.
class Line(Struct, frozen=True, kw_only=True):
    """A line without its line end; `page` counts from 1 within the file.

    `opens_page` tells that only the turn of a page, and no blank line, separates it from the line before.
    `size` is that of its letters in points, where the format says; `role` what its markup says it is;
    `strong` tells that all of it is bold or slanted. `is_blank` is told once, as each line is asked time and again.
    """

    span: Span
    text: str
    page: int
    opens_page: bool = False
    size: float | None = None
    role: Role | None = None
    strong: bool = False
    is_blank: bool = False

    def __post_init__(self) -> None:
        force_setattr(self, "is_blank", not self.text or self.text.isspace())


def cut_line(line: Line, place: int) -> tuple[Line, Line]:
    """Return a line as two, cut before the character at `place` of its text."""
    middle = line.span.start + place
    return (
        replace(line, text=line.text[:place], span=Span(line.span.start, middle)),
        replace(line, text=line.text[place:], span=Span(middle, line.span.end), opens_page=False),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The original text of a file. `page_count` is None where the pages can't be told apart."""

    file: str
    sha256: str
    text: str = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    page_count: int | None = None
    warnings: tuple[str, ...] = ()
