"""Page numbers that a pasted text kept between its sentences, where nothing else tells its pages apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise, takewhile

from msgspec import Struct

from corpus.parsing.continuation import find_above, is_within
from corpus.parsing.headings import (
    asks,
    is_bare_question_heading,
    is_heading,
    may_be_heading,
    parse_answer_heading,
    parse_question_heading,
)
from corpus.parsing.titles import is_title
from corpus.readers.source import Line

_LEAST = 3
_LONGEST_NUMBER = 3
# With the white around it, where numbers are centred.
_LONGEST_LINE = 100
# Places of one number that are remembered.
_MOST_STEPS = 4
# Letters of the shortest page, and how many times as long the longest may be.
_SHORTEST_PAGE = 700
_MOST_UNEVEN = 4
_MOST_EVEN = 2
# How many stand in the middle of a sentence, at least, and their share, where the pages are that even.
_LEAST_INNER, _FEW_INNER = 2, 1 / 4
# Of these lines below a number, one asks where it is that of a question.
_MOST_LINES = 6
# The share of the numbers below which something stands that may be theirs, and the share that ends a sentence.
_MOST_OWNERS = 1 / 3
_LEAST_ENDED = 2 / 3
_ENDS = (".", "?", "!", ":", ";", "”", '"', "’", ")")


class _Folio(Struct, frozen=True):
    """A number alone on a line, and how many letters stand above it."""

    place: int
    number: int
    letters: int


def find_folios(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of numbers alone on a line that count the pages of a text.

    They go up one by one from page to page, over all of the text, in steps that may be pages, most below a finished
    sentence or within one. Numbers of chapters, questions and items of a list have something below them that is
    theirs, or count less than all of the text; the figures of a table stand nearer to each other.
    """
    numbered = [
        (place, text)
        for place, line in enumerate(lines)
        if not line.is_blank and len(line.text) <= _LONGEST_LINE and (text := line.text.strip()).isdecimal()
    ]
    if len(numbered) < _LEAST:
        return frozenset()
    letters = list(accumulate((len(line.text) for line in lines), initial=0))
    folios = [
        _Folio(place, int(text), letters[place])
        for place, text in numbered
        if len(text) <= _LONGEST_NUMBER and lines[place].role is None and letters[place] >= _SHORTEST_PAGE
    ]
    chain = _find_chain(folios)
    # What counts from the top of the text on are no pages.
    tops = {int(text) for place, text in numbered if letters[place] < _SHORTEST_PAGE and len(text) <= _LONGEST_NUMBER}
    if not _counts_pages(chain, lines, letters[-1]) or (chain[0].number > 1 and chain[0].number - 1 in tops):
        return frozenset()
    # The last page may be short.
    last, text = numbered[-1]
    ends = letters[last + 1] == letters[-1] and text == str(chain[-1].number + 1)
    return frozenset((*(folio.place for folio in chain), *((last,) if ends else ())))


def find_below_feet(lines: Sequence[Line], feet: Sequence[int]) -> frozenset[int]:
    """Return the places of the numbers right below the feet of pages, which are given, that count these pages.

    Below a single foot the number is 1, and nothing below it asks.
    """
    counted = {
        place + 1: int(text)
        for place in feet
        if place + 1 < len(lines)
        and lines[place + 1].role is None
        and (text := lines[place + 1].text.strip()).isdecimal()
        and len(text) <= _LONGEST_NUMBER
    }
    numbers = list(counted.values())
    if len(numbers) == 1 and (numbers != [1] or _heads_something(lines, *counted)):
        return frozenset()
    is_counting = all(below - above == 1 for above, below in pairwise(numbers))
    return frozenset(counted) if is_counting and len(numbers) == len(feet) else frozenset()


class _Step(Struct, frozen=True):
    """A number of a run that goes up one by one, the one before it, how many there are, and the letters of its page."""

    folio: _Folio
    before: _Step | None
    count: int
    letters: float


def _find_chain(folios: Sequence[_Folio]) -> list[_Folio]:
    """Return the longest run of numbers that go up one by one, each a page or more below the one before.

    Among those of a question some may count as well as that of a page: it is the one that makes pages more alike.
    """
    steps: dict[int, list[_Step]] = {}
    longest: _Step | None = None
    for folio in folios:
        own = [_go_on(step, folio) for step in steps.get(folio.number - 1, ()) if _is_page(step, folio)]
        step = max(own, key=_rate, default=_Step(folio, None, 1, folio.letters / max(1, folio.number)))
        steps[folio.number] = [step, *steps.get(folio.number, [])][:_MOST_STEPS]
        longest = step if longest is None or _rate(step) > _rate(longest) else longest
    chain: list[_Folio] = []
    while longest:
        chain.append(longest.folio)
        longest = longest.before
    return chain[::-1]


def _is_page(step: _Step, folio: _Folio) -> bool:
    return folio.letters - step.folio.letters >= _SHORTEST_PAGE


def _go_on(step: _Step, folio: _Folio) -> _Step:
    return _Step(folio, step, step.count + 1, folio.letters - step.folio.letters)


def _rate(step: _Step) -> tuple[int, float]:
    """Return how long a run is, and how little its last page differs from the one before."""
    return step.count, -abs(step.letters - step.before.letters) if step.before else 0.0


def _counts_pages(chain: Sequence[_Folio], lines: Sequence[Line], total: int) -> bool:
    steps = [below.letters - above.letters for above, below in pairwise(chain)]
    if len(chain) < _LEAST or max(steps) > _MOST_UNEVEN * min(steps):
        return False
    is_all = chain[0].letters <= chain[0].number * max(steps) and total - chain[-1].letters <= 2 * max(steps)
    if not is_all:
        return False
    apart = [folio for folio in chain if not is_within(lines, range(folio.place, folio.place + 1))]
    inner = len(chain) - len(apart)
    # Pages are alike in length but for the last; no number of a question stands in a sentence.
    is_even = max(steps) <= _MOST_EVEN * min(steps[:-1] or steps)
    if is_even and inner >= _LEAST_INNER and inner >= _FEW_INNER * len(chain):
        return True
    is_named = sum(map(_is_named, lines)) >= _LEAST
    owners = sum(_heads_something(lines, folio.place, is_named=is_named) for folio in apart)
    ended = inner + sum(_ends_sentence(lines, folio.place) for folio in apart)
    is_placed = ended >= _LEAST_ENDED * len(chain) or (is_even and inner > 0)
    return owners <= _MOST_OWNERS * len(chain) and is_placed


def _is_named(line: Line) -> bool:
    """Tell whether a line is the heading of a question, with the word for it: then no number alone is one."""
    return may_be_heading(line) and not line.opening.isdecimal() and parse_question_heading(line.text) != ()


def _heads_something(lines: Sequence[Line], place: int, *, is_named: bool = False) -> bool:
    """Tell whether what stands below a number may be its question, its answer, or the title of its chapter.

    `is_named` tells that questions have headings in words.
    """
    first = next((at for at in range(place + 1, len(lines)) if not lines[at].is_blank), None)
    if first is None:
        return False
    text = lines[first].text
    if is_bare_question_heading(text) or parse_answer_heading(text) == ():
        return True
    below = list(takewhile(lambda line: not line.is_blank, lines[first : first + _MOST_LINES]))
    is_alone = len(below) == 1 and is_title(text) and not is_heading(text)
    return is_alone or (not is_named and not is_heading(text) and any(asks(line.text) for line in below))


def _ends_sentence(lines: Sequence[Line], place: int) -> bool:
    above = find_above(lines, place)
    return above is not None and above.text.rstrip().endswith(_ENDS)
