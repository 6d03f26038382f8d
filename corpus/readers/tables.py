"""Tables of questions and answers (`Vraagnummer`, `Vraag`, `Antwoord`), read by their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from corpus.readers.lines import BLANK, RawLine
from corpus.readers.source import Role

_NUMBER = re.compile(
    r"(?:vraag)?\s*(?:nummers?|nrs?\.?|#)|(?:nr\.?|nummer)\s+vraag|volgnr\.?|volgnummer|", re.IGNORECASE
)
# With who asks or answers: `Vraag van de fractie`, `Antwoord van het kabinet`, `Reactie college`; and with what else
# may stand in the column: `Technische vraag`, `Vraag/opmerking`.
_QUESTION = re.compile(
    r"(?:(?:de\s+)?(?:gestelde|ingediende|schriftelijke|technische|feitelijke|mondelinge)\s+)?"
    r"(?:vra(?:ag|gen)(?:stelling|tekst)?|tekst\s+(?:van\s+de\s+)?vraag)(?:\s*(?:/|en|of)\s*opmerking(?:en)?)?"
    r"(?:\s+(?:van|door)\s.{1,40})?",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:(?:gegeven|ambtelijke?|bestuurlijke?|ons|onze|het)\s+)?"
    r"(?:(?:(?:be)?antwoord(?:en|ing|tekst)?|reactie)(?:\s*(?:/|en|of)\s*(?:antwoord|reactie))?)"
    r"(?:\s+(?:(?:van|door)\s+)?(?:(?:de|het)\s+)?(?:kabinet|regering|minister|staatssecretaris|bewindspersoon|college|"
    r"gedeputeerde|wethouder|burgemeester|dagelijks\s+bestuur|ministerie|gemeente|provincie|waterschap).{0,60})?",
    re.IGNORECASE,
)

# What no title of a column is alone.
_SMALL_WORDS = frozenset("aan bij de die door een en het in is met of op te van voor zijn".split())
_MOST_HEADS = 14
_MOST_WORDS = 3
_LONGEST, LONGEST_PAIR = 200, 40
# Rows of titles with which a table opens, and the rows by which one without titles is known.
_MOST_TITLES = 3
_LEAST_ROWS = 2
_COLUMNS = 3
SAMPLE = 8
# The share of cells that ask where there are no titles and no numbers.
_MOST = 0.8
# Numbers with what may stand between them; white space can be read in one way alone.
LISTED = r"(?=[\s,.&–-]*+\d)[\d\s,.&–-]*+(?:(?:en|t/m)[\d\s,.&–-]*+)*+"
_ONLY_NUMBERS = re.compile(LISTED)
_OPEN_ENDS = (",", "en", "t/m")
_NUMBERS = re.compile(r"\d{1,5}(?:(?:,\s*|\s+(?:en\s+)?)\d{1,5}){0,60}\.?")
_FIGURES = re.compile(r"\d{1,5}")

Cell = Sequence[RawLine]


class Columns(Struct, frozen=True):
    """Which column of a table holds what, counted from 0; `number` is None where no column holds numbers.

    In a list of questions alone `answer` is a column that no row has.
    """

    number: int | None
    question: int
    answer: int


def find_columns(heads: Sequence[str]) -> Columns | None:
    """Return the columns of a table of questions by the words that head it, None for any other table."""
    words = [" ".join(head.split()) for head in heads]
    question = next((place for place, word in enumerate(words) if _QUESTION.fullmatch(word)), None)
    answer = next((place for place, word in enumerate(words) if _ANSWER.fullmatch(word)), None)
    if question is None or answer is None:
        return None
    number = next((place for place, word in enumerate(words) if _NUMBER.fullmatch(word)), None)
    return Columns(number, question, answer)


def are_titles(heads: Sequence[str], columns: Columns) -> bool:
    """Tell whether words that stand apart on a line head columns, and are no sentence that was set to the full width.

    Accepts `Nr.`, `Vraag`, `Antwoord`, and `vraag`, `antwoord`; refuses `De`, `minister`, `heeft`, `deze`, `vragen`,
    `beantwoord`, and `VRAGEN`, `EN`, `ANTWOORDEN`.
    """
    opens = [letter for head in heads if (letter := next(filter(str.isalpha, head), ""))]
    is_alike = all(heads[at].lstrip()[:1].isupper() for at in (columns.question, columns.answer))
    is_small = not any(map(str.isupper, opens))
    return (is_alike or is_small) and not any(head.strip().casefold() in _SMALL_WORDS for head in heads)


def find_listed(heads: Sequence[str]) -> Columns | None:
    """Return the columns of a list of questions alone, without a column of answers: `Nr.`, `Fractie`, `Vraag`."""
    words = [" ".join(head.split()) for head in heads]
    number = next((place for place, word in enumerate(words) if heads_numbers(word)), None)
    question = next((place for place, word in enumerate(words) if _QUESTION.fullmatch(word)), None)
    if number is None or question is None or any(_ANSWER.fullmatch(word) for word in words):
        return None
    return Columns(number, question, len(words))


def find_heading(line: str) -> Columns | None:
    """Return the columns that a line of text heads, its cells a word each: `Nr. Fractie Vraag Antwoord`.

    Refuses `Nr. 9 Lijst van vragen en antwoorden`.
    """
    if not may_head(line):
        return None
    words = line.split()
    if len(words) > _MOST_WORDS and not all(word[0].isupper() or word == "t/m" for word in words):
        return None
    columns = find_columns(words)
    return columns if columns and (len(words) == 2) == (columns.number is None) else None


def heads_list(line: str) -> bool:
    """Tell whether a line heads a list of questions alone, a word for each of its columns: `Nr Vraag`."""
    words = line.split() if len(line) <= LONGEST_PAIR else []
    return len(words) == 2 and _NUMBER.fullmatch(words[0]) is not None and _QUESTION.fullmatch(words[1]) is not None


def may_head(line: str) -> bool:
    """Tell whether a line has the words of such titles: every line is asked, and few have both."""
    if len(line) > _LONGEST or "vra" not in (folded := line.casefold()):
        return False
    if "antwoord" not in folded and "reactie" not in folded:
        return False
    return 2 <= len(line.split()) <= _MOST_HEADS


def heads_numbers(cell: str) -> bool:
    """Tell whether a cell is the title of a column of numbers: `Nr.`, `Vraagnummer`."""
    word = " ".join(cell.split())
    return word != "" and _NUMBER.fullmatch(word) is not None


def is_only_numbers(text: str) -> bool:
    """Tell whether a text holds numbers and nothing else: `3`, `2, 3 en 4`, `7 t/m 9`."""
    return _ONLY_NUMBERS.fullmatch(text) is not None


def owes_numbers(text: str) -> bool:
    """Tell whether the numbers of a row go on below the line that they open on: `3, 4 en` / `5`."""
    return text.endswith(_OPEN_ENDS)


def find_heads(cells: Sequence[str]) -> int:
    """Return how many cells from the first on head a table, whose text came as a line for each cell; 0 if none do.

    The first of them heads the numbers. A list of questions alone has no column for answers.
    """
    is_list = (
        len(cells) > _COLUMNS - 1 and _NUMBER.fullmatch(cells[0].strip()) and _QUESTION.fullmatch(cells[1].strip())
    )
    if is_list and _FIGURES.fullmatch(cells[2].strip()):
        return _COLUMNS - 1
    for count in range(_COLUMNS, len(cells) + 1):
        columns = find_columns(cells[:count])
        if columns and columns.number == 0 and columns.question < columns.answer:
            return count
    return 0


def find_table(rows: Sequence[Sequence[str]]) -> tuple[Columns, int] | None:
    """Return the columns of a table of questions by its first rows, and how many of these are titles; None for others.

    Above the titles of the columns may stand that of the table; or there are none, where the first column counts and
    another asks, or the first of two asks and the second answers. What has no column for answers must ask.
    """
    for count, row in enumerate(rows[:_MOST_TITLES], start=1):
        if columns := find_columns(row):
            return columns, count
        if (columns := find_listed(row)) and _asks(rows[count:SAMPLE], columns.question):
            return columns, count
        if len([cell for cell in row if cell.strip()]) > 1:
            break
    untitled = find_untitled(rows[:SAMPLE])
    return (untitled, 0) if untitled else None


def find_untitled(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns of a table of questions without titles by its first rows, None for any other table."""
    width = len(rows[0]) if rows else 0
    if len(rows) < _LEAST_ROWS or any(len(row) != width for row in rows):
        return None
    if width == _COLUMNS - 1:
        is_asking = len(rows) > _LEAST_ROWS and _asks(rows, 0, _MOST) and not _asks(rows, 1, 1 - _MOST)
        return Columns(None, 0, 1) if is_asking and all(row[1].strip() for row in rows) else None
    if not _counts(rows):
        return None
    question = next((place for place in range(1, width - 1) if _asks(rows, place)), None)
    return Columns(0, question, width - 1) if question is not None else None


