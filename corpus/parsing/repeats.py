"""Questions that a paper has twice: as they were asked, and again above or in their answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from corpus.parsing.drafts import QuestionDraft
from corpus.readers.source import Line
from corpus.readers.tables import LISTED

_NOT_LETTERS = re.compile(r"\W+")
_LABEL = re.compile(rf"\s*+(?:ad\s+)?\(?(?=\d){LISTED}[):]?\s*", re.IGNORECASE)


def find_repeats(drafts: Sequence[QuestionDraft], lines: Sequence[Line]) -> Mapping[int, tuple[int, ...]]:
    """Return the questions, by `id`, that have no answer and stand again with one, each with the places of its lines.

    A letter may open with all questions as they were asked, and then have each again above its answer.
    """
    answered: dict[int, list[str]] = defaultdict(list)
    for draft in drafts:
        if draft.answer:
            for number in draft.numbers:
                answered[number].append(_read(draft.question, lines))
    if len(answered) == sum(len(draft.numbers) for draft in drafts):
        return {}

    def is_repeat(draft: QuestionDraft) -> bool:
        asked = _read(draft.question, lines) if not draft.answer and draft.numbers else ""
        return asked != "" and all(any(asked in other for other in answered[number]) for number in draft.numbers)

    return {id(draft): tuple(_list_places(draft)) for draft in drafts if is_repeat(draft)}


def drop_echo(draft: QuestionDraft, lines: Sequence[Line]) -> None:
    """Make a heading of the question where its answer opens with all of it: `1. Hoeveel?` / `Er waren er 12.`"""
    asked = _read(draft.question, lines)
    said = ""
    for count, place in enumerate(draft.answer[:-1] if asked else (), start=1):
        said += _read([place], lines) if not said else _NOT_LETTERS.sub("", lines[place].text).casefold()
        if said == asked:
            draft.headings += draft.answer[:count]
            draft.answer = draft.answer[count:]
        if len(said) >= len(asked) or not asked.startswith(said):
            return


def _read(places: Sequence[int], lines: Sequence[Line]) -> str:
    """Return the letters and figures of a text, without the number that it opens with."""
    text = " ".join(lines[place].text for place in places)
    label = _LABEL.match(text)
    return _NOT_LETTERS.sub("", text[label.end() if label else 0 :]).casefold()


def _list_places(draft: QuestionDraft) -> Iterable[int]:
    return (*draft.headings, *draft.titles, *draft.question, *draft.notes)
