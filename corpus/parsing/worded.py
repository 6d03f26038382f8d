"""Headings whose numbers are words: `Vraag een`, `Eerste vraag`, `Antwoord op de eerste vraag`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from corpus.number_words import CARDINALS, ORDINALS
from corpus.parsing.continuation import goes_on
from corpus.parsing.headings import REPLY, REPLY_OPENS, parse_question_heading
from corpus.parsing.numbers import parse_numbers
from corpus.readers.source import Line, Role, cut_line

# Of more questions than these none are counted in words.
_MOST = 20
_ACCENTED = dict.fromkeys(("één", "eén", "éen"), 1)
_CARDINALS, _ORDINALS = (
    {word: number for word, number in words.items() if number <= _MOST} for words in (CARDINALS | _ACCENTED, ORDINALS)
)
_VALUES = _CARDINALS | _ORDINALS
_ONE, _NTH = (rf"(?:{'|'.join(words)})\b" for words in (_CARDINALS, _ORDINALS))
_JOIN = r"\s*(?:,|\ben\b)\s*(?:de\s+)?"
_CARDINAL = rf"vra(?:ag|gen)\s+(?P<ones>{_ONE}(?:{_JOIN}{_ONE}){{0,20}})"
_ORDINAL = rf"(?:de\s+)?(?P<nths>{_NTH}(?:{_JOIN}{_NTH}){{0,20}})\s+vra(?:ag|gen)\b"
_FOR = r"(?:\s+(?:op|bij))?(?:\s+de)?"
# It is all of a line, or parted by a sign from the text behind it.
_BEHIND = r"\s*(?:[:.]\s*$|:\s+|[–—-]\s+|$)"
_ASKED = re.compile(rf"\s*(?:{_CARDINAL}|{_ORDINAL}){_BEHIND}", re.IGNORECASE)
_SAID = re.compile(rf"\s*{REPLY}{_FOR}\s+(?:{_CARDINAL}|{_ORDINAL}|(?P<bare>{_ONE})){_BEHIND}", re.IGNORECASE)
# What such a line opens with, for most lines to be told at once.
_LETTERS = 3
_ASKED_OPENS = frozenset(word[:_LETTERS] for word in (*_ORDINALS, "vraag", "de "))
_CAPITALS = frozenset(opening[0].upper() for opening in _ASKED_OPENS | REPLY_OPENS)
_LONGEST_COUNTED = 20
_LEAST = 2
# A line that ends in one of these goes on with the question that it counts: `het antwoord op de` / `Eerste vraag.`
_LEADS_ON = (" de", " mijn", " uw", " onze", " hun", " deze")


class _Found(Struct, frozen=True):
    role: Role
    numbers: tuple[int, ...]
    end: int


def read_words(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, such a heading as a line of its own that says what it is, where those of questions count.

    They do where they go up from one by one, and no other question has a number of figures.
    """
    found = {
        place: heading
        for place, line in enumerate(lines)
        if line.opening in _CAPITALS and (heading := _find_heading(lines, place))
    }
    if not found or not _is_counting(list(found.values())) or any(parse_question_heading(line.text) for line in lines):
        return lines
    return tuple(_cut_headings(lines, found))


def parse_words(text: str) -> tuple[int, ...]:
    """Return the numbers of such a heading, nothing where a text is none."""
    match = _ASKED.fullmatch(text) or _SAID.fullmatch(text)
    return _read(match) if match else ()


def read_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a heading, in figures or in words."""
    return parse_numbers(text) or parse_words(text)


def _find_heading(lines: Sequence[Line], place: int) -> _Found | None:
    line = lines[place]
    text = line.text.lstrip()
    opening = text[:_LETTERS].lower()
    is_asked = opening in _ASKED_OPENS
    # `Vraag 12` is told at once to have no number in words.
    is_counted = text[-1].isdecimal() and len(text) <= _LONGEST_COUNTED
    if is_counted or line.role or not (is_asked or opening in REPLY_OPENS):
        return None
    match = (_ASKED if is_asked else _SAID).match(line.text)
    if not match or goes_on(lines, place) or (place and f" {lines[place - 1].text.rstrip()}".endswith(_LEADS_ON)):
        return None
    return _Found(Role.QUESTION if is_asked else Role.ANSWER, _read(match), match.end())


def _read(match: re.Match[str]) -> tuple[int, ...]:
    groups = match.groupdict()
    words = groups["ones"] or groups["nths"] or groups.get("bare") or ""
    return tuple(_VALUES[word] for word in re.findall(r"\w+", words.casefold()) if word in _VALUES)


def _is_counting(headings: Sequence[_Found]) -> bool:
    """Tell whether the questions count from one on, and the answers name none but these."""
    asked = [number for heading in headings if heading.role is Role.QUESTION for number in heading.numbers]
    said = {number for heading in headings if heading.role is Role.ANSWER for number in heading.numbers}
    return len(asked) >= _LEAST and asked == list(range(1, len(asked) + 1)) and said <= set(asked)


def _cut_headings(lines: Sequence[Line], found: dict[int, _Found]) -> Iterator[Line]:
    for place, line in enumerate(lines):
        if place not in found:
            yield line
            continue
        heading, rest = cut_line(line, found[place].end)
        yield replace(heading, role=found[place].role)
        if not rest.is_blank:
            yield rest