def _asks(rows: Sequence[Sequence[str]], column: int, least: float = 0.5) -> bool:
    """Tell whether most cells of a column ask, or more than another share of them."""
    asking = sum(column < len(row) and "?" in row[column] for row in rows)
    return asking > len(rows) * least


def _counts(rows: Sequence[Sequence[str]]) -> bool:
    numbers = [[int(figure) for figure in _FIGURES.findall(row[0])] for row in rows]
    return all(_NUMBERS.fullmatch(row[0].strip()) for row in rows) and all(
        before[-1] + 1 == after[0] for before, after in pairwise(numbers)
    )


def read_questions(columns: Columns, rows: Iterable[Sequence[Cell]]) -> Iterator[RawLine]:
    """Return the lines of a table of questions: of each row its number, its question and its answer.

    A row of one cell is a title over those below it.
    """
    for row in rows:
        # The titles of the columns stand again at the top of each page.
        titles = [" ".join(line.text for line in cell) for cell in row]
        if (find_columns(titles) or find_listed(titles)) == columns:
            continue
        if len(row) == 1:
            yield from (replace(line, role=Role.HEADING) if line.text.strip() else line for line in row[0])
            continue
        number = _get(row, columns.number)
        question = _get(row, columns.question)
        if any(line.text.strip() for line in number):
            text = " ".join(line.text.strip() for line in number if line.text.strip())
            yield RawLine(text=text, role=Role.QUESTION)
            yield from question
        else:
            yield from _mark(question, Role.ASKED)
        yield BLANK
        yield from _mark(_get(row, columns.answer), Role.ANSWER)
        yield BLANK


def _get(row: Sequence[Cell], column: int | None) -> Cell:
    return row[column] if column is not None and column < len(row) else ()


def _mark(cell: Cell, role: Role) -> Iterator[RawLine]:
    """Return the lines of a cell, its first line with text marked."""
    marked = False
    for line in cell:
        if not marked and line.text.strip() and line.role is None:
            line, marked = replace(line, role=role), True
        yield line
