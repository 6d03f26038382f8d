"""What the corpus holds, without opening a paper: papers by words, by link and by age, and how many of each kind."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.analysis.dates import write_plainly
from corpus.analysis.words import is_stop_word
from corpus.columns import Column, Flags, WordColumn
from corpus.filtering import find_year, fold_text, is_below
from corpus.filters import EntryKind, Filters, Years
from corpus.identifiers import Identifier, Series, find_identifiers, find_linked, parse_identifier
from corpus.names import find_ministry, find_parties, list_ministry_names, list_party_names
from corpus.number_words import MONTHS
from corpus.paper_requests import UNANSWERED
from corpus.papers import Card
from corpus.query import parse_text_query
from corpus.telling import list_told, read_name

_WORD = re.compile(r"\w+")
_KEPT = 4_096
_UNDATED = datetime.date.min
# Of so many papers all that a question takes is made in some hundredths of a second.
_FEW = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much there is of one year, ministry, party or dossier."""

    name: str
    papers: int
    questions: int


class Catalogue:
    """The cards of all papers; never changed. What a question takes is made when it is first asked, and kept."""

    def __init__(self, cards: Sequence[Card], fit_papers: Callable[[Filters], Flags]) -> None:
        self._cards = tuple(cards)
        self._fit_papers = fit_papers
        self._is_ready = False

    def __len__(self) -> int:
        return len(self._cards)

    @property
    def is_at_hand(self) -> bool:
        """Whether a question takes no longer than others should wait: all is made, or soon is."""
        return self._is_ready or len(self) <= _FEW

    def prepare(self) -> None:
        """Make what the first questions would wait for, once; a thread may do it while others ask."""
        if self._is_ready:
            return
        self._fit_papers(Filters(years=(Years(first=0, last=0),), dossiers=("",), parties=("",), ministries=("",)))
        _ = self._words, self._told, self._newest, self._names, self._by_address
        _ = self.years, self.ministries, self.parties, self.dossiers
        self._is_ready = True

    def find(self, text: str) -> tuple[Card, ...]:
        """Return the papers that `text` asks for, the newest first; all for an empty one.

        Each word must be the beginning of one (a figure: the whole) in the title, the subject, the identifier, the
        ministry, who asked, the year or a date; function words count only where there are no others. An identifier or
        dossier finds just what it names, and filters (`jaar:2023 ministerie:JenV`) are those of a search.

        Raises:
            QueryError: more than 50 numbers at once.
        """
        if not text.strip():
            return self.newest
        query = parse_text_query(write_plainly(text))
        named, words = _split_named(" ".join((query.words, *query.phrases)))
        fits = self._fit_papers(query.filters)
        fits &= self._flag_words(words)
        for left_out in (*query.excluded, *query.excluded_phrases):
            fits &= ~self._flag_words(_split(left_out))
        for identifier in named:
            fits &= self._flag_named(identifier)
        # A paper stands before those that are about it.
        own = {identifier.id for identifier in named}
        found = [self._cards[place] for place in self._newest[fits[self._newest]].tolist()]
        if query.filters.kinds or query.filters.numbers:
            found = [card for card in found if _holds(card, query.filters)]
        return tuple(sorted(found, key=lambda card: card.id not in own) if own else found)

    def find_described(self, words: Iterable[str], papers: Iterable[Identifier]) -> tuple[Card, ...]:
        """Return the papers with questions that each word is told of (`corpus.telling`) and each identifier names."""
        fits = np.ones(len(self._cards), np.bool_)
        for word in words:
            for part in read_name(word):
                fits &= self._told.flag(part, is_whole=True)
        for identifier in papers:
            fits &= self._flag_named(identifier)
        found = (self._cards[place] for place in np.flatnonzero(fits).tolist())
        return tuple(card for card in found if card.questions)

    def tells(self, words: Iterable[str]) -> bool:
        """Tell whether of some paper all of these words are told (`corpus.telling`), each as a whole."""
        fits = np.ones(len(self._cards), np.bool_)
        for part in (part for word in words for part in read_name(word)):
            fits &= self._told.flag(part, is_whole=True)
        return bool(fits.any())

    def find_linked(self, url: str) -> Card | None:
        """Return the paper that a web address leads to, where it is held; a dossier's address leads to no paper."""
        held = (self._by_address.get(identifier.id) for identifier in find_linked(url))
        return next((card for card in held if card), None)

    @cached_property
    def newest(self) -> tuple[Card, ...]:
        """All papers, the newest first; those without a date stand behind those of the same year."""
        return tuple(self._cards[place] for place in self._newest.tolist())

    @cached_property
    def questions(self) -> int:
        """How many questions all papers have together."""
        return sum(self._counts)

    @cached_property
    def years(self) -> tuple[Tally, ...]:
        """What there is of each year, the newest first; papers of an unknown year are left out."""
        tallies = self._tally(lambda card: [str(year)] if (year := find_year(card.metadata)) else [])
        return tuple(sorted(tallies, key=lambda tally: int(tally.name), reverse=True))

    @cached_property
    def ministries(self) -> tuple[Tally, ...]:
        """What there is of each ministry, by its full name, the one with the most questions first."""
        return self._tally(lambda card: [ministry] if (ministry := find_paper_ministry(card)) else [])

    @cached_property
    def parties(self) -> tuple[Tally, ...]:
        """What each party asked, the one with the most questions first."""
        return self._tally(lambda card: find_parties(card.metadata.asked_by or ""))

    @cached_property
    def dossiers(self) -> tuple[Tally, ...]:
        """What there is of each dossier, as written in identifiers, the one with the most questions first."""
        return self._tally(lambda card: [dossier] if (dossier := card.metadata.dossier) else [])

    def _tally(self, list_names: Callable[[Card], Iterable[str]]) -> tuple[Tally, ...]:
        papers: Counter[str] = Counter()
        questions: Counter[str] = Counter()
        for card, count in zip(self._cards, self._counts, strict=True):
            for name in list_names(card):
                papers[name] += 1
                questions[name] += count
        tallies = (Tally(name=name, papers=count, questions=questions[name]) for name, count in papers.items())
        return tuple(sorted(tallies, key=lambda tally: (-tally.questions, -tally.papers, tally.name)))

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        """How many questions each paper has."""
        return tuple(len({number for number, _ in card.questions}) for card in self._cards)

    @cached_property
    def _newest(self) -> NDArray[np.intp]:
        """The places of the papers, the newest first."""
        order = sorted(range(len(self._cards)), key=lambda place: _find_age(self._cards[place]), reverse=True)
        return np.asarray(order, np.intp)

    @cached_property
    def _words(self) -> WordColumn:
        """The folded words by which each paper is found."""
        return WordColumn(map(_list_words, self._cards))

    @cached_property
    def _told(self) -> WordColumn:
        """The stems of the words that are told of each paper."""
        return WordColumn(tuple(list_told(card.metadata)) for card in self._cards)

    @cached_property
    def _names(self) -> tuple[Column[str], Column[str | None], Column[str | None]]:
        """What each paper is called, what it is about, and its dossier."""
        facts = [(card.id, card.metadata.about, card.metadata.dossier) for card in self._cards]
        return Column(id_ for id_, _, _ in facts), Column(one for _, one, _ in facts), Column(one for *_, one in facts)

    @cached_property
    def _by_address(self) -> dict[str, Card]:
        """The papers by their own identifier and by those in their address; of two the first counts."""
        found: dict[str, Card] = {card.id: card for card in reversed(self._cards)}
        for card in self._cards:
            url = card.metadata.url or ""
            for identifier in () if card.id in url else find_linked(url):
                found.setdefault(identifier.id, card)
            if card.id.startswith(Series.QUESTIONS_ASKED) and (own := parse_identifier(card.id)) and own.number:
                # Links name questions that await their answer by their case.
                found.setdefault(own.number, card)
        return found

    def _flag_words(self, words: Iterable[str]) -> Flags:
        """Return one flag a paper: whether it has all of these folded words."""
        fits = np.ones(len(self._cards), np.bool_)
        for word in words:
            # A year is not the beginning of a parliamentary year (`20232024`).
            fits &= self._words.flag(word, is_whole=word.isdigit())
        return fits

    def _flag_named(self, identifier: Identifier) -> Flags:
        own, about, dossiers = self._names
        if identifier.is_dossier:
            return dossiers.flag(lambda dossier: is_below(dossier, identifier.id))
        found = own.find(identifier.id) | about.find(identifier.id)
        if identifier.series is Series.CASE:
            # Questions that await their answer are named by their case.
            found = found | own.find(f"{Series.QUESTIONS_ASKED}-{identifier.id}")
        return found


