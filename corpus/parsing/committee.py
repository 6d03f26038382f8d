"""A committee's list of questions as the head of the paper tells of it: who asked, who answered, and when."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from corpus.parsing.dates import DATE, parse_date
from corpus.parsing.letter import parse_letter

# Characters of a head in which all of this stands; quantifiers are bounded, as any text may stand there.
_LONGEST_HEAD = 20_000
# The words of a committee's name are capitals apart from what joins them: `Landbouw, Visserij en Natuur`.
_COMMITTEE = re.compile(
    r"\b((?:(?:[Vv]aste|[Aa]lgemene|[Tt]ijdelijke) )?[Cc]ommissie voor (?:de |het )?"
    # The marker of a note may be glued to the last of them.
    r"[A-Z](?:[^\W\d]|[’-])*(?:(?:,? en(?: de| het)?|,| van(?: de)?)? [A-Z](?:[^\W\d]|[’-])*)*)[^.]{0,160}? "
    r"(?:heeft|hebben|wil|wenst)\b"
)
_CHAIR = re.compile(r"voorzitter van de commissie,\s+(.+?)(?=\s{2,}|\n|\s+(?:De |Adjunct|Griffier)|$)")
_CLERK = re.compile(r"griffier (?:van de commissie|voor deze lijst),\s+(.+?)(?=\s{2,}|\n|\s+(?:De |Vraag)|$)")
_DATE = rf"({DATE})"
_PUT = r"(?:voorgelegd|gesteld|toegezonden)"
# `De vragen zijn op 5 oktober 2023 voorgelegd aan de Minister van …`
_ASKED_ON = re.compile(rf"\bop {_DATE}(?:\s\w+){{0,4}}\s{_PUT}\b|\b{_PUT}\b[^.]{{0,200}}?\bop {_DATE}")
# `Bij brief van 11 oktober 2023 zijn ze door de Minister van … beantwoord`
_ANSWERED_ON = re.compile(
    rf"\bbrief van {_DATE}[^.]{{0,300}}?\bbeantwoord\b|\bbeantwoord\b[^.]{{0,100}}?\bbrief van {_DATE}"
)
_WHO = r"(?:de |het )?(?P<who>(?:[Mm]inisters?|[Ss]taatssecretaris(?:sen)?|[Rr]egering|[Kk]abinet)\b[^.]{0,200}?)"
_ANSWERED_BY = re.compile(rf"\bdoor {_WHO}\s+(?:zijn\s+)?beantwoord\b")
# With more words than whom they were put to: `De Ministers van … hebben deze vragen beantwoord`
_ANSWERED_IN = re.compile(
    r"\bDe (?P<who>(?:[Mm]inisters?|[Ss]taatssecretaris(?:sen)?) (?:van|voor) [^.]{3,240}?) (?:heeft|hebben) (?:\w+ )?"
    r"vragen beantwoord\b"
)
_PUT_TO = re.compile(rf"\b{_PUT} aan {_WHO}(?=\s+(?:over|inzake|naar aanleiding)\b|\.|$)")


class Round(Struct, frozen=True, kw_only=True):
    """What is known of a committee's questions and their answer; None where the head does not say it."""

    committee: str | None
    chair: str | None
    clerk: str | None
    answered_by: str | None
    date_asked: datetime.date | None
    date_answered: datetime.date | None


def parse_round(head: str, *, is_answered: bool) -> Round:
    """Return what the text before the first question says of the committee that asked, and of the answer.

    Forms: the head of a Kamerstuk, and a ministry's letter, which is one where questions are answered below it.
    """
    head = head[-_LONGEST_HEAD:]
    line, letter = " ".join(head.split()), parse_letter(head)
    is_reply = is_answered and letter.is_answer
    committee, chair, clerk = _COMMITTEE.search(line), _CHAIR.search(head), _CLERK.search(head)
    date_answered = _find_date(_ANSWERED_ON, line) or (letter.date if is_reply else None)
    # Whom the questions were put to has answered them, where they are answered and nobody else is said to have.
    who = _ANSWERED_BY.search(line) or _ANSWERED_IN.search(line) or (_PUT_TO.search(line) if date_answered else None)
    return Round(
        committee=committee[1].strip() if committee else None,
        chair=chair[1].strip() if chair else None,
        clerk=clerk[1].strip() if clerk else None,
        answered_by=who["who"].strip(" ,") if who else letter.signed_by if is_reply else None,
        date_asked=_find_date(_ASKED_ON, line),
        date_answered=date_answered,
    )


def _find_date(pattern: re.Pattern[str], line: str) -> datetime.date | None:
    match = pattern.search(line)
    return parse_date(match[1] or match[2]) if match else None
