"""Written questions and their answer as the head of a paper tells of them: who asked whom, and when."""

from __future__ import annotations

import datetime
import re
import unicodedata

from msgspec import Struct

from corpus.identifiers import Identifier, Series
from corpus.parsing.dates import find_own_date, parse_date
from corpus.parsing.letter import parse_letter

# Atomic groups: of a long text that only looks like one of these each place is tried once.
_ABOUT = r"(?:over|inzake|betreffende|naar aanleiding van)"
_WHOSE = r"(?:van|door) (?:het (?:lid|raadslid|[Ss]tatenlid)|de (?:leden|raadsleden|[Ss]tatenleden)) "
# Also `Nadere vragen`, `Aanvullende vragen`
_FROM_TO = rf"(?:Vragen|[A-Z][a-z]{{4,12}} vragen) {_WHOSE}(?>(?P<by>.+?) aan )(?>(?P<to>.+?) {_ABOUT} )"
# `Vragen van het lid X (partij) aan de Minister … over … (ingezonden …)`, or the date before it
_ASKED = re.compile(rf"(?P<title>{_FROM_TO}.+?)\s*\([Ii]ngezonden\s+(?P<date>[^)]+)\)")
_SENT_ABOVE = re.compile(rf"\([Ii]ngezonden\s+(?P<date>[^)]+)\)\.?\s*(?P<title>{_FROM_TO}.+?)\.?\s*$")
_ANSWERED = re.compile(
    r"(?:Antwoord|Mededeling) van (?>(?P<by>.+?)\s*\(ontvangen\s+)(?:\(ontvangen\s+)?(?P<date>[^)]+)\)"
)
_QUESTIONS = rf"(?:de )?(?:schriftelijke )?(?:Kamervragen|vragen) (?:gesteld )?{_WHOSE}"
# `over` ends who asked, `aan` may stand before it
_SUBJECT = rf"(?>(?P<by>.+?)(?= aan | {_ABOUT} ))(?: aan (?P<to>.+?))? {_ABOUT} .+?"
# A ministry's own letter: `Antwoorden van de minister van … op Kamervragen van het lid X (partij) over …`
_LETTER = re.compile(rf"(?P<title>Antwoorden van (?>(?P<answered>.+?) op {_QUESTIONS}){_SUBJECT})\.?(?=\s*\(|$)")
# Without the minister's name, on a line of its own
_REPLY = re.compile(
    rf"(?P<title>(?:Antwoorden op|Beantwoording(?: van)?) {_QUESTIONS}{_SUBJECT})\.?(?=\s*\(|\s*$)", re.MULTILINE
)
# As a member or a fraction publishes them: no date of sending, and nothing else on the line
_PUT = re.compile(
    rf"^(?P<title>(?:Vragen|[A-Z][a-z]{{4,12}} vragen) {_WHOSE}(?>(?P<by>[^\n]{{2,200}}?) aan )(?P<to>(?:de |het )?"
    r"(?:[Mm]inister|[Ss]taatssecretaris|[Cc]ollege|[Gg]edeputeerde)[^\n]{0,600}?))\s*(?:\(\*\))?[.:]?\s*$",
    re.MULTILINE,
)
_ABOUT_WHAT = re.compile(rf" {_ABOUT} ")
# Characters at the end of the text before the first question in which it is looked for.
_LONGEST_HEAD = 20_000
# The number of an Aanhangsel alone on the line above its questions, and the year whose numbers it counts with.
_APPENDIX = re.compile(r"(?P<number>\d{1,5})\s*\n\s*Vragen\s+(?:van|gesteld)\s+(?!door de leden der)")
_SESSION = re.compile(r"\bVergaderjaar (\d{4})\s*[-–]\s*(\d{4})\s+Aanhangsel\b", re.IGNORECASE)
_CASE = re.compile(r"^[^\S\n]*+(?:Nr\.?[^\S\n]*+)?(\d{4}Z\d{4,6})[^\S\n]*$", re.MULTILINE)
# `Minister Naam (Financiën – Fiscaliteit)`, `de minister van Justitie en Veiligheid`
_IN_BRACKETS = re.compile(r"\b(?:[Mm]inister|[Ss]taatssecretaris)\b[^()]*\((?P<name>[^()]+?)(?:\s+[–-]\s[^()]*)?\)")
_MINISTER = re.compile(
    r"\b(?:minister|staatssecretaris)\s+van\s+(?P<name>[A-Z].+?)"
    r"(?=\s+en\s+(?:(?:de|van)\s)|\s+[–-]\s|,?\s+mede\b|,\s+(?:de|het)\s|\s*\(|,?$)",
    re.IGNORECASE,
)
# What a PDF leaves beside a letter whose accent its font lacks: `Kostic´`
_ACCENTS = {"´": "\u0301", "ˇ": "\u030c", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327"}
_ACCENTED = re.compile(rf"([A-Za-z])([{''.join(_ACCENTS)}])")


class Exchange(Struct, frozen=True, kw_only=True):
    """What is known of written questions; `number` is that of the case, of questions that await their answer."""

    title: str
    is_letter: bool
    asked_by: str
    answered_by: str | None
    ministry: str | None
    date: datetime.date | None
    date_asked: datetime.date | None
    date_answered: datetime.date | None
    paper: Identifier | None = None


def parse_exchange(head: str) -> Exchange | None:
    """Return what the text before the first question says of written questions; None for any other paper.

    Forms: the head of an Aanhangsel, that of questions that were only asked, a ministry's letter, and a line that says
    who asks whom.
    """
    head = head[-_LONGEST_HEAD:]
    line = compose_accents(" ".join(head.split()))
    asked = _ASKED.search(line) or _SENT_ABOVE.search(line)
    if asked:
        return _read_published(head, line, asked)
    if letter := _LETTER.search(line) or _REPLY.search(compose_accents(head)):
        return _read_letter(head, letter)
    put = _PUT.search(compose_accents(head))
    return _read_put(head, put) if put else None


def _read_published(head: str, line: str, asked: re.Match[str]) -> Exchange:
    answered = _ANSWERED.search(line)
    letter = parse_letter(head)
    # Above the questions may stand the letter with which a minister answers them.
    is_letter = not answered and letter.is_answer and letter.date is not None
    date_asked = parse_date(asked["date"])
    date_answered = letter.date if is_letter else parse_date(answered["date"]) if answered else None
    answered_by = answered["by"] if answered else letter.signed_by if is_letter else None
    return Exchange(
        title=asked["title"],
        is_letter=is_letter,
        asked_by=asked["by"],
        answered_by=answered_by,
        ministry=find_ministry(answered_by or asked["to"]),
        date=date_answered or date_asked,
        date_asked=date_asked,
        date_answered=date_answered,
        paper=_find_appendix(head, line) if answered else None if is_letter else _find_case(head),
    )


def _read_put(head: str, match: re.Match[str]) -> Exchange:
    date = find_own_date(head)
    return Exchange(
        title=match["title"],
        is_letter=False,
        asked_by=match["by"],
        answered_by=None,
        ministry=find_ministry(_ABOUT_WHAT.split(match["to"])[0]),
        date=date,
        date_asked=date,
        date_answered=None,
    )


def _find_appendix(head: str, line: str) -> Identifier | None:
    number, session = _APPENDIX.search(head), _SESSION.search(line)
    if not number or not session:
        return None
    return Identifier(series=Series.QUESTIONS_ANSWERED, session=session[1] + session[2], number=number["number"])


def _find_case(head: str) -> Identifier | None:
    case = _CASE.search(head)
    return Identifier(series=Series.QUESTIONS_ASKED, number=case[1]) if case else None


def _read_letter(head: str, match: re.Match[str]) -> Exchange:
    letter = parse_letter(head)
    answered_by = match.groupdict().get("answered") or letter.signed_by
    return Exchange(
        title=" ".join(match["title"].split()),
        is_letter=True,
        asked_by=match["by"],
        answered_by=answered_by,
        ministry=find_ministry(answered_by or match["to"] or ""),
        date=letter.date,
        date_asked=letter.sent,
        date_answered=letter.date,
    )


def find_ministry(who: str) -> str | None:
    """Return the ministry of the first minister or state secretary that is named, None where none is sure.

    A minister `voor` something has no ministry of that name.
    """
    # One space each: a run of them would be tried from every space in it.
    who = " ".join(who.split())
    match = _IN_BRACKETS.search(who) or _MINISTER.search(who)
    return match["name"].strip() if match else None


def compose_accents(text: str) -> str:
    """Return the text with an accent that stands behind its letter set on it: `Kostic´` is `Kostić`."""

    def compose(match: re.Match[str]) -> str:
        composed = unicodedata.normalize("NFC", match[1] + _ACCENTS[match[2]])
        return composed if len(composed) == 1 else match[0]

    return _ACCENTED.sub(compose, text)
