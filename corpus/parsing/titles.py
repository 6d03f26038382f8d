"""The lines that are part of no question and no answer: titles, what closes the questions, the signing of a letter."""

from __future__ import annotations

import re

from corpus.parsing.headings import BULLET

CHAPTER = re.compile(r"\s*(?:•\s*)?\d{1,2}\.?\s+(?=[A-Z])")
SECTION = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-Z])")
TABLE = re.compile(r"\s*Tabel\s+\d{1,3}[a-z]?\b")
_CLOSING = re.compile(
    r"\s*(?:Toelichting|Mededeling)\s*:?\s*|\s*Mededeling\s+[–-]\s+\d{1,2} [a-z]{3,9} \d{4}\s*|"
    r"\s*Toelichting\s*:\s*Deze vra.*"
)
_SIGNED = re.compile(
    r"\s*(?:Hoogachtend|(?:(?:met\s+)?(?:vriendelijke|hartelijke)\s+)?groet(?:en|jes)?|--|Namens de [^.]{3,80}|"
    r"Fractie [^.:;?!,]{2,60}(?=,)|"
    r"(?:De|DE)\s+(?:minister|staatssecretaris|bewindspersoon|voorzitter|president)\b[^.:;?!]{0,100}),?\s*",
    re.IGNORECASE,
)
# What members write below what they asked: that they await an answer, or who they are.
_AWAITS = re.compile(
    r"\s*(?:(?:Wij|We|Ik|De (?:fractie|vragensteller)[^.?!]{0,60}?)\s"
    r"(?:zie[nt]?|wacht(?:en)?|verzoek(?:en|t)?|vernemen?|danken?|dankt|hoop|hopen)\b|(?:Graag|Gaarne|Alvast)\b|"
    r"(?:In afwachting|Bij voorbaat)\b)[^?\n]{0,120}?\b(?:beantwoord\w*|antwoord\w*|reactie|dank)\b[^?\n]*|"
    r"\s*(?:Indiener|Vragensteller|Ondertekenaar)s?\s*:[^?\n]*"
)
_NAMED_SUBJECT = re.compile(
    r"\s*(?:(?:Thema|Onderwerp|Hoofdstuk|Artikel|Deel|Blok|Paragraaf|Bijlage|Onderdeel|Agendapunt)\b.*|"
    r"(?:[IVX]{1,5}\.\s+)?(?:Vragen|Inbreng|Opmerkingen)\s.*\b(?:fracties?|leden|lid|commissie)\b.*|"
    r"(?:De\s+)?(?:[Ll]eden\s+van\s+(?=.{0,60}fractie)|[Ff]racties?\s+van\s+)(?:de\s+|het\s+)?"
    r"(?:fracties?\s+van\s+(?:de\s+|het\s+)?)?[\w’/&-]+(?:(?:,|\s+en)\s+[\w’/&-]+){0,8}|"
    r"Fractie\s+[A-Z][\w/-]*(?:\s+[A-Z][\w/-]*){0,5}|"
    r"Vragen\s+(?:bij|over|naar\s+aanleiding\s+van|inzake)\s.*|Overige?(?:\s+(?:vragen|onderwerpen))?|"
    r"Algemeen|Algemene\s+vragen|\d{1,2}\.(?:\d{1,2}|[a-z])\.\d{1,2}\.?\s+(?-i:[A-Z]).*|[IVX]{1,5}\.\s+(?-i:[A-Z]).*)"
)
_SUBJECT = re.compile(
    rf"{_NAMED_SUBJECT.pattern}|"
    r"\s*(?:(?:[IVX]{1,5}|[A-Z]|\d{1,2}(?:\.(?:\d{1,2}|[a-z])){0,3})[.)]?\s+[A-Z].*|[^a-z]*[A-Z]{3}[^a-z]*)"
)
_SENTENCE_ENDS = (".", ":", ";", ",", "?", "!")
_QUOTES = "”’\"'»"
# Characters of a title, and of one that nothing but its words tells.
_LONGEST_TITLE = 120
_LONGEST_SUBJECT = 100


def is_title(line: str) -> bool:
    """Tell whether a line can be a heading without a number: short, with a capital, no sentence."""
    text = line.strip()
    return (
        0 < len(text) <= _LONGEST_TITLE
        and (text[0].isupper() or text[0].isdigit())
        and not ends_sentence(text)
        and not BULLET.match(line)
        and any(char.isalpha() for char in text)
    )


def is_closing(line: str) -> bool:
    """Tell whether a line ends the questions: `Toelichting:`, or the message that answers will follow."""
    return _CLOSING.fullmatch(line) is not None


def is_signature(line: str) -> bool:
    """Tell whether a line opens the signing of a letter: `Hoogachtend,`, `De minister van Financiën,`."""
    return _SIGNED.fullmatch(line) is not None


def awaits_answer(line: str) -> bool:
    """Tell whether a line below questions is none, but says that an answer is awaited, or by whom: `Indiener: …`."""
    return _AWAITS.fullmatch(line) is not None


def is_subject(line: str) -> bool:
    """Tell whether a line without any style is a title over the questions below it: `Thema wonen`, `II. Zorg`."""
    return len(line.strip()) <= _LONGEST_SUBJECT and is_title(line) and _SUBJECT.fullmatch(line) is not None


def names_subject(line: str) -> bool:
    """Tell whether a line says of itself that it is a title: `Thema wonen`, `Vragen van de leden van de fractie`."""
    return len(line.strip()) <= _LONGEST_SUBJECT and is_title(line) and _NAMED_SUBJECT.fullmatch(line) is not None


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence or a part of one does, a mark of quotation behind it left out."""
    return line.rstrip().rstrip(_QUOTES).endswith(_SENTENCE_ENDS)
