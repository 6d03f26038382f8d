"""The lines that open a question, and those that merely look as if they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from corpus.models import PartKind
from corpus.parsing.headings import (
    ALONE,
    NUMBERED,
    ROW,
    find_lead,
    is_bare_question_heading,
    is_only_numbers,
    is_table_heading,
    parse_answer_heading,
    parse_numbers,
    parse_question_heading,
)
from corpus.readers.source import Line, Role, cut_line

# Headings of answers that make a number alone on a line a question's.
_LEAST_ANSWERS = 2


def split_leads(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, one that holds a heading and the text behind it (`Vraag 3: Kunt u …?`) as two."""
    split: list[Line] = []
    for place, line in enumerate(lines):
        cut = 0 if line.role or goes_on(lines, place) else find_lead(line.text)
        if cut:
            split += cut_line(line, cut)
        else:
            split.append(line)
    return tuple(split)


def goes_on(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line continues the sentence above it: `zie het antwoord op` / `vraag 3.`"""
    if place == 0 or lines[place - 1].is_blank:
        return False
    before, line = lines[place - 1].text.rstrip(), lines[place].text.lstrip()
    return (before[-1].isalnum() and line[:1].islower()) or before.endswith((",", "-"))


def find_question_headings(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> dict[int, tuple[int, ...]]:
    """Return the places of the lines that open a question, with the numbers that they give.

    Lines that have a kind already are passed over.

    Forms: `Vraag 3, 4 en 5`; a number alone on a line and then `Vraag`; `Vraag` without any number; a
    line that the markup says is one; and, where there is none of these, `1.`, `2.`, … before questions.
    """
    found: dict[int, tuple[int, ...]] = {}
    before: int | None = None
    for place, line in enumerate(lines):
        if kinds[place] is not None:
            continue
        if line.is_blank or line.role is Role.ANSWER or (line.role is None and goes_on(lines, place)):
            before = before if line.is_blank else place
            continue
        if line.role is Role.QUESTION:
            found[place] = parse_numbers(line.text)
        elif line.role is Role.ASKED:
            found[place] = ()
        elif numbers := parse_question_heading(line.text):
            found[place] = numbers
        elif is_bare_question_heading(line.text):
            if before is not None and is_only_numbers(lines[before].text):
                found[before] = parse_numbers(lines[before].text)
            else:
                found[place] = ()
        before = place
    return found or _find_numbered(lines, kinds)


def _find_numbered(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> dict[int, tuple[int, ...]]:
    # In a table each row opens with its number; elsewhere a point stands behind it, or it stands alone.
    answers = sum(parse_answer_heading(line.text) is not None for line in lines)
    pattern = ALONE if answers >= _LEAST_ANSWERS else NUMBERED
    if any(is_table_heading(line.text) for line in lines):
        pattern = ROW
    items = [
        (place, int(item["number"]))
        for place, line in enumerate(lines)
        if kinds[place] is None and (item := pattern.match(f"{line.text} ")) and not goes_on(lines, place)
    ]
    edges = [*(place for place, _ in items), len(lines)]
    asking = [
        any(line.text.rstrip(" ”\"'’)").endswith("?") for line in lines[start:end]) for start, end in pairwise(edges)
    ]
    asked = {number for (_, number), asks in zip(items, asking, strict=True) if asks}
    found: dict[int, tuple[int, ...]] = {}
    count = 0
    for (place, number), asks in zip(items, asking, strict=True):
        # The next number; one that asks nothing is an item of an answer where another of that number asks.
        if number == len(found) + 1 and (asks or number not in asked):
            found[place] = (number,)
            count += asks
    return found if len(found) >= 2 and count >= len(found) * 0.8 else {}


def has_questions(headings: Mapping[int, tuple[int, ...]], lines: Sequence[Line]) -> bool:
    """Tell whether these are several questions, or one with an answer's heading."""
    return len(headings) > 1 or (
        len(headings) == 1 and any(parse_answer_heading(line.text) is not None for line in lines)
    )
