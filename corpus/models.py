"""The values that the corpus is made of: papers, their entries, and where each letter stands."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


# Of these a paper has tens on each page: a struct is made in a fraction of the time of a frozen dataclass, and without
# `gc` the collector, which has no cycle to look for in them, passes them over.
class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open range `[start, end)` in code points of a source's original text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Run(Struct, frozen=True, gc=False):
    """Letters that a quotation copies unchanged: its text from `start` equals the source at `span`."""

    start: int
    span: Span

    @property
    def end(self) -> int:
        """Where it ends in the quotation."""
        return self.start + len(self.span)


class Quote(Struct, frozen=True, gc=False):
    """Text as a reader sees it, tied to the source letter by letter.

    `runs` ascend in both texts and copy the source unchanged. What stands between two runs is,
    in `text`, white space alone (a joined line, a new paragraph) and, in the source, what the
    page put there: a line end, the hyphen of a cut word, a running footer.
    """

    text: str
    runs: tuple[Run, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The ranges of the source that are quoted, in order."""
        return tuple(run.span for run in self.runs)

    @property
    def cover(self) -> Span:
        """The one range of the source from the first quoted letter to the last."""
        return Span(self.runs[0].span.start, self.runs[-1].span.end)

    def find_source(self, part: Span) -> tuple[Span, ...]:
        """Return the ranges of the source that `part`, a range of `text`, was copied from."""
        return tuple(
            Span(
                run.span.start + max(part.start - run.start, 0),
                run.span.start + min(part.end, run.end) - run.start,
            )
            for run in self.list_runs(part)
        )

    def find_text(self, source: Span) -> tuple[Span, ...]:
        """Return the ranges of `text` that show `source`, a range of the source."""
        first = bisect_right(self.runs, source.start, key=lambda run: run.span.end)
        last = bisect_left(self.runs, source.end, lo=first, key=lambda run: run.span.start)
        return tuple(
            Span(
                run.start + max(source.start - run.span.start, 0),
                run.start + min(source.end, run.span.end) - run.span.start,
            )
            for run in self.runs[first:last]
        )

    def list_runs(self, part: Span) -> tuple[Run, ...]:
        """Return the runs that show some of `part`, a range of `text`; a long text has thousands, and is cut often."""
        first = bisect_right(self.runs, part.start, key=lambda run: run.end)
        return self.runs[first : bisect_left(self.runs, part.end, lo=first, key=lambda run: run.start)]


class PartKind(StrEnum):
    """What a character of a source belongs to; each belongs to exactly one part."""

    QUESTION = "question"
    ANSWER = "answer"
    PASSAGE = "passage"
    NOTE = "note"
    HEADING = "heading"
    METADATA = "metadata"
    FURNITURE = "furniture"


class Part(Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of the source and what it is; `entry` is the id of the entry that it belongs to."""

    kind: PartKind
    span: Span
    entry: str | None = None


class Note(Struct, frozen=True, kw_only=True):
    """A foot- or endnote. `anchors` are the ranges of the source where its marker stands in the body."""

    marker: str
    text: Quote
    anchors: tuple[Span, ...] = ()


class ReferenceKind(StrEnum):
    """What a reference points to."""

    QUESTION = "question"
    PAPER = "paper"
    URL = "url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Something that the text points to.

    `text` is how the source writes it. `target` is an entry id (question; `kst-31066-1291#7` for one of a
    paper that is not held), an identifier such as `kst-31066-1291` (paper) or a whole address (url);
    None where the source does not say enough. `resolved` tells whether the target is known to exist: a
    question of this very list, or a paper or question that the corpus holds. An address is never
    resolved, as nobody looked.
    """

    kind: ReferenceKind
    text: Quote
    target: str | None
    number: int | None = None
    resolved: bool = False


class Pages(Struct, frozen=True, kw_only=True, gc=False):
    """The first and last page, counted from 1, on which something stands."""

    first: int
    last: int


class PageStart(Struct, frozen=True, kw_only=True, gc=False):
    """Where a page begins, in code points of the source; `page` counts from 1, as the paper does where it says so."""

    page: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswer:
    """A question (or a group that is answered together) and its answer.

    A fragment of a paper may hold an answer whose question stands on an earlier page: then
    `question` is None and `numbers` is empty. A letter may answer questions that it does not
    repeat: then `question` alone is None. `answer` is None where there is none (yet).
    `letter` tells a question from others of the same number: `b` of question 1b, `.2` of question 1.2.
    """

    id: str
    document_id: str
    numbers: tuple[int, ...]
    question: Quote | None
    answer: Quote | None
    letter: str = ""
    heading: tuple[str, ...] = ()
    pages: Pages | None = None
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, list or table of a report, with the headings that it stands under."""

    id: str
    document_id: str
    heading: tuple[str, ...]
    text: Quote
    pages: Pages | None = None
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()


Entry = QuestionAnswer | Passage


class DocumentKind(StrEnum):
    """The kinds of paper that the corpus tells apart."""

    QUESTION_LIST = "question_list"
    WRITTEN_QUESTIONS = "written_questions"
    ANNUAL_REPORT = "annual_report"
    LETTER = "letter"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a paper as a whole. None is 'not known', never a guess.

    `dossier` and `number` are written as in identifiers (`36560-VI`, `10`); `session` is the
    parliamentary year (`2023-2024`); `year` the year that is reported on; `about` the identifier of
    the paper that the questions are about, and `subject` what they are about in the words of their
    head; `page_count` the pages of the whole paper, also where the source holds but one of them.
    """

    id: str
    kind: DocumentKind
    title: str
    dossier: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    session: str | None = None
    year: int | None = None
    about: str | None = None
    subject: str | None = None
    publisher: str | None = None
    url: str | None = None
    ministry: str | None = None
    committee: str | None = None
    chair: str | None = None
    clerk: str | None = None
    asked_by: str | None = None
    answered_by: str | None = None
    date_asked: datetime.date | None = None
    date_answered: datetime.date | None = None
    page_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper: what is known of it, its original text, its parts and its entries in order.

    `page_starts` are those of its pages, in order; none where the pages can't be told apart.
    """

    metadata: Metadata
    file: str
    sha256: str
    text: str = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)
    warnings: tuple[str, ...] = ()
    page_starts: tuple[PageStart, ...] = field(default=(), repr=False)

    @property
    def id(self) -> str:
        """Its identifier, or where it has none a name made from its file."""
        return self.metadata.id

    @property
    def title(self) -> str:
        """Its title, in the words of the paper or of its manifest."""
        return self.metadata.title

    @property
    def questions(self) -> Iterator[QuestionAnswer]:
        """The entries that are questions or answers, in order."""
        return (entry for entry in self.entries if isinstance(entry, QuestionAnswer))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its questions, each once, ascending."""
        return tuple(sorted({number for entry in self.questions for number in entry.numbers}))

    @property
    def unnumbered(self) -> int:
        """How many questions it has without a number."""
        return sum(not entry.numbers for entry in self.questions)

    @property
    def size(self) -> int:
        """How many entries it has."""
        return len(self.entries)


class Paper(Protocol):
    """What a list says of a paper, whether it was read whole or not."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def metadata(self) -> Metadata: ...

    @property
    def numbers(self) -> tuple[int, ...]: ...

    @property
    def unnumbered(self) -> int: ...

    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry that was found. `rank` counts from 1; `matches` are ranges of the source that matched.

    `by_meaning` tells that it shares no word with what was asked, and was found for what it means alone.
    """

    rank: int
    score: float
    entry: Entry
    document: Document = field(repr=False)
    matches: tuple[Span, ...] = ()
    by_meaning: bool = False
