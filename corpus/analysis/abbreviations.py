"""Abbreviations as papers introduce them: `Dienst Justitiële Inrichtingen (DJI)`, `(hierna: UHT)`.

Source: Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text"
(2003): the letters of the short form are looked for from right to left in the words before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from corpus.analysis.tokens import list_tokens
from corpus.analysis.words import fold, is_stop_word

_SHORT = r"[A-Z][A-Za-z&]{1,9}"
_AFTER = re.compile(rf"\((?:hierna(?: te noemen)?:?\s+)?(?:de |het )?[‘'“\"]?(?P<short>{_SHORT})[’'”\"]?\)")
_BEFORE = re.compile(rf"(?<!\w)(?P<short>{_SHORT})\s+\((?P<long>[A-Za-zÀ-ÿ][^()\n]{{5,80}})\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*-?")
_SENTENCE = re.compile(r"[.!?;:()]")
# `uitreissysteem` after `in- en`, and a Member with the party behind the name.
_NO_NAME = re.compile(r"^(?:en|of|de|het|van)\s|\b(?:het lid|de leden)\b", re.IGNORECASE)
_MOST_LETTERS = 140
_LEAST_CAPITALS = 2


class Abbreviation(Struct, frozen=True):
    """A short form and the name that it stands for, as the paper writes them."""

    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The abbreviations of a corpus, by their short forms; of several names the most frequent counts."""

    by_short: Mapping[str, str] = field(default_factory=dict)
    # The words of each name, with a space before and behind each: every query is looked through for all of them.
    spaced: Mapping[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        words = {short: " ".join(list_tokens(name)) for short, name in self.by_short.items()}
        object.__setattr__(self, "spaced", {short: f" {own} " for short, own in words.items() if own})

    @classmethod
    def of(cls, counts: Mapping[tuple[str, str], int]) -> Abbreviations:
        """Return the abbreviations of folded pairs, short and long, each with how often it was introduced."""
        # In one order, so that what is learnt does not depend on that of the papers.
        best: dict[str, str] = {}
        for (short, long), _ in sorted(counts.items(), key=lambda item: (item[1], item[0])):
            best[short] = long
        return cls(dict(sorted(best.items())))


class Introductions(Struct, frozen=True):
    """How often each paper introduces an abbreviation, folded, by the name of the paper."""

    by_paper: Mapping[str, Mapping[tuple[str, str], int]]

    @classmethod
    def of(cls, papers: Iterable[tuple[str, str]]) -> Introductions:
        """Return those of papers, each by its name and its text; texts of one name count as one paper."""
        by_paper: dict[str, Counter[tuple[str, str]]] = {}
        for name, text in papers:
            counts = by_paper.setdefault(name, Counter())
            counts.update((fold(one.short), fold(one.long)) for one in find_abbreviations(text))
        return cls(by_paper)

    def learn(self, papers: Container[str] | None = None) -> Abbreviations:
        """Return the abbreviations of some of the papers, of all where that is None."""
        counts: Counter[tuple[str, str]] = Counter()
        for name, own in self.by_paper.items():
            if papers is None or name in papers:
                counts.update(own)
        return Abbreviations.of(counts)


def find_abbreviations(text: str) -> Iterator[Abbreviation]:
    """Return the abbreviations that `text` introduces, in order.

    Accepts `Immigratie- en Naturalisatiedienst (IND)`, `Uitvoeringsorganisatie Herstel Toeslagen (hierna: UHT)`
    and `DJI (Dienst Justitiële Inrichtingen)`. Refuses a short form whose letters the name does not have in
    order, or that has fewer than two capitals: `de minister (Financiën)`.
    """
    for match in _AFTER.finditer(text):
        before = " ".join(text[max(0, match.start() - _MOST_LETTERS) : match.start()].split())
        before = _SENTENCE.split(before)[-1]
        long = _find_name(match["short"], before)
        if long:
            yield Abbreviation(match["short"], long)
    for match in _BEFORE.finditer(text):
        long = _find_name(match["short"], " ".join(match["long"].split()))
        if long and long.casefold() == " ".join(match["long"].split()).casefold():
            yield Abbreviation(match["short"], long)


def _find_name(short: str, before: str) -> str | None:
    """Return the words at the end of `before` that `short` abbreviates, None where they do not make a name."""
    letters = [letter for letter in fold(short) if letter.isalpha()]
    words = list(_WORD.finditer(before))[-min(len(letters) + 5, len(letters) * 2) :]
    if sum(letter.isupper() for letter in short) < _LEAST_CAPITALS or not words:
        return None
    at = _find_by_initials(letters, words)
    if at is None:
        at = _find_by_letters(letters, before, words[0].start())
    if at is None:
        return None
    name = before[at:].strip(" ,'\"‘’“”0123456789")
    is_name = "," not in name and not _NO_NAME.search(name) and (len(name) > 2 * len(short) or " " in name)
    return name if is_name else None


def _find_by_initials(letters: Sequence[str], words: Sequence[re.Match[str]]) -> int | None:
    """Return where the last words begin that open with the letters, one each; words without meaning may stand between.

    So `Europese Economische Ruimte` is what `EER` is short for, and not `Economische Ruimte`.
    """
    left = list(letters)
    for word in reversed(words):
        if fold(word[0][0]) == left[-1]:
            left.pop()
        elif len(left) == len(letters) or not is_stop_word(fold(word[0])):
            return None
        if not left:
            return word.start()
    return None


def _find_by_letters(letters: Sequence[str], before: str, start: int) -> int | None:
    """Return where the letters begin that stand in `before` in their order, the last ones, the first of a word."""
    at = len(before)
    for count, letter in enumerate(reversed(letters), start=1):
        at -= 1
        while at >= start and not (fold(before[at]) == letter and (count < len(letters) or _opens_word(before, at))):
            at -= 1
        if at < start:
            return None
    return at


def _opens_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalpha()
