"""What belongs to the page and not to the text: running footers, a site's own lines, bare page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import islice

from msgspec import Struct

from corpus.identifiers import Identifier, parse_identifier
from corpus.parsing.headings import is_heading, is_table_heading, may_be_heading
from corpus.parsing.notes import is_small
from corpus.parsing.titles import TABLE
from corpus.readers.source import Line
from corpus.readers.tables import find_heads, heads_numbers

# `Totaallijst feitelijke vragen Jaarverslag … (36360 -VI-1)  13/36`
_LIST_FOOTER = re.compile(
    r"\s*+(?P<title>\S.*?)(?<!\s)\s*+\((?P<about>[^()]{5,40})\)\s+(?P<page>\d{1,4})\s*/\s*(?P<total>\d{1,4})\s*"
)
# `Tweede Kamer, vergaderjaar 2022–2023, 36 360 VI, nr. 1`, with or without the page after it, or glued before it
_PAPER_FOOTER = re.compile(
    r"\s*(?P<front>\d{1,4}(?=[TE]))?(?:(?:ISSN \d{4} ?- ?\d{4}\s*)?[’']s-Gravenhage \d{4}\s*)?"
    r"(?:Tweede|Eerste) Kamer, vergaderjaar (?P<first>\d{4})[-–](?P<last>\d{4}), "
    r"(?P<paper>Aanhangsel|.+?, nr\. \w+|.+?)(?:\s+(?P<page>\d{1,4}))?\s*"
)
# The identifier alone or with what stands below it, as the foot of a first page has it
_IDENTIFIER = re.compile(
    r"\s*((?:ah|kv)-tk-[\w-]+|kst-[\w-]+)(?:\s+ISSN \d{4} ?- ?\d{4}(?:\s*[’']s-Gravenhage \d{4})?)?\s*"
)
_PLAIN = re.compile(
    r"\s*(?:(?:Pagina|Blad|Blz\.?|Pag\.?)\s+\d{1,4}(?:\s*(?:van|/)\s*\d{1,4})?|-\s*\d{1,4}\s*-|\d{1,4}\s*/\s*\d{1,4}|"
    r"Base description which applies to whole site|Licence|(?:Deel|Print)\s+(?:deze\s+)?pagina|"
    r"(?:Terug\s+)?[Nn]aar\s+boven|ISSN \d{4} ?- ?\d{4}|[’']s-Gravenhage \d{4})\s*"
)
# What all of these open with, figures apart: few lines do.
_PLAIN_OPENS = frozenset("BDILNPTn-’'_=*")
# A line across the page, as an extraction leaves it between two pages
_RULE = re.compile(r"\s*(?:-{5,}|_{5,}|={5,}|\*{5,})\s*")
_DIGITS = re.compile(r"\d+")
# Lines from the top and from the foot of a page that can repeat, and the pages on which they must.
_EDGE = 2
_LEAST_PAGES = 3
# Lines of a running head or foot.
_DEEPEST = 16
_LEAST_COUNTED = 2
_LEAST_LETTERS = 3
_LEAST_REFERENCE = 6
_LONGEST_FIGURE = 9
# The share of pages on which a running line's number stays the same, or counts with the page.
_MOST = 0.8
_LONGEST = 160
# Letters of a column's title that is a word for its numbers, and columns of a table.
_LONGEST_HEAD = 20
_MOST_COLUMNS = 6


class Footer(Struct, frozen=True, kw_only=True):
    """What a running footer says of its page and its paper."""

    title: str | None = None
    paper: Identifier | None = None
    about: Identifier | None = None
    session: str | None = None
    page: int | None = None
    total: int | None = None


def parse_footer(line: str) -> Footer | None:
    """Return what a running footer says, or None where the line is none."""
    if "/" in line and line.rstrip()[-1:].isdecimal() and (match := _LIST_FOOTER.fullmatch(line)):
        about = parse_identifier(match["about"])
        if about:
            return Footer(title=match["title"], about=about, page=int(match["page"]), total=int(match["total"]))
    if " Kamer, vergaderjaar " in line and (match := _PAPER_FOOTER.fullmatch(line)):
        number = match["page"] or match["front"]
        page = int(number) if number else None
        session = f"{match['first']}-{match['last']}"
        return Footer(paper=parse_identifier(match["paper"]), session=session, page=page)
    if "-" in line and (match := _IDENTIFIER.fullmatch(line)):
        paper = parse_identifier(match[1])
        return Footer(paper=paper) if paper else None
    return None


def is_furniture(line: Line) -> bool:
    """Tell whether a line belongs to the site or the page, and says nothing of the paper."""
    may_be = line.opening in _PLAIN_OPENS or line.opening.isdecimal()
    is_plain = may_be and (_PLAIN.fullmatch(line.text) is not None or is_rule(line.text))
    return is_plain or is_table_heading(line.text)


def is_rule(line: str) -> bool:
    """Tell whether a line is nothing but a line across the page: `-----`."""
    return _RULE.fullmatch(line) is not None


def find_heads_apart(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of the titles of columns that came as a line each: `Vraagnummer` / `Vraag` / `Antwoord`."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        # Most lines are told by themselves to head nothing, and what stands below them is not looked at.
        is_short = len(line.text) <= _LONGEST_HEAD and not line.is_blank
        if is_short and line.role is None and heads_numbers(line.text):
            below = (other for other in range(place, len(lines)) if not lines[other].is_blank)
            cells = list(islice(below, _MOST_COLUMNS))
            found.update(cells[: find_heads([lines[cell].text for cell in cells])])
    return frozenset(found)


def find_repeated(lines: Sequence[Line], body: float | None, taken: Set[int] = frozenset()) -> frozenset[int]:
    """Return the places of the lines at the top or foot of most pages that differ in their numbers alone.

    A number alone is one of these where it counts with the pages. A heading of a question never is. `body` is the
    size of the text's letters. What stands next to lines that are found, or are `taken` already, is looked at in its
    turn: the running head of a letter is a block of them.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if not line.is_blank and place not in taken:
            pages[line.page].append(place)
    full = frozenset(page for page, places in pages.items() if len(places) > 2 * _EDGE)
    body = body or 0.0
    described: dict[int, str] = {}
    found: set[int] = set()
    for _ in range(_DEEPEST):
        fresh = _find_at_edges(lines, pages, described, full, body)
        if not found:
            fresh |= _find_counted(lines, pages, described, body)
        if not fresh:
            break
        found |= fresh
        pages = {page: [place for place in places if place not in fresh] for page, places in pages.items()}
    return frozenset(found | _find_left(lines, pages, described, found))


