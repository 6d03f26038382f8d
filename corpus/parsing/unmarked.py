"""Questions and answers that nothing marks: a paragraph that asks, and below it what is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from corpus.models import PartKind
from corpus.parsing.announcing import announces_questions, tells_above
from corpus.parsing.headings import BULLET, asks
from corpus.parsing.titles import awaits_answer
from corpus.readers.source import Line, Role

# The question with which members open.
_AWARE = re.compile(
    r"(?:Kent|(?:Bent|Heeft|Hebt|Is|Zijn|Was|Waren)\b.{0,40}"
    r"\b(?:bekend|bewust|kennis\s?genomen|op de hoogte|gelezen))\b"
)
# What a question opens with: a word that asks, or a verb before the one who is asked about.
_OPENS_ASKING = re.compile(
    r"(?:(?:(?:Op|In|Aan|Met|Voor|Door|Van|Bij) )?(?:[Ww]elke?|[Ww]ie|[Ww]at)|Hoe\w*|Waar\w*|Wanneer|In hoeverre|"
    r"Acht|Bent|Deelt|Dient|Erkent|Gaat|Gaan|Hebben|Hebt|Heeft|Is|Kan|Kent|Klopt|Komt|Kunnen|Kunt|Moet|Moeten|Vindt|"
    r"Waren|Was|Weet|Wil|Wilt|Worden|Wordt|Zal|Zijn|Zou|Zouden|Zult) "
)
# Who answers to members; a page that answers its own questions speaks to its reader alike, but not of these.
_OFFICE = re.compile(r"\b(?:minister|staatssecretaris|college(?! voor\b)|gedeputeerden?|wethouder)\b", re.IGNORECASE)
# Who is asked is spoken to.
_SPOKEN_TO = re.compile(r"\b(?:[Uu]|[Uu]w|[Hh]et [Cc]ollege)\b")
# Who speaks in a debate, and who asks in a report of a committee: there a paragraph that asks is no question by itself.
_SPEAKS = re.compile(
    r"\s*(?:(?:De heer|Mevrouw|De voorzitter|Minister|Staatssecretaris)\b[^.?!]{0,60}:\s*$|"
    r"(?:De|Deze|Genoemde) (?:(?:fractie)?leden|[\w/-]+-fractie)\b)"
)
# A page that was copied from a site has what stood in the cells of a table between bars.
_CELL = re.compile(r"[^\n]*\|\s*")
# The end of a sentence, and not of an abbreviation, or what was left out: `dhr. Naam`, `Wij zijn… Wij ook`
_SENTENCE = re.compile(
    r"(?:[!?]|(?<!\b[A-Za-z])(?<!\b[dm]r)(?<!\bnr)(?<!\bdhr)(?<!\bmw)(?<!\bmevr)(?<!\bprof)(?<!\.)\.)"
    r"[”’\"'»)]{0,3}[\d,* ]{0,6}(?=\s+[A-Z«“‘\"'(]|\s*$)"
)
_ENDED = re.compile(r"[.!?:;»”][”’\"'»)]{0,3}(?:\d{1,2}(?:, ?\d{1,2})*)?\s*$")
# The last line of a table that has lost its cells
_FIGURES = re.compile(r"[\s\d.,%€–-]+")
_LONGEST_END = 20
_LEAST, _LEAST_ANNOUNCED = 3, 2
# The share of the questions in which somebody is spoken to, and that of paragraphs in which somebody speaks.
_MOST, _FEW = 0.5, 0.3
_MOST_ENDED = 0.7
_LONGEST_HEAD = 1_000
# Paragraphs of one answer, on average.
_MOST_SAID = 12


@dataclass(slots=True)
class _Paragraph:
    places: list[int]
    is_bullet: bool
    asks: bool = False
    asks_first: bool = False
    opens_asking: bool = False
    is_cell: bool = False
    speaks_to: bool = False


@dataclass(slots=True)
class _Question:
    """The paragraphs of a question, and those of its answer, by the places of their lines."""

    asked: list[_Paragraph]
    said: list[_Paragraph] = field(default_factory=list)


def find_unmarked(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> Mapping[int, Role]:
    """Return what each line is that opens a question or an answer; nothing where a text has none that agree.

    A paragraph is a question where its first sentence asks, or where it ends in a question to who is asked. A text is
    taken for questions and answers where it says so above them or most of them speak to who is asked, most have an
    answer or none has, and nobody speaks as in a debate. Lines that have a kind already are passed over.
    """
    paragraphs = list(_list_paragraphs(lines, kinds))
    _ask_alike(paragraphs)
    first = next((count for count, one in enumerate(paragraphs) if one.asks), None)
    if first is None:
        return {}
    above = "\n".join(lines[place].text for one in paragraphs[:first] for place in one.places)
    found = list(_list_questions(paragraphs[first:], lines))
    if _ask_between(found):
        found = list(_list_questions(paragraphs[first:], lines))
    titles = {one.places[0] for one in _take_titles(found, lines)}
    ending: list[_Paragraph] = []
    if not any(question.said for question in found[:-1]):
        # Where nothing is answered, what stands below the last question is no answer either.
        ending, found[-1].said = found[-1].said, []
    if not _agree(found, lines, paragraphs, above):
        return {}
    roles = {one.places[0]: Role.CLOSING for one in ending[:1]}
    for question in found:
        roles[question.asked[0].places[0]] = Role.ASKED
        if question.said:
            roles[question.said[0].places[0]] = Role.ANSWER
    # What stands in cells between two lists belongs to neither.
    within = {one.places[0]: Role.HEADING for one in paragraphs[first:] if one.is_cell or one.places[0] in titles}
    return roles | within


def _ask_alike(paragraphs: Sequence[_Paragraph]) -> None:
    """Let the bullets of a list ask where all open as questions do: members may leave out the mark."""
    for is_bullet, listed in groupby(paragraphs, key=lambda one: one.is_bullet):
        bullets = list(listed)
        if is_bullet and len(bullets) >= _LEAST and all(one.asks or one.opens_asking for one in bullets):
            for one in bullets:
                one.asks = True


def _ask_between(found: Sequence[_Question]) -> bool:
    """Let what stands between questions ask where each paragraph of it opens with a question: none is an answer then.

    Tells whether any did.
    """
    between = [one for question in found[:-1] for one in question.said]
    if not between or not all(one.asks_first for one in between):
        return False
    for one in between:
        one.asks = True
    return True


def _take_titles(found: Sequence[_Question], lines: Sequence[Line]) -> list[_Paragraph]:
    """Take the titles between the bullets of a list that nobody answered off the bullets above: `Over de kosten:`."""
    said = [question for question in found[:-1] if question.said]
    for question in said:
        (last, *others) = question.said
        if others or not question.asked[-1].is_bullet or not lines[last.places[-1]].text.rstrip().endswith(":"):
            return []
    return [question.said.pop() for question in said]


def _list_paragraphs(lines: Sequence[Line], kinds: Sequence[PartKind | None]) -> Iterator[_Paragraph]:
    """Return the paragraphs: each ends at a blank line, or where a sentence ends with its line.

    Where most lines end with a sentence, a capital opens one too: what stands above it may be a title.
    """
    current: list[int] = []
    filled = [line.text for line, kind in zip(lines, kinds, strict=True) if kind is None and not line.is_blank]
    ended = sum(_has_ended(text) or _CELL.fullmatch(text) is not None for text in filled)
    are_whole = ended >= len(filled) * _MOST_ENDED
    for place, line in enumerate(lines):
        if kinds[place] is not None:
            continue
        is_cell = not line.is_blank and _CELL.fullmatch(line.text) is not None
        ends = line.is_blank or is_cell or (are_whole and line.opening.isupper())
        if current and (ends or _opens(lines[current[-1]].text, line.text)):
            yield _build(lines, current)
            current = []
        if is_cell:
            yield _Paragraph([place], is_bullet=False, is_cell=True)
        elif not line.is_blank:
            current.append(place)
    if current:
        yield _build(lines, current)


def _opens(before: str, line: str) -> bool:
    """Tell whether a line opens a paragraph below another line: that one ends a sentence, asks, or is a table's."""
    is_below_figures = _FIGURES.fullmatch(before) is not None and line.lstrip()[:1].isupper()
    return BULLET.match(line) is not None or is_below_figures or _has_ended(before)


