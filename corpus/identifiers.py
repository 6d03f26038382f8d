"""Identifiers of parliamentary papers: parsing, finding, formatting and linking them.

Source: the naming of officielebekendmakingen.nl (`kst-36560-VI-10`, `ah-tk-20232024-1314`) and the
way that papers cite each other in running text (`Kamerstukken II 2023/24, 31066, nr. 1291`).
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from corpus.models import Span

PUBLICATIONS = "https://zoek.officielebekendmakingen.nl"
PARLIAMENT = "https://www.tweedekamer.nl"
# Where papers can be read; each with its subdomains.
SITES = ("officielebekendmakingen.nl", "tweedekamer.nl")


class Series(StrEnum):
    """What an identifier names; the value is the prefix of the official identifier."""

    PAPER = "kst"
    QUESTIONS_ANSWERED = "ah-tk"
    QUESTIONS_ASKED = "kv-tk"
    ANNEX_FILE = "blg"
    UNSTRUCTURED_ANSWER = "ah"
    CASE = "zaak"
    PARLIAMENT_DOCUMENT = "document"


class Identifier(Struct, frozen=True, kw_only=True):
    """A paper, or with `number` None the whole dossier.

    `dossier` holds the budget chapter or sub-dossier too (`36560-VI`, `21501-02`); `session` is
    written as in identifiers (`20232024`); `suffix` is `b1`, `h1` or `n1` (a reprint).
    """

    series: Series
    dossier: str | None = None
    number: str | None = None
    session: str | None = None
    suffix: str | None = None

    @property
    def id(self) -> str:
        """The identifier as officielebekendmakingen.nl writes it; for a dossier its own number."""
        if self.series in (Series.CASE, Series.PARLIAMENT_DOCUMENT):
            return self.number or ""
        if self.series is Series.PAPER and self.number is None:
            return self.dossier or ""
        pieces = (self.series, self.session, self.dossier, self.number, self.suffix)
        return "-".join(piece for piece in pieces if piece)

    @property
    def is_dossier(self) -> bool:
        """Whether it names a dossier, and no paper in it."""
        return self.series is Series.PAPER and self.number is None

    @property
    def url(self) -> str | None:
        """The address where the paper (or the dossier's list of papers) can be read."""
        match self.series:
            case Series.PAPER if self.number is None:
                return self.dossier_url
            case Series.PARLIAMENT_DOCUMENT:
                return f"{PARLIAMENT}/kamerstukken/detail?did={self.number}&id={self.number}"
            case Series.CASE:
                return None
            case _:
                return f"{PUBLICATIONS}/{self.id}.html"

    @property
    def dossier_url(self) -> str | None:
        """The page of its dossier; None where it is in none."""
        return f"{PUBLICATIONS}/dossier/{self.dossier}" if self.dossier else None


class Mention(Struct, frozen=True, kw_only=True):
    """An identifier in running text, and where it stands."""

    span: Span
    identifier: Identifier


# A dossier is five digits, often set as `36 560`; after it a budget chapter (`VI`, `IIB`, `B`), a
# sub-dossier (`02`) or a Kingdom act (`R2100`).
_ADDITION = r"(?:[IVXLC]{1,6}[A-E]?|[A-J](?![A-Za-z])|R\d{4}|\d{2}(?!\d))"
# What may not stand before it is looked at behind its first figures, so that a text is searched for these alone: in
# a third of the time.
_DOSSIER = r"(?P<head>[1-3]\d)(?<![\d.,-]\d\d)[ \u00a0.]?(?P<tail>\d{3})(?!\d)"
_CHAPTER_ONLY = r"(?:[IVXLC]{1,6}[A-E]?|R\d{4})(?!\w)"
_NUMBER = r"(?P<number>\d{1,5}|[A-Z]{1,3})(?![\w])"

_OFFICIAL = re.compile(
    r"(?<![\w-])(?:"
    rf"(?P<kst>kst-(?:(?P<kst_session>\d{{8}})-)?(?P<kst_dossier>\d{{5}}(?:-{_ADDITION})?)"
    r"-(?P<kst_number>\d{1,5}|[A-Z]{1,3})(?:-(?P<kst_suffix>[bhn]\d{1,2}))?)"
    r"|(?P<series>ah-tk|kv-tk)-(?:(?P<session>\d{8})-(?P<number>\d{1,5})|(?P<zaak>\d{4}Z\d{4,6}))"
    r"(?:-(?P<suffix>[bhn]\d{1,2}))?"
    r"|(?P<plain>kst|ah|blg)-(?P<plain_number>\d{6,8})"
    r"|(?P<case>\d{4}Z\d{4,6})|(?P<document>\d{4}D\d{4,6})"
    r")(?![\w-]*\w)",
    re.IGNORECASE,
)

# `36 360 VI, nr. 1`, `29 628 nr. 1190`, `36560 VI, nr. 2`; letters number papers of the Senate.
_CITED = re.compile(
    rf"{_DOSSIER}(?:[ \u00a0]?-?[ \u00a0]?(?P<addition>{_ADDITION}))?[,;]?\s*(?:nrs?\.?|nummer)\s*{_NUMBER}"
)
# `36360-VI-1`, `36360 -VI-1`, `31066-1291`, `21501-02-2187`
_JOINED = re.compile(
    rf"{_DOSSIER}(?:[ \u00a0]?-?[ \u00a0]?(?P<addition>{_ADDITION}))?-(?!{_CHAPTER_ONLY}){_NUMBER}(?!-\d)"
)
# `36 560 VI`, `36560-VI`: without a number only where a chapter makes it sure
_CHAPTER = re.compile(rf"{_DOSSIER}[ \u00a0]?-?[ \u00a0]?(?P<addition>{_CHAPTER_ONLY})")
# What every one of these holds (the figures of a dossier, or those of a case or behind `kst-` and the like): most texts
# are told to hold none in one pass, which is quick as it opens with one set of characters.
_OFFICIAL_FIGURES = r"\d{3}[ZDzd]\d{4}|(?<=-)\d"
_OFFICIAL_HINT = re.compile(rf"[-\d](?:{_OFFICIAL_FIGURES})")
_HINT = re.compile(rf"[-\d](?:(?<=[1-3])\d[ \u00a0.]?\d{{3}}|{_OFFICIAL_FIGURES})")
# The same looked at in bytes, each figure as 0, without what may part those of a dossier: most texts, with a year or an
# amount in them, are told so in a fraction of a search's time.
_FIGURES = bytes.maketrans(b"123456789dz", b"000000000DZ")
_PARTS = b" .\xa0"
_BARE = re.compile(r"(?P<head>[1-3]\d) ?(?P<tail>\d{3})$")
_INTRODUCED = re.compile(rf"(?:Kamerstuk(?:ken)?|Dossier|dossier)(?:\s+I{{1,2}})?,?\s+{_DOSSIER}(?!\s*\d)")
# The surest first.
_DOSSIERS = (_CITED, _JOINED, _CHAPTER, _INTRODUCED)
_ENDING = re.compile(r"\.(?:html?|pdf|xml|odt|zip)$", re.IGNORECASE)
_LEAD = re.compile(r"(?:Kamerstuk(?:ken)?|Kamerdossier|Dossier)\s*(?:\bI{1,2}\b)?,?\s*", re.IGNORECASE)
_SESSION = re.compile(r"(?P<first>(?:19|20)\d\d)\s*[-–‒/]\s*(?P<last>(?:19|20)?\d\d)(?!\d),?\s*")


def parse_identifier(text: str) -> Identifier | None:
    """Return the identifier that `text` as a whole is, or None.

    Accepts every form that `find_identifiers` finds, in any case, and a bare dossier: `36560`.
    Refuses text with anything else in it.
    """
    text = text.strip().strip("()[].,;:?!'\"").strip()
    text = _LEAD.sub("", text, count=1)
    text = _SESSION.sub("", text, count=1) if _SESSION.match(text) else text
    folded = text if _OFFICIAL.fullmatch(text) else re.sub(r"\bNRS?\b|\bNUMMER\b", "nr", text.upper())
    for mention in find_identifiers(folded):
        if len(mention.span) == len(folded):
            return mention.identifier
    if bare := _BARE.match(folded):
        return Identifier(series=Series.PAPER, dossier=bare["head"] + bare["tail"])
    return None


def find_identifiers(text: str) -> tuple[Mention, ...]:
    """Return the papers and dossiers that `text` names, in order, without overlap.

    Finds official identifiers (`kst-36560-VI-10`, `ah-tk-20232024-1314`, `2024Z18775`), citations
    (`36 360 VI, nr. 1`, `29 628 nr. 1190`), joined forms (`31066-1291`) and dossiers with a chapter
    (`36 560 VI`) or after the word Kamerstuk or dossier. A bare number of five digits is only that.
    """
    if not _may_name(text) or _HINT.search(text) is None:
        return ()
    found: list[Mention] = []
    # The pattern of these tries every letter: of a text in which they can't be it took two thirds of the time.
    official = _OFFICIAL.finditer(text) if _OFFICIAL_HINT.search(text) else ()
    for build, matches in ((_from_official, official), *((_from_dossier, one.finditer(text)) for one in _DOSSIERS)):
        for match in matches:
            start = match.start("head") if build is _from_dossier else match.start()
            span = Span(start, match.end())
            # These stand in order and apart: only the first that ends behind this one's start can touch it.
            at = bisect_right(found, span.start, key=_find_end)
            if at == len(found) or found[at].span.start >= span.end:
                found.insert(at, Mention(span=span, identifier=build(match)))
    return tuple(found)


def _may_name(text: str) -> bool:
    figures = text.encode("latin-1", "replace").translate(_FIGURES, _PARTS)
    return b"00000" in figures or b"-0" in figures or b"000D0000" in figures or b"000Z0000" in figures


def _find_end(mention: Mention) -> int:
    return mention.span.end


def find_linked(url: str) -> tuple[Identifier, ...]:
    """Return the papers that a web address names, the most exact first; none for any other address.

    Accepts the pages of officielebekendmakingen.nl, with or without `zoek.`, and what lies below them
    (`/kst-36560-VI-10.html`, `/kst-36560-VI-10/metadata.xml`, `/dossier/36560-VI/kst-36560-VI-10`), and those of
    tweedekamer.nl with the document before the case (`?did=2024D18841&id=2024Z06427`). Refuses dossiers: their
    address lists papers.
    """
    try:
        parts = urlsplit(url)
        site = ".".join((parts.hostname or "").split(".")[-2:])
    except ValueError:
        return ()
    if parts.scheme not in ("http", "https") or site not in SITES:
        return ()
    names = [unquote(name) for name in reversed(parts.path.split("/"))]
    if site == SITES[1]:
        asked = parse_qs(parts.query)
        names = [*asked.get("did", ()), *asked.get("id", ())]
    found = (_OFFICIAL.fullmatch(_ENDING.sub("", name)) for name in names)
    return tuple(dict.fromkeys(_from_official(match) for match in found if match))


def format_paper(identifier: Identifier) -> str:
    """Return the paper as parliament writes it: `36 560 VI, nr. 10`, `21 501-02, nr. 2187`.

    What is no such paper is written as its identifier.
    """
    if identifier.series is not Series.PAPER or identifier.dossier is None:
        return identifier.id
    digits, _, addition = identifier.dossier.partition("-")
    # A sub-dossier is joined (`21 501-02`), a budget chapter stands apart (`36 560 VI`).
    joint = "-" if addition.isdigit() else " "
    spaced = f"{digits[:2]} {digits[2:]}" + (f"{joint}{addition}" if addition else "")
    if identifier.number is None:
        return spaced
    return f"{spaced}, {'nr. ' if identifier.number.isdigit() else ''}{identifier.number}"


def format_session(session: str) -> str:
    """Return a parliamentary year as in citations: `2023-2024` gives `2023/24`."""
    first, _, last = session.partition("-")
    return f"{first}/{last[-2:]}"


def find_session(date: datetime.date) -> str:
    """Return the parliamentary year of `date`: it opens on the third Tuesday of September (Prinsjesdag).

    Source: article 65 of the Dutch constitution.
    """
    first = datetime.date(date.year, 9, 1)
    opening = first + datetime.timedelta(days=(1 - first.weekday()) % 7 + 14)
    start = date.year if date >= opening else date.year - 1
    return f"{start}-{start + 1}"


def _from_dossier(match: re.Match[str]) -> Identifier:
    groups = match.groupdict()
    addition = groups.get("addition")
    dossier = groups["head"] + groups["tail"] + (f"-{addition}" if addition else "")
    return Identifier(series=Series.PAPER, dossier=dossier, number=groups.get("number"))


def _from_official(match: re.Match[str]) -> Identifier:
    if match["kst"]:
        suffix = match["kst_suffix"]
        return Identifier(
            series=Series.PAPER,
            dossier=match["kst_dossier"].upper(),
            number=match["kst_number"].upper(),
            session=match["kst_session"],
            suffix=suffix.lower() if suffix else None,
        )
    if match["series"]:
        suffix = match["suffix"]
        return Identifier(
            series=Series(match["series"].lower()),
            session=match["session"],
            number=(match["number"] or match["zaak"]).upper(),
            suffix=suffix.lower() if suffix else None,
        )
    if match["plain"]:
        return Identifier(series=Series(match["plain"].lower()), number=match["plain_number"])
    if match["case"]:
        return Identifier(series=Series.CASE, number=match["case"].upper())
    return Identifier(series=Series.PARLIAMENT_DOCUMENT, number=match["document"].upper())
