"""What a paper says of itself: in its head, in its running footers, or in the manifest beside it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass

from corpus.identifiers import Identifier, Series, find_identifiers, find_session, parse_identifier
from corpus.models import DocumentKind, Metadata
from corpus.parsing.dates import parse_date
from corpus.parsing.exchange import parse_exchange
from corpus.parsing.furniture import Footer

# `36 560 VI Jaarverslag en slotwet …  Nr. 10  Lijst van vragen en antwoorden  Vastgesteld 4 juni 2024`
_HEAD = re.compile(
    r"(?P<dossier>\d\d ?\d{3}(?: (?:[IVXLC]+[A-E]?|[A-J]))?)\s+(?P<dossier_title>[A-Z].*?)\s+"
    r"Nr\.?\s*(?P<number>\d{1,5}|[A-Z]{1,3})\s+(?P<title>[A-Z].*?)"
    r"(?=\s+(?:Vastgesteld|Ontvangen|Den Haag|Aan de|De )|$)"
)
_COMMITTEE = re.compile(r"\b((?:vaste|algemene|tijdelijke)?\s*commissie voor [A-Z].+?)\s+(?:heeft|hebben)\b")
_CHAIR = re.compile(r"voorzitter van de commissie,\s+(.+?)(?=\s{2,}|\s+(?:De |Adjunct|Griffier)|$)")
_CLERK = re.compile(r"griffier van de commissie,\s+(.+?)(?=\s{2,}|\s+(?:De |Vraag)|$)")
_MINISTRY = re.compile(r"[Mm]inisterie van ((?:[A-Z]\w+)(?:(?:,| en| van|, en)? [A-Z]\w+)*)")
# Opens with its figures, so that a long text is searched quickly; no letter or figure stands before them.
_YEAR = re.compile(r"(20(?<!\w20)\d\d)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
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
    return _HEAD.search(" ".join(head.split())) is not None or parse_exchange(head) is not None


def parse_metadata(
    *,
    head: str,
    body: str,
    footers: tuple[Footer, ...],
    is_list: bool,
    heading: str | None,
    name: str,
    page_count: int | None,
    stated: Stated,
) -> Metadata:
    """Return what is known of a paper.

    `head` is the text before the first question with its line ends kept, `body` all of it, `heading`
    the first heading of a report, `name` the file's name without its ending: the last resort for an
    identifier and a title.
    """
    line = " ".join(head.split())
    found = _HEAD.search(line) if is_list else None
    own = _find_own(found, footers)
    about = _find_about(line, own, footers) if is_list else None
    default = DocumentKind.ANNUAL_REPORT if own or heading else DocumentKind.OTHER
    kind = stated.kind or (DocumentKind.QUESTION_LIST if is_list else default)
    footer_title = next((footer.title for footer in footers if footer.title), None)
    title = f"{found['dossier_title']}; {found['title']}" if found else footer_title
    date = stated.date or (parse_date(line) if is_list else None)
    session = next((footer.session for footer in footers if footer.session), None)
    identifier = own or parse_identifier(stated.identifier or "")
    exchange = parse_exchange(head) if is_list else None
    if exchange:
        kind = stated.kind or (DocumentKind.LETTER if exchange.is_letter else DocumentKind.WRITTEN_QUESTIONS)
        about, title, date = None, exchange.title, stated.date or exchange.date
        own = own or exchange.paper
        identifier = identifier or own
    ministry = _MINISTRY.search(" ".join((title or line or body[:3000]).split()))
    committee, chair, clerk = _COMMITTEE.search(line), _CHAIR.search(head), _CLERK.search(head)
    about_id = stated.about or (about.id if about else None)
    return Metadata(
        id=own.id if own else stated.identifier or (f"vragen-{about.id}" if about else name),
        kind=kind,
        title=stated.title or title or heading or name,
        dossier=known.dossier if (known := identifier or about) else None,
        number=own.number if own else None,
        date=date,
        session=session or (find_session(date) if date else None),
        year=stated.year or (None if exchange else _find_year(title or stated.title, body)),
        about=about_id,
        publisher=stated.publisher,
        url=stated.url or (identifier.url if identifier else about.dossier_url if about else None),
        ministry=exchange.ministry if exchange else ministry[1] if ministry else None,
        committee=committee[1] if committee else None,
        chair=chair[1].strip() if chair else None,
        clerk=clerk[1].strip() if clerk else None,
        asked_by=exchange.asked_by if exchange else None,
        answered_by=exchange.answered_by if exchange else None,
        date_asked=exchange.date_asked if exchange else None,
        date_answered=exchange.date_answered if exchange else None,
        page_count=next((footer.total for footer in footers if footer.total), page_count),
    )


def _find_own(found: re.Match[str] | None, footers: tuple[Footer, ...]) -> Identifier | None:
    if found:
        dossier = parse_identifier(found["dossier"])
        if dossier:
            return Identifier(series=Series.PAPER, dossier=dossier.dossier, number=found["number"])
    return next((footer.paper for footer in footers if footer.paper and not footer.paper.is_dossier), None)


def _find_about(line: str, own: Identifier | None, footers: tuple[Footer, ...]) -> Identifier | None:
    from_footer = next((footer.about for footer in footers if footer.about), None)
    if from_footer:
        return from_footer
    mentioned = (mention.identifier for mention in find_identifiers(line))
    return next((paper for paper in mentioned if not paper.is_dossier and paper != own), None)


def _find_year(title: str | None, body: str) -> int | None:
    years = _YEAR.findall(title or "")
    if years:
        return int(years[-1])
    counted = Counter(_YEAR.findall(body)).most_common(1)
    return int(counted[0][0]) if counted and counted[0][1] >= 5 else None
