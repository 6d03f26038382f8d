"""What a paper says of itself: in its head, in its running footers, or in the manifest beside it."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from msgspec import Struct

from corpus.identifiers import Identifier, Series, find_identifiers, find_session, parse_identifier
from corpus.models import DocumentKind, Metadata
from corpus.parsing.committee import parse_round
from corpus.parsing.dates import find_own_date
from corpus.parsing.exchange import find_ministry, parse_exchange
from corpus.parsing.furniture import Footer
from corpus.parsing.letter import parse_letter, write_small
from corpus.parsing.masthead import Masthead, parse_masthead, parse_opening
from corpus.parsing.shown import find_shown_date, parse_shown
from corpus.parsing.subject import find_subject

_NAME = r"((?:[A-Z]\w+)(?:(?:,| en| van|, en)? [A-Z]\w+)*)"
_MINISTRY = re.compile(rf"[Mm]inisterie van {_NAME}")
_SENDER = re.compile(rf"^[ \t]*(?:Bron: )?Ministerie van {_NAME}[ \t]*$", re.MULTILINE)
# Opens with its figures, so that a long text is searched quickly; no letter or figure stands before them.
_YEAR = re.compile(r"(20(?<!\w20)\d\d)\b")
# What a head names that nobody asks about: the case in which the questions were put, and the list itself
_NO_PAPERS = frozenset((Series.CASE, Series.PARLIAMENT_DOCUMENT))
# The words of a report on a year, or of the site that shows the reports chapter by chapter
_OF_A_YEAR = re.compile(
    r"jaarverslag|jaarstuk|beleidsverslag|beleidsconclusies|slotwet|^Base description which applies",
    re.IGNORECASE | re.MULTILINE,
)


class Stated(Struct, frozen=True, kw_only=True):
    """What the manifest of a folder states of a paper, besides what its text says."""

    identifier: str | None = None
    kind: DocumentKind | None = None
    title: str | None = None
    about: str | None = None
    publisher: str | None = None
    date: datetime.date | None = None
    year: int | None = None
    url: str | None = None


def names_paper(head: str) -> bool:
    """Tell whether the text before the first question is the head of a paper, and not the end of an answer."""
    return parse_masthead(" ".join(head.split())) is not None or parse_exchange(head) is not None


def parse_metadata(
    *,
    head: str,
    body: str,
    footers: tuple[Footer, ...],
    is_list: bool,
    is_answered: bool,
    heading: str | None,
    name: str,
    page_count: int | None,
    stated: Stated,
) -> Metadata:
    """Return what is known of a paper.

    `head` is the text before the first question with its line ends kept, `body` all of it, `is_answered` whether any
    question has an answer, `heading` the first heading of a report, `name` the file's name without its ending: the
    last resort for an identifier and a title.
    """
    line = " ".join(head.split())
    masthead = parse_masthead(line) if is_list else parse_opening(body)
    own = parse_shown(body) or _find_own(masthead, footers)
    about = _find_about(line, own, footers) if is_list else None
    has_shape = heading is not None or _find_own(None, footers) is not None
    is_report = has_shape and _OF_A_YEAR.search(body) is not None
    other = DocumentKind.ANNUAL_REPORT if is_report else DocumentKind.OTHER
    kind = stated.kind or (DocumentKind.QUESTION_LIST if is_list else masthead.kind if masthead else other)
    footer_title = next((footer.title for footer in footers if footer.title), None)
    title = masthead.title if masthead else footer_title or parse_letter(head).subject
    date = stated.date or (masthead.date if masthead else None) or find_shown_date(body)
    date = date or (find_own_date(head) if is_list else None)
    session = next((footer.session for footer in footers if footer.session), None)
    identifier = own or parse_identifier(stated.identifier or "")
    exchange = parse_exchange(head) if is_list else None
    if exchange:
        kind = stated.kind or (DocumentKind.LETTER if exchange.is_letter else DocumentKind.WRITTEN_QUESTIONS)
        about, title, date = None, exchange.title, stated.date or exchange.date
        own = own or exchange.paper
        identifier = identifier or own
    ministry = _find_ministry(title or head or body[:3000])
    asked = parse_round(head, is_answered=is_answered)
    about_id = stated.about or (about.id if about else None)
    return Metadata(
        id=own.id if own else stated.identifier or (f"vragen-{about.id}" if about else name),
        kind=kind,
        title=stated.title or title or heading or name,
        dossier=known.dossier if (known := identifier or about) else None,
        number=own.number if own and own.series is not Series.PARLIAMENT_DOCUMENT else None,
        date=date,
        session=session or (find_session(date) if date else None),
        year=stated.year or (None if exchange else _find_year(title or stated.title, body, kind)),
        about=about_id,
        subject=find_subject(head) if is_list and not exchange else None,
        publisher=stated.publisher,
        url=stated.url or (identifier.url if identifier else about.dossier_url if about else None),
        ministry=exchange.ministry if exchange else ministry or find_ministry(asked.answered_by or ""),
        committee=asked.committee,
        chair=asked.chair,
        clerk=asked.clerk,
        asked_by=exchange.asked_by if exchange else None,
        answered_by=(exchange or asked).answered_by,
        date_asked=(exchange or asked).date_asked,
        date_answered=(exchange or asked).date_answered,
        page_count=next((footer.total for footer in footers if footer.total), page_count),
    )


def _find_own(masthead: Masthead | None, footers: tuple[Footer, ...]) -> Identifier | None:
    if masthead and masthead.paper:
        # The head of a reprint has the number of what it reprints, and its foot its own: `kst-36360-VI-12-n1`.
        own = masthead.paper
        anew = (footer.paper for footer in footers if footer.paper and footer.paper.suffix)
        return next((paper for paper in anew if paper.id == f"{own.id}-{paper.suffix}"), own)
    return next((footer.paper for footer in footers if footer.paper and not footer.paper.is_dossier), None)


def _find_about(line: str, own: Identifier | None, footers: tuple[Footer, ...]) -> Identifier | None:
    from_footer = next((footer.about for footer in footers if footer.about), None)
    if from_footer:
        return from_footer
    mentioned = (mention.identifier for mention in find_identifiers(line) if not mention.identifier.is_dossier)
    return next((paper for paper in mentioned if paper.series not in _NO_PAPERS and paper != own), None)


def _find_ministry(text: str) -> str | None:
    """Return the name of the first ministry that a text names; on a line of its own it ends there."""
    match = _SENDER.search(text) or _MINISTRY.search(" ".join(text.split()))
    return write_small(match[1]) if match else None


def _find_year(title: str | None, body: str, kind: DocumentKind) -> int | None:
    """Return the year that the title names, or that a report without such a title is full of."""
    years = _YEAR.findall(title or "")
    if years:
        return int(years[-1])
    if kind is not DocumentKind.ANNUAL_REPORT:
        return None
    counted = Counter(_YEAR.findall(body)).most_common(1)
    return int(counted[0][0]) if counted and counted[0][1] >= 5 else None
