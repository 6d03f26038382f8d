"""Answers that stand behind their question in its paragraph, without a heading: `1. Hoeveel? Het waren er twaalf.`"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.parsing.headings import NUMBERED, may_answer, may_ask, parse_answer_heading, parse_question_heading
from corpus.parsing.pieces import Piece, cut_pieces, find_starts
from corpus.readers.source import Line, Role

# The end of a sentence, with a mark of quotation or of a note.
_SENTENCE = re.compile(r"[.?!][”’\"'»)]{0,2}\d{0,2}(?=\s+[A-ZÀ-Þ«“‘\"(€\d]|\s*$)")
_ASKING = re.compile(r"\?[”’\"'»)]{0,2}\d{0,2}$")
# What still belongs to a question behind its mark.
_REQUEST = re.compile(r"\s*(?:Graag|Gaarne|Zo (?:ja|nee|niet)|Indien|Kunt|Kan|Wilt|Wil|Verzoek)\b")
_LEAST = 3
# The share of questions that are answered so.
_MOST = 0.8
_LONGEST_END = 6


def cut_behind(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, those cut within which an answer begins behind its question, where most questions have one.

    In a paper with headings of answers none is looked for.
    """
    opened: list[int] = []
    for place, line in enumerate(lines):
        if line.role is Role.QUESTION or (line.role is None and _opens_question(line.text)):
            opened.append(place)
        elif line.role is Role.ANSWER or (may_answer(line.text) and parse_answer_heading(line.text) is not None):
            return lines
    if len(opened) < _LEAST:
        return lines
    starts = find_starts(lines)
    text = "\n".join(line.text for line in lines)
    found = [
        Piece(answer, end, Role.ANSWER)
        for start, end in _list_paragraphs(lines, starts, opened)
        if (answer := _find_answer(text, start, end))
    ]
    return tuple(cut_pieces(lines, starts, found)) if len(found) >= len(opened) * _MOST else lines


def _opens_question(text: str) -> bool:
    return NUMBERED.match(text) is not None or (may_ask(text) and parse_question_heading(text) != ())


def _list_paragraphs(lines: Sequence[Line], starts: Sequence[int], opened: Sequence[int]) -> Sequence[tuple[int, int]]:
    """Return where the first paragraph of each question begins and ends; its number may stand alone above it."""
    found = []
    for place, after in pairwise([*opened, len(lines)]):
        is_alone = NUMBERED.match(lines[place].text) is None
        first = next((at for at in range(place + is_alone, after) if not lines[at].is_blank), place)
        last = next((at for at in range(first, after) if lines[at].is_blank), after)
        found.append((starts[first], starts[last] - 1))
    return found


def _find_answer(text: str, start: int, end: int) -> int:
    """Return where, within a line, the first sentence begins that asks nothing behind one that asks; 0 for none."""
    has_asked = False
    label = NUMBERED.match(text, start)
    ends = [label.end() if label else start, *(match.end() for match in _SENTENCE.finditer(text, start, end))]
    for first, last in pairwise(ends):
        if _ASKING.search(text, max(first, last - _LONGEST_END), last):
            has_asked = True
        elif has_asked:
            is_answer = text[first] != "\n" and _REQUEST.match(text, first) is None
            return first if is_answer else 0
    return 0