def _has_ended(line: str) -> bool:
    return _ENDED.search(line[-_LONGEST_END:]) is not None or asks(line)


def _build(lines: Sequence[Line], places: list[int]) -> _Paragraph:
    text = " ".join(lines[place].text.strip() for place in places)
    bullet = BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    one = _Paragraph(places, bullet is not None, speaks_to=_SPOKEN_TO.search(text) is not None)
    if bullet:
        one.opens_asking = _OPENS_ASKING.match(text) is not None
    if "?" not in text:
        return one
    ends = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    sentences = [text[start:end] for start, end in pairwise(ends)]
    if sentences and (text[:1].isupper() or bullet):
        one.asks_first = asks(sentences[0])
        is_first = one.asks_first and (asks(text) or _SPOKEN_TO.search(sentences[0]) is not None)
        one.asks = is_first or (asks(text) and _SPOKEN_TO.search(sentences[-1]) is not None)
    return one


def _list_questions(paragraphs: Sequence[_Paragraph], lines: Sequence[Line]) -> Iterator[_Question]:
    """Return the questions; of several that ask in a row and have no answer, or a bullet each, each is one."""
    for asked, said in _pair(paragraphs):
        is_awaited = any(awaits_answer(lines[one.places[0]].text) for one in said)
        if not said or is_awaited or any(one.is_bullet for one in asked):
            yield from (_Question([one]) for one in asked[:-1])
            yield _Question(asked[-1:], said)
        else:
            yield _Question(asked, said)