def _find_left(
    lines: Sequence[Line], pages: Mapping[int, list[int]], described: Mapping[int, str], found: Set[int]
) -> set[int]:
    """Return the lines at the edge of a page with the very words of a running line that has others beside it."""
    running = {" ".join(lines[place].text.split()) for place in found if _has_letters(lines[place].text)}
    edges = (place for places in pages.values() for place in {*places[:1], *places[-1:]})
    return {place for place in edges if described.get(place) and " ".join(lines[place].text.split()) in running}


def _find_at_edges(
    lines: Sequence[Line], pages: Mapping[int, list[int]], described: dict[int, str], full: frozenset[int], body: float
) -> set[int]:
    """Return the lines that most pages have alike among their first or last; `full` are pages with text between."""
    wanted = max(_LEAST_PAGES, len(pages) / 2)
    found: set[int] = set()
    for at in (*range(_EDGE), *range(-_EDGE, 0)):
        alike: dict[str, list[int]] = defaultdict(list)
        for places in pages.values():
            if len(places) >= (at + 1 if at >= 0 else -at):
                place = places[at]
                if place not in described:
                    described[place] = _describe(lines[place])
                alike[described[place]].append(place)
        alike.pop("", None)
        # Most edges are like no other, and a line alone is none of these.
        for places in (places for places in alike.values() if len(places) >= _LEAST_COUNTED):
            is_often = len(places) >= wanted and _is_certain(lines, places, full, body)
            if (is_often and _is_running(lines, places, body)) or _is_small_alike(lines, places, at, body):
                found.update(places)
    return found


