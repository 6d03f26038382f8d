"""Questions that neither a number nor a word tells of: by the answer's heading, by quotation, or by bold type alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, takewhile

from msgspec import Struct

from corpus.models import PartKind
from corpus.parsing.announcing import tells_of_questions
from corpus.parsing.continuation import goes_on
from corpus.parsing.headings import asks, parse_answer_heading
from corpus.parsing.titles import is_subject, is_title
from corpus.readers.source import Line, Role

# Who asks in a report of a committee, and what: there a question has no mark of its own.
_MEMBERS = re.compile(
    r"\s*(?:(?:De|Deze|Genoemde|Voornoemde|Ook\sde)\s(?:(?:fractie)?leden|[\w/-]+-?fracties?)|(?:Het|Dit)\s(?:fractie)?lid|"
    r"De\scommissie)\b"
)
_REQUESTS = re.compile(
    r"\b(?:leden|lid|fracties?|commissie|[Zz]ij|ze|[\w/]+-fracties?)\b[^.?!]{0,200}?\b(?:vragen|vraagt|verzoeken|verzoekt|"
    r"informeren|informeert|(?:willen|wil|zouden|zou)\s(?:\w+\s){0,3}(?:weten|vernemen|horen|ontvangen)|"
    r"(?:horen|hoort|vernemen|verneemt|ontvangen|ontvangt)\s(?:\w+\s){0,2}graag)\b"
)
_LEAST = 2
# The share of the questions that ask, and of all that is bold, titles included; what is quoted needs less to be one.
_MOST = 0.8
_MOST_QUOTED = 0.5
_MOST_TITLED = 2 / 3
# The share of answers that end in a question, at most, and of those that are titles.
_MOST_RETURNED = 0.5
_MOST_UNCLEAR = 1 / 3
# Titles with which a paper may open, and lines above its first question.
_OPENING_TITLES = 2
_LONGEST_HEAD = 150
_LONGEST_REQUEST = 3_000
_ENDS = (".", "!", ":", ";")


class _Block(Struct, frozen=True):
    """Lines that follow one another in one look, by paragraphs; `is_apart` tells that these are set off."""

    paragraphs: list[list[int]]
    is_apart: bool

    @property
    def first(self) -> int:
        return self.paragraphs[0][0]


def find_unnumbered(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> Mapping[int, Role]:
    """Return what the first line of each such question and of its answer is; nothing in a paper that has none.

    For a paper without any other questions. Lines that have a kind already are passed over. By type alone they are
    told only where the paper says that questions were put and answered, and most of what is bold asks.
    """
    filled = [
        place
        for place, line in enumerate(lines)
        if kinds[place] is None and not line.is_blank and line.role is not Role.NOTE
    ]
    return (
        _find_headed(lines, filled)
        or _find_alternating(lines, filled, lambda line: line.quoted, most=_MOST_QUOTED)
        or _find_bold(lines, filled)
    )


def _find_headed(lines: Sequence[Line], filled: Sequence[int]) -> Mapping[int, Role]:
    """Return the questions that stand above headings of answers."""
    heads = [
        at
        for at, place in enumerate(filled)
        if parse_answer_heading(lines[place].text) is not None and not goes_on(lines, place)
    ]
    if len(heads) < _LEAST:
        return {}
    between = [filled[start + 1 : end] for start, end in pairwise([-1, *heads])]
    above = [_find_question_above(lines, places, is_first=places is between[0]) for places in between]
    asking = sum(_holds_question(lines, question) for question in above)
    # Of several paragraphs that ask, here and there, nobody knows where the answer above them ended.
    said = (places[: len(places) - len(question)] for places, question in zip(between[1:], above[1:], strict=True))
    returned = sum(any(asks(lines[place].text) for place in places) for places in said)
    if asking < max(_LEAST, len(heads) * _MOST) or returned > _MOST_UNCLEAR * len(heads):
        return {}
    return {question[0]: Role.ASKED for question in above if question}


def _find_question_above(lines: Sequence[Line], places: Sequence[int], *, is_first: bool) -> Sequence[int]:
    """Return the lines of the question that ends what stands between two headings of answers, or above the first."""
    if not places:
        return ()
    if lines[places[-1]].strong and (blocks := _list_blocks(lines, places, lambda line: line.strong))[1:]:
        return [place for paragraph in _drop_titles(lines, blocks[-1].paragraphs) for place in paragraph]
    # What stands above a title belongs to what was answered before.
    below = max((at for at, place in enumerate(places[:-1], start=1) if is_subject(lines[place].text)), default=0)
    places = places[below:]
    paragraphs = _split_paragraphs(lines, places)
    if len(paragraphs) > 1:
        # Members tell what they ask in several paragraphs, of which the first names them; an answer that opens so
        # tells it again.
        named = [at for at, own in enumerate(paragraphs) if _MEMBERS.match(lines[own[0]].text)]
        first = named[0] if named and (is_first or below or named[0]) else None
        if first is not None:
            return [place for paragraph in paragraphs[first:] for place in paragraph]
        return [place for paragraph in _take_asking(lines, paragraphs) for place in paragraph]
    start = max((at for at, place in enumerate(places[:-1], start=1) if _ends_sentence(lines[place])), default=0)
    return places[start:]


def _holds_question(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Tell whether something is asked in some lines, also in the words of a report; a request may come after it."""
    if any("?" in lines[place].text for place in places):
        return True
    return _REQUESTS.search(" ".join(lines[place].text.strip() for place in places)[:_LONGEST_REQUEST]) is not None


