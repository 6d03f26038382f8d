"""Questions that have a number and no heading: `1.`, `2.`, … one after the other, before texts that ask."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from corpus.models import PartKind
from corpus.parsing.announcing import announces_questions, tells_above
from corpus.parsing.continuation import find_above, goes_on
from corpus.parsing.headings import ALONE, BY_ITSELF, NUMBERED, ROW, asks, is_table_heading, parse_answer_heading
from corpus.parsing.numbers import is_group, parse_numbers
from corpus.parsing.titles import is_subject, is_title
from corpus.readers.source import Line

# Lines of a question that has its number before it.
_MOST_LINES = 30
# Headings of answers that make a number alone on a line a question's.
_LEAST_ANSWERS = 2
# The share of questions that ask something.
_MOST, _MOST_ANNOUNCED = 0.8, 0.6
# A number alone in the brackets that notes have: they ask nothing.
_BRACKETED = re.compile(r"\s*\[(?P<number>\d{1,3})\]\s*$")
# A sentence that asks, or requests something: `Graag een toelichting.`
_ASKS_WITHIN = re.compile(r"\?(?![\w/&=%#])|[.!]\s+(?:Graag|Gaarne)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A line that opens with a number, and whether the lines down to the next one ask, and head an answer.

    `asks_within` tells that a sentence in them asks, also where its line goes on with another.
    """

    place: int
    numbers: tuple[int, ...]
    asks: bool
    is_answered: bool
    asks_within: bool = False


