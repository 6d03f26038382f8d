"""Answers that have no heading, parted from their questions: by type, by what asks, or as most others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.parsing.drafts import QuestionDraft
from corpus.parsing.headings import asks
from corpus.parsing.titles import is_subject
from corpus.readers.source import Line

# Questions of which an answer without heading is none where so few have one.
_LEAST_UNANSWERED = 4
_FEW_ANSWERED = 1 / 3
# `Graag een toelichting.`, and not `Graag verwijs ik u naar …`
_REQUEST = re.compile(r"\s*(?:Graag|Gaarne)\s(?!\w+\s(?:ik|wij|we)\b)[^?]*\.\s*$")
# A sentence that ends within a line, or with the marker of a note: `was in 2021. Dat`, `van de subsidies.3`
_STATES = re.compile(r"(?:[^\W\d_]{3}|\d{2}|[)»”])\.(?:\d{1,2}\s*$|\d{0,2}\s+[A-Z])")


def split_unheaded(draft: QuestionDraft, lines: Sequence[Line]) -> None:
    """Part a question from an answer that has no heading: where bold ends, or where statements follow its mark."""
    strong = _list_looks(draft.question, lines)
    plain = strong.index(False) if False in strong else 0
    if plain and not any(strong[plain:]) and _is_question(draft.question[:plain], draft.question[plain:], lines):
        draft.answer = draft.question[plain:]
        draft.question = draft.question[:plain]
        return
    ends = [count for count, place in enumerate(draft.question) if asks(lines[place].text)]
    ends = [count + _requests_below(draft.question, count, lines) for count in ends]
    for count, after in pairwise([*ends, len(draft.question)]):
        following = draft.question[count + 1 : after + 1]
        said = [place for place in following if lines[place].text.rstrip().endswith((".", ":", ";"))]
        if not said and after == len(draft.question):
            # The lines of an answer may all break within a sentence, or end in the marker of a note.
            said = [place for place in following if _STATES.search(lines[place].text)]
        if said and (after == len(draft.question) or len(said) > 1 or lines[draft.question[count + 1] - 1].is_blank):
            draft.answer = draft.question[count + 1 :]
            draft.question = draft.question[: count + 1]
            return


def join_explanations(drafts: Sequence[QuestionDraft]) -> None:
    """Give a question what was parted from it as its answer where hardly any has one: members explain what they ask."""
    if len(drafts) < _LEAST_UNANSWERED or any(draft.is_answered for draft in drafts[:-1]):
        return
    answered = [draft for draft in drafts[:-1] if draft.answer]
    if len(answered) <= (len(drafts) - 1) * _FEW_ANSWERED:
        for draft in answered:
            draft.question = [*draft.question, *draft.answer]
            draft.answer = []


def split_statements(drafts: Sequence[QuestionDraft], lines: Sequence[Line]) -> None:
    """Part a request that is no question (`Graag een toelichting.`) from its answer, where most have one.

    So is a short answer without a full stop (`Nee`), right below the mark of its question.
    """
    if sum(bool(draft.answer) for draft in drafts) * 2 < len(drafts):
        return
    for draft in drafts:
        if draft.answer:
            continue
        is_strong = any(lines[place].strong for place in draft.question)
        turn = _find_turn(draft.question, lines)
        last = max((count for count, place in enumerate(draft.question) if "?" in lines[place].text), default=-1)
        for count, place in enumerate(draft.question[last + 1 :], start=last + 1):
            follows = count == last + 1 and asks(lines[draft.question[last]].text) and _may_be_short(lines[place])
            if count and (count == turn or follows or (lines[place - 1].is_blank and not is_strong)):
                draft.answer = draft.question[count:]
                draft.question = draft.question[:count]
                break


def _list_looks(places: Sequence[int], lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether it is set off from the others: as a quotation where some are, else by its type.

    Where all are, the first is from those that are slanted and not bold, or the other way round.
    """
    quoted = [lines[place].quoted for place in places]
    if len(set(quoted)) > 1:
        return quoted
    strong = [lines[place].strong for place in places]
    return [lines[place].slanted is lines[places[0]].slanted for place in places] if all(strong) else strong


def _is_question(bold: Sequence[int], plain: Sequence[int], lines: Sequence[Line]) -> bool:
    """Tell whether the bold lines are the question and the others its answer, and not a title and the question."""
    return asks(lines[bold[-1]].text) or not any(asks(lines[place].text) for place in plain)


def _requests_below(places: Sequence[int], count: int, lines: Sequence[Line]) -> bool:
    """Tell whether the line right below one that asks requests something, and is no part of an answer."""
    below = places[count + 1 : count + 2]
    return below == [places[count] + 1] and _REQUEST.match(lines[below[0]].text) is not None


def _find_turn(places: Sequence[int], lines: Sequence[Line]) -> int:
    """Return how many lines stand above those of another type, where both are of one each; 0 where they are not."""
    looks = [(lines[place].strong, lines[place].slanted) for place in places]
    turn = next((count for count, look in enumerate(looks) if look != looks[0]), 0)
    return turn if len(set(looks[turn:])) == 1 else 0


def _may_be_short(line: Line) -> bool:
    return line.opening.isupper() and not is_subject(line.text)
