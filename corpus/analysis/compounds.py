"""Compounds to their parts: `reizigersgegevens` holds `reizigers` and `gegevens`.

Source: Koehn and Knight, "Empirical Methods for Compound Splitting" (2003): of all ways to part a word into
known words the one counts whose parts are most common in the mean, and only if they are more common than the
whole. The joints are those of Dutch: nothing, -s-, -e- and -en-.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import log

from msgspec import Struct

from corpus.analysis.lexicon import find_frequency, is_word
from corpus.analysis.words import is_stop_word
from corpus.models import Span

SHORTEST_WORD = 8
# No Dutch word is longer; the ways to part one that is grow with the square of its length.
LONGEST_WORD = 60
SHORTEST_PART = 4
_JOINTS = ("s", "e", "en")
_MOST_PARTS = 4
# A part is at least this common: one word in ten million.
_RAREST_PART = 1e-7
# The dictionary lacks many a common word (`privacy`, `overlast`, `antisemitisme`). What is at least so common is a part
# as well, where a word is not made of listed parts alone; the shorter it is, the more often it is just letters.
_SHORTEST_UNLISTED, _LONG = 6, 8
_RAREST_UNLISTED, _RAREST_LONG_UNLISTED = 3e-5, 5e-7
_MOST_REMEMBERED = 200_000
# Endings and beginnings that are no words of their own, though lists hold them as such.
_AFFIXES = frozenset(
    """
    ring ringen rings sing singen sings chap enen oren sten vers ware
    heid heden lijk lijke lijks baar bare loos loze zaam zame rijk rijke schap schappen ingen aars sters achtig
    achtige isch ische atie aties eren erend eert eerde eerden eerd teit iteit eur euse ling lingen ties sies
    elijk elijke voudig voudige waarts steld stelde houden gaan komen
    over onder door voor achter tegen inge opge afge aange uitge voorge toege terug mede onge aller
    """.split()
)


class CompoundPart(Struct, frozen=True):
    """A part of a compound, and where in the word it stands."""

    text: str
    span: Span


@lru_cache(_MOST_REMEMBERED)
def split_compound(folded: str) -> tuple[CompoundPart, ...]:
    """Return the parts of a folded compound in order, without its joints; none for any other word.

    Accepts words of 8 to 60 letters with parts of 4 and more: `dwangsom`, `identiteitskaart`. Refuses
    what ends as a derivation does (`onveiligheid`) and words more common than their parts (`gemeenten`).
    """
    least = log(find_frequency(folded) or _RAREST_PART / 1_000)
    for is_part in (_is_part, _is_likely_part):
        best = max(_list_shortest(folded, is_part), key=_weigh, default=())
        if best and _weigh(best) > least:
            return best
    return ()


def split_unknown(folded: str, count: Callable[[str], int]) -> tuple[CompoundPart, ...]:
    """Return the parts of a folded word that a corpus does not have, each a word that it has; none if there are none.

    `count` says in how many entries a word stands. So `hightechcrime` is found where `high tech crime` stands.
    """

    def is_part(text: str) -> bool:
        return len(text) >= SHORTEST_PART and count(text) > 0 and text not in _AFFIXES and not is_stop_word(text)

    ways = _list_shortest(folded, is_part)
    return max(ways, key=lambda way: sum(log(count(part.text)) for part in way), default=())


def _list_shortest(word: str, is_part: Callable[[str], bool]) -> list[tuple[CompoundPart, ...]]:
    """Return the ways to part `word` into the fewest parts."""
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or not word.isalpha():
        return []
    ways = list(_list_ways(word, 0, _MOST_PARTS, is_part))
    fewest = min(map(len, ways), default=0)
    return [way for way in ways if len(way) == fewest]


def _list_ways(word: str, start: int, most: int, is_part: Callable[[str], bool]) -> Iterator[tuple[CompoundPart, ...]]:
    """Return every way to part `word` from `start` on into 2 to `most` parts."""
    for cut in range(start + SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head = _find_head(word[start:cut], is_part)
        if not head:
            continue
        first = CompoundPart(head, Span(start, start + len(head)))
        if is_part(word[cut:]):
            yield first, CompoundPart(word[cut:], Span(cut, len(word)))
        if most > 2:
            yield from ((first, *rest) for rest in _list_ways(word, cut, most - 1, is_part))


def _find_head(text: str, is_part: Callable[[str], bool]) -> str | None:
    """Return a part that is not the last, its joint taken off where it is no word with it."""
    if is_part(text):
        return text
    for joint in _JOINTS:
        if text.endswith(joint) and is_part(text[: -len(joint)]):
            return text[: -len(joint)]
    return None


@lru_cache(_MOST_REMEMBERED)
def _is_part(text: str) -> bool:
    return (
        len(text) >= SHORTEST_PART
        and find_frequency(text) >= _RAREST_PART
        and text not in _AFFIXES
        and not is_stop_word(text)
        and is_word(text)
    )


@lru_cache(_MOST_REMEMBERED)
def _is_likely_part(text: str) -> bool:
    """Tell whether a text is a part, also one that the dictionary lacks; a form with a joint is none."""
    if _is_part(text):
        return True
    if len(text) < _SHORTEST_UNLISTED or is_word(text) or text in _AFFIXES or is_stop_word(text):
        return False
    rarest = _RAREST_LONG_UNLISTED if len(text) >= _LONG else _RAREST_UNLISTED
    return find_frequency(text) >= rarest and not (text.endswith("s") and is_word(text[:-1]))


def _weigh(parts: tuple[CompoundPart, ...]) -> float:
    return sum(log(find_frequency(part.text)) for part in parts) / len(parts)