def _ends_sentence(line: Line) -> bool:
    return line.text.rstrip().endswith(_ENDS)


def _find_bold(lines: Sequence[Line], filled: Sequence[int]) -> Mapping[int, Role]:
    found = _find_alternating(lines, filled, lambda line: line.strong, most=_MOST)
    # Both may be set off: one in bold, the other slanted.
    found = found or _find_alternating(lines, filled, lambda line: line.slanted, most=_MOST)
    if not found:
        return {}
    above = [line.text for line in lines[: min(found)] if not line.is_blank]
    head = " ".join(" ".join(above).split()) if len(above) <= _LONGEST_HEAD else ""
    return found if tells_of_questions(head) else {}


def _find_alternating(
    lines: Sequence[Line], filled: Sequence[int], is_apart: Callable[[Line], bool], *, most: float
) -> Mapping[int, Role]:
    """Return questions and answers that stand in turn in two looks, whichever of these the questions have."""
    if not any(is_apart(lines[place]) for place in filled):
        return {}
    blocks = _list_blocks(lines, filled, is_apart)
    return _read_blocks(lines, blocks, asked=True, most=most) or _read_blocks(lines, blocks, asked=False, most=most)


def _list_blocks(lines: Sequence[Line], places: Sequence[int], is_apart: Callable[[Line], bool]) -> list[_Block]:
    blocks: list[_Block] = []
    for paragraph in _split_paragraphs(lines, places):
        for place in paragraph:
            look = is_apart(lines[place])
            if not blocks or blocks[-1].is_apart is not look:
                blocks.append(_Block([], look))
            own = blocks[-1].paragraphs
            if own and place != paragraph[0]:
                own[-1].append(place)
            else:
                own.append([place])
    return blocks


def _split_paragraphs(lines: Sequence[Line], places: Sequence[int]) -> list[list[int]]:
    paragraphs: list[list[int]] = []
    for place in places:
        if paragraphs and not lines[place - 1].is_blank:
            paragraphs[-1].append(place)
        else:
            paragraphs.append([place])
    return paragraphs


def _read_blocks(lines: Sequence[Line], blocks: Sequence[_Block], *, asked: bool, most: float) -> Mapping[int, Role]:
    """Return the questions that stand in one look, and the answers to them in the other; nothing where few ask."""
    found: dict[int, Role] = {}
    asking = stating = titled = returned = headed = 0
    for block, answer in pairwise(blocks):
        if block.is_apart is not asked:
            continue
        question = _take_asking(lines, block.paragraphs) if not asking else _drop_titles(lines, block.paragraphs)
        is_asking = any(_holds_question(lines, paragraph) for paragraph in question)
        if is_asking or (asking and question and _stands_apart(lines, question)):
            found |= {question[0][0]: Role.ASKED, answer.first: Role.ANSWER}
            asking, stating = asking + is_asking, stating + (not is_asking)
            returned += asks(lines[answer.paragraphs[-1][-1]].text)
            headed += not _drop_titles(lines, answer.paragraphs)
        else:
            titled += 1
    count = asking + stating
    is_most = asking >= most * count and asking >= _MOST_TITLED * (count + max(0, titled - _OPENING_TITLES))
    # What stands in turn with titles is the text below these.
    is_said = returned <= _MOST_RETURNED * count and headed <= _MOST_RETURNED * count
    return found if asking >= _LEAST and is_most and is_said else {}


def _take_asking(lines: Sequence[Line], paragraphs: Sequence[list[int]]) -> Sequence[list[int]]:
    """Return the last paragraph with those right above it that ask: what stands higher is something else."""
    first = len(paragraphs) - 1
    while first and asks(lines[paragraphs[first - 1][-1]].text):
        first -= 1
    return paragraphs[first:]


def _drop_titles(lines: Sequence[Line], paragraphs: Sequence[list[int]]) -> Sequence[list[int]]:
    """Return the paragraphs without the titles that stand over them."""
    texts = (" ".join(lines[place].text.strip() for place in paragraph) for paragraph in paragraphs)
    return paragraphs[len(list(takewhile(is_title, texts))) :]


def _stands_apart(lines: Sequence[Line], paragraphs: Sequence[list[int]]) -> bool:
    first, last = paragraphs[0][0], paragraphs[-1][-1]
    return lines[first - 1].is_blank and last + 1 < len(lines) and lines[last + 1].is_blank
