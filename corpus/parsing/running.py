"""Headings within running text that lost its line ends: `Vraag 1 Hoeveel? Antwoord 1 Twaalf. Vraag 2 …`"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from corpus.parsing.headings import NUMBERED
from corpus.parsing.numbers import parse_numbers
from corpus.parsing.pieces import Piece, cut_pieces, find_starts, place_matches
from corpus.readers.source import Line, Role

_JOIN = r"(?:,\s?|,?\s(?:en|t/m|&)\s)"
_NUMBERS = rf"\d{{1,4}}[a-z]?(?:{_JOIN}\d{{1,4}}[a-z]?){{0,20}}(?![.,]?\d|[%a-z])"
_MARK = re.compile(
    r"\b(?:(?P<asked>V(?:ra(?:ag|gen)|RA(?:AG|GEN)))|(?P<said>(?:A(?:ntwoord(?:en)?|NTWOORD(?:EN)?)|R(?:eactie|EACTIE))"
    r"(?:\s(?:op|OP|bij)(?:\s(?:de|DE))?)?(?:\s(?:vra(?:ag|gen)|VRA(?:AG|GEN)))?))"
    rf"(?:\s?\(?(?P<numbers>{_NUMBERS})\)?)?\s?(?P<stop>[:.](?![^\sA-Z«“‘]))?"
)
# Such a word that does not open its line.
_WITHIN = re.compile(r"\S\s?(?:V(?:raag|RAAG)|A(?:ntwoord|NTWOORD)|R(?:eactie|EACTIE))\b")
_WORDS = ("Vraag", "Antwoord", "Reactie", "VRAAG", "ANTWOORD", "REACTIE")
# The end of a sentence, with the marker of a note: a heading stands behind it.
_ENDED = re.compile(r"[.?!…:)\]»”’\"']\d{0,2}\s*$")
_LONGEST_END = 8
_COUNTED = re.compile(r"\s*\(?\d{1,4}[.)]{0,2}\s+")
_LEAST = 2
# Who asks stands over what follows.
_ASKER = re.compile(r"Vragen van (?:het lid|de leden) [^.?!:]{2,80}\)\s+$")
# So does a row of a table that lost its cells: `Partij Naam, A.B. Vraag: …`
_MEMBER = re.compile(
    r"(?<=[.?!] )[A-Z][^\s.?!:]{1,30} (?:(?:[A-Z][^\s.?!:]{1,30}|van|de[nr]?|te[nr]?) ){0,5}"
    r"[A-Z][^\s.?!:]{1,30}, (?:[A-Z]\.){1,6}\s+$"
)
_LONGEST_ASKER = 120


class _Mark(Struct, frozen=True, kw_only=True):
    """A word that may head a question or an answer, with its place in the text of all lines.

    `opens` tells that it opens its line, `ended` that a sentence ends before it, `stop` is the sign behind it and
    `following` the first letter behind that; `asker` is where a title with who asks begins, or a row with `member`.
    `is_told` tells that its line says what it is.
    """

    start: int
    end: int
    is_asked: bool
    numbers: tuple[int, ...]
    has_letter: bool = False
    opens: bool = True
    ended: bool = True
    stop: str = ":"
    following: str = ""
    asker: int | None = None
    member: int | None = None
    is_told: bool = False

    @property
    def is_apart(self) -> bool:
        """Whether it parts two sentences, or has so much of a heading that it needs none to end before it."""
        if self.opens or self.ended:
            return not self.following.islower() or self.stop == ":"
        return self.numbers != () and self.stop != "." and self.following.isupper()


def cut_running(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, those that hold headings of questions and answers within them cut before and behind each.

    They are headings where the questions count on from each other, each with its answer behind it; or, without any
    numbers, where they take turns. A heading may stand on two lines.
    """
    text = "\n".join(line.text for line in lines)
    # Few papers have one of these words in capitals, and on fewer lines it does not stand first.
    words = [word for word in _WORDS if word in text]
    if not words or not any(_may_hold(line.text, words) for line in lines):
        return lines
    starts = find_starts(lines)
    marks = [mark for mark in _list_marks(text, lines, starts) if mark.is_apart]
    is_numbered = not any(mark.is_asked for mark in marks)
    told = _list_told(lines, starts, is_numbered=is_numbered)
    chosen = _choose(sorted((*marks, *told), key=lambda mark: mark.start), text)
    return tuple(cut_pieces(lines, starts, _list_pieces(chosen, starts))) if chosen else lines


def _may_hold(text: str, words: Sequence[str]) -> bool:
    """Tell whether one of these words stands within a line."""
    for word in words:
        if text.find(word, 1) > 0:
            return _WITHIN.search(text) is not None
    return False


def _list_marks(text: str, lines: Sequence[Line], starts: Sequence[int]) -> Iterator[_Mark]:
    for match, place, is_first in place_matches(_MARK.finditer(text), starts):
        first = starts[place]
        # `1. Vraag: …` has its number before the word.
        if lines[place].role is not None or (is_first and _COUNTED.fullmatch(text, first, match.start())):
            continue
        before = text[max(first, match.start() - _LONGEST_ASKER) : match.start()]
        opens = is_first and not text[first : match.start()].strip()
        yield _Mark(
            start=match.start(),
            end=match.end(),
            is_asked=match["asked"] is not None,
            numbers=parse_numbers(match["numbers"] or ""),
            has_letter=any(sign.isalpha() for sign in match["numbers"] or ""),
            opens=opens,
            ended=opens or _ENDED.search(text[max(0, match.start() - _LONGEST_END) : match.start()]) is not None,
            stop=match["stop"] or "",
            following=text[match.end() : match.end() + _LONGEST_END].lstrip()[:1],
            asker=_find_start(_ASKER, before, match.start()),
            member=_find_start(_MEMBER, before, match.start()) if match["asked"] else None,
        )


