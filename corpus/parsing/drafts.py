"""Which lines make up a question, while a list is read."""

from __future__ import annotations

from msgspec import Struct


class QuestionDraft(Struct, kw_only=True, gc=False):
    """The places, in the sequence of lines, of what makes up one question; filled while reading.

    `letter` tells it from others of its number. `answer_lead` are the letters of the first line of its answer that are
    its number. `part` counts the parts of a paper in which the numbering starts
    again. `heading` are the titles that the question stands under, `titles` the places of those that stand between
    its answer and the next question.
    """

    numbers: tuple[int, ...]
    letter: str = ""
    part: int = 0
    question: list[int] = []
    answer: list[int] = []
    notes: list[int] = []
    headings: list[int] = []
    titles: list[int] = []
    heading: tuple[str, ...] = ()
    is_answered: bool = False
    answer_lead: int = 0


class QuestionLines(Struct, frozen=True, kw_only=True):
    """What each line of a list is: the questions in order, and the lines before the first and after the last."""

    drafts: tuple[QuestionDraft, ...]
    head: tuple[int, ...]
    tail: tuple[int, ...]
