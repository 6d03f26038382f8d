"""The lines that open a question, and those that merely look as if they do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from corpus.models import PartKind
from corpus.parsing.announcing import announces_questions
from corpus.parsing.continuation import goes_on, join_heading
from corpus.parsing.headings import (
    LETTERED,
    NUMBERED,
    find_bare_lead,
    find_lead,
    is_bare_question_heading,
    is_questions_title,
    may_ask,
    may_be_heading,
    parse_answer_heading,
    parse_question_heading,
)
from corpus.parsing.numbers import parse_numbers
from corpus.parsing.series import find_numbered
from corpus.parsing.worded import read_numbers
from corpus.readers.source import Line, Role, cut_line
from corpus.readers.tables import is_only_numbers

_LEAST_BARE = 2
_WORD = re.compile(r"(?P<word>Vraag|Antwoord) (?=[A-Z«“‘\"'])")
_WORD_OPENS = frozenset("VA")
_BARE_OPENS = frozenset("Vv")
# Above such a question: `Vraagnummer 14-2 Fractie Voorbeeld`
_REFERENCE = re.compile(r"Vraagnummer \d{1,3}-\d{1,3}\b")
# The first of a list, also where nothing parts the number from the text: `1.Bent u …?`
_FIRST = re.compile(r"\s*\(?1[.)]+\s*(?=[^\W\d])")
_SENT = re.compile(r"\(\s*ingezonden\s", re.IGNORECASE)


def split_leads(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, one that holds a heading and the text behind it (`Vraag 3: Kunt u …?`) as two.

    `Vraag: Kunt u …?` is one too where no question has a number and several are answered; so is `Vraag Kunt u …?`
    where each has a line like it with its answer below it.
    """
    split: list[Line] = []
    words = _find_words(lines)
    is_bare = _are_bare(lines)
    for place, line in enumerate(lines):
        if not may_be_heading(line):
            split.append(line)
            continue
        cut = 0 if line.role else find_lead(line.text) or (find_bare_lead(line.text) if is_bare else 0)
        cut = cut or words.get(place, 0)
        if words and _REFERENCE.match(line.text):
            split.append(replace(line, role=Role.HEADING))
        elif cut and not goes_on(lines, place):
            split += cut_line(line, cut)
        else:
            split.append(line)
    return tuple(split)


def _find_words(lines: Sequence[Line]) -> dict[int, int]:
    """Return the lines that open with the word Vraag or Antwoord and no mark, with where the text behind it begins.

    The words stood in cells of their own: each opens a paragraph, and they take turns.
    """
    found = {
        place: match
        for place, line in enumerate(lines)
        if line.opening in _WORD_OPENS
        and line.role is None
        and (match := _WORD.match(line.text))
        and (place == 0 or lines[place - 1].is_blank)
    }
    turns = [match["word"] for match in found.values()]
    if len(turns) < _LEAST_BARE * 2 or turns != ["Vraag", "Antwoord"] * (len(turns) // 2):
        return {}
    return {place: match.end() for place, match in found.items()}


def _are_bare(lines: Sequence[Line]) -> bool:
    """Tell whether several lines open with the word Vraag alone, as many have an answer, and none has a number."""
    opening = [line for line in lines if may_be_heading(line)]
    bare = sum(line.opening in _BARE_OPENS and find_bare_lead(line.text) > 0 for line in opening)
    # Where the word stands alone above most of them, it is said twice, and what stands between is the question too.
    if bare < _LEAST_BARE or sum(line.text.strip() == "Vraag" for line in opening) * 2 > bare:
        return False
    heads = [line.text[: find_lead(line.text)] or line.text for line in opening]
    said = sum(parse_answer_heading(head.rstrip()) == () for head in heads)
    return said * 2 > bare and not any(parse_question_heading(head.rstrip()) for head in heads)


def find_question_headings(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> dict[int, tuple[int, ...]]:
    """Return the places of the lines that open a question, with the numbers that they give.

    Lines that have a kind already are passed over.

    Forms: `Vraag 3, 4 en 5`; a number alone on a line, or `Vraagnummer: 3`, and then `Vraag`; `Vraag` without any
    number; a line that the markup says is one; and, where there is none of these, `1.`, `2.`, … before questions.
    """
    found: dict[int, tuple[int, ...]] = {}
    before: int | None = None
    for place, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is not None or line.is_blank:
            continue
        if line.role is None and not may_be_heading(line):
            before = place
            continue
        # A line without a role may be the heading of a question, or go on with the sentence above it.
        is_text = line.role is None and (not may_ask(line.text) or goes_on(lines, place))
        if is_text or line.role is Role.ANSWER or line.role is Role.CONTINUED:
            pass
        elif line.role is Role.QUESTION:
            found[place] = read_numbers(line.text)
        elif line.role is Role.ASKED:
            item = NUMBERED.match(line.text) or LETTERED.match(line.text)
            found[place] = (int(item["number"]),) if item else parse_question_heading(line.text)
        elif numbers := parse_question_heading(join_heading(lines, place)[0]):
            found[place] = numbers
        elif is_bare_question_heading(line.text):
            if before is not None and is_only_numbers(lines[before].text):
                found[before] = parse_numbers(lines[before].text)
            elif before is None or not parse_question_heading(lines[before].text):
                found[place] = ()
        is_sure = place in found and (found[place] != () or line.role is not None)
        if is_sure and before is not None and found.get(before) == () and lines[before].role is None:
            # `Vragen` above the first of them is a title.
            del found[before]
        before = place
    found = _drop_title(found, lines)
    # `Vragen` above those that have numbers is a title.
    if found and all(lines[place].role is None and is_questions_title(lines[place].text) for place in found):
        counted = find_numbered(lines, kinds)
        return counted if len(counted) > len(found) else found
    # A question that an answer names by itself on a line opens none, where the numbers count from above it.
    if not found or min((min(numbers, default=0) for numbers in found.values()), default=0) > 1:
        counted = find_numbered(lines, kinds)
        if not found or (len(counted) > len(found) and min(counted) < min(found)):
            return counted
    return found


def _drop_title(found: dict[int, tuple[int, ...]], lines: Sequence[Line]) -> dict[int, tuple[int, ...]]:
    """Return the questions without the word Vragen over a list that counts, where others have numbers of their own."""
    if not any(found.values()) or all(found.values()):
        return found
    return {
        place: numbers
        for place, numbers in found.items()
        if numbers or lines[place].role or not (is_questions_title(lines[place].text) and _heads_count(lines, place))
    }


def _heads_count(lines: Sequence[Line], place: int) -> bool:
    below = next((line for line in lines[place + 1 :] if not line.is_blank), None)
    return below is not None and _FIRST.match(below.text) is not None


def has_questions(headings: Mapping[int, tuple[int, ...]], lines: Sequence[Line]) -> bool:
    """Tell whether these are several questions, or one of which the paper says that it was asked or answered.

    So is one below a text that says that questions follow.
    """
    if len(headings) != 1:
        return len(headings) > 1
    (first,) = headings
    above = "\n".join(line.text for line in lines[:first])
    is_answered = any(parse_answer_heading(line.text) is not None for line in lines)
    return is_answered or lines[first].role is not None or _SENT.search(above) is not None or announces_questions(above)


def is_title_alone(headings: Mapping[int, tuple[int, ...]], lines: Sequence[Line]) -> bool:
    """Tell whether all that seems to open a question is the word Vragen, which may be a title."""
    return len(headings) == 1 and all(
        lines[place].role is None and is_questions_title(lines[place].text) for place in headings
    )
