"""What adding a paper did: whether it is new, and which of its entries came, went or changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from msgspec import Struct

from corpus.models import Document, QuestionAnswer

# The team of papers that everybody sees.
EVERYBODY = ""


class Change(StrEnum):
    """What adding a paper did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class Added(Struct, frozen=True, kw_only=True):
    """A paper that was added: what it did, and for a newer version which entries came, went or changed."""

    document: Document
    change: Change
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def questions(self) -> int:
        """How many questions the paper holds."""
        return sum(1 for _ in self.document.questions)

    @property
    def answered(self) -> int:
        """How many of its questions have an answer."""
        return sum(1 for entry in self.document.questions if entry.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A paper that is held, by what tells its versions apart; `team` added it for itself, or for everybody."""

    id: str
    file: str
    sha256: str
    team: str = EVERYBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A paper that came in with a revision of the library.

    `entries` are those that are new or changed since the version before; None where there was none.
    """

    revision: int
    team: str
    document_id: str
    entries: tuple[str, ...] | None


def compare_versions(before: Document | None, after: Document) -> Added:
    """Return what a paper changes for who saw `before`, None where they saw no version of it."""
    if before is None:
        return Added(document=after, change=Change.ADDED)
    old, new = _list_texts(before), _list_texts(after)
    return Added(
        document=after,
        change=Change.REPLACED,
        new=tuple(id_ for id_ in new if id_ not in old),
        gone=tuple(id_ for id_ in old if id_ not in new),
        changed=tuple(id_ for id_ in new if id_ in old and new[id_] != old[id_]),
    )


def compare_arrival(arrival: Arrival, before: Document, after: Document) -> Arrival:
    """Return an arrival of a paper that was seen `before`, though the library held no version of it."""
    report = compare_versions(before, after)
    return replace(arrival, entries=(*report.new, *report.changed))


def _list_texts(document: Document) -> dict[str, tuple[str, ...]]:
    return {
        entry.id: tuple(
            quote.text
            for quote in ((entry.question, entry.answer) if isinstance(entry, QuestionAnswer) else (entry.text,))
            if quote
        )
        for entry in document.entries
    }
