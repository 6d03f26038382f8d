"""What the text above the first question says of what follows: a list of questions, with or without answers."""

from __future__ import annotations

import re

# Characters above the first question in which it says so.
_LONGEST = 4_000
_ANSWERS = re.compile(
    r"\bvragen\b[^?]{0,400}\bantwoorden\b[^?]{0,60}\b(?:afgedrukt|opgenomen|weergegeven)\b", re.IGNORECASE
)
_QUESTIONS = re.compile(
    r"\blijst\s+van\s+vragen\b|\b(?:(?:na)?volgende|onderstaande)\s+(?:\w+\s+)?(?:vervolg)?vragen\b"
    r"|^\s*schriftelijke vragen\b",
    re.IGNORECASE | re.MULTILINE,
)


def announces_answers(above: str) -> bool:
    """Tell whether a text says that questions and their answers are printed below it."""
    return _ANSWERS.search(_shorten(above)) is not None


def announces_questions(above: str) -> bool:
    """Tell whether a text says that a list of questions follows: `de navolgende vragen`, `LIJST VAN VRAGEN`.

    So does a title: `Schriftelijke vragen over …`.
    """
    return _QUESTIONS.search(above[-_LONGEST:]) is not None or announces_answers(above)


def _shorten(above: str) -> str:
    return " ".join(above[-_LONGEST:].split())
