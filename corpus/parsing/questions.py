"""Lines to questions and answers: which line belongs to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from corpus.models import PartKind
from corpus.parsing.headings import NOTE, is_title, parse_answer_heading, parse_question_heading
from corpus.readers.source import Line


@dataclass(slots=True, kw_only=True)
class QuestionDraft:
    """The places, in the sequence of lines, of what makes up one question; filled while reading."""

    numbers: tuple[int, ...]
    heading: tuple[str, ...] = ()
    question: list[int] = field(default_factory=list)
    answer: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLines:
    """What each line of a list is: the questions in order, and the lines before the first."""

    drafts: tuple[QuestionDraft, ...]
    head: tuple[int, ...]


class _State(Enum):
    HEAD = auto()
    QUESTION = auto()
    ANSWER = auto()
    NOTES = auto()


def has_questions(lines: Sequence[Line]) -> bool:
    """Tell whether the lines hold a question's heading and an answer's, or several questions."""
    questions = sum(1 for line in lines if parse_question_heading(line.text))
    return questions > 1 or (questions == 1 and any(parse_answer_heading(line.text) is not None for line in lines))


def sort_lines(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> QuestionLines:
    """Return which line belongs to which question; lines that have a kind already are passed over."""
    sorter = _Sorter(lines)
    for place, line in enumerate(lines):
        if kinds[place] is None and not line.is_blank:
            sorter.take(place, line)
    return QuestionLines(drafts=tuple(sorter.drafts), head=tuple(sorter.head))


class _Sorter:
    """Reads the lines once, from top to bottom."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._state = _State.HEAD
        self._current: list[QuestionDraft] = []
        self.drafts: list[QuestionDraft] = []
        self.head: list[int] = []

    def take(self, place: int, line: Line) -> None:
        numbers = parse_question_heading(line.text)
        if numbers:
            self._open_question(place, numbers)
            return
        answered = parse_answer_heading(line.text)
        if answered is not None and self._state is not _State.HEAD:
            self._open_answer(place, answered)
            return
        self._add(place, line)

    def _open_question(self, place: int, numbers: tuple[int, ...]) -> None:
        draft = QuestionDraft(numbers=numbers, headings=[place])
        self.drafts.append(draft)
        self._current = [draft]
        self._state = _State.QUESTION

    def _open_answer(self, place: int, numbers: tuple[int, ...]) -> None:
        waiting = [draft for draft in self.drafts if not draft.answer and set(draft.numbers) & set(numbers)]
        self._current = waiting or [self.drafts[-1]]
        self._current[-1].headings.append(place)
        self._state = _State.ANSWER

    def _add(self, place: int, line: Line) -> None:
        match self._state:
            case _State.HEAD:
                self.head.append(place)
            case _State.QUESTION:
                self._current[-1].question.append(place)
            case _State.ANSWER | _State.NOTES:
                self._add_to_answer(place, line)

    def _add_to_answer(self, place: int, line: Line) -> None:
        after_blank = place > 0 and self._lines[place - 1].is_blank
        opens_note = NOTE.match(line.text) is not None and (after_blank or self._state is _State.NOTES)
        if opens_note:
            self._state = _State.NOTES
        elif self._state is _State.NOTES and after_blank and not is_title(line.text):
            self._state = _State.ANSWER
        if self._state is _State.NOTES:
            self._current[-1].notes.append(place)
        else:
            for draft in self._current:
                draft.answer.append(place)
