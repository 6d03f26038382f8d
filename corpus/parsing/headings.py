"""The lines that say what follows: a question, an answer, an item of a list, a note."""

from __future__ import annotations

import re
from collections.abc import Set

from corpus.parsing.numbers import NUMBERS, parse_numbers
from corpus.readers.source import Line
from corpus.readers.tables import LONGEST_PAIR, find_heading, heads_list, may_head

# Who asks, or what goes with the question: `(VVD)`, `van het lid Voorbeeld (Partij)`, `van de fractie van de Partij`;
# a name with a second capital or a figure needs no brackets: `Vraag 3 VVD en D66`. Words are taken for good, as
# `Van` is one of these in two ways.
_PARTY = r"(?-i:(?=[A-Z][\w-]{0,40}?[A-Z\d])[A-Z][\w-]{1,40}+)"
_BY = (
    r"(?:\s+van\s+(?:het\s+lid|de\s+leden|de)"
    r"(?:\s+(?:(?-i:[A-Z0-9’'][^\s.:?!]*|\([^()\n]{1,40}\),?)|van|de[nr]?|heer|het|ten?|ter|in|en|fracties?|"
    r"leden|lid|mevrouw|geachte|afgevaardigden?|c\.s\.)){1,16}+|\s*\([^()\n]{1,60}\)|"
    rf"\s*(?:[–-]\s+|,\s*|\s){_PARTY}(?:(?:\s*[,/]\s*|\s+en\s+){_PARTY}){{0,5}})"
)
_NR = r"(?:nrs?\.?|nummers?|#)"
_ASK = r"(?:vra(?:ag|gen)|vrg?\.)"
REPLY = r"(?:(?:ons\s+|onze\s+)?(?:antwoord(?:en)?|reactie)|beantwoording(?:\s+van(?=\s+de\s+vragen))?|antw\.)"
_NAMED = rf"{_ASK}{_NR}?\s*(?:{_NR}\s*)?(?:\(\s*)?(?P<numbers>{NUMBERS})(?:\s*\))?"
# The letters that one of these headings opens with, a number apart: all that _ASK and REPLY accept.
_ASK_OPENS, REPLY_OPENS = frozenset(("vra", "vrg", "vr.")), frozenset(("ant", "bea", "rea", "ons", "onz"))
_LEAD_OPENS = _ASK_OPENS | REPLY_OPENS
_OPENING_LETTERS = 3
_HEAD_SIGNS = frozenset(sign for opening in _LEAD_OPENS for sign in (opening[0], opening[0].upper()))
_AD_OPENS = frozenset("aA(")
_QUESTION = re.compile(
    rf"\s*{_NAMED}{_BY}?\s*(?:[:.]\s*|[–—-]\s+)?|\s*(?P<before>{NUMBERS})[.)]?\s+vra(?:ag|gen)\s*(?:[:.]\s*)?"
    rf"|\s*vraag{_NR}?\s*:\s*(?P<behind>{NUMBERS})\s*",
    re.IGNORECASE,
)
_WHO = (
    r"\s+(?:van\s+(?:(?:de|het)\s+)?)?(?:minister|staatssecretaris|bewindspersoon|bewindslieden|regering|kabinet|"
    r"algemene\s+rekenkamer|commissie|college|wethouder|burgemeester|gedeputeerde|dagelijks\s+bestuur|ministerie|"
    r"gemeente|provincie|waterschap|hoogheemraadschap)"
    r"(?:[^\W\d]|[ ,&–-]){0,80}?"
)
_FOR = rf"(?:\s+(?:op|bij|ad))?(?:\s+de)?(?:\s+{_ASK})?(?:\s*(?:{_NR}\s*)?(?:\(\s*)?(?P<numbers>{NUMBERS})(?:\s*\))?)?"
_ANSWER = re.compile(
    rf"\s*{REPLY}(?:{_WHO})?{_FOR}{_BY}?\s*(?:[:.]\s*|[–—-]\s+)?"
    rf"|\s*(?P<before>{NUMBERS})[.)]?\s+antwoord(?:en)?\s*(?:[:.]\s*)?",
    re.IGNORECASE,
)
_TAB = r"[^\S\t]*+\t\s*+"
_DASH = r"\s+[–—-]\s+(?=[«“‘\"']?(?-i:[A-Z]))"
# A heading with the text behind it on the same line: `Vraag 3: Kunt u …?`, `Antwoord: Ja.`, `Vraag 3 – Kunt u …?`
_QUESTION_LEAD = re.compile(
    rf"\s*{_NAMED}(?:{_BY}?\s*:\s+|\.\s+|{_TAB}|{_DASH}|\s+(?=(?-i:[A-Z])))(?=\S)"
    rf"|\s*{NUMBERS}[.)]?\s+vra(?:ag|gen)\s*:\s+(?=\S)|\s*vraag{_BY}\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_ANSWER_LEAD = re.compile(
    rf"\s*{REPLY}(?:{_WHO})?{_FOR}(?:\s*:\s+|(?<=\d)\.?\s+(?=(?-i:[A-Z]))|{_TAB}|{_DASH})(?=\S)"
    rf"|\s*{NUMBERS}[.)]?\s+antwoord(?:en)?\s*:\s+(?=\S)",
    re.IGNORECASE,
)
# What parts each of these from the text behind it.
_PARTS = re.compile(r"[:.\t]|\s(?:[–—-]\s|[A-Z])")
# The numbers of a heading that go on below it: `Antwoord op de vragen 1, 2,` / `3 en 4`, `Vragen 1, 2` / `en 3`
_OWES = re.compile(r"(?:[,&/–-]|\b(?:en|t/m|tot en met)|\S\s+vra(?:ag|gen))\s*$", re.IGNORECASE)
_LIST_ON = re.compile(
    rf"\s*(?P<join>(?:en|&|t/m|tot en met|,)\s*)?(?:vraag\s*)?{NUMBERS}(?:\s*\))?\s*(?:[:.]\s*)?", re.IGNORECASE
)
# Characters of a line that is a heading, or within which one ends.
_LONGEST_HEADING = 1_000
_LONGEST_END = 60
_OPEN_ENDS = (" en", " van", " voor", ",", "–", "-")
_BARE_QUESTION = re.compile(rf"\s*vra(?:ag|gen)\s*:?\s*|\s*vraag{_BY}\s*:\s*", re.IGNORECASE)
_BARE_LEAD = re.compile(r"\s*vraag\s*:\s+(?=\S)", re.IGNORECASE)

