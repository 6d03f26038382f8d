"""What a query asks besides words, as one flag an entry: filters, phrases and exclusions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.analysis.analyzer import Analyzer
from corpus.analysis.subwords import list_needed
from corpus.columns import Column, Flags
from corpus.filters import EntryKind, Filters
from corpus.identifiers import parse_identifier
from corpus.index import PostingsIndex
from corpus.models import Entry, Metadata
from corpus.names import list_ministry_names, list_party_names
from corpus.papers import Card, Papers
from corpus.query import TextQuery

# What print and phones write in more ways than one, after compatibility forms; a soft hyphen is not read.
_SIGNS = str.maketrans({"‐": "-", "–": "-", "’": "'", "‘": "'", "\u00ad": None})
# Who asks and who answers comes back in many papers: so many texts are split but once.
_KEPT = 4_096
# Entries whose folded text is kept: all of a corpus of some hundred papers.
_MOST_FOLDED = 10_000
# A phrase does not run on from one text of an entry into the next.
_BETWEEN = "\x00"


class Filtering:
    """Tells which entries a query allows.

    What that takes (folded texts, say) is made when a query first asks for it, and kept.
    """

    def __init__(
        self,
        papers: Papers,
        list_bodies: Callable[[Entry], Iterable[str]],
        index: PostingsIndex,
        subwords: PostingsIndex | None,
        analyzer: Analyzer,
        *,
        is_part: bool = False,
    ) -> None:
        """Tell it of `papers`; `is_part` says that these are not all that are in the index."""
        self._is_part = is_part
        self._papers = papers
        self._list_bodies = list_bodies
        self._index = index
        self._subwords = subwords
        self._analyzer = analyzer
        self._fold = lru_cache(_MOST_FOLDED)(self._fold_entry)

    def find_allowed(self, query: TextQuery) -> Flags | None:
        """Return one flag an entry, in index order; None where every entry is allowed."""
        if not query.is_restricted:
            return self.seen
        # The last flag is that of numbers that no entry has.
        allowed = np.append(self.fit_papers(query.filters), False)[self._places]
        if query.filters.kinds:
            allowed &= np.isin(self.is_question, [kind is EntryKind.QUESTION for kind in query.filters.kinds])
        if query.filters.numbers:
            allowed &= self._flag_numbers(query.filters.numbers)
        self._exclude(allowed, query.excluded)
        for phrase in query.phrases:
            allowed &= self._find_phrase(allowed, phrase)
        for phrase in query.excluded_phrases:
            self._drop_phrase(allowed, phrase)
        return allowed

    def fit_papers(self, filters: Filters) -> Flags:
        """Return one flag a paper, in the order of the cards: whether it is such as the filters on papers ask."""
        flags = np.ones(len(self._cards), np.bool_)
        if filters.years:
            flags &= self._years.flag(lambda year: any(one.first <= year <= one.last for one in filters.years))
        if filters.dossiers:
            flags &= self._dossiers.flag(lambda dossier: any(is_below(dossier, one) for one in filters.dossiers))
        if filters.documents:
            named = frozenset[str]().union(*(_find_named(self._cards, wanted) for wanted in filters.documents))
            flags &= np.fromiter((card.id in named for card in self._cards), np.bool_, len(self._cards))
        if filters.parties:
            parties = [_find_words(name) for text in filters.parties for name in list_party_names(text)]
            flags &= self._asking.flag(lambda asking: any(words <= asking for words in parties))
        if filters.ministries:
            ministries = [_find_words(name) for text in filters.ministries for name in list_ministry_names(text)]
            flags &= self._answering.flag(lambda answering: any(words <= answering for words in ministries))
        return flags

    def _exclude(self, allowed: Flags, words: Iterable[str]) -> None:
        for word in words:
            # The word itself, not the parts that an entry may have of another compound.
            found = self._analyzer.analyze(word)
            terms = [term.text for term in found if not term.is_part and len(term.span) == len(word)]
            for term in terms:
                allowed[self._index.find_entries(term)] = False
            if not terms:
                # A word that says so little that it is no term, such as `niet`, can still be left out.
                self._drop_phrase(allowed, word)

    def _drop_phrase(self, allowed: Flags, phrase: str) -> None:
        allowed &= ~self._find_phrase(allowed, phrase)

    def _find_phrase(self, allowed: Flags, phrase: str) -> Flags:
        """Return one flag an entry: whether it is allowed and holds a phrase."""
        found = allowed.copy()
        if self._subwords:
            # The texts of few entries are looked at, as a text may have to be read from disk.
            for run in list_needed(fold_text(phrase), self._analyzer):
                has_run = np.zeros(len(found), np.bool_)
                has_run[self._subwords.find_entries(run)] = True
                found &= has_run
        holds = build_finder(phrase)
        for place in np.flatnonzero(found).tolist():
            found[place] = holds(self._fold(place))
        return found

    def _flag_numbers(self, wanted: Sequence[int]) -> Flags:
        """Return one flag an entry: whether it has one of these numbers."""
        numbers, places = self._numbers
        flags = np.zeros(len(self._index), np.bool_)
        flags[places[np.isin(numbers, wanted)]] = True
        return flags

    @property
    def _cards(self) -> tuple[Card, ...]:
        return self._papers.cards

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        """Which paper each entry is of, as its place among the cards; -1 for a number that no entry has."""
        places = np.full(len(self._index), -1, np.intp)
        for place, (card, first) in enumerate(zip(self._cards, self._papers.firsts, strict=True)):
            places[first : first + card.size] = place
        return places

    @cached_property
    def seen(self) -> Flags | None:
        """One flag an entry, in index order: whether it is of these papers; None where all are. Not to be changed."""
        return self._places >= 0 if self._is_part else None

    @cached_property
    def is_question(self) -> Flags:
        """One flag an entry, in index order: whether it is a question; not to be changed."""
        flags = np.zeros(len(self._index), np.bool_)
        for card, first in zip(self._cards, self._papers.firsts, strict=True):
            flags[first : first + card.size] = [numbers is not None for numbers in card.entries]
        return flags

    @cached_property
    def _numbers(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The numbers of all questions, and beside each the place of its entry."""
        numbers, places = [], []
        for card, first in zip(self._cards, self._papers.firsts, strict=True):
            for place, own in enumerate(card.entries, start=first):
                for number in own or ():
                    numbers.append(number)
                    places.append(place)
        return np.asarray(numbers, np.intp), np.asarray(places, np.intp)

    @cached_property
    def _years(self) -> Column[int]:
        """The year of each paper, 0 where it is not known."""
        return Column(find_year(card.metadata) or 0 for card in self._cards)

    @cached_property
    def _dossiers(self) -> Column[str | None]:
        return Column(card.metadata.dossier for card in self._cards)

    @cached_property
    def _asking(self) -> Column[frozenset[str]]:
        """The words of who asked, a set for each paper."""
        return Column(_find_words(card.metadata.asked_by or "") for card in self._cards)

    @cached_property
    def _answering(self) -> Column[frozenset[str]]:
        """The words of the ministry and of who answered, a set for each paper."""
        return Column(_find_words(_describe_ministry(card.metadata)) for card in self._cards)

    def _fold_entry(self, place: int) -> str:
        """Return what phrases are looked for in: the folded text of an entry."""
        entry, _ = self._papers.load_entry(place)
        return _BETWEEN.join(fold_text(body) for body in self._list_bodies(entry))


