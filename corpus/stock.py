"""All papers and what they are found by, as they were saved: opened in a moment, read from disk where they are shown.

What the papers taught (in how many entries each word stands, how often each abbreviation was introduced) is kept
as an index too, so that it grows, is checked and is thrown away as the others are.
"""

from __future__ import annotations

import fcntl
import importlib.metadata
import logging
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from msgspec import Struct

from corpus.analysis.abbreviations import Abbreviations, find_abbreviations
from corpus.analysis.analyzer import Analyzer, Step
from corpus.analysis.words import fold
from corpus.entry_texts import Texts, list_runs, list_terms, list_words
from corpus.errors import DamagedFileError, HeldPaperError
from corpus.finder import Finder
from corpus.index import PostingsIndex, SmoothIndex
from corpus.models import Document, Entry
from corpus.papers import Card, OpenedPapers
from corpus.saved_index import ListTerms, Opened, SavedIndex
from corpus.shelf import Shelf, find_code_key
from corpus.storing import lock_folder

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
# What reading and making terms rest on: with any change of it all is read, or indexed, anew.
_READING = ("parsing", "readers", "identifiers.py", "models.py", "number_words.py", "papers.py", "shelf.py")
_READERS = ("lxml", "pypdfium2", "python-docx")
_ANALYSIS = ("analysis", "entry_texts.py", "stock.py")
_LEXICONS = ("PyStemmer", "simplemma", "wordfreq")
_REMEDY = "stop the bot, remove {folder} and start it: all is read and indexed anew"
# Between a short form and its full name.
_STANDS_FOR = "\0"
# Returns what an entry is found by.
ListTexts = Callable[[Entry], Texts]


class Source(Struct, frozen=True, kw_only=True):
    """A version of a paper, and how to read it where the shelf does not have it."""

    owner: str
    read: Callable[[], Document]


class Stock(OpenedPapers):
    """Papers, entries and what they are found by; never changed once it is opened.

    An entry's number is its place in the index. Papers stand in the order of their entries there: those
    that were added later come later.
    """

    def __init__(
        self,
        shelf: Shelf,
        finder: Finder,
        firsts: Mapping[str, int],
        cards: Iterable[Card],
        sources: Mapping[str, Source],
    ) -> None:
        self.finder = finder
        self._shelf = shelf
        self._owners = frozenset(sources)
        # A paper without an entry begins where the next one does.
        ordered = sorted(cards, key=lambda card: (firsts[card.owner], card.size))
        places = [firsts[card.owner] for card in ordered]
        super().__init__(ordered, places, lambda card: _load(shelf, sources[card.owner]))

    def settle(self) -> None:
        """Throw away what stocks from before have and this one has not: nobody answers from them any more."""
        self._shelf.keep_only(self._owners)


def open_stock(
    folder: Path, sources: Sequence[Source], list_texts: ListTexts, analyzer: Analyzer, *, reading: str, analysis: str
) -> Stock:
    """Return the stock of just these papers; what was saved of them before is neither read nor indexed again.

    A paper that is held but can't be read any more is logged and left out.

    `reading` and `analysis` name the code that reads and that makes terms: with other code comes another name.
    Pure but for the folder, so that it can run in a thread while an earlier stock answers: what that has stays
    there until `settle`.
    """
    shelf = Shelf(folder / "papers.db", reading)
    by_owner = {source.owner: source for source in sources}
    cards = {card.owner: card for card in shelf.load_cards(by_owner)}
    for owner, source in by_owner.items():
        try:
            cards[owner] = cards.get(owner) or shelf.put(owner, source.read())
        except HeldPaperError as error:
            logger.error("%s", error)
    by_owner = {owner: source for owner, source in by_owner.items() if owner in cards}
    indexes = _Indexes(
        folder=folder,
        key=f"{reading} {analysis}",
        owners=tuple(by_owner),
        load=lambda owner: _load(shelf, by_owner[owner]),
        list_texts=list_texts,
        analyzer=analyzer,
    )
    with _take_turns(folder):
        finder, firsts = indexes.open()
    return Stock(shelf, finder, firsts, (cards[owner] for owner in by_owner), by_owner)


def find_problems(
    folder: Path, sources: Sequence[Source], list_texts: ListTexts, analyzer: Analyzer, *, reading: str, analysis: str
) -> Iterator[str]:
    """Return what is wrong with what is saved of these papers, and what to do; all of it is read and indexed anew.

    What is not saved yet, or was by another version, is not wrong: the next start makes it.
    """
    shelf = Shelf(folder / "papers.db", reading)
    by_owner = {source.owner: source for source in sources}
    papers: dict[str, Document] = {}
    for card in shelf.load_cards(by_owner):
        papers[card.owner] = by_owner[card.owner].read()
        try:
            is_same = shelf.load(card.owner) == papers[card.owner] and card == Card.of(papers[card.owner], card.owner)
        except DamagedFileError:
            is_same = False
        if not is_same:
            yield f"{card.id}: it was saved otherwise than it reads; {_REMEDY.format(folder=folder)}"
    indexes = _Indexes(
        folder=folder,
        key=f"{reading} {analysis}",
        owners=tuple(by_owner),
        load=lambda owner: papers.get(owner) or by_owner[owner].read(),
        list_texts=list_texts,
        analyzer=analyzer,
    )
    for name, wrong in indexes.find_wrong():
        what = papers[wrong].id if wrong in papers else "the saved index"
        yield f"{what}: the index of {name} is not that of its text; {_REMEDY.format(folder=folder)}"


