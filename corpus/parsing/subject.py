"""What questions are about, in the words of the head of their paper: `over het rapport …`, `inzake de brief …`."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SENTENCE = re.compile(r"(?<=[.?:;])\s(?=[A-Z])")
# Who put them, and that it did: what any other sentence says of questions is not what those below are about.
_WHO = re.compile(r"\b(?:commissies?|leden|lid|fracties?)\b", re.IGNORECASE)
_HAS = re.compile(r"\b(?:heeft|hebben)\b\s*")
_QUESTIONS = re.compile(r"\bvragen\b")
_LISTED = re.compile(r"\s(?:een aantal|enkele|de (?:na)?volgende|onderstaande) (?:\w+ ){0,2}vragen\b")
_ABOUT = re.compile(
    r"\b(?:over|inzake|betreffende|omtrent|aangaande|met betrekking tot|naar aanleiding van|ten aanzien van) "
)
# Where it ends: before its number or date, and what was done with the questions.
_END = re.compile(
    r",?\s*(?:\((?=[^()]{0,60}\d)|\b(?:[Kk]amerstuk|d\.d\.|\d\d \d{3}|ter beantwoording|voorgelegd|gesteld|ingediend|"
    r"toegezonden|ontvangen|aangeboden|heeft|hebben)(?!\w)|(?<=,)\s(?:die|welke)\b)"
)
_LONGEST_HEAD = 6_000
_LEAST, _MOST = 3, 250


def find_subject(head: str) -> str | None:
    """Return what the text above a list of questions says that they are about; None where it says nothing of it.

    It stands behind the questions (`heeft een aantal vragen voorgelegd over het rapport …`) or before them (`heeft over
    het rapport … de volgende vragen`).
    """
    for paragraph in _PARAGRAPH.split(head[:_LONGEST_HEAD]):
        for sentence in _SENTENCE.split(" ".join(paragraph.split())):
            who = _WHO.search(sentence)
            has = _HAS.search(sentence, who.end()) if who else None
            subject = _cut_subject(sentence[has.end() :]) if has else ""
            if _LEAST <= len(subject) <= _MOST:
                return subject
    return None


def _cut_subject(done: str) -> str:
    """Return what a sentence says that questions are about, by what stands in it behind the word `heeft`."""
    before = _ABOUT.match(done)
    if before and (listed := _LISTED.search(done, before.end())):
        return done[before.end() : listed.start()].strip(" ,")
    questions = _QUESTIONS.search(done)
    about = _ABOUT.search(done, questions.end()) if questions else None
    if about is None:
        return ""
    end = _END.search(done, about.end())
    return done[about.end() : end.start() if end else None].strip(" .,;:?")
