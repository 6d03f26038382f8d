"""What a query can ask of an entry besides words, and how each such filter is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import quote, unquote

from msgspec import Struct

from corpus.identifiers import parse_identifier

T = TypeVar("T")


class EntryKind(StrEnum):
    """What an entry is: a question with its answer, or a passage of a report."""

    QUESTION = "question"
    PASSAGE = "passage"


class Years(Struct, frozen=True, kw_only=True):
    """The years from `first` to `last`, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an entry must be; within a field one of the values is enough, an empty field asks nothing.

    `dossiers` and `documents` are written as in identifiers, `parties` and `ministries` as typed: a short name
    (`JenV`, `GL-PvdA`) asks for the full one too (`corpus.names`).
    """

    years: tuple[Years, ...] = ()
    dossiers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    kinds: tuple[EntryKind, ...] = ()
    numbers: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self != Filters()

    def merge(self, other: Filters) -> Filters:
        """Return filters that have the values of both: of one kind any of them fits."""
        return Filters(
            years=self.years + other.years,
            dossiers=self.dossiers + other.dossiers,
            documents=self.documents + other.documents,
            parties=self.parties + other.parties,
            ministries=self.ministries + other.ministries,
            kinds=self.kinds + other.kinds,
            numbers=self.numbers + other.numbers,
        )


_YEARS = re.compile(r"((?:1[89]|2[01])\d\d)(?:\s*(?:-|–|t/m|tm)\s*((?:1[89]|2[01])\d\d))?")
# What a paper without an official identifier is called, as far as it can be told from words:
# `jaarverslag-2020-VI-beleidsverslag`. Between quotes any name is one.
_OWN_ID = re.compile(r"(?=.*[^\W\d_])(?=.*\d)\w[\w.-]*")
# What can't stand between quotes as it is: quotes, white space that is not one space, and what would be read back.
_UNQUOTABLE = re.compile(r"[\"“”„«»]|%(?=[0-9A-Fa-f]{2})|^\s|\s$|\s(?=\s)|[^\S ]")
_KINDS = {
    **dict.fromkeys(("vraag", "vragen", "antwoord", "antwoorden", "question", "questions"), EntryKind.QUESTION),
    **dict.fromkeys(("verslag", "verslagen", "passage", "passages", "report", "reports"), EntryKind.PASSAGE),
}


def parse_filter(name: str, values: Sequence[str], *, is_quoted: bool = False) -> Filters:
    """Return what a filter asks; nothing where the name is unknown or a value is none that it can have.

    `is_quoted` tells that the value stood between quotes, and so that it may be what a paper's file is called. Numbers
    of questions are read with the look-ups (`corpus.query`).
    """
    match name:
        case "jaar" | "year":
            return Filters(years=_read_all(_parse_years, values))
        case "dossier":
            return Filters(dossiers=_read_all(_parse_dossier, values))
        case "document" | "stuk":
            return Filters(documents=_read_all(_parse_quoted if is_quoted else _parse_document, values))
        case "partij" | "party":
            return Filters(parties=_read_all(_parse_name, values))
        case "ministerie" | "ministry":
            return Filters(ministries=_read_all(_parse_name, values))
        case "soort" | "kind":
            return Filters(kinds=_read_all(_KINDS.get, [value.casefold() for value in values]))
        case _:
            return Filters()


def _read_all(read: Callable[[str], T | None], values: Sequence[str]) -> tuple[T, ...]:
    found = [one for value in values if (one := read(value)) is not None]
    return tuple(found) if len(found) == len(values) else ()


def _parse_years(text: str) -> Years | None:
    if not (match := _YEARS.fullmatch(text)):
        return None
    first, last = sorted((int(match[1]), int(match[2] or match[1])))
    return Years(first=first, last=last)


def _parse_dossier(text: str) -> str | None:
    identifier = parse_identifier(text)
    return identifier.id if identifier and identifier.is_dossier else None


def _parse_document(text: str) -> str | None:
    if identifier := parse_identifier(text):
        return identifier.id
    return text if _OWN_ID.fullmatch(text) else None


def _parse_quoted(text: str) -> str | None:
    if identifier := parse_identifier(text):
        return identifier.id
    return unquote(text) if holds_word(text) else None


def quote_name(name: str) -> str:
    """Return the name of a paper as it is written between quotes, such that it is read back as it is."""
    return f'"{_UNQUOTABLE.sub(lambda match: quote(match[0]), name)}"'


def _parse_name(text: str) -> str | None:
    return text if holds_word(text) else None


def holds_word(text: str) -> bool:
    """Tell whether there is a letter or a figure in `text`."""
    return any(char.isalnum() for char in text)
