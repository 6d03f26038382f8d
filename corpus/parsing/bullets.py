"""Headings that stand as items of a list: `- Antwoord`, `• Antwoord: Ja.`, and the number of a question: `• 1.`"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.parsing.continuation import find_above
from corpus.parsing.headings import asks, find_bare_lead, find_lead, is_heading, may_answer, parse_answer_heading
from corpus.readers.source import Line, cut_part

_SIGNS = frozenset("-–—•▪·◦*")
_BULLET = re.compile(r"\s*[-–—•▪·◦*]\s+(?=[^\W\d_])")
_NUMBER = re.compile(r"\s*[•▪·◦*]\s+(?=(?P<number>\d{1,4})[.)]?\s*$)")
_LEAST = 2


def drop_bullets(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, headings without the sign before them where those of answers agree; it stays in the text.

    They do where several stand below a question, and no answer has a heading without such a sign. A number alone on
    its line is without the sign where several count from 1.
    """
    lines = _drop_from_numbers(lines)
    found = {place: end for place, line in enumerate(lines) if line.opening in _SIGNS and (end := _find_end(line))}
    answers = [place for place, end in found.items() if may_answer(lines[place].text[end:])]
    if len(answers) < _LEAST or not _agree(lines, answers):
        return lines
    return tuple(
        cut_part(line, found[place], len(line.text), opens_page=line.opens_page) if place in found else line
        for place, line in enumerate(lines)
    )


def _drop_from_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    found = {
        place: match
        for place, line in enumerate(lines)
        if line.opening in _SIGNS and line.role is None and (match := _NUMBER.match(line.text))
    }
    if len(found) < _LEAST or [int(match["number"]) for match in found.values()] != list(range(1, len(found) + 1)):
        return lines
    return tuple(
        cut_part(line, found[place].end(), len(line.text), opens_page=line.opens_page) if place in found else line
        for place, line in enumerate(lines)
    )


def _find_end(line: Line) -> int:
    """Return where a heading begins that has such a sign before it; 0 where a line is none."""
    bullet = _BULLET.match(line.text) if line.role is None else None
    rest = line.text[bullet.end() :] if bullet else ""
    return bullet.end() if bullet and (is_heading(rest) or find_lead(rest) or find_bare_lead(rest)) else 0


def _agree(lines: Sequence[Line], answers: Sequence[int]) -> bool:
    above = (find_above(lines, place) for place in answers)
    asking = sum(line is not None and asks(line.text) for line in above)
    return asking * 2 > len(answers) and not any(parse_answer_heading(line.text) is not None for line in lines)
