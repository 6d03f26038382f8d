"""The lines that say what follows: a question, an answer, a chapter, a note."""

from __future__ import annotations

import re

# Numbers as papers list them: `3`, `3, 4 en 5`, `7, 8, 9 10 en 11`, `5 t/m 9`, `4, 5, en 6`, `1-3`.
_JOIN = r"(?:\s*,?\s*(?:en|&|t/m|tot en met)\s*|\s*[,/–-]\s*|\s+)"
_NUMBERS = rf"\d{{1,4}}(?:{_JOIN}\d{{1,4}}){{0,60}}"
_QUESTION = re.compile(rf"\s*vra(?:ag|gen)\s*\(?\s*(?P<numbers>{_NUMBERS})\s*\)?\s*[:.]?\s*", re.IGNORECASE)
_ANSWER = re.compile(
    rf"\s*antwoord(?:en)?(?:\s+op)?(?:\s+de)?(?:\s+vra(?:ag|gen))?\s*\(?\s*(?P<numbers>{_NUMBERS})?\s*\)?\s*[:.]?\s*",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(\d{1,4})(?:\s*(?:t/m|tot en met|–|-)\s*(\d{1,4}))?")
_LONGEST_RANGE = 200
_BARE_QUESTION = re.compile(r"\s*vraag\s*:?\s*", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\s*(\d{1,4})\.?\s*")
_CLOSING = re.compile(r"\s*(?:Toelichting|Mededeling)\s*:?\s*")

CHAPTER = re.compile(r"\s*(?:•\s*)?\d{1,2}\.?\s+(?=[A-Z])")
SECTION = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-Z])")
TABLE = re.compile(r"\s*Tabel\s+\d{1,3}[a-z]?\b")
NOTE = re.compile(r"\s*[\[{](?P<marker>\d{1,3})[\]}]:?(?![.,;)\w])\s*")
BULLET = re.compile(r"\s*(?:[•▪◦·o]|[-–])\s+")
ITEM = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s+")
ROW = re.compile(r"\s*(?P<number>\d{1,4})[.)]?\s+")
_ONLY_NUMBERS = re.compile(r"[\s\d,.&–-]*\d[\s\d,.&–-]*(?:(?:en|t/m)[\s\d,.&–-]*)*")
_TABLE_HEADING = re.compile(r"\s*(?:Vraagnummer|Nummer|Nr\.?)\s+Vraag\s+Antwoord\s*", re.IGNORECASE)
_SENTENCE_ENDS = ".:;,?!"


def parse_question_heading(line: str) -> tuple[int, ...]:
    """Return the numbers of a line that is nothing but a question's heading, else nothing.

    Accepts `Vraag (40):`, `Vraag 3, 4 en 5`, `Vragen 3 en 4`; refuses `Vraag 3 gaat over …`.
    """
    match = _QUESTION.fullmatch(line)
    return parse_numbers(match["numbers"]) if match else ()


def parse_answer_heading(line: str) -> tuple[int, ...] | None:
    """Return the numbers that an answer's heading names, () where it names none, None if it is no heading.

    Accepts `Antwoord:`, `Antwoord 1`, `Antwoord op vraag 3 en 8:`, `Antwoorden op vragen 4, 5, en 6`.
    """
    match = _ANSWER.fullmatch(line)
    if not match:
        return None
    return parse_numbers(match["numbers"]) if match["numbers"] else ()


def is_bare_question_heading(line: str) -> bool:
    """Tell whether a line is the word Vraag and nothing else; its number stands before it, if anywhere."""
    return _BARE_QUESTION.fullmatch(line) is not None


def parse_bare_number(line: str) -> int | None:
    """Return the number that a line is as a whole, with or without a point after it."""
    match = _BARE_NUMBER.fullmatch(line)
    return int(match[1]) if match else None


def is_closing(line: str) -> bool:
    """Tell whether a line ends the questions: `Toelichting:`, or the message that answers will follow."""
    return _CLOSING.fullmatch(line) is not None


def is_only_numbers(line: str) -> bool:
    """Tell whether a line holds numbers and nothing else."""
    return _ONLY_NUMBERS.fullmatch(line) is not None


def is_table_heading(line: str) -> bool:
    """Tell whether a line heads a table of questions and answers: `Vraagnummer Vraag Antwoord`."""
    return _TABLE_HEADING.fullmatch(line) is not None


def parse_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a list, ranges written out: `5 t/m 7 en 9` gives 5, 6, 7, 9."""
    numbers: dict[int, None] = {}
    for first, last in _PIECE.findall(text):
        start, end = int(first), int(last or first)
        if not start <= end < start + _LONGEST_RANGE:
            end = start
        numbers.update(dict.fromkeys(range(start, end + 1)))
    return tuple(numbers)


def is_title(line: str) -> bool:
    """Tell whether a line can be a heading without a number: short, with a capital, no sentence."""
    text = line.strip()
    return (
        0 < len(text) <= 120
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in _SENTENCE_ENDS
        and not BULLET.match(line)
        and any(char.isalpha() for char in text)
    )
