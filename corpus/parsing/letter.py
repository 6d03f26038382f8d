"""A ministry's letter above the questions that it answers: when, about what, by whom."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from corpus.parsing.dates import DATE, parse_date

_DATED = re.compile(rf"\bDatum:?\s+({DATE})")
_SENT = re.compile(rf"(?:uw brief van|ingezonden(?: op)?)\s+({DATE})")
_SIGNED = re.compile(
    r"(?:Hoogachtend,?|\.)\s+(?P<by>de (?:minister|staatssecretaris) [^\n.]{3,100}?),?\s*\n", re.IGNORECASE
)
_BESIDE = re.compile(r"\S(?: {3,}|\t)\S")
_ANSWERING = re.compile(r"\b(?:in antwoord op uw brief|hierbij [^.]{0,80}\bantwoord|beantwoord)", re.IGNORECASE)
# What stands behind the word, over up to three lines: `Betreft  Beantwoording feitelijke vragen`
_SUBJECT = re.compile(
    # White space is taken for good: a long run of it would else be parted in as many ways as it is long.
    r"^(?:Betreft|Onderwerp)\b:?[ \t]*+(?:\n[ \t]*+)?(?P<about>\S[^\n]{4,200}(?:\n[a-z(][^\n]{0,200}){0,2})$",
    re.MULTILINE,
)


_SMALL = frozenset(("DE", "HET", "VAN", "VOOR", "EN"))


class Letter(Struct, frozen=True, kw_only=True):
    """What a letter says of itself; `sent` is the date of the letter that it answers. None is: it does not say."""

    date: datetime.date | None
    is_answer: bool
    signed_by: str | None
    subject: str | None
    sent: datetime.date | None


def parse_letter(head: str) -> Letter:
    """Return what the text before the first question says as a letter."""
    line = " ".join(head.split())
    dated, sent = _DATED.search(head), _SENT.search(line)
    signed, subject = _SIGNED.search(head), _SUBJECT.search(head)
    return Letter(
        date=parse_date(dated[1]) if dated else None,
        is_answer=_ANSWERING.search(line) is not None,
        # Two who sign beside each other stand on the same lines.
        signed_by=write_small(signed["by"]) if signed and not _BESIDE.search(signed["by"]) else None,
        subject=" ".join(subject["about"].split()) if subject else None,
        sent=parse_date(sent[1]) if sent else None,
    )


def write_small(name: str) -> str:
    """Return a name that is in capitals as papers write it elsewhere: `MINISTER VAN ZORG EN WONEN`."""
    if not name.isupper():
        return name
    return " ".join(word.lower() if word in _SMALL else word.capitalize() for word in name.split())
