"""Page numbers that a pasted text kept between its sentences, where nothing else tells its pages apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise, takewhile

from msgspec import Struct

from corpus.parsing.continuation import find_above
from corpus.parsing.headings import asks, is_bare_question_heading, is_heading, parse_answer_heading
from corpus.parsing.titles import is_title
from corpus.readers.source import Line

_LEAST = 3
_LONGEST_NUMBER = 3
# With the white around it, where numbers are centred.
_LONGEST_LINE = 100
# Letters of the shortest page, and how many times as long the longest may be.
_SHORTEST_PAGE = 700
_MOST_UNEVEN = 4
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
    sentence. Numbers of chapters, questions and items of a list have something below them that is theirs, or count
    less than all of the text; the figures of a table stand nearer to each other.
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
        if len(text) <= _LONGEST_NUMBER and lines[place].role is None
    ]
    chain = max(_list_chains(folios), key=len, default=[])
    return frozenset(folio.place for folio in chain) if _counts_pages(chain, lines, letters[-1]) else frozenset()


def _list_chains(folios: Sequence[_Folio]) -> list[list[_Folio]]:
    """Return the runs of numbers that go up one by one, each a page or more below the one before."""
    # By the last number of each; the first of two that end in the same one is gone on with.
    chains: dict[int, list[_Folio]] = {}
    ended: list[list[_Folio]] = []
    for folio in folios:
        chain = chains.get(folio.number - 1)
        if chain and folio.letters - chain[-1].letters >= _SHORTEST_PAGE:
            del chains[folio.number - 1]
            ended.append(chains.get(folio.number, []))
            chain.append(folio)
            chains[folio.number] = chain
        else:
            chains.setdefault(folio.number, [folio])
    return [*ended, *chains.values()]


def _counts_pages(chain: Sequence[_Folio], lines: Sequence[Line], total: int) -> bool:
    steps = [below.letters - above.letters for above, below in pairwise(chain)]
    if len(chain) < _LEAST or max(steps) > _MOST_UNEVEN * min(steps):
        return False
    is_all = chain[0].letters <= chain[0].number * max(steps) and total - chain[-1].letters <= 2 * max(steps)
    owners = sum(_heads_something(lines, folio.place) for folio in chain)
    ended = sum(_ends_sentence(lines, folio.place) for folio in chain)
    is_above = chain[0].letters >= _SHORTEST_PAGE
    return is_all and is_above and owners <= _MOST_OWNERS * len(chain) and ended >= _LEAST_ENDED * len(chain)


def _heads_something(lines: Sequence[Line], place: int) -> bool:
    """Tell whether what stands below a number may be its question, its answer, or the title of its chapter."""
    first = next((at for at in range(place + 1, len(lines)) if not lines[at].is_blank), None)
    if first is None:
        return False
    text = lines[first].text
    if is_bare_question_heading(text) or parse_answer_heading(text) == ():
        return True
    below = list(takewhile(lambda line: not line.is_blank, lines[first : first + _MOST_LINES]))
    is_alone = len(below) == 1 and is_title(text) and not is_heading(text)
    return is_alone or (not is_heading(text) and any(asks(line.text) for line in below))


def _ends_sentence(lines: Sequence[Line], place: int) -> bool:
    above = find_above(lines, place)
    return above is not None and above.text.rstrip().endswith(_ENDS)
