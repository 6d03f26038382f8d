"""What a reader gives: the text of a file, its lines, and the page that each stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from corpus.models import Span


class Role(StrEnum):
    """What the markup of a format says of a line, so that nobody need guess it from the words.

    QUESTION is the line with a question's number, ASKED the first of a question without a number, CONTINUED one with
    which a question goes on below the beginning of its answer: the row of a table turned the page.
    """

    QUESTION = "question"
    ASKED = "asked"
    CONTINUED = "continued"
    ANSWER = "answer"
    HEADING = "heading"
    NOTE = "note"
    CLOSING = "closing"


# A struct is made in a tenth of the time of a frozen dataclass, and a paper has tens of lines on each page. The
# collector has no cycle to look for in them, and a span is made where one is asked for.
class Line(Struct, frozen=True, kw_only=True, gc=False):
    """A line without its line end; `page` counts from 1 within the file, `start` are code points of the source.

    `opens_page` tells that only the turn of a page, and no blank line, separates it from the line before.
    `size` is that of its letters in points, where the format says; `role` what its markup says it is;
    `strong` tells that all of it is bold or slanted, `slanted` that it is and not bold, `quoted` that it is quoted as
    e-mail programs do it, in a text of which not all is. `opening` is its first sign that is no white space, by which
    most lines are told to be but text; it and `is_blank` are found once, as each line is asked time and again.
    """

    start: int
    text: str
    page: int
    opens_page: bool = False
    size: float | None = None
    role: Role | None = None
    strong: bool = False
    slanted: bool = False
    quoted: bool = False
    opening: str = ""
    is_blank: bool = False

    def __post_init__(self) -> None:
        opening = self.text.lstrip()[:1]
        force_setattr(self, "opening", opening)
        force_setattr(self, "is_blank", not opening)

    @property
    def span(self) -> Span:
        """Where it stands in the text of the source."""
        return Span(self.start, self.start + len(self.text))


def cut_line(line: Line, place: int) -> tuple[Line, Line]:
    """Return a line as two, cut before the character at `place` of its text."""
    return (
        cut_part(line, 0, place, opens_page=line.opens_page),
        cut_part(line, place, len(line.text), opens_page=False),
    )


def cut_part(line: Line, start: int, end: int, *, opens_page: bool) -> Line:
    """Return what stands in a line between two characters of its text, as a line."""
    return replace(line, text=line.text[start:end], start=line.start + start, opens_page=opens_page)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The original text of a file. `page_count` is None where the pages can't be told apart."""

    file: str
    sha256: str
    text: str = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    page_count: int | None = None
    warnings: tuple[str, ...] = ()
