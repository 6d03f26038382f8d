"""The head of a printed Kamerstuk: its dossier, its number, its title, and when it was settled or came in."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from corpus.identifiers import Identifier, parse_identifier
from corpus.models import DocumentKind
from corpus.parsing.dates import parse_date

_DATED = "Vastgesteld|Ontvangen|Aangeboden|Gedrukt|Voorgesteld|Den Haag|’s-Gravenhage"
# The number: `Nr. 10`, in older papers `nr. 10` above a title in capitals; that of a paper of the Senate is a letter
# alone, and the marker of a note may be glued to it: `AI1 VERSLAG`
_NUMBER = (
    r"(?:Nr\.?\s*(?P<number>\d{1,5}|[A-Z]{1,3})|nr\.\s*(?P<older>\d{1,5})(?=\s+(?:[A-Z]{4}|Verslag|Lijst))|"
    r"(?P<letter>[A-Z]{1,2})\d?(?=\s+(?:(?:HERDRUK\d?|(?:NADER|VOORLOPIG|EIND)E?) ?)*(?:VERSLAG|MEMORIE|NOTA|BRIEF)\b))"
)
# `36 560 VI Jaarverslag en slotwet …  Nr. 10  Lijst van vragen en antwoorden  Vastgesteld 4 juni 2024`; bounded, as
# any text may stand there
_HEAD = re.compile(
    r"(?P<dossier>\d\d ?\d{3}(?:[ -](?:[IVXLC]+[A-E]?|[A-J]|\d\d)\b)?)\s+"
    rf"(?P<dossier_title>(?![IVXLC]+-\d)[A-Z].{{0,600}}?)\s+{_NUMBER}\s+(?P<title>[A-Z].{{0,600}}?)"
    rf"(?=\s+(?:{_DATED}|Aan de|De |Inhoudsopgave|Samenvatting|\d+\.? )|$)"
)
# A paper may belong to several dossiers.
_FURTHER = re.compile(r"\s+\d\d \d{3}(?:[ -](?:[IVXLC]+|\d\d))?\s+(?=[A-Z])")
# What stands above it, and nothing else: a text in which such a head is quoted does not open so. A site puts the
# kind of the paper and its subject there (`Brief regering : …`), or a table of what it is.
_ABOVE = re.compile(
    r"\s*(?:[A-Z][^\n:]{3,60} : [^\n]*\n|Kamerstuk\s+Datum publicatie[^\n]*\n[^\n]* Kamer der Staten-Generaal[^\n]*\n)?"
    r"\s*(?:(?:(?:Tweede|Eerste) Kamer der Staten-Generaal\s+(?:\d\s+)?)?Vergaderjaar\s+\d{4}\s*[-–]\s*\d{4}\s+)?"
)
_DATE = re.compile(rf"\s+(?:Aan de .{{0,120}}?)?(?:{_DATED}),?\s?(?P<date>\d{{1,2}} \w+ \d{{4}})")
# Characters of a paper within which its head ends.
_LONGEST = 2_000


class Masthead(Struct, frozen=True, kw_only=True):
    """What the head of a Kamerstuk says; `paper` is None where its dossier has no number that is known."""

    paper: Identifier | None
    title: str
    kind: DocumentKind
    date: datetime.date | None


def parse_masthead(line: str) -> Masthead | None:
    """Return what the text before the first question, on one line, says as the head of a Kamerstuk."""
    match = _HEAD.search(line)
    return _build(match, line) if match else None


def parse_opening(body: str) -> Masthead | None:
    """Return the head of a Kamerstuk that a text opens with; None where it opens in another way."""
    above = _ABOVE.match(body)
    start = above.end() if above else 0
    line = " ".join(body[start : start + 2 * _LONGEST].split())[:_LONGEST]
    match = _HEAD.match(line)
    # A head that does not end in so much text is none.
    return _build(match, line) if match and match.end() < len(line) else None


def _build(match: re.Match[str], line: str) -> Masthead:
    number = match["number"] or match["older"] or match["letter"]
    dated = _DATE.match(line, match.end())
    return Masthead(
        paper=parse_identifier(f"{match['dossier']}, nr. {number}"),
        title=f"{_FURTHER.split(match['dossier_title'])[0]}; {match['title']}",
        kind=_find_kind(match["title"]),
        date=parse_date(dated["date"]) if dated else None,
    )


def _find_kind(title: str) -> DocumentKind:
    words = title.casefold().split()
    if words[words[0].startswith("herdruk") :][:1] == ["brief"]:
        return DocumentKind.LETTER
    is_report = any(word.startswith("jaarverslag") for word in words)
    return DocumentKind.ANNUAL_REPORT if is_report else DocumentKind.OTHER