def find_paper_ministry(card: Card) -> str | None:
    """Return the ministry of a paper by its full name, else as the paper names it, else the one that it is about."""
    if ministry := card.metadata.ministry:
        return list_ministry_names(ministry)[0]
    return find_ministry(card.metadata.about or "") or find_ministry(card.title)


def _split_named(text: str) -> tuple[list[Identifier], list[str]]:
    """Return the papers and dossiers that a text names, and its other words, folded."""
    if whole := parse_identifier(text):
        return [whole], []
    mentions = find_identifiers(text)
    left = list(text)
    for mention in mentions:
        left[mention.span.start : mention.span.end] = " " * len(mention.span)
    words = _split("".join(left))
    telling = [word for word in words if not is_stop_word(word)]
    return [mention.identifier for mention in mentions], telling or ([] if mentions else list(words))


def _list_words(card: Card) -> list[str]:
    metadata = card.metadata
    ministry, asked_by = find_paper_ministry(card), metadata.asked_by or ""
    # What comes back in many papers is split but once.
    often = (
        metadata.dossier,
        metadata.about,
        metadata.subject,
        asked_by,
        *(list_ministry_names(ministry) if ministry else ()),
        *(name for party in find_parties(asked_by) for name in list_party_names(party)),
        str(find_year(metadata) or ""),
    )
    dates = dict.fromkeys(filter(None, (metadata.date, metadata.date_asked, metadata.date_answered)))
    words = _split(f"{metadata.title} {metadata.id}")
    if metadata.id.startswith(Series.QUESTIONS_ASKED):
        words += UNANSWERED
    dated = (word for date in dates for word in (str(date.day), MONTHS[date.month - 1], str(date.year)))
    return list(dict.fromkeys((*words, *dated, *(word for text in often if text for word in _split_often(text)))))


def _split(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold_text(text)))


_split_often = lru_cache(_KEPT)(_split)


def _find_age(card: Card) -> tuple[datetime.date, int]:
    """Return what papers are ordered by: the date, else the first day of the year."""
    year = find_year(card.metadata)
    date = card.metadata.date or (datetime.date(year, 1, 1) if year else _UNDATED)
    return date, len(card.questions)


def _holds(card: Card, filters: Filters) -> bool:
    """Tell whether a paper has an entry such as the filters on entries ask."""
    if filters.numbers and not any(number in filters.numbers for number, _ in card.questions):
        return False
    has_questions = bool(card.questions)
    has_passages = any(numbers is None for numbers in card.entries)
    kinds = {EntryKind.QUESTION: has_questions, EntryKind.PASSAGE: has_passages}
    return not filters.kinds or any(kinds[kind] for kind in filters.kinds)