def fold_text(text: str) -> str:
    """Return `text` without case and diacritics, every stretch of white space as one space."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text).translate(_SIGNS)
        text = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(text.casefold().split())


def is_of_dossier(metadata: Metadata, wanted: str) -> bool:
    """Tell whether a paper is of a dossier: `36360-VI` is of `36360` too."""
    return is_below(metadata.dossier, wanted)


def is_below(dossier: str | None, wanted: str) -> bool:
    """Tell whether a dossier is `wanted` or a part of it."""
    return dossier is not None and (dossier == wanted or dossier.startswith(f"{wanted}-"))


def find_year(metadata: Metadata) -> int | None:
    """Return the year that a paper is about, else that of its date."""
    return metadata.year or (metadata.date.year if metadata.date else None)


def build_finder(phrase: str) -> Callable[[str], bool]:
    """Return whether a folded text holds a phrase that no word or figure runs on from."""
    folded = fold_text(phrase)
    pattern = re.compile(rf"(?<!\w)(?<!\d[.,]){re.escape(folded)}(?!\w)(?![.,]\d)")
    return lambda text: folded in text and pattern.search(text) is not None


@lru_cache(_KEPT)
def _find_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold_text(text)))


def _find_named(documents: Sequence[Card], wanted: str) -> frozenset[str]:
    """Return the papers of that name, else those about it, else those of the dossier."""
    folded = wanted.casefold()
    own = frozenset(document.id for document in documents if document.id.casefold() == folded)
    about = frozenset(document.id for document in documents if (document.metadata.about or "").casefold() == folded)
    return own or about or frozenset(one.id for one in documents if is_of_dossier(one.metadata, wanted))


def _describe_ministry(metadata: Metadata) -> str:
    """Return the ministry, who answered, and what a report that names no ministry is about."""
    about = metadata.about or ""
    is_paper = parse_identifier(about) is not None
    return " ".join(filter(None, (metadata.ministry, metadata.answered_by, "" if is_paper else about)))
