"""The numbers of questions as papers list them, and the letters that tell those of one number apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

# Numbers as papers list them: `3`, `3, 4 en 5`, `7, 8, 9 10 en 11`, `5 t/m 9`, `4, 5, en 6`, `1-3`, `1 en vraag 2`,
# `1, vraag 2`, `(1) en (2)`.
# What stands between two is taken for good, and white space can be read in one way alone: a line of hundreds of them,
# or of spaces, would else be tried in as many ways as there are.
_JOIN = (
    r"(?>\)?(?:\s*(?:,\s*)?(?:en|&|\+|t/m|tot en met)\s*(?:vraag\s*|antwoord\s*)?"
    r"|\s*[,/–-]\s*(?:vraag\s+|antwoord\s+)?|\s+)\(?)"
)
# With a letter, or several, or a number of its own: `1a`, `1 a)`, `1a en b`, `1a t/m c`, `1.2`
_LETTERS = (
    r"(?:\.?|\s(?=[a-z][).:]|[a-z]\s*$))[a-z](?!\w)"
    r"(?:(?:\s*,\s*|\s*/\s*|\s*(?:,\s*)?(?:en|&|t/m)\s*)[a-z](?!\w)){0,20}+"
)
_ONE = rf"\d{{1,5}}(?:{_LETTERS}|\.\d{{1,2}}(?![\d.]))?"
NUMBERS = rf"{_ONE}(?:{_JOIN}{_ONE}){{0,60}}+"
_PIECE = re.compile(
    r"(\d{1,5})(?:\.\d{1,2}(?!\d))?(?:\s*(?:t/m|tot en met|–|-)\s*(?:vraag\s*)?(\d{1,5}))?", re.IGNORECASE
)
# The letters of a question that shares its number with others: `1a`, `1.b`, `1 a)`, `1a en b`; or its second number
_LETTER = re.compile(rf"(?P<number>\d{{1,5}})(?:(?P<letters>{_LETTERS})|(?P<second>\.\d{{1,2}})(?!\d))", re.IGNORECASE)
_SPAN = re.compile(r"([a-z])\s*t/m\s*([a-z])|\b([a-z])\b|(?<=\d)([a-z])\b", re.IGNORECASE)
_LETTERED = re.compile(r"\s*\d{1,5}\.?[a-z][.:)]?\s*", re.IGNORECASE)
_LONGEST_NUMBER = 5
# Words of a heading that has one number, which ends it: most have, and no letter is looked for.
_FEW_WORDS = 4
_LONGEST_RANGE = 200
_GROUP = re.compile(
    r"\s*\d{1,4}(?:(?:,\s+|\s+)\d{1,4}){0,60}\s*(?:,\s*)?(?:en|&|t/m|tot en met)\s*\d{1,4}\s*(?:[:.]\s*)?",
    re.IGNORECASE,
)
_SERIES = re.compile(r"\s*\d{1,4}(?:,\s+\d{1,4}){1,60}\s*[:.]?\s*")


def parse_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a list, ranges written out: `5 t/m 7 en 9` gives 5, 6, 7, 9."""
    if text.isdecimal() and len(text) <= _LONGEST_NUMBER:
        return (int(text),)
    numbers: dict[int, None] = {}
    for first, last in _PIECE.findall(text):
        start, end = int(first), int(last or first)
        if not start <= end < start + _LONGEST_RANGE:
            end = start
        numbers.update(dict.fromkeys(range(start, end + 1)))
    return tuple(numbers)


def parse_letters(heading: str) -> dict[int, tuple[str, ...]]:
    """Return the letters behind each number of a heading: `a` and `b` of `Vraag 1a en b`, nothing of `Vraag 1`.

    A second number is given with the point before it: `.2` of `Vraag 1.2`.
    """
    found: dict[int, tuple[str, ...]] = {}
    if not may_be_lettered(heading):
        return found
    for match in _LETTER.finditer(heading):
        number = int(match["number"])
        own = (match["second"],) if match["second"] else tuple(_list_letters(match["letters"].lower()))
        found[number] = (*found.get(number, ()), *own)
    return found


def may_be_lettered(heading: str) -> bool:
    """Tell whether a heading may have letters behind its numbers: most end in the one number that they have."""
    return not heading[-1:].isdecimal() or "." in heading or heading.count(" ") >= _FEW_WORDS


def _list_letters(text: str) -> Iterator[str]:
    for first, last, *others in _SPAN.findall(text):
        if first:
            yield from map(chr, range(ord(first), ord(last) + 1))
        else:
            yield "".join(others)


def parse_letter(heading: str, numbers: Sequence[int]) -> str:
    """Return the letter behind the number of a heading that has one of each: `b` of `Vraag 1b`."""
    letters = parse_letters(heading).get(numbers[0], ()) if len(numbers) == 1 else ()
    return letters[0] if len(letters) == 1 else ""


def is_lettered(text: str) -> bool:
    """Tell whether a text is a number with a letter and nothing else: `1a`, `1.b`."""
    return _LETTERED.fullmatch(text) is not None


def is_group(line: str) -> bool:
    """Tell whether a line is the numbers of a group and nothing else: `3, 4 en 5`, `7 t/m 9`, `3, 4`; not `3,4`."""
    if _GROUP.fullmatch(line):
        return True
    numbers = parse_numbers(line) if _SERIES.fullmatch(line) else ()
    return len(numbers) > 1 and all(one < next_ for one, next_ in pairwise(numbers))
