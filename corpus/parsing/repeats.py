"""Questions that a paper has twice: as they were asked, and again above or in their answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.parsing.drafts import QuestionDraft
from corpus.readers.source import Line
from corpus.readers.tables import LISTED

_NOT_LETTERS = re.compile(r"\W+")
_LETTER = re.compile(r"\w")
# The letters that a label may open with.
_LABEL_OPENS = frozenset("aA")
_LABEL = re.compile(rf"\s*+(?:ad\s+)?\(?(?=\d){LISTED}[):]?\s*", re.IGNORECASE)


def part_repeats(
    drafts: Sequence[QuestionDraft], lines: Sequence[Line]
) -> tuple[tuple[QuestionDraft, ...], tuple[int, ...]]:
    """Return the questions without those that have no answer and stand again with one, and the places of these.

    A letter may open with all questions as they were asked, and then have each again above its answer.
    """
    # Where each number stands once and has its answer, which is most often so, no question need be read.
    numbered = {number for draft in drafts if draft.answer for number in draft.numbers}
    if len(numbered) == sum(len(draft.numbers) for draft in drafts):
        return tuple(drafts), ()

    answered: dict[int, list[str]] = defaultdict(list)
    for draft in drafts:
        if draft.answer:
            asked = _read(draft.question, lines)
            for number in draft.numbers:
                answered[number].append(asked)
    # One text for each number, which is searched in a fraction of the time of many.
    said = {number: "\n".join(texts) for number, texts in answered.items()}

    def is_repeat(draft: QuestionDraft) -> bool:
        asked = _read(draft.question, lines) if not draft.answer and draft.numbers else ""
        return asked != "" and all(asked in said.get(number, "") for number in draft.numbers)

    kept: list[QuestionDraft] = []
    places: list[int] = []
    for draft in drafts:
        if is_repeat(draft):
            places += (*draft.headings, *draft.titles, *draft.question, *draft.notes)
        else:
            kept.append(draft)
    return tuple(kept), tuple(places)


def drop_echo(draft: QuestionDraft, lines: Sequence[Line]) -> None:
    """Make a heading of the question where its answer opens with all of it: `1. Hoeveel?` / `Er waren er 12.`"""
    # Most answers are told from their question by its first letter, in a fifth of the time.
    opening = _find_first(draft.question, lines)
    opened = (_find_first([place], lines) for place in draft.answer[:-1])
    if not opening or next(filter(None, opened), "") != opening:
        return
    asked = _read(draft.question, lines)
    said = ""
    for count, place in enumerate(draft.answer[:-1], start=1):
        said += _fold(lines[place].text) if said else _read([place], lines)
        if said == asked:
            draft.headings += draft.answer[:count]
            draft.answer = draft.answer[count:]
        if len(said) >= len(asked) or not asked.startswith(said):
            return


def _read(places: Sequence[int], lines: Sequence[Line]) -> str:
    """Return the letters and figures of a text, without the number that it opens with."""
    return _fold(_strip_label(places, lines))


def _strip_label(places: Sequence[int], lines: Sequence[Line]) -> str:
    text = " ".join(lines[place].text for place in places)
    label = _LABEL.match(text)
    return text[label.end() if label else 0 :]


def _find_first(places: Sequence[int], lines: Sequence[Line]) -> str:
    opening = lines[places[0]].opening if places else ""
    if opening.isalpha() and opening not in _LABEL_OPENS:
        return opening.casefold()[:1]
    match = _LETTER.search(_strip_label(places, lines))
    return match[0].casefold()[:1] if match else ""


def _fold(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()