def _list_told(lines: Sequence[Line], starts: Sequence[int], *, is_numbered: bool) -> Iterator[_Mark]:
    """Return the lines that are known to be the number of a question, or to open an answer.

    `is_numbered` tells that no word does so, but a number before the text: `1. Hoeveel? Antwoord: twaalf.`
    """
    for start, line in zip(starts, lines, strict=False):
        number = NUMBERED.match(line.text) if is_numbered and line.role is None else None
        if number or line.role is Role.QUESTION or line.role is Role.ANSWER:
            is_answer = line.role is Role.ANSWER
            yield _Mark(
                start=start,
                end=start + len(line.text),
                is_asked=not is_answer,
                numbers=(int(number["number"]),) if number else () if is_answer else parse_numbers(line.text),
                is_told=True,
            )


def _find_start(pattern: re.Pattern[str], before: str, end: int) -> int | None:
    match = pattern.search(before)
    return end - len(before) + match.start() if match else None


class _Count:
    """Goes through the marks in order and keeps those that agree with the ones before them."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self.kept: list[_Mark] = []
        self.asked = self.answered = 0
        self.is_torn = False
        self._is_counting = any(mark.is_asked and mark.numbers for mark in marks)
        # Where questions open their lines, one that starts again within a line is quoted.
        self._restarts = sum(mark.is_asked and mark.opens for mark in marks) <= 1
        self._last = 0
        # The numbers that wait for their answer, and of what was answered whether that was within a line.
        self._waiting: set[int] = set()
        self._within: dict[int, bool] = {}
        self._is_open = False

    def take(self, mark: _Mark) -> None:
        if mark.is_asked and self._counts_on(mark):
            self.asked += 1
            self._last = max(mark.numbers, default=0)
            self._waiting.update(mark.numbers)
            self._is_open = True
            self.kept.append(mark)
        elif not mark.is_asked and self._answers(mark):
            self.answered += len(self._waiting.intersection(mark.numbers)) or 1
            for number in mark.numbers or tuple(self._waiting):
                self._within[number] = not mark.opens
            self._waiting.difference_update(mark.numbers or tuple(self._waiting))
            self._is_open = False
            self.kept.append(mark)
        elif mark.opens and not mark.is_asked:
            # A heading of its own, to what seemed to be answered within a line.
            self.is_torn |= any(self._within.get(number, False) for number in mark.numbers or (self._last,))

    def _counts_on(self, mark: _Mark) -> bool:
        if not self._is_counting:
            return mark.stop == ":" and not self._is_open
        if not mark.numbers:
            return False
        first = mark.numbers[0]
        if self._last == 0 or first == self._last + 1 or (first == self._last and mark.has_letter):
            return True
        if first == 1 and mark.ended:
            return self._restarts or mark.asker is not None
        return mark.opens and first > self._last

    def _answers(self, mark: _Mark) -> bool:
        if mark.numbers:
            return not self._waiting.isdisjoint(mark.numbers) and max(mark.numbers) <= self._last
        is_sign = mark.stop == ":" or (mark.stop == "" and mark.following.isupper())
        return self._is_open and is_sign


def _choose(marks: Sequence[_Mark], text: str) -> Sequence[_Mark]:
    """Return the marks that are headings; none where hardly any stands within a line, or few are answered.

    Where none is, most must ask.
    """
    count = _Count(marks)
    for mark in marks:
        count.take(mark)
    within = [mark for mark in count.kept if not mark.opens]
    # Where all else counts, one is enough.
    least = 1 if all(mark.numbers for mark in count.kept) and count.asked > _LEAST else _LEAST
    ends = [*(mark.start for mark in count.kept[1:]), len(text)]
    asking = sum("?" in text[mark.end : end] for mark, end in zip(count.kept, ends, strict=False))
    is_list = not count.answered and len(within) * 2 >= count.asked and asking * 2 > count.asked
    if count.is_torn or count.asked < _LEAST or len(within) < least:
        return ()
    return count.kept if is_list or count.answered * 2 >= count.asked else ()


def _list_pieces(marks: Sequence[_Mark], starts: Sequence[int]) -> Iterator[Piece]:
    """Return the headings, and who asks before them; of one that stands on two lines the last has the number."""
    for mark in marks:
        if mark.is_told:
            continue
        if mark.asker is not None:
            yield Piece(mark.asker, mark.start, None)
        if mark.member is not None:
            yield Piece(mark.member, mark.start, Role.HEADING)
        role = Role.QUESTION if mark.is_asked else Role.ANSWER
        last = max(mark.start, starts[bisect_right(starts, mark.end - 1) - 1])
        if last > mark.start:
            yield Piece(mark.start, last - 1, Role.HEADING)
        yield Piece(last, mark.end, role)
