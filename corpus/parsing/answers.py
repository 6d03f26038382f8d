"""Answers whose questions stand in another paper: `Antwoord op vraag 1`, or, in a letter that says so, `Ad 1`, `1.`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from corpus.models import PartKind
from corpus.parsing.announcing import tells_of_questions
from corpus.parsing.continuation import find_above, goes_on
from corpus.parsing.drafts import QuestionDraft, QuestionLines
from corpus.parsing.endings import take_ending, take_titles
from corpus.parsing.headings import (
    BY_ITSELF,
    NOTE,
    NUMBERED,
    asks,
    find_item_end,
    parse_answer_heading,
    parse_item,
)
from corpus.parsing.letter import parse_letter
from corpus.parsing.series import read_item
from corpus.parsing.titles import ends_sentence
from corpus.readers.source import Line, Role

_LEAST = 2
# Characters above the first answer in which a letter says that it answers.
_LONGEST_HEAD = 3_000
# What may announce the answers with a colon; any other such line announces a list of something else.
_ANNOUNCES = re.compile(r"\b(?:vra(?:ag|gen)|(?:be)?antwoord)", re.IGNORECASE)
_AD = re.compile(r"\s*ad\b", re.IGNORECASE)
# The share of answers that end in a question, at most.
_MOST_ASKING = 0.3
# The share of answers that have a whole sentence, at least, and of those that end in a figure, at most: in a table of
# contents that is the page.
_LEAST_SAID, _MOST_FIGURES = 0.5, 0.5


def find_answers_alone(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> Mapping[int, tuple[int, ...]]:
    """Return the lines that open an answer with the numbers of its question; none where few do, or these don't rise.

    For a paper without questions. A heading says itself that it answers one; of `Ad 1` and `1.` the letter must say so
    above the first, and they count from 1.
    """
    free = [place for place, kind in enumerate(kinds) if kind is None and not lines[place].is_blank]
    headed = {
        place: numbers
        for place in free
        if (numbers := parse_answer_heading(lines[place].text)) and not goes_on(lines, place)
    }
    # Where something is asked above it, the question is there.
    above = find_above(lines, min(headed)) if headed else None
    if above is not None and asks(above.text):
        return {}
    if len(headed) >= _LEAST:
        return headed if _rises(headed) else {}
    for found in (_find_ad(lines, free), _find_counted(lines, free)):
        if len(found) >= _LEAST and _says_so(lines, min(found)) and _are_answers(lines, found):
            return found
    return headed if headed and _says_so(lines, min(headed)) else {}


def find_labels(lines: Sequence[Line], found: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
    """Return where, on the line of each answer, the text behind its number or heading begins."""
    return {
        place: len(text) if parse_answer_heading(text := lines[place].text) is not None else find_item_end(text)
        for place in found
    }


def _rises(found: Mapping[int, tuple[int, ...]]) -> bool:
    return all(max(before) < min(after) for before, after in pairwise(found.values()))


def _find_ad(lines: Sequence[Line], free: Sequence[int]) -> dict[int, tuple[int, ...]]:
    return _count(
        (place, numbers)
        for place in free
        if _AD.match(lines[place].text) and (numbers := parse_item(lines[place].text)) and not goes_on(lines, place)
    )


def _find_counted(lines: Sequence[Line], free: Sequence[int]) -> dict[int, tuple[int, ...]]:
    for pattern in (NUMBERED, BY_ITSELF):
        items = (
            (place, numbers)
            for place in free
            if (numbers := read_item(lines[place].text, pattern)) and not goes_on(lines, place)
        )
        found = _count(items)
        above = find_above(lines, min(found)) if found else None
        is_announced = above is None or not above.text.rstrip().endswith(":") or _ANNOUNCES.search(above.text)
        if len(found) >= _LEAST and is_announced:
            return found
    return {}


def _count(items: Iterable[tuple[int, tuple[int, ...]]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    wanted = 1
    for place, numbers in items:
        if numbers[0] == wanted:
            found[place] = numbers
            wanted = max(numbers) + 1
    return found


def _says_so(lines: Sequence[Line], first: int) -> bool:
    head = "\n".join(line.text for line in lines[:first])
    return len(head) <= _LONGEST_HEAD and parse_letter(head).is_answer and tells_of_questions(" ".join(head.split()))


def _are_answers(lines: Sequence[Line], found: Mapping[int, tuple[int, ...]]) -> bool:
    spans = [lines[start:end] for start, end in pairwise([*found, len(lines)])]
    asking = sum(any(asks(line.text) for line in span) for span in spans)
    said = sum(any(ends_sentence(line.text) for line in span) for span in spans)
    ends = ([line.text.rstrip() for line in span if not line.is_blank][-1] for span in spans)
    figures = sum(end[-1].isdecimal() for end in ends)
    is_said = said >= len(found) * _LEAST_SAID and figures < len(found) * _MOST_FIGURES
    return is_said and asking <= len(found) * _MOST_ASKING


def sort_answers(
    lines: Sequence[Line], kinds: Sequence[PartKind | None], found: Mapping[int, tuple[int, ...]]
) -> QuestionLines:
    """Return which line belongs to which answer; lines that have a kind already are passed over.

    Each of those found is a heading and nothing else.
    """
    drafts: list[QuestionDraft] = []
    head: list[int] = []
    is_note = False
    for place, line in enumerate(lines):
        if kinds[place] is not None or line.is_blank:
            continue
        if place in found:
            drafts.append(QuestionDraft(numbers=found[place], is_answered=True))
        if place == 0 or lines[place - 1].is_blank:
            is_note = NOTE.match(line.text) is not None
        if not drafts:
            head.append(place)
        elif is_note or line.role is Role.NOTE:
            drafts[-1].notes.append(place)
        elif place in found:
            drafts[-1].headings.append(place)
        else:
            drafts[-1].answer.append(place)
    take_titles(drafts, lines)
    return QuestionLines(drafts=tuple(drafts), head=tuple(head), tail=tuple(take_ending(drafts, lines)))
