"""What the text above the first question says of what follows: a list of questions, with or without answers."""

from __future__ import annotations

import re

# Characters above the first question in which it says so.
_LONGEST = 4_000
_LONGEST_INTRODUCTION = 1_000
_ANSWERS = re.compile(
    r"\bvragen\b[^?]{0,400}\bantwoorden\b[^?]{0,60}\b(?:afgedrukt|opgenomen|weergegeven)\b", re.IGNORECASE
)
_QUESTIONS = re.compile(
    r"\blijst\s+van\s+vragen\b|\b(?:(?:na)?volgende|onderstaande)\s+(?:\w+\s+)?(?:vervolg)?vragen\b"
    r"|^\s*schriftelijke vragen\b",
    re.IGNORECASE | re.MULTILINE,
)
# What a paper says above questions that were put and answered: whose or what kind they are, that they were put, what
# they are about. Any page may have titles that ask.
_PAPER = (
    r"(?:(?:programma|ontwerp)?begroting\w*|jaarrekening|jaarstukken|jaarverslag\w*|kadernota|voorjaarsnota|najaarsnota|"
    r"slotwet|wetsvoorstel|raadsvoorstel|statenvoorstel)"
)
_PUT = re.compile(
    r"\b(?:(?:kamer|raads?|staten|commissie)vragen|(?:schriftelijke|feitelijke|technische|mondelinge|nadere|aanvullende)"
    r"\s(?:\w+\s)?vragen|lijst\svan\svragen|vragen\s(?:van|door|uit)\s(?:de\s|het\s|uw\s)?(?:lid|leden|fracties?|commissie|"
    r"kamer|raad|staten)|(?:gestelde|ingediende)\svragen|vragen\s(?:\w+\s){0,6}(?:gesteld|ingediend|ingezonden)|"
    r"(?:be)?antwoord(?:en|ing)?\s(?:(?:op|van|ik|wij)\s)?(?:\w+\s){0,3}vragen|"
    r"schriftelijk\soverleg|naar\saanleiding\svan\shet\s(?:nader\s)?verslag|nader\sverslag|memorie\svan\santwoord|"
    rf"vragen\s(?:en\santwoorden\s)?(?:(?:over|bij|inzake)\s)?(?:de\s|het\s)?{_PAPER})\b",
    re.IGNORECASE,
)
_FREQUENT = re.compile(r"\b(?:veel|meest|vaak)\s?gestelde\b|\bFAQ\b", re.IGNORECASE)


def announces_questions(above: str) -> bool:
    """Tell whether a text says that a list of questions follows: `de navolgende vragen`, `LIJST VAN VRAGEN`.

    So does a title, `Schriftelijke vragen over …`, and a text that says that both these and their answers are printed.
    """
    above = above[-_LONGEST:]
    return _QUESTIONS.search(above) is not None or _ANSWERS.search(" ".join(above.split())) is not None


def tells_above(above: str) -> bool:
    """Tell whether the few words above what may be questions say that such were put."""
    return len(above) <= _LONGEST_INTRODUCTION and tells_of_questions(" ".join(above.split()))


def tells_of_questions(head: str) -> bool:
    """Tell whether the head of a paper, as one line, says that questions were put or answered: `Kamervragen over …`.

    A page with frequent questions does not.
    """
    return _PUT.search(head) is not None and _FREQUENT.search(head) is None