NOTE = re.compile(r"\s*[\[{](?P<marker>\d{1,3})[\]}]:?(?![.,;)\w])\s*")
NOTE_OPENS = frozenset("[{")
BULLETS = frozenset("•▪◦·o-–")
BULLET = re.compile(r"\s*(?:[•▪◦·o]|[-–])\s+")
ITEM = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s+")
# What stands behind a number: `3.`, `3)`, `3:`, and both of `3.)`, `3).`
_STOP = r"(?:\.\)|\)\.|[.):])"
# A tab behind a number parts it from its text: the cells of a table, or a list that was set by hand.
NUMBERED = re.compile(rf"\s*\(?(?P<number>\d{{1,5}})(?:{_STOP}\s+|\t\s*(?=[^\W\d]))")
ALONE = re.compile(rf"\s*\(?(?P<number>\d{{1,5}})(?:{_STOP}\s+|\t\s*(?=[^\W\d])|\s*$)")
LETTERED = re.compile(rf"\s*\(?(?P<number>\d{{1,5}})\.?(?P<letter>[a-z]){_STOP}\s+", re.IGNORECASE)
BY_ITSELF = re.compile(r"\s*\(?(?P<number>\d{1,3})(?:\.\)|\)\.|[.)])?\s*$")
ROW = re.compile(rf"\s*\(?(?P<number>\d{{1,5}}){_STOP}?\s+")
# An answer below all questions: `Ad 1`, `Ad vraag 2:`, `2 en 3. Nee.`
_AD = re.compile(
    rf"\s*(?:ad\.?\s+(?:{_ASK}\s+)?(?P<numbers>{NUMBERS})(?:\s*\))?(?:[:.)]?\s+|[:.)]?$)"
    rf"|\(?(?P<before>{NUMBERS})[.)]\s+)",
    re.IGNORECASE,
)
# A question mark, what closes a quotation, what is asked about, and the markers of notes: `»?1`, `?” 1) 2)`, `?1, 2`,
# `? (blz. 5)`, `? (1)`
_ASKS = re.compile(
    r"\?[ ”’\"'»)]{0,3}(?:\((?:blz|bladzijde|p|pag|pagina|zie)\b[^()]{0,40}\)\.?)?"
    r"(?:,?\s?[\[(]?(?:\d{1,2}|\*)[\])]?){0,4}\s*$"
)


def parse_question_heading(line: str) -> tuple[int, ...]:
    """Return the numbers of a line that is nothing but a question's heading, else nothing.

    Accepts `Vraag (40):`, `Vraag 3, 4 en 5`, `Vragen 3 en 4`; refuses `Vraag 3 gaat over …`.
    """
    match = _QUESTION.fullmatch(line) if may_ask(line) else None
    return parse_numbers(match["numbers"] or match["before"] or match["behind"]) if match else ()


def parse_answer_heading(line: str) -> tuple[int, ...] | None:
    """Return the numbers that an answer's heading names, () where it names none, None if it is no heading.

    Accepts `Antwoord:`, `Antwoord 1`, `Antwoord op vraag 3 en 8:`, `Antwoorden op vragen 4, 5, en 6`.
    """
    match = _ANSWER.fullmatch(line) if may_answer(line) else None
    if not match:
        return None
    return parse_numbers(match["numbers"] or match["before"] or "")