def find_numbered(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> dict[int, tuple[int, ...]]:
    """Return the places of the lines that open a question by its number alone, with the numbers that they give.

    Lines that have a kind already are passed over.
    """
    # In a table each row opens with its number; elsewhere a point stands behind it, or it stands alone.
    if any(is_table_heading(line.text) for line in lines):
        return _find_series(lines, kinds, _list_items(lines, kinds, ROW))
    answers = [place for place, line in enumerate(lines) if parse_answer_heading(line.text) is not None]
    if len(answers) >= _LEAST_ANSWERS:
        # Where numbers stand alone, `1.` before a text is an item of a question or an answer.
        listed = [_list_items(lines, kinds, pattern) for pattern in (BY_ITSELF, ALONE)]
        alone, mixed = (_find_series(lines, kinds, items) for items in listed)
        found, items = (alone, listed[0]) if alone and len(alone) >= len(mixed) else (mixed, listed[1])
        return _fill_gaps(found, items, answers) or _find_beside(lines, kinds, answers)
    # `1.` may also be the number of a chapter over the questions, which then are more.
    listed = [_list_items(lines, kinds, pattern) for pattern in (NUMBERED, BY_ITSELF, _BRACKETED)]
    found = max((_find_series(lines, kinds, items) for items in listed), key=len)
    if found := found or max((_find_announced(lines, items) for items in listed), key=len):
        return found
    # A number without a point could as well be a chapter's: its question is in its paragraph.
    rows = [replace(item, asks=_asks_at_once(lines, item.place)) for item in _list_items(lines, kinds, ROW)]
    return _find_series(lines, kinds, rows)


def _fill_gaps(
    found: dict[int, tuple[int, ...]], items: Sequence[_Item], answers: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Return the questions with those above answers that have none: a number was left out, or given twice.

    Where no question counts from 1, the numbers go up from one answer to the next, and most answers have one.
    """
    filled = dict(found)
    last = 0
    places = [item.place for item in items]
    for above, head in pairwise([-1, *answers]):
        section = items[bisect_left(places, above) : bisect_left(places, head)]
        own = [item for item in section if item.place in found]
        if not own:
            asking = [item for item in section if item.asks]
            own = [item for item in asking if item.numbers[0] > last][:1] or (asking[-1:] if found else [])
        for item in own:
            filled[item.place] = item.numbers
            last = max(item.numbers)
    if found or len(filled) >= max(_LEAST_ANSWERS, len(answers) * _MOST):
        return dict(sorted(filled.items()))
    return {}


def _find_beside(
    lines: Sequence[Line], kinds: Sequence[PartKind | None], answers: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Return the lines that count from 1 with a number and no point: of each count the last above the next answer."""
    found: dict[int, tuple[int, ...]] = {}
    asking = start = 0
    for head in answers:
        # The last place of each number.
        counted = {
            int(match["number"]): place
            for place in range(start, head)
            if kinds[place] is None and (match := ROW.match(lines[place].text)) and not goes_on(lines, place)
        }
        place, count = start, len(found)
        while (own := counted.get(len(found) + 1, -1)) >= place:
            place = own
            found[place] = (len(found) + 1,)
        asking += len(found) > count and any(asks(line.text) for line in lines[place:head])
        start = head + 1
    return found if len(found) >= _LEAST_ANSWERS and asking >= len(answers) * _MOST else {}


def _find_series(
    lines: Sequence[Line], kinds: Sequence[PartKind | None], items: Sequence[_Item]
) -> dict[int, tuple[int, ...]]:
    """Return those of the items that count from 1, with what they count; nothing where most ask nothing.

    A 1 counts anew where the numbering starts again in each part of a paper.
    """
    is_headed = any(item.is_answered for item in items)
    starts = [
        item.place for item in items if item.numbers[0] == 1 and item.asks and _opens_part(lines, kinds, item.place)
    ]
    asked = {(bisect_right(starts, item.place), item.numbers[0]) for item in items if item.asks}
    opening = frozenset(starts)
    within = _find_within_answers(items)
    found: dict[int, tuple[int, ...]] = {}
    count, wanted = 0, 1
    for item in items:
        first = item.numbers[0]
        if found and item.is_answered == is_headed and item.place in opening:
            wanted = 1
        # The next number; one that asks nothing is an item of an answer where another of that number asks.
        is_asked = item.asks or (bisect_right(starts, item.place), wanted) not in asked
        if first == wanted and item.place not in within and is_asked:
            found[item.place] = item.numbers
            count, wanted = count + item.asks, max(item.numbers) + 1
    return found if len(found) >= 2 and count >= len(found) * _MOST else {}


def _find_announced(lines: Sequence[Line], items: Sequence[_Item]) -> dict[int, tuple[int, ...]]:
    """Return those of the items that count from 1 below a text that says that questions follow.

    There one is enough where it asks at once, and the last may be cut off before it asks.
    """
    first = next((item for item in items if item.numbers[0] == 1), None)
    if first is None or not (_asks_below(lines, first.place) or (first.asks_within and _follows(lines, first.place))):
        return {}
    above = "\n".join(line.text for line in lines[: first.place])
    if not (announces_questions(above) or tells_above(above)):
        return {}
    counted: list[_Item] = []
    for item in items:
        if item.numbers[0] == (max(counted[-1].numbers) + 1 if counted else 1):
            counted.append(item)
    asked = counted if counted[-1].asks_within else counted[:-1]
    is_sure = sum(item.asks_within for item in asked) >= len(asked) * _MOST_ANNOUNCED
    return {item.place: item.numbers for item in counted} if is_sure else {}


def _follows(lines: Sequence[Line], place: int) -> bool:
    """Tell whether the line right above says that questions follow."""
    above = find_above(lines, place)
    return above is not None and announces_questions(above.text)


def _asks_below(lines: Sequence[Line], place: int) -> bool:
    """Tell whether the paragraph behind a number, or below one that stands alone, asks."""
    if BY_ITSELF.match(lines[place].text) or is_group(lines[place].text):
        place = next((at for at in range(place + 1, len(lines)) if not lines[at].is_blank), place)
    for at in range(place, min(place + _MOST_LINES, len(lines))):
        # Lines that a blank one parts are one sentence yet where the second goes on in small letters.
        opens = at > place and lines[at - 1].is_blank and not lines[at].is_blank
        if opens and not lines[at].opening.islower():
            return False
        if _ASKS_WITHIN.search(lines[at].text):
            return True
    return False


def _list_items(lines: Sequence[Line], kinds: Sequence[PartKind | None], pattern: re.Pattern[str]) -> list[_Item]:
    opened = [
        (place, numbers)
        for place, line in enumerate(lines)
        if kinds[place] is None and (numbers := read_item(line.text, pattern)) and not goes_on(lines, place)
    ]
    spans = [lines[start:end] for start, end in pairwise([*(place for place, _ in opened), len(lines)])]
    for at, (_, numbers) in enumerate(opened[1:]):
        if numbers[0] == 1:
            spans[at] = _drop_head(spans[at])
    asking = [any(asks(line.text) for line in span) for span in spans]
    # Beside questions with their mark, what is bold above plain text is a question; in a report it is a title.
    if sum(asking) * 3 >= len(asking):
        asking = [is_asked or _is_styled(span) for is_asked, span in zip(asking, spans, strict=True)]
    return [
        _Item(
            place=place,
            numbers=numbers,
            asks=is_asked,
            is_answered=any(parse_answer_heading(line.text) is not None for line in span),
            asks_within=any(_ASKS_WITHIN.search(line.text) for line in span),
        )
        for (place, numbers), is_asked, span in zip(opened, asking, spans, strict=True)
    ]


def _drop_head(span: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without the heading of answers that they end in: it stands over those that count anew."""
    filled = [at for at, line in enumerate(span) if not line.is_blank]
    is_head = len(filled) > 1 and parse_answer_heading(span[filled[-1]].text) == ()
    return span[: filled[-1]] if is_head else span


def _asks_at_once(lines: Sequence[Line], place: int) -> bool:
    """Tell whether the paragraph that begins at a line ends in a question."""
    paragraph = list(takewhile(lambda line: not line.is_blank, lines[place : place + _MOST_LINES]))
    return asks(paragraph[-1].text)


def _find_within_answers(items: Sequence[_Item]) -> set[int]:
    """Return the places of items that ask in the middle of an answer: a later one of that number has the answer."""
    within: set[int] = set()
    answered: set[int] = set()
    for item in reversed(items):
        if item.is_answered:
            answered.add(item.numbers[0])
        elif item.numbers[0] in answered:
            within.add(item.place)
        if item.asks and item.numbers[0] == 1:
            # What stands above a first question may be another part, which counts for itself.
            answered.clear()
    return within


def _opens_part(lines: Sequence[Line], kinds: Sequence[PartKind | None], place: int) -> bool:
    """Tell whether a line stands below a title or that of the answers, a page's head and foot left out."""
    text = (lines[at] for at in range(place - 1, -1, -1) if not lines[at].is_blank and kinds[at] is None)
    above = next(text, None)
    return above is not None and (
        is_subject(above.text)
        or (above.strong and is_title(above.text))
        or (above.text.rstrip().endswith(":") and announces_questions(above.text))
        # The questions as they were asked, then `Antwoorden`, then each again with its answer.
        or (above.role is None and parse_answer_heading(above.text) == ())
    )


def read_item(text: str, pattern: re.Pattern[str]) -> tuple[int, ...]:
    """Return the number that a line opens with in a form, or those of a group that stand alone on it: `3, 4 en 5`."""
    if pattern in (ALONE, BY_ITSELF) and is_group(text):
        return parse_numbers(text)
    item = pattern.match(f"{text} ")
    return (int(item["number"]),) if item else ()


def _is_styled(lines: Sequence[Line]) -> bool:
    """Tell whether the lines open in bold and go on without, or end in slanted type: a question and its answer."""
    filled = [line for line in lines if not line.is_blank]
    if not filled or (filled[0].strong, filled[0].slanted) == (filled[-1].strong, filled[-1].slanted):
        return False
    return filled[0].strong or filled[-1].slanted
