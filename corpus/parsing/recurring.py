"""Heads and feet of pages that a pasted text kept between its lines, with nothing around them: they come again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate, pairwise

from corpus.parsing.continuation import is_within
from corpus.parsing.furniture import parse_footer
from corpus.parsing.headings import is_heading, may_be_heading
from corpus.parsing.titles import ends_sentence
from corpus.readers.source import Line

# Letters of a line that may be one of these, and between two of them; how many times as far apart the farthest may be
# as the nearest, where the last page may be shorter.
_LONGEST = 160
_SHORTEST_PAGE = 700
_MOST_UNEVEN, _MOST_EVEN = 4, 2
# How often one must stand, alike or with a number that counts; and how often within a sentence where it says no number.
_LEAST_COUNTED, _LEAST = 2, 3
_LEAST_WITHIN = 2
# Lines of a head or foot on one side of such a line, and the share of these beside which another must stand.
_DEEPEST = 5
_MOST = 0.6
_LONGEST_NUMBER = 4
_MOST_BLANK = 2
_DIGITS = re.compile(r"\d+")
# The number of a page among all: `3/12`, `3 van 12`
_OF_ALL = re.compile(r"(?<![\d/.-])(?P<page>\d{1,4})\s?(?:/|van|of)\s?(?P<all>\d{1,4})(?![\d/.-])")
_OPENS = re.compile(r"[^\W\d_a-zà-ÿ]|\d|[«(©’']|https?:|www\.|file:|pagina\b|pag\.|blad\b")
# What those of them that open in small letters open with: most lines do, and are none.
_SMALL_OPENS = frozenset("hwfpb")


def find_recurring(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of the lines that a text without pages has once a page: with a number that counts, or alike.

    Of those alike two at least stand in the middle of a sentence, or each has a number beside it that counts; where
    they have others beside them one is enough, and none where pages are even. Of those that count one does. Some say
    by themselves that they are a paper's foot, or how many pages there are. Beside them may stand more that come
    again with them. A heading of a question never is one.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if _may_recur(line):
            alike[_DIGITS.sub("0", " ".join(line.text.split()))].append(place)
    again = {key: places for key, places in alike.items() if len(places) >= _LEAST_COUNTED}
    if not again:
        return frozenset()
    inner = frozenset(place for places in again.values() for place in places)
    letters = list(accumulate((len(line.text) for line in lines), initial=0))
    found: set[int] = set()
    for places in again.values():
        steps = [letters[below] - letters[above] for above, below in pairwise(places)]
        is_even = max(steps) <= _MOST_EVEN * min(steps[:-1] or steps)
        if _are_apart(steps) and _is_proved(lines, places, inner, is_even=is_even):
            found.update(places)
            found.update(_find_beside(lines, places))
    return frozenset(found)


def _may_recur(line: Line) -> bool:
    if line.is_blank or line.role is not None or len(line.text) > _LONGEST:
        return False
    text = line.text.strip()
    if line.opening.islower() and line.opening not in _SMALL_OPENS:
        return text[-1].isdecimal() and _OF_ALL.search(text) is not None
    if text.isdecimal() or _OPENS.match(text) is None:
        return False
    if not (text[0].isalpha() or any(map(str.isalpha, text))):
        return _OF_ALL.fullmatch(text) is not None
    return not (may_be_heading(line) and is_heading(text))


def _are_apart(steps: Sequence[int]) -> bool:
    """Tell whether lines stand a page or so from each other, by the letters between them; the last may be short."""
    full = steps[:-1] or steps
    return min(full) >= _SHORTEST_PAGE and max(steps) <= _MOST_UNEVEN * min(full)


def _is_proved(lines: Sequence[Line], places: Sequence[int], inner: Set[int], *, is_even: bool) -> bool:
    texts = [lines[place].text for place in places]
    within = sum(_is_within(lines, place, inner) for place in places)
    if _counts_all(texts):
        return within > 0 or len(places) >= _LEAST
    if all(parse_footer(text) for text in texts):
        return True
    if len(places) < _LEAST:
        return False
    if _counts(texts):
        return within > 0
    if not _is_same(texts):
        return False
    if within >= _LEAST_WITHIN or _are_counted_beside(lines, places):
        return True
    is_often = len(places) > _LEAST and not ends_sentence(texts[0])
    return is_often and (within > 0 or is_even) and any(True for _ in _find_beside(lines, places))


def _are_counted_beside(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Tell whether right above or below each of some lines stands a number alone, and these go up by one."""
    for step in (-1, 1):
        beside = [lines[at].text for place in places if (at := _find_next(lines, place, step)) is not None]
        if len(beside) == len(places) and all(text.strip().isdecimal() for text in beside) and _counts(beside):
            return True
    return False


