"""Questions and answers that are marked by a letter: `V1: Hoeveel?` / `A1: Twaalf.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from corpus.parsing.continuation import find_above
from corpus.parsing.headings import asks, is_bare_question_heading, is_heading, parse_answer_heading
from corpus.readers.source import Line, Role, cut_line

# With a number it may stand alone; a text behind it, and a letter alone, need a sign: `V. Overig` is a chapter, and
# `A1` a road.
_MARK = re.compile(r"\s*(?P<letter>[VA])(?:\.?\s?(?P<number>\d{1,3})(?: ?[:.)](?:\s+|$)|\t\s*|\s*$)|\.?\s?:(?:\s+|$))")
# What such an `A` is one of where it counts: `A: ja.` / `B: nee.`
_CHOICE = re.compile(r"\s*[B-D]\.?\s?[:.)]\s")
_LETTERS = frozenset("VA")
_LEAST = 2


class _Found(Struct, frozen=True):
    place: int
    letter: str
    number: int | None
    end: int


def read_marks(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, such a mark as a line of its own that says what it is, where the marks of a text agree.

    They do where several of each stand in turn, those of answers with numbers that were asked, and most ask; or where
    those of answers alone stand each below a question.
    """
    found = {mark.place: mark for mark in _list_marks(lines)}
    if not found or not (_agree(list(found.values()), lines) or _agree_below(list(found.values()), lines)):
        return lines
    return tuple(_cut_marks(lines, found))


def _list_marks(lines: Sequence[Line]) -> Iterator[_Found]:
    for place, line in enumerate(lines):
        if line.opening in _LETTERS and line.role is None and (match := _MARK.match(line.text)):
            number = int(match["number"]) if match["number"] else None
            yield _Found(place, match["letter"], number, match.end())


def _agree(marks: Sequence[_Found], lines: Sequence[Line]) -> bool:
    asked = [mark for mark in marks if mark.letter == "V"]
    said = [mark for mark in marks if mark.letter == "A"]
    if min(len(asked), len(said)) < _LEAST or marks[0].letter != "V":
        return False
    numbers = [mark.number for mark in asked]
    counted = [number for number in numbers if number is not None]
    if counted and (len(counted) < len(numbers) or any(one >= two for one, two in pairwise(counted))):
        return False
    known: set[int | None] = set()
    for mark in marks:
        if mark.letter == "V":
            known.add(mark.number)
        elif mark.number not in known:
            return False
    ends = [*(mark.place for mark in marks[1:]), len(lines)]
    asking = sum(
        any(asks(line.text) for line in lines[mark.place : end])
        for mark, end in zip(marks, ends, strict=True)
        if mark.letter == "V"
    )
    # `Vragen` above them is a title.
    is_headed = any(is_heading(line.text) and not is_bare_question_heading(line.text) for line in lines)
    return asking * 2 > len(asked) and not is_headed


def _agree_below(marks: Sequence[_Found], lines: Sequence[Line]) -> bool:
    if len(marks) < _LEAST or any(mark.letter != "A" or mark.number is not None for mark in marks):
        return False
    above = (find_above(lines, mark.place) for mark in marks)
    is_below = all(line is not None and asks(line.text) for line in above)
    return is_below and not any(
        parse_answer_heading(line.text) is not None or _CHOICE.match(line.text) for line in lines
    )


def _cut_marks(lines: Sequence[Line], found: dict[int, _Found]) -> Iterator[Line]:
    for place, line in enumerate(lines):
        if place not in found:
            yield line
            continue
        mark, rest = cut_line(line, found[place].end)
        yield replace(mark, role=Role.QUESTION if found[place].letter == "V" else Role.ANSWER)
        if not rest.is_blank:
            yield rest


def is_mark(line: str) -> bool:
    """Tell whether a line is such a mark and nothing else."""
    match = _MARK.match(line)
    return match is not None and match.end() == len(line)