def may_be_heading(line: Line) -> bool:
    """Tell by what a line opens with whether it may be the heading of a question or an answer: most can't be."""
    if line.opening in _HEAD_SIGNS:
        return line.text.lstrip()[:_OPENING_LETTERS].lower() in _LEAD_OPENS
    return line.opening.isdecimal()


def may_ask(line: str) -> bool:
    """Tell whether a line opens as a question's heading does: most lines are told at once to be none."""
    return len(line) <= _LONGEST_HEADING and _opens_in(line, _ASK_OPENS)


def may_answer(line: str) -> bool:
    """Tell whether a line opens as an answer's heading does."""
    return len(line) <= _LONGEST_HEADING and _opens_in(line, REPLY_OPENS)


def _opens_in(line: str, openings: Set[str]) -> bool:
    """Tell whether a line opens with a number, or with one of these in small letters or capitals."""
    opening = line.lstrip()[:_OPENING_LETTERS]
    return opening.lower() in openings or opening[:1].isdecimal()


def goes_on_heading(before: str, line: str) -> bool:
    """Tell whether a line ends the answer's heading above it: `Antwoord van de minister van Financiën en` / `Zorg:`."""
    is_open = line.rstrip().endswith(":") and before.rstrip().endswith(_OPEN_ENDS)
    return is_open and parse_answer_heading(f"{before.rstrip()} {line.strip()}") is not None


def goes_on_list(before: str, line: str) -> bool:
    """Tell whether a line goes on with the numbers of the heading above: `Antwoord op de vragen 1, 2,` / `3 en 4`."""
    match = _LIST_ON.fullmatch(line)
    if not match or not (match["join"] or _OWES.search(before)):
        return False
    joined = f"{before.rstrip()} {line.strip()}"
    return parse_question_heading(joined) != () or bool(parse_answer_heading(joined))


def find_lead(line: str) -> int:
    """Return where the text behind a heading begins that stands on the same line; 0 where there is none.

    Accepts `Vraag 3: Kunt u …?`, `3. Vraag: Kunt u …?`, `Vraag: Kunt u …?`, `Antwoord: Ja.`, `Antwoord 3. Nee.`;
    refuses `Vraag 3 gaat over …`.
    """
    # Every line is asked, and what it opens with is looked at once.
    opening = line.lstrip()[:_OPENING_LETTERS]
    if opening[:1].islower() or not (opening.lower() in _LEAD_OPENS or opening[:1].isdecimal()):
        return 0
    if not _PARTS.search(line, 0, _LONGEST_HEADING) or is_heading(line):
        return 0
    match = _QUESTION_LEAD.match(line, 0, _LONGEST_HEADING) or _ANSWER_LEAD.match(line, 0, _LONGEST_HEADING)
    return match.end() if match else 0


def find_bare_lead(line: str) -> int:
    """Return where the text behind the word Vraag without a number begins: `Vraag: Kunt u …?`; 0 where none does."""
    match = _BARE_LEAD.match(line) if may_ask(line[:_LONGEST_HEADING]) else None
    return match.end() if match else 0


def is_bare_question_heading(line: str) -> bool:
    """Tell whether a line is the word Vraag and nothing else, or who asks; its number stands before it, if anywhere.

    Accepts `Vraag`, `Vragen:`, `Vraag van het lid Voorbeeld (Partij):`.
    """
    return may_ask(line) and _BARE_QUESTION.fullmatch(line) is not None


def is_heading(line: str) -> bool:
    """Tell whether a line is the heading of a question or of an answer, with a number or without."""
    if not _opens_in(line, _LEAD_OPENS):
        return False
    is_asking = bool(parse_question_heading(line)) or is_bare_question_heading(line)
    return is_asking or parse_answer_heading(line) is not None


def is_questions_title(line: str) -> bool:
    """Tell whether a line is the word Vragen and nothing else, as it stands above several."""
    return is_bare_question_heading(line) and line.strip(" :\t").casefold() == "vragen"


def asks(line: str) -> bool:
    """Tell whether a line ends in a question, with or without the marker of a note behind it."""
    return _ASKS.search(line[-_LONGEST_END:]) is not None


def parse_item(line: str) -> tuple[int, ...]:
    """Return the numbers with which a line opens that answers a question asked above: `Ad 1.`, `2 en 3. Nee.`"""
    first = line.lstrip()[:1]
    match = _AD.match(line) if first in _AD_OPENS or first.isdecimal() else None
    return parse_numbers(match["numbers"] or match["before"]) if match else ()


def find_item_end(line: str) -> int:
    """Return where the text behind such a number begins."""
    match = _AD.match(line)
    return match.end() if match else 0


def is_item_alone(line: str) -> bool:
    """Tell whether such a number is all of a line: `Ad 1`."""
    return _AD.fullmatch(line) is not None


def is_table_heading(line: str) -> bool:
    """Tell whether a line heads a table of questions, with or without answers: `Vraagnummer Vraag Antwoord`."""
    # Every line is asked both, and most are told by their length and words to be neither.
    return (may_head(line) and find_heading(line) is not None) or (len(line) <= LONGEST_PAIR and heads_list(line))