def list_unusable(folder: Path, owners: Sequence[str], analyzer: Analyzer) -> tuple[str, ...]:
    """Return the names of what is saved in a folder that is damaged, or not of just these papers.

    Nothing is changed: what is named here is made anew when the stock is opened.
    """
    reading, analysis = find_keys(analyzer)
    subwords = ("subwords",) if Step.SUBWORDS in analyzer.steps else ()
    found = [
        name
        for name in ("words", *subwords, "known", "names")
        if set(SavedIndex(folder / name, f"{reading} {analysis}").load().firsts) != set(owners)
    ]
    return (*(() if Shelf(folder / "papers.db", reading).has_all(owners) else ("papers",)), *found)


def find_keys(analyzer: Analyzer) -> tuple[str, str]:
    """Return a name for the code that reads papers, and one for that which makes terms, each with its libraries."""
    steps = sorted(map(str, analyzer.steps))
    return _find_key(_READING, _READERS), _find_key(_ANALYSIS, _LEXICONS) + "".join(f" {step}" for step in steps)


def _find_key(code: Sequence[str], packages: Sequence[str]) -> str:
    versions = (f"{package}-{importlib.metadata.version(package)}" for package in packages)
    return " ".join((find_code_key([_HERE / name for name in code]), *versions))


class _Indexes(Struct, frozen=True, kw_only=True):
    """The four indexes of a stock, each in a folder of its own."""

    folder: Path
    key: str
    owners: tuple[str, ...]
    load: Callable[[str], Document]
    list_texts: ListTexts
    analyzer: Analyzer

    def open(self) -> tuple[Finder, Mapping[str, int]]:
        """Return the finder, and where the entries of each owner begin in it."""
        words = self._open_words()
        subwords = self._open_subwords() if Step.SUBWORDS in self.analyzer.steps else None
        if subwords and not _is_alike(words, subwords):
            # One of them was damaged, or a kill came between; an entry must have one number in both.
            words, subwords = self._open_words(anew=True), self._open_subwords(anew=True)
        known = self._saved("known").update(self.owners, self._list_known)
        names = self._saved("names").update(self.owners, self._list_names)
        finder = Finder.of(
            words.index,
            subwords.index if subwords else None,
            self.analyzer,
            partial(_learn_names, names),
            known.index.count_terms(),
        )
        return finder, words.firsts

    def find_wrong(self) -> Iterator[tuple[str, str]]:
        """Return the name of an index and an owner (none where all is damaged) that it has otherwise than it should."""
        listed: dict[str, ListTerms] = {"words": self._list_terms, "known": self._list_known, "names": self._list_names}
        if Step.SUBWORDS in self.analyzer.steps:
            listed["subwords"] = self._list_runs
        for name, listing in listed.items():
            try:
                yield from ((name, owner) for owner in self._saved(name).find_wrong(self.owners, listing))
            except DamagedFileError:
                yield name, ""

    def _saved(self, name: str, kind: type[PostingsIndex] = PostingsIndex) -> SavedIndex:
        return SavedIndex(self.folder / name, self.key, kind)

    def _open_words(self, *, anew: bool = False) -> Opened:
        return self._saved("words", SmoothIndex).update(self.owners, self._list_terms, anew=anew)

    def _open_subwords(self, *, anew: bool = False) -> Opened:
        return self._saved("subwords").update(self.owners, self._list_runs, anew=anew)

    def _list_terms(self, owner: str) -> Iterator[list[str]]:
        return (list_terms(texts, self.analyzer) for texts in self._texts(owner))

    def _list_runs(self, owner: str) -> Iterator[list[str]]:
        return (list_runs(texts, self.analyzer) for texts in self._texts(owner))

    def _list_known(self, owner: str) -> Iterator[list[str]]:
        return map(list, map(list_words, self._texts(owner)))

    def _texts(self, owner: str) -> Iterator[Texts]:
        return map(self.list_texts, self.load(owner).entries)

    def _list_names(self, owner: str) -> Iterator[list[str]]:
        # Each introduction is an entry of its own, so that what is counted is how often a name was introduced.
        yield []
        for found in find_abbreviations(self.load(owner).text):
            yield [fold(found.short) + _STANDS_FOR + fold(found.long)]


def _is_alike(one: Opened, other: Opened) -> bool:
    return one.firsts == other.firsts and len(one.index) == len(other.index)


def _learn_names(names: Opened, papers: Container[str] | None) -> Abbreviations:
    """Return the abbreviations that the papers of some owners introduce, of all where that is None."""
    held = [held for section in names.sections for held in section.held]
    allowed = None
    if papers is not None:
        allowed = np.repeat([each.owner in papers for each in held], [each.count for each in held])
    counts = names.index.count_terms(allowed)
    pairs = ((name.partition(_STANDS_FOR), count) for name, count in counts.items())
    return Abbreviations.of({(short, long): count for (short, _, long), count in pairs})


@contextmanager
def _take_turns(folder: Path) -> Iterator[None]:
    """Let one process at a time change the indexes, as they must stay alike; where no lock can be had, go on."""
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(lock_folder(folder, fcntl.LOCK_EX))
        except OSError as error:
            logger.info("the folder of the index can't be locked (%s)", error.strerror)
        yield


def _load(shelf: Shelf, source: Source) -> Document:
    try:
        return shelf.load(source.owner)
    except DamagedFileError:
        document = source.read()
        shelf.put(source.owner, document)
        return document