def _find_next(lines: Sequence[Line], place: int, step: int) -> int | None:
    """Return the place of the next line with text above (-1) or below (1) another, a blank one or two left out."""
    reach = range(place + step, place + step * (_MOST_BLANK + 2), step)
    return next((at for at in reach if 0 <= at < len(lines) and not lines[at].is_blank), None)


def _counts_all(texts: Sequence[str]) -> bool:
    """Tell whether lines say which page of all they stand on, one after the other."""
    said = [match for text in texts if (match := _OF_ALL.search(text))]
    pages = [int(match["page"]) for match in said]
    total = {int(match["all"]) for match in said}
    is_counting = all(below - above == 1 for above, below in pairwise(pages))
    return len(said) == len(texts) and is_counting and len(total) == 1 and pages[-1] <= min(total)


def _counts(texts: Sequence[str]) -> bool:
    """Tell whether one of the numbers of lines goes up by one from each to the next, and the others stay."""
    groups = list(zip(*(map(int, _DIGITS.findall(text)[:9]) for text in texts), strict=False))
    counting = sum(all(below - above == 1 for above, below in pairwise(group)) for group in groups)
    return counting == 1 and sum(len(set(group)) > 1 for group in groups) == 1


def _is_same(texts: Sequence[str]) -> bool:
    return len({" ".join(text.split()) for text in texts}) == 1


def _is_within(lines: Sequence[Line], place: int, inner: Set[int]) -> bool:
    """Tell whether a sentence goes on across a line and those beside it that come again too, or are but a number."""

    def is_inner(at: int) -> bool:
        return 0 <= at < len(lines) and (at in inner or lines[at].is_blank or _is_number(lines[at]))

    first, last = place, place
    while place - first < _DEEPEST and is_inner(first - 1):
        first -= 1
    while last - place < _DEEPEST and is_inner(last + 1):
        last += 1
    return is_within(lines, range(first, last + 1))


def _is_number(line: Line) -> bool:
    text = line.text.strip()
    return text.isdecimal() and len(text) <= _LONGEST_NUMBER


def _find_beside(lines: Sequence[Line], places: Sequence[int]) -> Iterator[int]:
    """Return the places of the lines next to these that come again with most of them, on each side up to another."""
    for step in (-1, 1):
        reached: Mapping[int, int] = {place: place for place in places}
        for _ in range(_DEEPEST):
            beside = {
                start: beyond for start, at in reached.items() if (beyond := _find_next(lines, at, step)) is not None
            }
            reached = _choose_alike(lines, beside)
            if len(reached) < max(_LEAST_COUNTED, _MOST * len(places)):
                break
            yield from reached.values()


def _choose_alike(lines: Sequence[Line], beside: Mapping[int, int]) -> Mapping[int, int]:
    """Return those of some lines that are most alike, where they are the same or count."""
    groups: dict[str, dict[int, int]] = defaultdict(dict)
    for start, place in beside.items():
        line = lines[place]
        is_text = ends_sentence(line.text) or (may_be_heading(line) and is_heading(line.text))
        if line.role is None and not is_text:
            groups[_DIGITS.sub("0", " ".join(line.text.split()))][start] = place
    most = max(groups.values(), key=len, default={})
    texts = [lines[place].text for place in most.values()]
    is_running = len(texts) > 1 and (_is_same(texts) or _counts(texts) or _rises(texts, list(most), list(beside)))
    return most if is_running else {}


def _rises(texts: Sequence[str], starts: Sequence[int], all_starts: Sequence[int]) -> bool:
    """Tell whether lines that are but a number count with the pages, of which one may lack it."""
    if not all(text.strip().isdecimal() for text in texts):
        return False
    shifts = {int(text) - bisect_left(all_starts, start) for text, start in zip(texts, starts, strict=True)}
    return len(shifts) == 1
