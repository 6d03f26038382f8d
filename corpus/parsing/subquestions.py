"""Parts of a question that letters count in its text, each with its own answer: `a. Hoeveel?` / `b. Waarom?`"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from corpus.parsing.drafts import QuestionDraft
from corpus.parsing.headings import asks
from corpus.readers.source import Line

_ITEM = re.compile(r"\s*\(?(?P<letter>[a-z])(?:\.\)|[.):])\s+(?=\S)")
_FIRST = "a"
# Lines of a part that asks.
_MOST_LINES = 30


def find_items(draft: QuestionDraft, lines: Sequence[Line]) -> Sequence[int]:
    """Return which lines of a question letters count from `a` on, as their places among these."""
    found: list[int] = []
    for count, place in enumerate(draft.question):
        if _read_letter(lines[place]) == chr(ord(_FIRST) + len(found)):
            found.append(count)
    return found


def split_items(draft: QuestionDraft, items: Sequence[int], letters: Sequence[str]) -> Sequence[QuestionDraft]:
    """Return a question as one for each of its `items`, where an answer names the letters of some; else as it is.

    What stands above the first belongs to that.
    """
    names = [chr(ord(_FIRST) + count) for count in range(len(items))]
    if draft.letter or draft.answer or len(items) < 2 or not letters or not set(letters) <= set(names):
        return (draft,)
    bounds = [0, *items[1:], len(draft.question)]
    return [
        replace(
            draft,
            letter=name,
            question=draft.question[start:end],
            answer=[],
            notes=[],
            headings=draft.headings if start == 0 else [],
            titles=[],
        )
        for name, (start, end) in zip(names, pairwise(bounds), strict=True)
    ]


def split_asked(draft: QuestionDraft, lines: Sequence[Line]) -> QuestionDraft | None:
    """Take the next part of a question off the answer to the one above it, and return it; None where there is none.

    `draft` is answered, and what its answer ends in asks: `a) Hoeveel?` / `Antwoord: twaalf.` / `b) Waarom?`
    """
    letter = draft.letter or (_read_letter(lines[draft.question[0]]) if draft.question else "")
    if not letter or letter != (draft.letter or _FIRST) or not draft.answer or not asks(lines[draft.answer[-1]].text):
        return None
    following = chr(ord(letter) + 1)
    least = max(1, len(draft.answer) - _MOST_LINES)
    for count, place in enumerate(draft.answer[least:], start=least):
        if _read_letter(lines[place]) == following:
            own = draft.answer[count:]
            draft.letter, draft.answer = letter, draft.answer[:count]
            return QuestionDraft(numbers=draft.numbers, letter=following, part=draft.part, question=own)
    return None


def _read_letter(line: Line) -> str:
    item = _ITEM.match(line.text)
    return item["letter"] if item else ""
