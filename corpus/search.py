"""A query to an answer: which entries fit, why, and how sure that is."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from corpus.adding import EVERYBODY, Arrival
from corpus.analysis.analyzer import Analyzer
from corpus.answer import Answer, AnswerKind
from corpus.asking import asks_who
from corpus.catalogue import Catalogue
from corpus.confidence import Match
from corpus.described import resolve_description
from corpus.entry_texts import list_bodies, list_texts
from corpus.filtering import Filtering
from corpus.finder import Finder
from corpus.identifiers import find_identifiers
from corpus.index import Scored
from corpus.look_up import MOST_LISTS, LookUp
from corpus.marking import mark_matches
from corpus.models import Document, Entry, Hit, Paper
from corpus.news import MOST_NEWS, News, merge_arrivals
from corpus.papers import Card, Papers, PapersInMemory
from corpus.parsing.references import resolve_references
from corpus.query import NumberQuery, Query, TextQuery, parse_query, parse_text_query, reads_texts
from corpus.relating import Relating
from corpus.scoping import Scoping
from corpus.sourcing import HEAD, Sourcing
from corpus.widening import QueryWord, cut_query
from corpus.wishes import take_papers
from corpus.wording import format_query

if TYPE_CHECKING:
    from corpus.meaning import Meaning, Numbered

# How many questions and answers that were shown are kept as terms.
_KEPT = 256
# How many texts that were typed are kept as queries: each is read before its meaning is, and once more for its answer.
_LAST_TYPED = 16


class Searcher:
    """The papers and their index; never changed once it is built, but that it may come to compare meanings.

    What teams added for themselves is shown to them alone: to who does not say which team, nothing of it is.
    """

    def __init__(self, papers: Papers, finder: Finder, scoping: Scoping | None = None) -> None:
        """Search all papers, or with a `scoping` those of everybody; `within` searches those of a team."""
        self._whole = papers
        self._base = finder
        # The entries that are found are few of all that there are, and the same ones again and again.
        self._analyze = lru_cache(_KEPT)(finder.analyzer.analyze)
        self._scoping = scoping
        self._views: dict[str, Searcher] = {EVERYBODY: self}
        self._show(EVERYBODY)

    def _show(self, team: str) -> None:
        finder = self._base
        self._papers = self._scoping.view(self._whole, team) if self._scoping else self._whole
        self._filtering = Filtering(
            self._papers,
            list_bodies,
            finder.words,
            finder.subwords,
            finder.analyzer,
            is_part=self._scoping is not None,
        )
        if self._filtering.seen is not None:
            finder = finder.within(self._filtering.seen, {card.owner for card in self._papers.cards})
        self._finder = finder
        self._read = lru_cache(_KEPT)(finder.read)
        self._parse = lru_cache(_LAST_TYPED)(self._resolve)
        self._team = team
        self._look_up = LookUp(papers=self._papers)
        self._sourcing = Sourcing(papers=self._papers, evidence=finder.evidence, filtering=self._filtering)
        self._relating = Relating(finder=finder, papers=self._papers, filtering=self._filtering)
        self._news = News(finder=finder, papers=self._papers, filtering=self._filtering, sourcing=self._sourcing)
        self.catalogue = Catalogue(self._papers.cards, self._filtering.fit_papers)
        # Names the versions of the papers that this searcher answers from.
        self.edition = _name_edition(self._papers.cards)

    @classmethod
    def build(
        cls,
        documents: tuple[Document, ...],
        *,
        private: Iterable[tuple[str, Document]] = (),
        analyzer: Analyzer | None = None,
    ) -> Searcher:
        """Index `documents`, and what teams added for themselves.

        Pure, so that it can run in a thread while another searcher answers.
        """
        analyzer = analyzer or Analyzer()
        owners: dict[str, set[str]] = {}
        versions: dict[str, Document] = {}
        for team, document in (*((EVERYBODY, document) for document in documents), *private):
            # What a manifest states of a seed is a part of its version too.
            name = " ".join((document.sha256, document.file, repr(document.metadata)))
            versions[name] = document
            owners.setdefault(name, set()).add(team)
        scoping = Scoping.of({name: frozenset(teams) for name, teams in owners.items()})
        if scoping is None:
            versions = dict(zip(versions, resolve_references(tuple(versions.values())), strict=True))
        texts = [list_texts(entry) for document in versions.values() for entry in document.entries]
        finder = Finder.build(texts, ((name, paper.text) for name, paper in versions.items()), analyzer)
        return cls(PapersInMemory(versions), finder, scoping)

    def within(self, team: str) -> Searcher:
        """Return the searcher of what a team sees, over the same index."""
        if self._scoping is None or team not in self._scoping.own:
            return self._views[EVERYBODY]
        if team not in self._views:
            view = copy(self)
            view._show(team)
            self._views[team] = view
        return self._views[team]

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that were shown papers of their own."""
        return tuple(team for team in self._views if team != EVERYBODY)

    @property
    def cards(self) -> tuple[Card, ...]:
        """What is known of each paper without opening it."""
        return self._papers.cards

    @property
    def documents(self) -> tuple[Document, ...]:
        """All papers, whole: where there are many this takes long."""
        return tuple(map(self._papers.load, self.cards))

    def settle(self) -> None:
        """Throw away what is kept of papers that are gone, once nobody answers from an earlier searcher."""
        self._whole.settle()

    def accelerate(self) -> None:
        """Search by the compiled kernel from here on, where it is installed and there is so much that it pays."""
        self._finder.accelerate()

    @property
    def size(self) -> int:
        """How many numbers of entries there are, those of entries that are gone included."""
        return len(self._finder.words)

    def takes_long(self, text: str) -> bool:
        """Tell whether to look for a text may take longer than the words of it do: others should not wait for it.

        Exact words may have texts read from disk, and meanings be compared with those of many entries.
        """
        meaning = self._finder.meaning
        return reads_texts(text) or (meaning is not None and meaning.takes_long)

    @property
    def compares_meanings(self) -> bool:
        """Whether meanings are compared as well."""
        return self._finder.meaning is not None

    def must_embed(self, query: TextQuery) -> bool:
        """Tell whether the model will read a query first, for some 15 ms; a thread may have it do so beforehand."""
        sought = cut_query(query.sought)
        return not query.phrases and self._finder.must_embed(sought, self._read(sought))

    def embed(self, query: TextQuery) -> None:
        """Have the model read a query, if there is one; what it made of it is remembered."""
        if self._finder.meaning:
            self._finder.meaning.embed(cut_query(query.sought))

    def compare_meanings(self, meaning: Meaning) -> None:
        """Compare meanings as well from here on, as far as they are filled in."""
        self._base, self._finder = self._base.with_meaning(meaning), self._finder.with_meaning(meaning)
        # What was made for a team does not know of it.
        self._views = {EVERYBODY: self}

    def list_numbered(self) -> Iterator[Numbered]:
        """Return what each entry of the index says, those of teams too, with its place; reads each paper once."""
        for card, first in zip(self._whole.cards, self._whole.firsts, strict=True):
            for place, entry in enumerate(self._whole.read(card).entries, start=first):
                yield place, "\n".join((*entry.heading, *list_bodies(entry)))

    def find_entry(self, entry_id: str) -> Entry | None:
        """Return an entry by its id, or None."""
        return self._papers.find_entry(entry_id)

    def document_of(self, entry: Entry) -> Document:
        """Return the paper of an entry that was found here."""
        card = self._papers.find_card(entry.document_id)
        if card is None:
            raise KeyError(entry.document_id)
        return self._papers.load(card)

    def find_documents(self, paper: str) -> tuple[Card, ...]:
        """Return the papers that `paper` names: by identifier, else by what they are about, else by dossier."""
        return self._look_up.find_documents(paper)

    def look_up(self, query: NumberQuery, *, most: int = MOST_LISTS) -> Answer:
        """Return the questions with the asked numbers, in the order asked; those of the first `most` lists."""
        return self._look_up.find(query, most=most)

    def find_card(self, document_id: str) -> Card | None:
        """Return the card of a paper by its identifier."""
        return self._papers.find_card(document_id)

    def numbers(self, paper: Paper) -> tuple[int, ...]:
        """Return the numbers of the questions of a paper, ascending."""
        return paper.numbers

    def load(self, card: Card) -> Document:
        """Return a paper whole."""
        return self._papers.load(card)

    def parse(self, text: str) -> Query:
        """Return the query that free typing stands for, where a list may be named by words that describe it.

        Raises:
            QueryError: more than 50 numbers at once.
        """
        return self._parse(text)

    def _resolve(self, text: str) -> Query:
        query = parse_query(text)
        if isinstance(query, NumberQuery):
            return query
        return resolve_description(query, self.catalogue) or self._look_in_named(query)

    def _look_in_named(self, query: TextQuery) -> TextQuery:
        """Return a query that names a paper or dossier that is held as one that looks in it alone; any other as it is.

        `drugssmokkel in kst-36560-VI-10` asks the same as `drugssmokkel document:kst-36560-VI-10`.
        """
        filters = query.filters
        if filters.documents or filters.dossiers or not (named := find_identifiers(query.words)):
            return query
        words, placed = take_papers(query.words, filters)
        is_held = all(self.catalogue.find(mention.identifier.id) for mention in named)
        if not is_held or not self._read(cut_query(words)):
            return query
        # Read as if it had been typed so: whoever asks its text again gets the same.
        return parse_text_query(format_query(replace(query, words=" ".join(words.split()), filters=placed)))

    def search(self, query: str | Query, *, top: int = 10, skip: int = 0) -> Answer:
        """Return what `query` finds: a text as a person typed it, or a query.

        Of a text the `top` best after the first `skip`, by rank; the confidence is always that of the very best.

        Raises:
            QueryError: a look-up of too many numbers.
        """
        if isinstance(query, str):
            query = self.parse(query)
        if isinstance(query, NumberQuery):
            return self.look_up(query)
        allowed = self._filtering.find_allowed(query)
        asked = query.sought
        sought = cut_query(asked)
        words = self._read(sought)
        if allowed is not None and query.is_restricted and not words:
            return self._list(query, np.flatnonzero(allowed)[skip : skip + top].tolist(), skip)
        # Who puts words in quotes wants these words.
        most = max(skip + top, HEAD)
        ranked = self._finder.rank(sought, words, most, allowed=allowed, beyond_words=not query.phrases)
        scored = self._sourcing.put_asked_first(asked, words, ranked)[: skip + top]
        hits = tuple(
            self._build_hit(rank, item, sought, words) for rank, item in enumerate(scored[skip:], start=skip + 1)
        )
        among = None if allowed is None else int(np.count_nonzero(allowed))
        who = asks_who(query.words)
        verdict = self._sourcing.judge(asked, scored[0].entry, words, among=among, asks_who=who) if scored else None
        return Answer(
            query=query,
            kind=AnswerKind.TEXT,
            sure=verdict is not None and verdict.is_sure,
            very_sure=verdict is not None and verdict.is_very_sure,
            confidence=verdict.match.confidence if verdict else 0.0,
            hits=hits,
            has_terms=bool(words),
            is_cut=len(sought) < len(asked),
        )

    def count(self, query: TextQuery) -> int:
        """Return how many entries `search` finds for a query, page after page."""
        allowed = self._filtering.find_allowed(query)
        sought = cut_query(query.sought)
        words = self._read(sought)
        if allowed is not None and query.is_restricted and not words:
            return int(np.count_nonzero(allowed))
        return self._finder.count(sought, words, allowed=allowed, beyond_words=not query.phrases)

    def _list(self, query: TextQuery, places: list[int], skip: int) -> Answer:
        """Return the entries at `places`, which are just what a query without words asks for."""
        entries = map(self._papers.load_entry, places)
        hits = tuple(
            Hit(rank=rank, score=1.0, entry=entry, document=document)
            for rank, (entry, document) in enumerate(entries, start=skip + 1)
        )
        sure = bool(hits)
        return Answer(query=query, kind=AnswerKind.TEXT, sure=sure, confidence=1.0 if sure else 0.0, hits=hits)

    def find_similar(self, entry: Entry, *, top: int = 5) -> tuple[Hit, ...]:
        """Return the questions that ask nearly what an entry asks, the best first."""
        return self._place(self._relating.find_similar(entry, top))

    def find_in_report(self, entry: Entry, *, top: int = 3) -> tuple[Hit, ...]:
        """Return the passages on an entry's subject in the report that its paper is about; none where it isn't held."""
        return self._place(self._relating.find_in_report(entry, self.document_of(entry), top))

    def _place(self, scored: tuple[Scored, ...]) -> tuple[Hit, ...]:
        return tuple(
            Hit(rank=rank, score=item.score, entry=entry, document=document)
            for rank, item in enumerate(scored, start=1)
            for entry, document in (self._papers.load_entry(item.entry),)
        )

    def find_news(self, text: str, arrivals: Sequence[Arrival]) -> tuple[Entry, ...]:
        """Return the entries that came in and that a query surely finds, the best first; see `News.find`.

        Only what is seen here counts: of a paper that the team has a version of itself, that version's arrival.
        """
        query = parse_query(text)
        arrived = merge_arrivals(arrival for arrival in arrivals if self._sees(arrival))
        if isinstance(query, TextQuery):
            places = self._news.find(query, self._news.flag(arrived))
            return tuple(self._papers.load_entry(place)[0] for place in places)
        looked_up = self._look_up.find(query, among=arrived, most=MOST_NEWS)
        found = ((hit.entry, arrived[hit.document.id]) for hit in looked_up.hits)
        return tuple(entry for entry, new in found if new is None or entry.id in new)

    def _sees(self, arrival: Arrival) -> bool:
        card = self._papers.find_card(arrival.document_id)
        if card is None:
            return False
        is_own = self._scoping is not None and self._team != EVERYBODY and self._scoping.is_of(card.owner, self._team)
        return arrival.team == (self._team if is_own else EVERYBODY)

    def match_best(self, text: str, *, without: Collection[str] = ()) -> Match | None:
        """Return what the best hit for a text holds of it, but those `without`; None where nothing else is found."""
        words = self._read(text)
        scored = self._finder.rank(text, words, len(without) + 1, allowed=self._filtering.seen, beyond_words=True)
        others = (item.entry for item in scored if self._papers.load_entry(item.entry)[0].id not in without)
        best = next(others, None)
        return None if best is None else self._finder.match(best, words)

    def _build_hit(self, rank: int, scored: Scored, text: str, words: Sequence[QueryWord]) -> Hit:
        entry, document = self._papers.load_entry(scored.entry)
        return Hit(
            rank=rank,
            score=scored.score,
            entry=entry,
            document=document,
            matches=mark_matches(entry, words, self._analyze),
            by_meaning=self._finder.is_found_by_meaning(scored.entry, text, words),
        )


def _name_edition(cards: Iterable[Card]) -> str:
    checksum = 0
    for card in cards:
        checksum = zlib.crc32(f"{card.id} {card.sha256}\n".encode(), checksum)
    return f"{checksum:08x}"
