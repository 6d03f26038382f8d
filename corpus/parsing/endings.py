"""What ends a question or an answer and is no part of it: titles over what follows, the signing of a letter, names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.parsing.announcing import announces_questions
from corpus.parsing.drafts import QuestionDraft
from corpus.parsing.headings import asks
from corpus.parsing.titles import awaits_answer, ends_sentence, is_signature, is_subject, is_title, names_subject
from corpus.readers.source import Line

# Titles in a row between two questions, and lines of the signing of a letter.
_MOST_TITLES = 3
_LONGEST_TITLE = 3
_LONGEST_SIGNATURE = 8
_LONGEST_NAME = 80
_LONGEST_ENDING = 300
_LEAST_OTHERS = 2
# A name that its bearer's office follows on the next line: `A. van Voorbeeld,`
_NAMED = re.compile(r"\s*[A-Z][\w.’'-]*(?:\s+(?:(?:van|de[nr]?|te[nr]?|in|’t)\s+)*[A-Z][\w.’'-]*){1,5},\s*")
_STARRED = re.compile(r"\s*\(?\*\)?\s*\S")


def take_titles(drafts: Sequence[QuestionDraft], lines: Sequence[Line]) -> None:
    """Take the titles between two questions off the answer above them, and put them over what follows."""
    heading: tuple[str, ...] = ()
    for draft in drafts:
        draft.heading = heading
        body = draft.answer or draft.question
        titles: list[int] = []
        shown: list[str] = []
        while len(shown) < _MOST_TITLES and (title := _find_title(lines, body[: len(body) - len(titles)])):
            titles = [*title, *titles]
            shown.insert(0, " ".join(" ".join(lines[place].text for place in title).split()))
        if titles and draft is not drafts[-1]:
            del body[len(body) - len(titles) :]
            draft.titles = titles
            heading = tuple(shown)


def _find_title(lines: Sequence[Line], body: Sequence[int]) -> Sequence[int]:
    """Return the lines of the title that ends a text, or nothing; a text is never a title alone."""
    last = lines[body[-1]].text.rstrip() if body else ""
    # Most texts end in a full stop, and no title does; what announces further questions ends in a colon.
    if ends_sentence(last) and not last.endswith(":"):
        return ()
    for count in range(1, min(_LONGEST_TITLE, len(body) - 1) + 1):
        places = body[-count:]
        if places[-1] - places[0] != count - 1:
            break
        text = " ".join(lines[place].text.strip() for place in places)
        if _is_title_between(lines, places, text, lines[body[0]].strong):
            return places
    return ()


def _is_title_between(lines: Sequence[Line], places: Sequence[int], text: str, is_strong_text: bool) -> bool:
    first = lines[places[0]]
    is_apart = lines[places[0] - 1].is_blank or first.opens_page
    if not is_strong_text and all(lines[place].strong for place in places):
        return is_title(text) and "\t" not in text
    # Where nothing stands apart, only what names itself a title, below a finished sentence or another, is one.
    above = lines[places[0] - 1].text.rstrip()
    is_named = names_subject(text) and (above.endswith((".", "?", "!")) or names_subject(above))
    is_announcing = is_apart and text.endswith(":") and announces_questions(text)
    return (is_apart and is_subject(text)) or is_named or is_announcing


def take_ending(drafts: Sequence[QuestionDraft], lines: Sequence[Line]) -> list[int]:
    """Take what ends a paper off its last question, and return its lines: a signing, or names below it.

    Where no other question has an answer, a few words that stand below the last one without a heading are none either.
    """
    *others, last = drafts
    is_alone = others and not any(draft.answer or draft.is_answered for draft in others) and not last.is_answered
    if is_alone and (ending := _take_closing(last, lines)):
        return ending
    if last.answer and is_alone and _may_end(last.answer, lines, len(others)):
        ending, last.answer = last.answer, []
        return ending
    return _take_signature(last, lines) if last.answer else _take_names(last, lines)


def _take_closing(draft: QuestionDraft, lines: Sequence[Line]) -> list[int]:
    """Take what stands below the last question of members off it, from the line on with which they close."""
    places = [*draft.question, *draft.answer]
    asked = max((count for count, place in enumerate(draft.question) if asks(lines[place].text)), default=0)
    for count in range(asked + 1, len(places)):
        text = lines[places[count]].text
        if lines[places[count] - 1].is_blank and (awaits_answer(text) or is_signature(text)):
            del draft.answer[max(0, count - len(draft.question)) :]
            del draft.question[count:]
            return places[count:]
    return []


def _may_end(places: Sequence[int], lines: Sequence[Line], others: int) -> bool:
    """Tell whether what stands below the last question of a list can be the end of the paper: a few words."""
    length = sum(len(lines[place].text) for place in places)
    return length <= _LONGEST_ENDING and (others >= _LEAST_OTHERS or _is_name(lines[places[0]].text))


def _take_names(draft: QuestionDraft, lines: Sequence[Line]) -> list[int]:
    """Take the short lines off a question without answer that stand apart below it and are no sentence.

    Forms: names, the signing of a letter, a note with a star.
    """
    last = max((count for count, place in enumerate(draft.question) if asks(lines[place].text)), default=-1)
    following = draft.question[last + 1 :]
    if last < 0 or not following or not lines[following[0] - 1].is_blank:
        return []
    if not all(_is_name(lines[place].text) for place in following):
        return []
    del draft.question[last + 1 :]
    return following


def _is_name(line: str) -> bool:
    if is_signature(line) or _STARRED.match(line) or _NAMED.fullmatch(line):
        return True
    return len(line) <= _LONGEST_NAME and not line.rstrip().endswith((".", "?", ":", ";", ","))


def _take_signature(draft: QuestionDraft, lines: Sequence[Line]) -> list[int]:
    """Take the signing of a letter off its last answer, and return its lines."""
    for count in range(max(1, len(draft.answer) - _LONGEST_SIGNATURE), len(draft.answer)):
        following = draft.answer[count:]
        if is_signature(lines[following[0]].text):
            if any(lines[place].text.rstrip().endswith((".", "?", ":", ";")) for place in following):
                continue
            del draft.answer[count:]
            return following
    return []