def _pair(paragraphs: Sequence[_Paragraph]) -> Iterator[tuple[list[_Paragraph], list[_Paragraph]]]:
    asked: list[_Paragraph] = []
    said: list[_Paragraph] = []
    is_open = True
    for one in paragraphs:
        # Below a bullet that asks, and has no answer, another goes on with the list.
        if one.asks or (one.is_bullet and asked and asked[-1].is_bullet and not said):
            if said or not is_open:
                yield asked, said
                asked, said = [], []
            asked.append(one)
            is_open = True
        elif one.is_cell:
            is_open = False
        elif is_open:
            said.append(one)
    yield asked, said


def _agree(found: Sequence[_Question], lines: Sequence[Line], paragraphs: Sequence[_Paragraph], above: str) -> bool:
    asked = [" ".join(lines[place].text for one in question.asked for place in one.places) for question in found]
    first = BULLET.sub("", asked[0], count=1).lstrip()
    is_aware = _AWARE.match(first) is not None
    is_announced = announces_questions(above) or (is_aware and tells_above(above))
    is_sure = is_announced or is_aware
    if len(found) < (_LEAST_ANNOUNCED if is_sure else _LEAST) or not (is_sure or _names_office(above, asked)):
        return False
    opens = [lines[one.places[0]].text for one in paragraphs]
    if sum(_SPEAKS.match(text) is not None for text in opens) > len(found) * _FEW:
        return False
    answered = sum(bool(question.said) for question in found)
    said = sum(len(question.said) for question in found)
    spoken = sum(question.asked[0].speaks_to for question in found)
    if said > _MOST_SAID * len(found) or (answered and answered * 2 < len(found)):
        return False
    return is_announced or spoken >= len(found) * _MOST


def _names_office(above: str, asked: Sequence[str]) -> bool:
    """Tell whether a few words above questions, or most of these, name somebody who answers to members."""
    is_above = len(above) <= _LONGEST_HEAD and _OFFICE.search(above) is not None
    return is_above or sum(_OFFICE.search(text) is not None for text in asked) >= len(asked) * _MOST