def _is_certain(lines: Sequence[Line], places: Sequence[int], full: frozenset[int], body: float) -> bool:
    """Tell whether pages enough are evidence: in letters of the text, those with two lines between their edges."""
    return sum(lines[place].page in full or is_small(lines[place], body) for place in places) >= _LEAST_COUNTED


def _is_small_alike(lines: Sequence[Line], places: Sequence[int], at: int, body: float) -> bool:
    """Tell whether several pages have the very same words, or their own number, in letters smaller than the text.

    A table is set in such letters too: neither its title nor its rows are the page's. Nor is the number of a note,
    which has its text behind it.
    """
    if not all(is_small(lines[place], body) for place in places):
        return False
    texts = [lines[place].text.strip() for place in places]
    is_number = all(map(str.isdecimal, texts)) and at >= -1
    is_table = any("\t" in text or TABLE.match(text) for text in texts)
    return (is_number or len(set(texts)) == 1) and not is_table


def _is_running(lines: Sequence[Line], places: Sequence[int], body: float) -> bool:
    """Tell whether lines that differ in their numbers alone are the page's own, and not alike by chance.

    They are in smaller letters than the text, or a number counts with the pages, or none changes. Else they may be
    what answers end in: `Voor post 12 is dat € 3 miljoen.`
    """
    # Where one has no number, none has.
    if _DIGITS.search(lines[places[0]].text) is None or any(is_small(lines[place], body) for place in places):
        return True
    least = len(places) * _MOST
    # They have as many each: to search one text takes half the time of searching each.
    figures = _DIGITS.findall("\n".join(lines[place].text for place in places))
    groups = [figures[at :: len(figures) // len(places)] for at in range(len(figures) // len(places))]
    pages = [lines[place].page for place in places]

    def agrees(values: Iterable[int]) -> bool:
        return Counter(values).most_common(1)[0][1] >= least

    numbers = [[int(figure[:_LONGEST_FIGURE]) for figure in group] for group in groups]
    return all(map(agrees, numbers)) or any(
        agrees(number - page for number, page in zip(group, pages, strict=True)) for group in numbers
    )


def _find_counted(
    lines: Sequence[Line], pages: Mapping[int, list[int]], described: dict[int, str], body: float
) -> set[int]:
    """Return the lines that all pages of a short paper have at their edge, with a number that counts with the pages.

    In letters smaller than the text the same words will do.
    """
    found: set[int] = set()
    if len(pages) < _LEAST_COUNTED:
        return found
    for at in (0, -1):
        edge = [places[at] for places in pages.values()]
        same = {described[place] for place in edge}
        if len(same) > 1 or same == {""}:
            continue
        if all(is_small(lines[place], body) for place in edge):
            texts = {" ".join(lines[place].text.split()) for place in edge}
            found.update(edge if len(texts) == 1 else ())
        shifts = (
            {at: int(figure) - lines[place].page for at, figure in enumerate(_DIGITS.findall(lines[place].text)[:9])}
            for place in edge
        )
        first = next(shifts)
        counting = set(first.items()).intersection(*(shift.items() for shift in shifts))
        if counting:
            found.update(edge)
    return found


def _has_letters(text: str) -> bool:
    # Most lines open with so many.
    if len(text) >= _LEAST_LETTERS and text[:_LEAST_LETTERS].isalpha():
        return True
    letters = filter(str.isalpha, text)
    return sum(1 for _ in islice(letters, _LEAST_LETTERS)) == _LEAST_LETTERS


def _describe(line: Line) -> str:
    """Return what a repeated line has in common with the others, or nothing where it can't be one."""
    text = " ".join(line.text.split())
    if len(text) > _LONGEST or line.role is not None:
        return ""
    if _has_letters(text):
        return "" if may_be_heading(line) and is_heading(text) else _DIGITS.sub("0", text)
    # The reference of a letter (`5303168`, `2025-0000123`) is the same on each page.
    if sum(map(str.isdecimal, text)) >= _LEAST_REFERENCE:
        return text
    return f"page{int(text) - line.page:+d}" if text.isdecimal() else ""
