"""Lines to questions and answers: which line belongs to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from corpus.models import PartKind
from corpus.parsing.below import find_answers_below
from corpus.parsing.continuation import goes_on, join_heading
from corpus.parsing.drafts import QuestionDraft, QuestionLines
from corpus.parsing.endings import take_ending, take_titles
from corpus.parsing.headings import (
    LETTERED,
    NOTE,
    NOTE_OPENS,
    ROW,
    find_item_end,
    goes_on_heading,
    is_bare_question_heading,
    is_heading,
    is_item_alone,
    may_answer,
    may_be_heading,
    parse_answer_heading,
    parse_question_heading,
)
from corpus.parsing.marks import is_mark
from corpus.parsing.numbers import is_lettered, may_be_lettered, parse_letter, parse_letters, parse_numbers
from corpus.parsing.repeats import drop_echo, part_repeats
from corpus.parsing.subquestions import find_items, split_asked, split_items
from corpus.parsing.titles import is_closing, is_title
from corpus.parsing.unheaded import join_explanations, split_statements, split_unheaded
from corpus.parsing.worded import parse_words, read_numbers
from corpus.readers.source import Line, Role
from corpus.readers.tables import is_only_numbers


class _State(Enum):
    HEAD = auto()
    QUESTION = auto()
    ANSWER = auto()
    NOTES = auto()
    TAIL = auto()


# Every line is held against these, and a member of an enum takes several times as long to look up.
_HEAD, _QUESTION, _ANSWER, _NOTES, _TAIL = _State


def sort_lines(
    lines: Sequence[Line], kinds: Sequence[PartKind | None], headings: Mapping[int, tuple[int, ...]]
) -> QuestionLines:
    """Return which line belongs to which question; lines that have a kind already are passed over.

    `headings` are the places of the lines that open a question, with their numbers.
    """
    sorter = _Sorter(lines, headings, find_answers_below(lines, kinds, headings))
    for place, line in enumerate(lines):
        if kinds[place] is None and not line.is_blank:
            sorter.take(place, line)
    asked = sorter.list_drafts()
    for draft in asked:
        if not draft.is_answered:
            split_unheaded(draft, lines)
    sorter.share_answers(asked)
    join_explanations(asked)
    split_statements([draft for draft in asked if not draft.is_answered], lines)
    take_titles(asked, lines)
    signed = take_ending(asked, lines) if asked else []
    drafts, repeats = part_repeats(asked, lines)
    for draft in drafts:
        drop_echo(draft, lines)
    return QuestionLines(drafts=drafts, head=tuple(sorter.head), tail=(*repeats, *signed, *sorter.tail))


def _is_answer_number(text: str) -> bool:
    """Tell whether what is marked as an answer's first line is nothing but its heading: `2 3`, `Vraag 2`, `A2:`.

    So is the end of one that stands on two lines: `op vraag 2`.
    """
    if is_only_numbers(text) or is_lettered(text) or is_mark(text):
        return True
    return (
        parse_question_heading(text) != () or parse_words(text) != () or bool(parse_answer_heading(f"Antwoord {text}"))
    )


def _restarts(before: QuestionDraft, draft: QuestionDraft) -> bool:
    """Tell whether the numbering starts again with a question."""
    if not before.numbers or not draft.numbers:
        return False
    return _rank(draft) <= _rank(before)


def _rank(draft: QuestionDraft) -> tuple[int, int, str]:
    # `.10` comes after `.9`.
    return min(draft.numbers), len(draft.letter), draft.letter


def _find_letter(line: Line, heading: str, numbers: tuple[int, ...]) -> str:
    """Return the letter of a question that shares its number with others, nothing of any other."""
    if line.role is Role.QUESTION or parse_question_heading(heading):
        return parse_letter(heading, numbers)
    item = LETTERED.match(heading) if line.role is Role.ASKED else None
    return item["letter"].lower() if item else ""


def _is_note(line: Line) -> bool:
    return line.opening in NOTE_OPENS and NOTE.match(line.text) is not None


class _Sorter:
    """Reads the lines once, from top to bottom."""

    def __init__(
        self, lines: Sequence[Line], headings: Mapping[int, tuple[int, ...]], below: Mapping[int, tuple[int, ...]]
    ) -> None:
        self._lines = lines
        self._headings = headings
        self._below = below
        self._last_heading = max(headings, default=0)
        self._state = _HEAD
        self._wrapped = 0
        self._current: list[QuestionDraft] = []
        # Of each number the questions that have it now: several where letters tell them apart.
        self._latest: dict[int, list[QuestionDraft]] = {}
        self._ahead: dict[tuple[int, int], QuestionDraft] = {}
        self._asked: list[QuestionDraft] = []
        # By the object of a question, of those of which an answer names letters: which of its lines these count, so
        # that many answers look for them once; and the parts that they made of it.
        self._items: dict[int, Sequence[int]] = {}
        self._parts: dict[int, Sequence[QuestionDraft]] = {}
        self.head: list[int] = []
        self.tail: list[int] = []

    def take(self, place: int, line: Line) -> None:
        if place in self._headings:
            self._open_question(place, line)
            return
        if self._state is _HEAD:
            self.head.append(place)
            return
        if place in self._below:
            self._open_below(place, line)
            return
        # Few lines stand right below a heading, and may go on with it.
        if self._current[-1].headings[-1:] == [place - 1] and self._goes_on_heading(place):
            self._current[-1].headings.append(place)
            return
        # What is no more than the beginning of a heading is marked so, and what goes on with a question heads nothing.
        if line.role not in (Role.HEADING, Role.CONTINUED) and may_be_heading(line) and self._open_headed(place, line):
            return
        if line.role is not None:
            if self._take_marked(place, line):
                return
        elif place > self._last_heading and is_closing(line.text):
            self._state = _TAIL
        self._add(place, line)

    def _take_marked(self, place: int, line: Line) -> bool:
        """Take what a line is by its markup; tell whether that is all that it is, and nothing of a text."""
        if line.role is Role.ANSWER:
            # The markup's heading of an answer: `Antwoord 2`, but also a bare `2 3` or `Vraag 2, 3`; or `A2:`.
            if _is_answer_number(line.text):
                self._open_answer(read_numbers(line.text), place, line.text)
                return True
            self._open_answer(self._last.numbers)
        elif line.role is Role.CONTINUED:
            self._current[-1].question.append(place)
            return True
        elif line.role is Role.HEADING:
            self._current[-1].headings.append(place)
            return True
        elif line.role is Role.CLOSING or (place > self._last_heading and is_closing(line.text)):
            self._state = _TAIL
        return False

    def _goes_on_heading(self, place: int) -> bool:
        before, line = self._lines[place - 1].text, self._lines[place].text
        return place < self._wrapped or goes_on_heading(before, line) or self._is_number_below(place, before, line)

    def _is_number_below(self, place: int, before: str, line: str) -> bool:
        """Tell whether a line is the number that the heading of its answer lacks: a narrow cell turned the line.

        Below it stands the answer, or else it would be that: `Antwoord` / `12`.
        """
        if self._state is not _ANSWER or not is_only_numbers(line) or parse_answer_heading(before) != ():
            return False
        below = self._lines[place + 1] if place + 1 < len(self._lines) else None
        is_own = parse_numbers(line) == self._current[-1].numbers
        return is_own and not before.rstrip().endswith(":") and below is not None and not self._opens_other(place + 1)

    def _opens_other(self, place: int) -> bool:
        line = self._lines[place]
        return line.is_blank or place in self._headings or (may_be_heading(line) and is_heading(line.text))

    def _open_headed(self, place: int, line: Line) -> bool:
        """Open an answer where a line, with those on which its numbers go on, is the heading of one."""
        if not may_answer(line.text) or goes_on(self._lines, place):
            return False
        text, wrapped = join_heading(self._lines, place)
        numbers = parse_answer_heading(text)
        if numbers is None:
            return False
        self._open_answer(numbers, place, text)
        self._wrapped = place + wrapped + 1
        return True

    def _open_question(self, place: int, line: Line) -> None:
        numbers = self._headings[place]
        before = self._last if self._asked else None
        text, wrapped = join_heading(self._lines, place)
        draft = QuestionDraft(numbers=numbers)
        if line.role is not None or may_be_lettered(text):
            draft.letter = _find_letter(line, text, numbers)
        draft.part = before.part + _restarts(before, draft) if before else 0
        self._wrapped = place + wrapped + 1
        # `1. Kunt u …?`: the question stands behind its number.
        is_heading = ROW.match(line.text) is None if line.role is None else line.role is Role.QUESTION
        if not is_heading:
            is_named = bool(parse_question_heading(text))
            is_heading = is_named or (line.role is None and is_only_numbers(line.text))
        (draft.headings if is_heading else draft.question).append(place)
        self._keep(draft)
        self._current = [draft]
        self._state = _QUESTION

    @property
    def _last(self) -> QuestionDraft:
        return self._list_parts(self._asked[-1])[-1]

    def list_drafts(self) -> list[QuestionDraft]:
        """Return the questions that were read, in order."""
        return [part for draft in self._asked for part in self._list_parts(draft)]

    def _list_parts(self, draft: QuestionDraft) -> Sequence[QuestionDraft]:
        return self._parts.get(id(draft), (draft,))

    def _keep(self, draft: QuestionDraft) -> None:
        self._asked.append(draft)
        for number in draft.numbers:
            others = self._latest.get(number, []) if draft.letter else []
            self._latest[number] = [*(other for other in others if other.part == draft.part), draft]

    def _split_items(self, letters: Mapping[int, Sequence[str]]) -> None:
        """Part the questions whose letters an answer names, where it is the first that does so."""
        for number, own in letters.items():
            asked = self._latest.get(number, ())
            if len(asked) != 1:
                continue
            (draft,) = asked
            if id(draft) not in self._items:
                self._items[id(draft)] = find_items(draft, self._lines)
            if len(parts := split_items(draft, self._items[id(draft)], own)) > 1:
                self._parts[id(draft)] = parts
                # The whole is no question any more, by none of its numbers.
                for other in draft.numbers:
                    self._latest[other] = [part for one in self._latest[other] for part in self._list_parts(one)]

    def _open_answer(self, numbers: tuple[int, ...], heading: int | None = None, text: str = "") -> None:
        latest = self._latest
        letters = parse_letters(text)
        if letters:
            self._split_items(letters)
        elif not numbers and len(self._current) == 1 and (part := split_asked(self._current[0], self._lines)):
            self._keep(part)
            numbers = part.numbers
        self._count(numbers)
        asked = {id(one): one for number in numbers for one in self._find_asked(number, letters.get(number, ()))}
        self._current = [one for one in asked.values() if not one.is_answered] or [self._last]
        for draft in self._current:
            draft.is_answered = True
        if heading is not None:
            self._current[-1].headings.append(heading)
        # `Antwoord op vraag 3 en 8` may stand before question 8 is asked.
        last = self._current[-1]
        self._ahead.update({(last.part, number): last for number in numbers if number not in latest})
        self._state = _ANSWER

    def _count(self, numbers: tuple[int, ...]) -> None:
        """Give the question above its number where only the heading of its answer has one: `Antwoord 3`."""
        last = self._last
        if not last.numbers and not last.is_answered and not any(number in self._latest for number in numbers):
            last.numbers = numbers
            self._latest.update({number: [last] for number in numbers})

    def _find_asked(self, number: int, letters: Sequence[str]) -> Sequence[QuestionDraft]:
        """Return the questions of a number and some letters, or all of that number where none has these."""
        asked = self._latest.get(number, ())
        if len(asked) < 2:
            return asked
        return [draft for draft in asked if draft.letter in (letters or ("",))] or asked

    def _open_below(self, place: int, line: Line) -> None:
        """Open an answer that stands below all questions, or take what stands above the first of these."""
        numbers = self._below[place]
        if not numbers:
            self._current[-1].headings.append(place)
            return
        is_heading = is_only_numbers(line.text) or is_item_alone(line.text)
        self._open_answer(numbers, place if is_heading else None)
        if not is_heading:
            self._add(place, line)
            for draft in self._current:
                if draft.answer == [place]:
                    draft.answer_lead = find_item_end(line.text)

    def share_answers(self, drafts: Sequence[QuestionDraft]) -> None:
        """Give each question that was left without an answer the one that named it before it was asked."""
        for draft in drafts:
            given = [self._ahead[key] for number in draft.numbers if (key := (draft.part, number)) in self._ahead]
            if given and not draft.answer:
                draft.answer, draft.answer_lead = list(given[0].answer), given[0].answer_lead
                draft.is_answered = True

    def _add(self, place: int, line: Line) -> None:
        if line.role is not None and line.role is Role.NOTE:
            self._current[-1].notes.append(place)
        elif self._state is _TAIL:
            self.tail.append(place)
        elif self._state is not _QUESTION:
            self._add_to_answer(place, line)
        elif may_be_heading(line) and is_bare_question_heading(line.text):
            self._current[-1].headings.append(place)
        elif place < self._last_heading or not _is_note(line):
            self._current[-1].question.append(place)
        else:
            self._add_to_answer(place, line)

    def _add_to_answer(self, place: int, line: Line) -> None:
        after_blank = place > 0 and self._lines[place - 1].is_blank
        # Below a question that has no answer there is nothing that a note's number could be a part of.
        is_apart = after_blank or self._state is _NOTES or self._state is _QUESTION
        if is_apart and _is_note(line):
            self._state = _NOTES
        elif self._state is _NOTES and after_blank and not is_title(line.text):
            self._state = _ANSWER
        if self._state is _NOTES:
            self._current[-1].notes.append(place)
        else:
            for draft in self._current:
                draft.answer.append(place)
