"""What a site says, above the text, of the paper that its page shows."""

from __future__ import annotations

import datetime
import re

from corpus.identifiers import Identifier, Series, parse_identifier

# Characters of a page in which this stands.
_LONGEST = 6_000
# The row below `Datum publicatie | Organisatie | Vergaderjaar | Dossier- en ondernummer`, with bars or with nothing
# between its cells: `Tweede Kamer der Staten-Generaal | 2021-2022 | 36100 nr. 4 |`, `…Generaal2016-201734700 nr. 19`
_ROW = r"(?:Tweede|Eerste) Kamer der Staten-Generaal[ |]{0,5}(?P<session>\d{4}-\d{4})[ |]{0,5}"
_PAPER = re.compile(rf"{_ROW}(?P<dossier>\d{{5}}(?:-[A-Z\d]{{1,6}})?) nr\. (?P<number>\d{{1,5}}|[A-Z]{{1,3}})\b")
_APPENDIX = re.compile(
    rf"Aanhangsel van de Handelingen\s+Datum[^\n]*Vergaderjaar[^\n]*\n(?:[-|]*\n)?{_ROW}(?P<number>\d{{1,5}})\b"
)
# The address of the paper, in words that say that it is this one's
_ADDRESS = re.compile(
    r"officiële HTML versie \((?:nds-tk-)?(?P<linked>[\w-]{5,40})\)"
    r"|^Bron(?: vraag| antwoord)?:? https?://zoek\.officielebekendmakingen\.nl/(?P<source>[\w-]{5,40})\.html"
    r"|^Kenmerk \| (?P<mark>\d{5}(?:[- ][A-Z\d]{1,6})?, nr\. \w{1,5}) \|"
    r"|^Kamerstuk (?P<title>\d{5}-[\w-]{1,12})$",
    re.MULTILINE,
)
# Its dossier with its number, else the number of the document: `Onderdeel van … 36820 XVII-3 …`
_DOSSIER = re.compile(
    r"^Onderdeel van kamerstukdossier (?P<dossier>\d{5})(?: (?P<chapter>[A-Z\d]{1,6}))? ?-(?P<number>\w{1,5}) ",
    re.MULTILINE,
)
_DOCUMENT = re.compile(
    r"^Nummer: (?P<number>\d{4}D\d{4,6}), datum:"
    r"|^(?P<list>\d{4}D\d{4,6}) (?:VERSLAG HOUDENDE EEN )?(?:LIJST VAN VRAGEN|Lijst van vragen)\b",
    re.MULTILINE,
)
_DATED = re.compile(r"^Nummer: \d{4}D\d{4,6}, datum: (\d{4}-\d\d-\d\d)\b", re.MULTILINE)


def parse_shown(text: str) -> Identifier | None:
    """Return the paper that a page shows, as the site that it was copied from names it above the text.

    Forms: the table of officielebekendmakingen.nl, the address that other sites give of the official text, and the
    dossier or the document of which they say that it is.
    """
    top = text[:_LONGEST]
    if match := _PAPER.search(top):
        return parse_identifier(f"{match['dossier']}, nr. {match['number']}")
    if match := _APPENDIX.search(top):
        session = match["session"].replace("-", "")
        return Identifier(series=Series.QUESTIONS_ANSWERED, session=session, number=match["number"])
    if match := _ADDRESS.search(top):
        return parse_identifier(match["linked"] or match["source"] or match["mark"] or match["title"])
    if match := _DOSSIER.search(top):
        return parse_identifier(f"{match['dossier']} {match['chapter'] or ''}, nr. {match['number']}")
    match = _DOCUMENT.search(top)
    return parse_identifier(match["number"] or match["list"]) if match else None


def find_shown_date(text: str) -> datetime.date | None:
    """Return the date that a site gives of the document that its page shows: `Nummer: …, datum: 2024-05-16`."""
    match = _DATED.search(text[:_LONGEST])
    try:
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
